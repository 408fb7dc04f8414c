package io.github.exrdex.hook;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.github.exrdex.file.FileState;
import io.github.exrdex.query.FileBrief;
import io.github.exrdex.query.FileFacts.ProblemFact;
import io.github.exrdex.query.PathToken;
import io.github.exrdex.query.SequenceBrief;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Events as JSON, one object on one line each. Names are those of {@code exrdex show} and of the views; what is not known is
 * null.
 *
 * @param hook its name
 */
record EventJson(String hook) {
    private static final JsonFactory FACTORY = new JsonFactory();

    /** @param sequence empty where no file of it is left */
    String ofFile(HookEvent event, FileBrief file, Optional<SequenceBrief> sequence) {
        return line(json -> {
            json.writeStringField("hook", hook);
            json.writeStringField("event", "file");
            json.writeStringField("path", file.path());
            json.writeStringField("state", file.state().text());
            write(json, "before", event.before().map(FileState::text));
            json.writeNumberField("sizeBytes", file.sizeBytes());
            json.writeNumberField("mtimeNs", file.mtimeNs());
            json.writeArrayFieldStart("problems");
            for (ProblemFact problem : file.problems()) {
                write(json, problem);
            }
            json.writeEndArray();
            write(json, "frame", file.frame());
            write(json, "sequence", sequence.map(SequenceBrief::pattern));
            json.writeStringField("root", file.root());
            writeTokens(json, sequence.map(SequenceBrief::tokens).orElse(Map.of()));
            json.writeNumberField("reachedAt", event.atMs());
        });
    }

    String ofSequence(HookEvent event, SequenceBrief sequence) {
        return line(json -> {
            json.writeStringField("hook", hook);
            json.writeStringField("event", "sequence");
            json.writeStringField(
                    "path", (sequence.directory().equals("/") ? "" : sequence.directory()) + "/" + sequence.pattern());
            json.writeStringField("state", event.state().text());
            json.writeStringField("sequence", sequence.pattern());
            json.writeStringField("directory", sequence.directory());
            write(json, "firstFrame", sequence.name().firstFrame());
            write(json, "lastFrame", sequence.name().lastFrame());
            json.writeNumberField("frameCount", sequence.frameCount());
            json.writeNumberField("sizeBytes", sequence.sizeBytes());
            json.writeStringField("root", sequence.root());
            writeTokens(json, sequence.tokens());
            json.writeNumberField("reachedAt", event.atMs());
        });
    }

    @FunctionalInterface
    private interface Fields {
        void write(JsonGenerator json) throws IOException;
    }

    private static String line(Fields fields) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            json.writeStartObject();
            fields.write(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("a string writer does not fail", e);
        }
        return text.append('\n').toString();
    }

    private static void writeTokens(JsonGenerator json, Map<PathToken, String> tokens) throws IOException {
        for (PathToken token : PathToken.values()) {
            write(json, token.text(), Optional.ofNullable(tokens.get(token)));
        }
    }

    private static void write(JsonGenerator json, ProblemFact problem) throws IOException {
        json.writeStartObject();
        json.writeStringField("severity", problem.severity());
        json.writeStringField("kind", problem.kind());
        write(json, "offset", problem.offset());
        json.writeStringField("detail", problem.detail());
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, String name, Optional<String> text) throws IOException {
        if (text.isPresent()) {
            json.writeStringField(name, text.get());
        } else {
            json.writeNullField(name);
        }
    }

    private static void write(JsonGenerator json, String name, OptionalLong number) throws IOException {
        if (number.isPresent()) {
            json.writeNumberField(name, number.getAsLong());
        } else {
            json.writeNullField(name);
        }
    }
}
