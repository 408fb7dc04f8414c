package io.github.exrdex.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** {@link Format#JSON} and {@link Format#JSONL}: an object a row, numbers as numbers, absent values as null. */
final class JsonPrinter implements RowPrinter {
    private final List<Column> columns;
    private final boolean asArray;
    private final JsonGenerator json;
    private boolean first = true;

    JsonPrinter(PrintStream out, List<Column> columns, boolean asArray) {
        this.columns = columns;
        this.asArray = asArray;
        try {
            this.json = new JsonFactory().createGenerator(out);
            json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            // A line a row in either format: an array can be read by people and cut by line tools too.
            json.setPrettyPrinter(new MinimalPrettyPrinter("\n"));
            if (asArray) {
                json.writeRaw("[");
            }
        } catch (IOException e) {
            throw new OutputFailedException(e);
        }
    }

    @Override
    public void row(List<? extends @Nullable Object> values) {
        try {
            if (asArray) {
                json.writeRaw(first ? "\n" : ",");
            }
            first = false;
            json.writeStartObject();
            for (int i = 0; i < columns.size(); i++) {
                json.writeFieldName(columns.get(i).name());
                write(values.get(i));
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new OutputFailedException(e);
        }
    }

    private void write(@Nullable Object value) throws IOException {
        if (value == null) {
            json.writeNull();
        } else if (value instanceof Long || value instanceof Integer) {
            json.writeNumber(((Number) value).longValue());
        } else if (value instanceof Double number) {
            json.writeNumber(number);
        } else {
            writeText(value.toString());
        }
    }

    /** JSON demands escapes for ASCII alone, but some characters beyond steer a terminal too. */
    private void writeText(String text) throws IOException {
        boolean steers = false;
        for (int i = 0; i < text.length() && !steers; i++) {
            steers = text.charAt(i) > '~' && PlainText.isControl(text.charAt(i));
        }
        if (!steers) {
            json.writeString(text);
            return;
        }
        StringBuilder escaped = new StringBuilder();
        for (char c : JsonStringEncoder.getInstance().quoteAsString(text)) {
            if (c > '~' && PlainText.isControl(c)) {
                escaped.append(String.format(Locale.ROOT, "\\u%04X", (int) c));
            } else {
                escaped.append(c);
            }
        }
        json.writeRawValue("\"" + escaped + "\"");
    }

    @Override
    public void close() {
        try {
            if (asArray) {
                json.writeRaw(first ? "]" : "\n]");
            }
            if (asArray || !first) {
                json.writeRaw("\n");
            }
            json.close();
        } catch (IOException e) {
            throw new OutputFailedException(e);
        }
    }
}
