package io.github.exrdex.parse;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.params.provider.MethodSource;

/** Jackson and the scanner agree on what is a manifest, and it does not matter in which pieces it comes. */
class ManifestScannerFuzzTest {
    private static final JsonFactory JSON = new JsonFactory();

    static List<byte[]> manifests() {
        return List.of(
                "{\"a\":\"00000001\",\"b\\u00e9\\n\":\"00000002\"}".getBytes(StandardCharsets.UTF_8),
                " { \"é\" : \"\" } \n".getBytes(StandardCharsets.UTF_8),
                "{}".getBytes(StandardCharsets.UTF_8));
    }

    @MethodSource("manifests")
    @FuzzTest(maxDuration = "60s")
    void agreesWithJackson(byte @NotNull [] manifest) throws IOException {
        ManifestScanner whole = new ManifestScanner();
        whole.take(manifest, 0, manifest.length);
        ManifestScanner pieces = new ManifestScanner();
        for (int i = 0; i < manifest.length; i++) {
            pieces.take(manifest, i, i + 1);
        }
        assertEquals(whole.brokenAt(), pieces.brokenAt());
        assertEquals(whole.entries(), pieces.entries());
        // Names are not always UTF-8 in the field; the scanner takes them as they are, where Jackson would refuse.
        Optional<String> text = FileText.utf8(manifest, 0, manifest.length);
        if (text.isPresent()) {
            OptionalLong entries = whole.brokenAt().isEmpty() ? OptionalLong.of(whole.entries()) : OptionalLong.empty();
            assertEquals(entriesForJackson(text.get()), entries, text.get());
        }
    }

    /** Empty where it is no flat object of texts. */
    private static OptionalLong entriesForJackson(String json) throws IOException {
        long entries = 0;
        try (JsonParser parser = JSON.createParser(json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return OptionalLong.empty();
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                if (parser.nextToken() != JsonToken.VALUE_STRING) {
                    return OptionalLong.empty();
                }
                parser.getText(); // only now does it look inside
                entries++;
            }
            return parser.currentToken() == JsonToken.END_OBJECT && parser.nextToken() == null
                    ? OptionalLong.of(entries)
                    : OptionalLong.empty();
        } catch (JacksonException e) {
            return OptionalLong.empty();
        }
    }
}
