package io.github.exrdex.store;

import io.github.exrdex.exr.AttributeValue;
import io.github.exrdex.json.JsonText;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * An attribute value as three columns.
 *
 * @param text as {@code show} prints it
 * @param number where the value compares as a number, else null
 * @param json the typed value where the file's type name and {@code text} do not give it back, else null
 */
record StoredValue(
        String text, @Nullable Double number, @Nullable String json) {
    static StoredValue of(AttributeValue value) {
        OptionalDouble number = value.asNumber();
        return new StoredValue(
                value.asText(),
                number.isPresent() ? number.getAsDouble() : null,
                textSaysItAll(value) ? null : JsonText.of(value));
    }

    /** Together with the file's type name. */
    static boolean textSaysItAll(AttributeValue value) {
        return value instanceof AttributeValue.Text
                || value instanceof AttributeValue.IntNumber
                || value instanceof AttributeValue.FloatNumber
                || value instanceof AttributeValue.DoubleNumber
                || value instanceof AttributeValue.Named
                || value instanceof AttributeValue.Ints
                || value instanceof AttributeValue.Floats
                || value instanceof AttributeValue.Doubles
                || (value instanceof AttributeValue.TimeCode code && code.isPlain());
    }
}
