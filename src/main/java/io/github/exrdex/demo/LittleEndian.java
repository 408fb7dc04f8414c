package io.github.exrdex.demo;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Bytes in the order of EXR: the lowest first, nothing between. */
final class LittleEndian {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    LittleEndian u8(int value) {
        out.write(value);
        return this;
    }

    LittleEndian i16(int value) {
        return u8(value).u8(value >> 8);
    }

    LittleEndian i32(int value) {
        return i16(value).i16(value >> 16);
    }

    LittleEndian i64(long value) {
        return i32((int) value).i32((int) (value >> 32));
    }

    LittleEndian f32(float value) {
        return i32(Float.floatToRawIntBits(value));
    }

    /** A name with its closing zero. */
    LittleEndian name(String text) {
        return text(text).u8(0);
    }

    LittleEndian text(String text) {
        return bytes(text.getBytes(StandardCharsets.UTF_8));
    }

    LittleEndian bytes(byte[] bytes) {
        out.writeBytes(bytes);
        return this;
    }

    int size() {
        return out.size();
    }

    byte[] toBytes() {
        return out.toByteArray();
    }
}
