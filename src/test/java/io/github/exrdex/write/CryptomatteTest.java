package io.github.exrdex.write;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CryptomatteTest {
    /** Reference values of MurmurHash3_x86_32 with seed 0. */
    @ParameterizedTest
    @CsvSource({"'', 0", "test, ba6bd213", "'Hello, world!', c0363e43", "hello, 248bfa47"})
    void hashesAsMurmurDoes(String text, String hash) {
        assertEquals(hash, Integer.toHexString(Cryptomatte.murmur3(text.getBytes(StandardCharsets.UTF_8))));
    }

    @Test
    void everyIdIsAnOrdinaryNumber() {
        for (int i = 0; i < 20_000; i++) {
            float id = Math.abs(Cryptomatte.id("object" + i));
            assertTrue(id >= Float.MIN_NORMAL && id <= Float.MAX_VALUE, "object" + i);
        }
    }

    @Test
    void theHeaderNamesTheLayerAndItsObjects() {
        LittleEndian out = new LittleEndian();
        Cryptomatte.attributes("CryptoObject", List.of("test", "hello")).writeTo(out);
        String text = new String(out.toBytes(), StandardCharsets.ISO_8859_1);
        assertTrue(text.contains("cryptomatte/3ae39a5/manifest"), text);
        assertTrue(text.contains("{\"test\":\"ba6bd213\",\"hello\":\"248bfa47\"}"), text);
        assertTrue(text.contains("uint32_to_float32"), text);
    }
}
