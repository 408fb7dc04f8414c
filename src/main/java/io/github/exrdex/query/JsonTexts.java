package io.github.exrdex.query;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** What SQLite's {@code json_group_array} gathers: one row out of it costs less than one for each of its texts. */
final class JsonTexts {
    private static final JsonFactory JSON = new JsonFactory();

    private static final String NULL = "null";

    private JsonTexts() {}

    /** Takes one element of the array. */
    interface Sink {
        /** @param text null where the element is */
        void take(@Nullable String text);
    }

    /**
     * In the order of the array.
     *
     * @param json as SQLite writes it: an array without arrays, and without blanks
     */
    static void each(String json, Sink sink) {
        if (json.indexOf('\\') < 0) {
            eachUnescaped(json, sink);
        } else {
            eachParsed(json, sink);
        }
    }

    /** Nearly always nothing is escaped, and every element stands there as it is. */
    private static void eachUnescaped(String json, Sink sink) {
        int end = json.length() - 1; // of the last element, before the bracket
        int at = 1;
        while (at < end) {
            int behind;
            if (json.charAt(at) == '"') {
                int quote = json.indexOf('"', at + 1);
                sink.take(json.substring(at + 1, quote));
                behind = quote + 1;
            } else {
                int comma = json.indexOf(',', at);
                behind = comma < 0 ? end : comma;
                String word = json.substring(at, behind);
                sink.take(word.equals(NULL) ? null : word);
            }
            at = behind + 1;
        }
    }

    private static void eachParsed(String json, Sink sink) {
        try (JsonParser parser = JSON.createParser(json)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.VALUE_NULL) {
                    sink.take(null);
                } else if (token.isScalarValue()) {
                    sink.take(parser.getText());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("no JSON of SQLite's: " + json, e);
        }
    }
}
