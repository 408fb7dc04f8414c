package io.github.exrdex.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * One thing that can be said of something.
 *
 * @param name as rows call it, {@code sweep_as_of}; keys of objects are {@code sweepAsOf}, in every verb
 * @param value String, Long, Boolean or null
 */
record Fact(String name, @Nullable Object value) {
    static Fact of(String name, OptionalLong number) {
        return new Fact(name, number.isPresent() ? (Long) number.getAsLong() : null);
    }

    /** As fields of the object that is being written. */
    static void write(JsonGenerator json, List<Fact> facts) throws IOException {
        for (Fact fact : facts) {
            json.writeFieldName(camelCase(fact.name()));
            if (fact.value() instanceof Long number) {
                json.writeNumber(number);
            } else if (fact.value() instanceof Boolean flag) {
                json.writeBoolean(flag);
            } else if (fact.value() == null) {
                json.writeNull();
            } else {
                json.writeString(fact.value().toString());
            }
        }
    }

    private static String camelCase(String name) {
        StringBuilder camel = new StringBuilder();
        for (String word : name.split("_", -1)) {
            camel.append(camel.isEmpty() ? word : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1));
        }
        return camel.toString();
    }
}
