package io.github.exrdex.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.github.exrdex.exr.AttributeValue;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Prints values as compact JSON text. Threads: any number. */
public final class JsonText {
    private static final JsonFactory FACTORY = new JsonFactory();

    private JsonText() {}

    /** As {@code show --format json} prints the value. */
    public static String of(AttributeValue value) {
        return of(value::writeTo);
    }

    /** A string. Most have nothing to escape, and a generator is not made for those. */
    public static String ofText(String text) {
        return isPlain(text) ? "\"" + text + "\"" : of(sink -> sink.text(text));
    }

    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > '~' || c == '"' || c == '\\') {
                return false;
            }
        }
        return true;
    }

    /** One value, told step by step. */
    public static String of(Consumer<AttributeValue.ValueSink> value) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            value.accept(new Sink(json));
        } catch (IOException e) {
            throw new UncheckedIOException("a string writer does not fail", e);
        }
        return text.toString();
    }

    /** An object with its names in order. */
    public static String of(Map<String, String> texts) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            json.writeStartObject();
            for (Map.Entry<String, String> entry : new TreeMap<>(texts).entrySet()) {
                json.writeStringField(entry.getKey(), entry.getValue());
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("a string writer does not fail", e);
        }
        return text.toString();
    }

    private record Sink(JsonGenerator json) implements AttributeValue.ValueSink {
        /** Takes what it writes as an argument: millions of values pass, and a lambda that captures is an object each time. */
        @FunctionalInterface
        private interface Step<T> {
            void run(JsonGenerator json, T value) throws IOException;
        }

        private <T> void write(Step<T> step, T value) {
            try {
                step.run(json, value);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void text(String value) {
            write((out, text) -> out.writeString(text), value);
        }

        @Override
        public void integer(long value) {
            write((out, number) -> out.writeNumber(number.longValue()), value);
        }

        @Override
        public void real(String shortest) {
            boolean number = !shortest.endsWith("n") && !shortest.endsWith("f"); // nan, inf, -inf
            if (number) {
                write((out, text) -> out.writeNumber(text), shortest);
            } else {
                text(shortest);
            }
        }

        @Override
        public void beginList() {
            write((out, nothing) -> out.writeStartArray(), "");
        }

        @Override
        public void endList() {
            write((out, nothing) -> out.writeEndArray(), "");
        }

        @Override
        public void beginObject() {
            write((out, nothing) -> out.writeStartObject(), "");
        }

        @Override
        public void key(String name) {
            write((out, text) -> out.writeFieldName(text), name);
        }

        @Override
        public void endObject() {
            write((out, nothing) -> out.writeEndObject(), "");
        }
    }
}
