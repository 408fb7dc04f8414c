package io.github.exrdex.write;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Bytes in the order of EXR: the lowest first, nothing between. */
public final class LittleEndian {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    public LittleEndian u8(int value) {
        out.write(value);
        return this;
    }

    public LittleEndian i16(int value) {
        return u8(value).u8(value >> 8);
    }

    public LittleEndian i32(int value) {
        return i16(value).i16(value >> 16);
    }

    public LittleEndian i64(long value) {
        return i32((int) value).i32((int) (value >> 32));
    }

    public LittleEndian f32(float value) {
        return i32(Float.floatToRawIntBits(value));
    }

    /** A name with its closing zero. */
    public LittleEndian name(String text) {
        return text(text).u8(0);
    }

    public LittleEndian text(String text) {
        return bytes(text.getBytes(StandardCharsets.UTF_8));
    }

    public LittleEndian bytes(byte[] bytes) {
        out.writeBytes(bytes);
        return this;
    }

    public int size() {
        return out.size();
    }

    public byte[] toBytes() {
        return out.toByteArray();
    }
}
