package io.github.exrdex.store;

import io.github.exrdex.exr.AttributeValue;
import io.github.exrdex.json.JsonText;

/**
 * A value that a file has of its own, as one column.
 *
 * @param json {@code text} is the JSON array {@code [text, value, number]}, as the text alone does not say all
 */
record FrameValue(String text, boolean json) {
    static FrameValue of(AttributeValue value) {
        if (StoredValue.textSaysItAll(value)) {
            return new FrameValue(value.asText(), false);
        }
        StoredValue stored = StoredValue.of(value);
        return new FrameValue(
                "[" + JsonText.ofText(stored.text()) + "," + stored.json() + "," + stored.number() + "]", true);
    }

    /** As an element of a JSON array. */
    String element() {
        return json ? text : JsonText.ofText(text);
    }
}
