package io.github.exrdex.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import io.github.exrdex.bench.Report.Row;
import io.github.exrdex.bench.Topic.Measure;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * A report as JSON: {@code facts} by name, {@code notes}, and for each topic a list of objects with its keys as text and its
 * measures as numbers. What this program does not know is skipped, so that it can read what a later one writes.
 */
public final class ReportJson {
    private static final JsonFactory FACTORY = new JsonFactory();

    private ReportJson() {}

    public static String of(Report report) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            json.setPrettyPrinter(new DefaultPrettyPrinter());
            json.writeStartObject();
            json.writeObjectFieldStart("facts");
            for (Map.Entry<String, String> fact : new TreeMap<>(report.facts()).entrySet()) {
                json.writeStringField(fact.getKey(), fact.getValue());
            }
            json.writeEndObject();
            json.writeArrayFieldStart("notes");
            for (String note : report.notes()) {
                json.writeString(note);
            }
            json.writeEndArray();
            for (Topic topic : Topic.values()) {
                json.writeArrayFieldStart(topic.text());
                for (Row row : report.rows(topic)) {
                    write(json, topic, row);
                }
                json.writeEndArray();
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("a string writer does not fail", e);
        }
        return text.append('\n').toString();
    }

    private static void write(JsonGenerator json, Topic topic, Row row) throws IOException {
        json.writeStartObject();
        for (int i = 0; i < topic.keys().size(); i++) {
            json.writeStringField(topic.keys().get(i), row.keys().get(i));
        }
        for (Measure measure : topic.measures()) {
            OptionalDouble number = row.number(measure.name());
            if (number.isPresent()) {
                json.writeFieldName(measure.name());
                write(json, number.getAsDouble());
            }
        }
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, double number) throws IOException {
        if (number == Math.rint(number) && Math.abs(number) < 1e15) {
            json.writeNumber((long) number);
        } else {
            json.writeNumber(number);
        }
    }

    /** @throws IOException where the file cannot be read, or is no report; the message says which file and why */
    public static Report read(Path file) throws IOException {
        Report.Draft report = new Report.Draft();
        try (JsonParser json = FACTORY.createParser(Files.readString(file))) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException(file + " is no report of exrdex bench");
            }
            boolean anyTopic = false;
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                JsonToken value = json.nextToken();
                Optional<Topic> topic = Topic.of(name);
                if (topic.isPresent() && value == JsonToken.START_ARRAY) {
                    anyTopic = true;
                    readRows(json, topic.get(), report);
                } else if (name.equals("facts") && value == JsonToken.START_OBJECT) {
                    readObject(json).forEach(report::fact);
                } else {
                    json.skipChildren();
                }
            }
            if (!anyTopic) {
                throw new IOException(file + " is no report of exrdex bench");
            }
        } catch (JsonProcessingException e) {
            throw new IOException(file + " is not JSON: " + e.getOriginalMessage(), e);
        }
        return report.done();
    }

    private static void readRows(JsonParser json, Topic topic, Report.Draft report) throws IOException {
        while (json.nextToken() == JsonToken.START_OBJECT) {
            Map<String, String> fields = readObject(json);
            List<String> keys = new ArrayList<>();
            topic.keys().forEach(key -> keys.add(fields.getOrDefault(key, "")));
            Map<String, Double> numbers = new HashMap<>();
            for (Measure measure : topic.measures()) {
                String text = fields.getOrDefault(measure.name(), "");
                if (text.matches("-?[0-9][0-9.eE+-]*")) {
                    numbers.put(measure.name(), Double.parseDouble(text));
                }
            }
            report.row(topic, keys, numbers);
        }
    }

    private static Map<String, String> readObject(JsonParser json) throws IOException {
        Map<String, String> fields = new HashMap<>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            if (json.nextToken().isScalarValue()) {
                fields.put(name, json.getText());
            } else {
                json.skipChildren();
            }
        }
        return fields;
    }
}
