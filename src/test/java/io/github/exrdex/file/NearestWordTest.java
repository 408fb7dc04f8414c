package io.github.exrdex.file;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NearestWordTest {
    private static final List<String> NAMES = List.of("diffuse", "specular", "Z", "N", "crypto_asset", "crypto_object");

    @Test
    void findsTheWordThatWasMeant() {
        assertEquals(Optional.of("diffuse"), NearestWord.of("difuse", NAMES));
        assertEquals(Optional.of("diffuse"), NearestWord.of("Diffuse", NAMES));
        assertEquals(Optional.of("specular"), NearestWord.of("spceular", NAMES));
        assertEquals(Optional.of("crypto_asset"), NearestWord.of("cryptoasset", NAMES));
        assertEquals(Optional.of("Z"), NearestWord.of("z", NAMES));
    }

    @Test
    void aBeginningOfThreeLettersIsEnough() {
        assertEquals(Optional.of("specular"), NearestWord.of("spec", NAMES));
        assertEquals(Optional.of("crypto_asset"), NearestWord.of("Crypto", NAMES));
        assertEquals(Optional.of("diffuse"), NearestWord.of("diffuse_albedo", NAMES));
        assertEquals(Optional.empty(), NearestWord.of("sp", NAMES));
        assertEquals(Optional.empty(), NearestWord.of("Noise", NAMES), "N is no beginning of anything");
    }

    @Test
    void aSlipIsNearerThanABeginning() {
        assertEquals(Optional.of("shot"), NearestWord.of("shota", List.of("shotaverse", "shot")));
    }

    @Test
    void anotherWordIsNoMistake() {
        assertEquals(Optional.empty(), NearestWord.of("volume", NAMES));
        assertEquals(Optional.empty(), NearestWord.of("diffuse", List.of()));
        assertEquals(Optional.empty(), NearestWord.of("x".repeat(100_000), List.of("y" + "x".repeat(100_000))));
    }

    @Test
    void whereNothingIsNearAllAreNamed() {
        assertEquals("did you mean specular?", NearestWord.advice("speculr", NAMES));
        assertEquals("known are a, b", NearestWord.advice("nothing", List.of("a", "b")));
    }
}
