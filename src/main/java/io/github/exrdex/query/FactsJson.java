package io.github.exrdex.query;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import io.github.exrdex.exr.Box2i;
import io.github.exrdex.exr.Reals;
import io.github.exrdex.query.FileFacts.AttributeFacts;
import io.github.exrdex.query.FileFacts.ChannelFacts;
import io.github.exrdex.query.FileFacts.PartFacts;
import io.github.exrdex.query.FileFacts.Place;
import io.github.exrdex.query.FileFacts.ProblemFact;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * Prints the facts of a file as one JSON object. Every name stands in every object, in the same order; what the file does
 * not state is null.
 *
 * @param layout one line, or indented for people
 * @param places with {@code offset} and {@code sizeBytes} of every attribute, and then the channel list is one of them
 */
public record FactsJson(Layout layout, boolean places) {
    private static final JsonFactory FACTORY = new JsonFactory();

    /** How the object is laid out. */
    public enum Layout {
        ONE_LINE,
        INDENTED
    }

    /** @return the object without a line end */
    public String print(FileFacts file) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            if (layout == Layout.INDENTED) {
                json.setPrettyPrinter(new DefaultPrettyPrinter());
            }
            write(file, json);
        } catch (IOException e) {
            throw new UncheckedIOException("a string writer does not fail", e);
        }
        return text.toString();
    }

    private void write(FileFacts file, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("path", file.path());
        json.writeStringField("state", file.state());
        json.writeNumberField("sizeBytes", file.sizeBytes());
        json.writeNumberField("mtimeNs", file.mtimeNs());
        json.writeArrayFieldStart("problems");
        for (ProblemFact problem : file.problems()) {
            write(problem, json);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("parts");
        for (PartFacts part : file.parts()) {
            write(part, json);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void write(ProblemFact problem, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("severity", problem.severity());
        json.writeStringField("kind", problem.kind());
        write("offset", problem.offset(), json);
        json.writeStringField("detail", problem.detail());
        json.writeEndObject();
    }

    private void write(PartFacts part, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeNumberField("index", part.index());
        write("name", part.name(), json);
        write("type", part.type(), json);
        write("compression", part.compression(), json);
        writeWindow("dataWindow", part.dataWindow(), json);
        writeWindow("displayWindow", part.displayWindow(), json);
        write("pixelAspectRatio", part.pixelAspectRatio(), json);
        write("lineOrder", part.lineOrder(), json);
        write("chunkCount", part.chunkCount(), json);
        write("view", part.view(), json);
        json.writeFieldName("tiles");
        json.writeRawValue(part.tiles().map(ValueText::json).orElse("null"));
        json.writeArrayFieldStart("channels");
        for (ChannelFacts channel : part.channels()) {
            write(channel, json);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("attributes");
        for (AttributeFacts attribute : part.attributes()) {
            if (places || !attribute.isChannelList()) {
                write(attribute, json);
            }
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void write(ChannelFacts channel, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", channel.name());
        write("layer", channel.layer(), json);
        json.writeStringField("component", channel.component());
        json.writeStringField("group", channel.group());
        json.writeStringField("type", channel.type());
        json.writeNumberField("xSampling", channel.xSampling());
        json.writeNumberField("ySampling", channel.ySampling());
        json.writeBooleanField("pLinear", channel.linear());
        json.writeEndObject();
    }

    private void write(AttributeFacts attribute, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", attribute.name());
        json.writeStringField("type", attribute.type());
        json.writeFieldName("value");
        json.writeRawValue(attribute.value().json());
        if (places && attribute.place().isPresent()) {
            Place place = attribute.place().get();
            json.writeNumberField("offset", place.offset());
            json.writeNumberField("sizeBytes", place.sizeBytes());
        }
        json.writeEndObject();
    }

    private static void writeWindow(String name, Optional<Box2i> window, JsonGenerator json) throws IOException {
        if (window.isEmpty()) {
            json.writeNullField(name);
            return;
        }
        Box2i box = window.get();
        json.writeFieldName(name);
        json.writeArray(new int[] {box.minX(), box.minY(), box.maxX(), box.maxY()}, 0, 4);
    }

    private static void write(String name, Optional<String> text, JsonGenerator json) throws IOException {
        if (text.isPresent()) {
            json.writeStringField(name, text.get());
        } else {
            json.writeNullField(name);
        }
    }

    private static void write(String name, OptionalDouble number, JsonGenerator json) throws IOException {
        json.writeFieldName(name);
        json.writeRawValue(number.isPresent() ? Reals.text(number.getAsDouble()) : "null");
    }

    private static void write(String name, OptionalLong number, JsonGenerator json) throws IOException {
        if (number.isPresent()) {
            json.writeNumberField(name, number.getAsLong());
        } else {
            json.writeNullField(name);
        }
    }
}
