package io.github.exrdex.write;

import io.github.exrdex.exr.Box2i;
import java.util.SortedMap;
import java.util.TreeMap;

/** Attributes of one header, sorted by name as the reference library writes them. */
public final class Attributes {
    private record Value(String type, LittleEndian content) {}

    private final SortedMap<String, Value> values = new TreeMap<>();

    public Attributes text(String name, String text) {
        return add(name, "string", new LittleEndian().text(text));
    }

    public Attributes integer(String name, int value) {
        return add(name, "int", new LittleEndian().i32(value));
    }

    public Attributes real(String name, float value) {
        return add(name, "float", new LittleEndian().f32(value));
    }

    public Attributes rational(String name, int numerator, int denominator) {
        return add(name, "rational", new LittleEndian().i32(numerator).i32(denominator));
    }

    public Attributes box(String name, Box2i box) {
        return add(
                name,
                "box2i",
                new LittleEndian()
                        .i32(box.minX())
                        .i32(box.minY())
                        .i32(box.maxX())
                        .i32(box.maxY()));
    }

    public Attributes point(String name, float x, float y) {
        return add(name, "v2f", new LittleEndian().f32(x).f32(y));
    }

    /** @param rows 16 numbers, row by row */
    public Attributes matrix(String name, float... rows) {
        LittleEndian content = new LittleEndian();
        for (float number : rows) {
            content.f32(number);
        }
        return add(name, "m44f", content);
    }

    /** A code of one byte: compression, lineOrder. */
    public Attributes code(String name, String type, int code) {
        return add(name, type, new LittleEndian().u8(code));
    }

    /** Non-drop SMPTE time code of a frame counted from midnight: two decimal digits a byte, frames lowest. */
    public Attributes timeCode(String name, int frame, int framesPerSecond) {
        int seconds = frame / framesPerSecond;
        int packed = digits(frame % framesPerSecond)
                | (digits(seconds % 60) << 8)
                | (digits(seconds / 60 % 60) << 16)
                | (digits(seconds / 3600 % 24) << 24);
        return add(name, "timecode", new LittleEndian().i32(packed).i32(0));
    }

    private static int digits(int number) {
        return ((number / 10) << 4) | (number % 10);
    }

    public Attributes add(String name, String type, LittleEndian value) {
        values.put(name, new Value(type, value));
        return this;
    }

    public Attributes addAll(Attributes others) {
        values.putAll(others.values);
        return this;
    }

    /** All of them, each as name, type, size, value; without the zero that ends a header. */
    void writeTo(LittleEndian out) {
        values.forEach((name, value) -> out.name(name)
                .name(value.type())
                .i32(value.content().size())
                .bytes(value.content().toBytes()));
    }
}
