package io.github.exrdex.support;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Bytes one after the other, little-endian and without padding, as an EXR file has them. */
public final class ByteSink {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    public ByteSink u8(int value) {
        out.write(value);
        return this;
    }

    public ByteSink i32(int value) {
        return u8(value).u8(value >>> 8).u8(value >>> 16).u8(value >>> 24);
    }

    public ByteSink i64(long value) {
        return i32((int) value).i32((int) (value >>> 32));
    }

    public ByteSink f32(float value) {
        return i32(Float.floatToRawIntBits(value));
    }

    public ByteSink f64(double value) {
        return i64(Double.doubleToRawLongBits(value));
    }

    /** UTF-8, no length before and no zero behind. */
    public ByteSink text(String value) {
        return bytes(value.getBytes(StandardCharsets.UTF_8));
    }

    /** A name and its zero byte; {@code \xNN} in it stands for that one byte, as exrdex shows bytes that are no text. */
    public ByteSink name(String value) {
        return bytes(nameBytes(value)).u8(0);
    }

    public ByteSink bytes(byte[] value) {
        out.writeBytes(value);
        return this;
    }

    /** @param filler the byte that is written {@code count} times */
    public ByteSink fill(int count, int filler) {
        for (int i = 0; i < count; i++) {
            out.write(filler);
        }
        return this;
    }

    public int size() {
        return out.size();
    }

    public byte[] toByteArray() {
        return out.toByteArray();
    }

    static byte[] nameBytes(String name) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int plain = 0;
        for (int at = name.indexOf("\\x"); at >= 0; at = name.indexOf("\\x", plain)) {
            bytes.writeBytes(name.substring(plain, at).getBytes(StandardCharsets.UTF_8));
            bytes.write(Integer.parseInt(name.substring(at + 2, at + 4), 16));
            plain = at + 4;
        }
        bytes.writeBytes(name.substring(plain).getBytes(StandardCharsets.UTF_8));
        return bytes.toByteArray();
    }
}
