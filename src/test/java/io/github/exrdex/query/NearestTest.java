package io.github.exrdex.query;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NearestTest {
    private static final List<String> NAMES = List.of("diffuse", "specular", "Z", "N", "crypto_asset", "crypto_object");

    @Test
    void findsTheWordThatWasMeant() {
        assertEquals(Optional.of("diffuse"), Nearest.to("difuse", NAMES));
        assertEquals(Optional.of("diffuse"), Nearest.to("Diffuse", NAMES));
        assertEquals(Optional.of("specular"), Nearest.to("spceular", NAMES));
        assertEquals(Optional.of("crypto_asset"), Nearest.to("cryptoasset", NAMES));
        assertEquals(Optional.of("Z"), Nearest.to("z", NAMES));
    }

    @Test
    void anotherWordIsNoMistake() {
        assertEquals(Optional.empty(), Nearest.to("volume", NAMES));
        assertEquals(Optional.empty(), Nearest.to("diffuse", List.of()));
    }
}
