package io.github.exrdex.write;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Names as numbers, by the Cryptomatte specification 1.2.0: MurmurHash3 (32 bits, seed 0) of the name, bent into a float
 * that is neither infinite nor subnormal.
 */
public final class Cryptomatte {
    private Cryptomatte() {}

    /** The value that a pixel of this object carries. */
    public static float id(String name) {
        return Float.intBitsToFloat(idBits(name));
    }

    private static int idBits(String name) {
        int hash = murmur3(name.getBytes(StandardCharsets.UTF_8));
        int exponent = (hash >>> 23) & 0xff;
        return exponent == 0 || exponent == 255 ? hash ^ (1 << 23) : hash;
    }

    /**
     * What the header says of a layer: name, hash, conversion and manifest.
     *
     * @param layer prefix of its channels
     * @param objects names without characters that JSON has to escape
     */
    public static Attributes attributes(String layer, List<String> objects) {
        String prefix = "cryptomatte/"
                + hex(murmur3(layer.getBytes(StandardCharsets.UTF_8))).substring(0, 7);
        StringBuilder manifest = new StringBuilder("{");
        for (String object : objects) {
            manifest.append(manifest.length() > 1 ? "," : "").append('"').append(object);
            manifest.append("\":\"").append(hex(idBits(object))).append('"');
        }
        return new Attributes()
                .text(prefix + "/name", layer)
                .text(prefix + "/hash", "MurmurHash3_32")
                .text(prefix + "/conversion", "uint32_to_float32")
                .text(prefix + "/manifest", manifest.append('}').toString());
    }

    private static String hex(int number) {
        return String.format("%08x", number);
    }

    /** Austin Appleby's MurmurHash3_x86_32 with seed 0. */
    static int murmur3(byte[] bytes) {
        int hash = 0;
        int whole = bytes.length & ~3;
        for (int i = 0; i < whole; i += 4) {
            hash ^= mixed(word(bytes, i, 4));
            hash = Integer.rotateLeft(hash, 13) * 5 + 0xe6546b64;
        }
        if (whole < bytes.length) {
            hash ^= mixed(word(bytes, whole, bytes.length - whole));
        }
        hash ^= bytes.length;
        hash = (hash ^ (hash >>> 16)) * 0x85ebca6b;
        hash = (hash ^ (hash >>> 13)) * 0xc2b2ae35;
        return hash ^ (hash >>> 16);
    }

    private static int mixed(int word) {
        return Integer.rotateLeft(word * 0xcc9e2d51, 15) * 0x1b873593;
    }

    private static int word(byte[] bytes, int start, int count) {
        int word = 0;
        for (int i = 0; i < count; i++) {
            word |= (bytes[start + i] & 0xff) << (8 * i);
        }
        return word;
    }
}
