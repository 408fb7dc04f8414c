package io.github.exrdex.support;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import java.util.zip.DeflaterOutputStream;

/**
 * The value of one attribute, by its type (format notes, section 3.1); every method gives the part back to go on with.
 * Nothing is checked: a value out of range is somebody's test case.
 */
public final class TinyValue {
    private final String name;
    private final Function<TinyAttribute, TinyPart> part;

    TinyValue(String name, Function<TinyAttribute, TinyPart> part) {
        this.name = name;
        this.part = part;
    }

    /** Any type name with any bytes. */
    public TinyPart raw(String type, byte... value) {
        return part.apply(new TinyAttribute(name, type, value));
    }

    public TinyPart intNumber(int value) {
        return of("int", new ByteSink().i32(value));
    }

    public TinyPart floatNumber(float value) {
        return of("float", new ByteSink().f32(value));
    }

    public TinyPart doubleNumber(double value) {
        return of("double", new ByteSink().f64(value));
    }

    public TinyPart string(String value) {
        return of("string", new ByteSink().text(value));
    }

    /** A string whose bytes need not be UTF-8. */
    public TinyPart stringOfBytes(byte... value) {
        return raw("string", value);
    }

    public TinyPart stringVector(String... values) {
        ByteSink sink = new ByteSink();
        for (String value : values) {
            byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
            sink.i32(utf8.length).bytes(utf8);
        }
        return of("stringvector", sink);
    }

    public TinyPart floatVector(float... values) {
        return floats("floatvector", values);
    }

    public TinyPart box2i(int minX, int minY, int maxX, int maxY) {
        return ints("box2i", minX, minY, maxX, maxY);
    }

    public TinyPart box2f(float minX, float minY, float maxX, float maxY) {
        return floats("box2f", minX, minY, maxX, maxY);
    }

    public TinyPart v2i(int x, int y) {
        return ints("v2i", x, y);
    }

    public TinyPart v2f(float x, float y) {
        return floats("v2f", x, y);
    }

    public TinyPart v2d(double x, double y) {
        return doubles("v2d", x, y);
    }

    public TinyPart v3i(int x, int y, int z) {
        return ints("v3i", x, y, z);
    }

    public TinyPart v3f(float x, float y, float z) {
        return floats("v3f", x, y, z);
    }

    public TinyPart v3d(double x, double y, double z) {
        return doubles("v3d", x, y, z);
    }

    /** @param rows nine numbers, row by row */
    public TinyPart m33f(float... rows) {
        return floats("m33f", rows);
    }

    /** @param rows nine numbers, row by row */
    public TinyPart m33d(double... rows) {
        return doubles("m33d", rows);
    }

    /** @param rows sixteen numbers, row by row */
    public TinyPart m44f(float... rows) {
        return floats("m44f", rows);
    }

    /** @param rows sixteen numbers, row by row */
    public TinyPart m44d(double... rows) {
        return doubles("m44d", rows);
    }

    /** @param xy x and y of red, green, blue and white */
    public TinyPart chromaticities(float... xy) {
        return floats("chromaticities", xy);
    }

    public TinyPart compression(int number) {
        return raw("compression", (byte) number);
    }

    public TinyPart lineOrder(int number) {
        return raw("lineOrder", (byte) number);
    }

    public TinyPart envmap(int number) {
        return raw("envmap", (byte) number);
    }

    public TinyPart deepImageState(int number) {
        return raw("deepImageState", (byte) number);
    }

    /** @param mode low four bits: levels (0 one, 1 mipmap, 2 ripmap); high four: rounding (0 down, 1 up) */
    public TinyPart tiledesc(int xSize, int ySize, int mode) {
        return of("tiledesc", new ByteSink().i32(xSize).i32(ySize).u8(mode));
    }

    public TinyPart chlist(List<TinyChannel> channels) {
        return of("chlist", TinyChannel.list(channels));
    }

    /** @param numbers filmMfcCode, filmType, prefix, count, perfOffset, perfsPerFrame, perfsPerCount */
    public TinyPart keycode(int... numbers) {
        return ints("keycode", numbers);
    }

    public TinyPart timecode(int hours, int minutes, int seconds, int frame, boolean dropFrame) {
        int packed = (decimal(hours) << 24) | (decimal(minutes) << 16) | (decimal(seconds) << 8) | decimal(frame);
        return timecodeBits(packed | (dropFrame ? 0x40 : 0), 0);
    }

    public TinyPart timecodeBits(int timeAndFlags, int userData) {
        return ints("timecode", timeAndFlags, userData);
    }

    /** @param denominator unsigned in the file */
    public TinyPart rational(int numerator, long denominator) {
        return ints("rational", numerator, (int) denominator);
    }

    /** A grey picture of that size. */
    public TinyPart preview(int width, int height) {
        return of("preview", new ByteSink().i32(width).i32(height).fill(4 * width * height, 0x80));
    }

    public TinyPart bytes(String hint, byte... payload) {
        byte[] utf8 = hint.getBytes(StandardCharsets.UTF_8);
        return of("bytes", new ByteSink().i32(utf8.length).bytes(utf8).bytes(payload));
    }

    /** @param manifest before compression */
    public TinyPart idManifest(byte... manifest) {
        ByteArrayOutputStream zlib = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(zlib)) {
            deflater.write(manifest);
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
        return of("idmanifest", new ByteSink().i64(manifest.length).bytes(zlib.toByteArray()));
    }

    private static int decimal(int number) {
        return ((number / 10) << 4) | (number % 10);
    }

    private TinyPart ints(String type, int... values) {
        ByteSink sink = new ByteSink();
        for (int value : values) {
            sink.i32(value);
        }
        return of(type, sink);
    }

    private TinyPart floats(String type, float... values) {
        ByteSink sink = new ByteSink();
        for (float value : values) {
            sink.f32(value);
        }
        return of(type, sink);
    }

    private TinyPart doubles(String type, double... values) {
        ByteSink sink = new ByteSink();
        for (double value : values) {
            sink.f64(value);
        }
        return of(type, sink);
    }

    private TinyPart of(String type, ByteSink value) {
        return raw(type, value.toByteArray());
    }
}
