package io.github.exrdex.query;

import io.github.exrdex.exr.AttributeValue;
import io.github.exrdex.json.JsonText;
import org.jspecify.annotations.Nullable;

/**
 * The value of an attribute in the two forms that people and programs see.
 *
 * @param text as {@code v_attribute.text} has it
 * @param json a number, a text, a list or an object
 */
public record ValueText(String text, String json) {
    static ValueText of(AttributeValue value) {
        return new ValueText(value.asText(), JsonText.of(value));
    }

    /**
     * From the columns of the index.
     *
     * @param type the file's own word
     * @param json null where type and text give the value back: plain numbers, lists of them, words and texts
     */
    static ValueText of(String type, String text, @Nullable String json) {
        return new ValueText(text, json != null ? json : JsonText.of(sink -> write(type, text, sink)));
    }

    /** The value stayed in the file, or was not what its type says. */
    boolean isOpaque() {
        return json.startsWith("{\"sizeBytes\"");
    }

    private static void write(String type, String text, AttributeValue.ValueSink sink) {
        switch (type) {
            case "int", "float", "double" -> sink.real(text);
            case "box2i", "v2i", "v3i", "box2f", "v2f", "v3f", "m33f", "m44f", "chromaticities", "floatvector" ->
                writeList(text, sink);
            case "v2d", "v3d", "m33d", "m44d" -> writeList(text, sink);
            case "timecode" -> AttributeValue.TimeCode.ofText(text).writeTo(sink);
            default -> sink.text(text);
        }
    }

    private static void writeList(String text, AttributeValue.ValueSink sink) {
        sink.beginList();
        if (!text.isEmpty()) {
            for (String number : text.split(" ", -1)) {
                sink.real(number);
            }
        }
        sink.endList();
    }
}
