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

    private JsonTexts() {}

    /** Takes one element of the array. */
    interface Sink {
        /** @param text null where the element is */
        void take(@Nullable String text);
    }

    /** In the order of the array. */
    static void each(String json, Sink sink) {
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
