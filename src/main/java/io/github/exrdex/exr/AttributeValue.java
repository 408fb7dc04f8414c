package io.github.exrdex.exr;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The value of an attribute by its shape; the file's own type name stands beside it in {@link Attribute}.
 * Types that we do not know, and values too large to keep, are {@link Opaque}: counted and digested, never refused.
 */
public sealed interface AttributeValue {
    /** What a producer sees in a table and SQL users in {@code v_attribute.text}. */
    String asText();

    /** Writes the value as {@code show --format json} prints it. */
    void writeTo(ValueSink sink);

    /** Set where SQL users may compare the value as a number: int, float, double and rational. */
    default OptionalDouble asNumber() {
        return OptionalDouble.empty();
    }

    /** Where a value goes as data; the JSON printer is one, the index another. */
    interface ValueSink {
        void text(String value);

        void integer(long value);

        /** @param shortest the fewest digits that give the same float or double back; {@code nan}, {@code inf}, {@code -inf} */
        void real(String shortest);

        void beginList();

        void endList();

        void beginObject();

        void key(String name);

        void endObject();
    }

    /** string. */
    record Text(String value) implements AttributeValue {
        @Override
        public String asText() {
            return value;
        }

        @Override
        public void writeTo(ValueSink sink) {
            sink.text(value);
        }
    }

    /**
     * A string whose bytes are not UTF-8.
     *
     * @param shown the text with {@code \xNN} for each byte that is none
     * @param hex all its bytes, so that nothing is lost
     */
    record RawText(String shown, String hex) implements AttributeValue {
        @Override
        public String asText() {
            return shown;
        }

        @Override
        public void writeTo(ValueSink sink) {
            sink.beginObject();
            sink.key("text");
            sink.text(shown);
            sink.key("hex");
            sink.text(hex);
            sink.endObject();
        }
    }

    /** stringvector, and the names of a channel list. */
    record TextList(List<String> values) implements AttributeValue {
        public TextList {
            values = List.copyOf(values);
        }

        @Override
        public String asText() {
            return String.join(", ", values);
        }

        @Override
        public void writeTo(ValueSink sink) {
            sink.beginList();
            values.forEach(sink::text);
            sink.endList();
        }
    }

    /** int. */
    record IntNumber(int value) implements AttributeValue {
        @Override
        public String asText() {
            return Integer.toString(value);
        }

        @Override
        public void writeTo(ValueSink sink) {
            sink.integer(value);
        }

        @Override
        public OptionalDouble asNumber() {
            return OptionalDouble.of(value);
        }
    }

    /** float. */
    record FloatNumber(float value) implements AttributeValue {
        @Override
        public String asText() {
            return Reals.text(value);
        }

        @Override
        public void writeTo(ValueSink sink) {
            sink.real(Reals.text(value));
        }

        @Override
        public OptionalDouble asNumber() {
            return Reals.number(Reals.wide(value));
        }
    }

    /** double. */
    record DoubleNumber(double value) implements AttributeValue {
        @Override
        public String asText() {
            return Reals.text(value);
        }

        @Override
        public void writeTo(ValueSink sink) {
            sink.real(Reals.text(value));
        }

        @Override
        public OptionalDouble asNumber() {
            return Reals.number(value);
        }
    }

    /** box2i ({@code minX minY maxX maxY}), v2i, v3i. */
    record Ints(List<Integer> values) implements AttributeValue {
        public Ints {
            values = List.copyOf(values);
        }

        @Override
        public String asText() {
            return values.stream().map(String::valueOf).collect(Collectors.joining(" "));
        }

        @Override
        public void writeTo(ValueSink sink) {
            sink.beginList();
            values.forEach(sink::integer);
            sink.endList();
        }
    }

    /** box2f, v2f, v3f, m33f and m44f (row by row), chromaticities (red, green, blue, white as x y), floatvector. */
    final class Floats implements AttributeValue {
        /** Never changed. Numbers as they are: a list of objects was a twelfth of all that a scan makes. */
        private final float[] values;

        public Floats(float... values) {
            this.values = values.clone();
        }

        @Override
        public String asText() {
            byte[] text = new byte[(FloatText.MOST_BYTES + 1) * values.length];
            int end = 0;
            for (int i = 0; i < values.length; i++) {
                if (i > 0) {
                    text[end++] = ' ';
                }
                end = FloatText.put(values[i], text, end);
            }
            return FloatText.latin1(text, end);
        }

        @Override
        public void writeTo(ValueSink sink) {
            sink.beginList();
            for (float value : values) {
                sink.real(Reals.text(value));
            }
            sink.endList();
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Floats floats && Arrays.equals(values, floats.values);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(values);
        }

        @Override
        public String toString() {
            return "Floats[" + asText() + "]";
        }
    }

    /** v2d, v3d, m33d and m44d (row by row). */
    record Doubles(List<Double> values) implements AttributeValue {
        public Doubles {
            values = List.copyOf(values);
        }

        @Override
        public String asText() {
            return values.stream().map(Reals::text).collect(Collectors.joining(" "));
        }

        @Override
        public void writeTo(ValueSink sink) {
            sink.beginList();
            values.forEach(value -> sink.real(Reals.text(value)));
            sink.endList();
        }
    }

    /** rational; the denominator is unsigned in the file. */
    record Rational(int numerator, long denominator) implements AttributeValue {
        @Override
        public String asText() {
            return numerator + "/" + denominator;
        }

        @Override
        public void writeTo(ValueSink sink) {
            sink.beginList();
            sink.integer(numerator);
            sink.integer(denominator);
            sink.endList();
        }

        @Override
        public OptionalDouble asNumber() {
            return denominator == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) numerator / denominator);
        }
    }

    /**
     * timecode: SMPTE time in packed decimal, as in the 60-field layout, and eight nibbles of user data
     * (format notes, section 3.1). Nothing is range-checked: a nibble above 9 prints as the number it is.
     */
    record TimeCode(int timeAndFlags, int userData) implements AttributeValue {
        private static final int DROP_FRAME = 1 << 6;

        /** Tens and units of the four numbers, and drop frame. */
        private static final int PLAIN_BITS = 0x3f7f7f3f | DROP_FRAME;

        public boolean dropFrame() {
            return (timeAndFlags & DROP_FRAME) != 0;
        }

        /** {@code HH:MM:SS:FF}, with a semicolon before the frames when they are drop-frame. */
        @Override
        public String asText() {
            StringBuilder text = new StringBuilder();
            pair(text, 24, 0x3).append(':');
            pair(text, 16, 0x7).append(':');
            pair(text, 8, 0x7).append(dropFrame() ? ';' : ':');
            return pair(text, 0, 0x3).toString();
        }

        /** The time code that a text like {@link #asText} says, all its other flags and its user data zero. */
        public static TimeCode ofText(String text) {
            int packed = text.charAt(8) == ';' ? DROP_FRAME : 0;
            for (int i = 0; i < 4; i++) {
                int tens = text.charAt(3 * i) - '0';
                int units = text.charAt(3 * i + 1) - '0';
                packed |= ((tens << 4) | units) << (24 - 8 * i);
            }
            return new TimeCode(packed, 0);
        }

        /** Nothing but the time: {@link #ofText} gives it back. */
        public boolean isPlain() {
            return userData == 0 && (timeAndFlags & ~PLAIN_BITS) == 0 && hasDecimalUnits();
        }

        private boolean hasDecimalUnits() {
            for (int shift = 0; shift < Integer.SIZE; shift += 8) {
                if (((timeAndFlags >>> shift) & 0xf) > 9) {
                    return false;
                }
            }
            return true;
        }

        private StringBuilder pair(StringBuilder text, int shift, int tensMask) {
            int field = timeAndFlags >>> shift;
            int value = ((field >>> 4) & tensMask) * 10 + (field & 0xf);
            return text.append(value / 10).append(value % 10);
        }

        @Override
        public void writeTo(ValueSink sink) {
            sink.beginObject();
            sink.key("text");
            sink.text(asText());
            sink.key("timeAndFlags");
            sink.integer(Integer.toUnsignedLong(timeAndFlags));
            sink.key("userData");
            sink.integer(Integer.toUnsignedLong(userData));
            sink.endObject();
        }
    }

    /** keycode: the film edge code, its seven numbers as the file has them. */
    record KeyCode(
            int filmMfcCode, int filmType, int prefix, int count, int perfOffset, int perfsPerFrame, int perfsPerCount)
            implements AttributeValue {
        @Override
        public String asText() {
            return filmMfcCode + " " + filmType + " " + prefix + " " + count + " " + perfOffset + " " + perfsPerFrame
                    + " " + perfsPerCount;
        }

        @Override
        public void writeTo(ValueSink sink) {
            sink.beginObject();
            field(sink, "filmMfcCode", filmMfcCode);
            field(sink, "filmType", filmType);
            field(sink, "prefix", prefix);
            field(sink, "count", count);
            field(sink, "perfOffset", perfOffset);
            field(sink, "perfsPerFrame", perfsPerFrame);
            field(sink, "perfsPerCount", perfsPerCount);
            sink.endObject();
        }

        private static void field(ValueSink sink, String name, int value) {
            sink.key(name);
            sink.integer(value);
        }
    }

    /**
     * compression, lineOrder, envmap, deepImageState.
     *
     * @param text the library's word in lower case, or the number where we have none
     */
    record Named(int number, String text) implements AttributeValue {
        @Override
        public String asText() {
            return text;
        }

        @Override
        public void writeTo(ValueSink sink) {
            sink.text(text);
        }
    }

    /**
     * tiledesc.
     *
     * @param xSize tile width in pixels, unsigned in the file
     * @param levelMode 0 one level, 1 mipmap, 2 ripmap; other numbers stay numbers
     * @param roundingMode 0 down, 1 up; other numbers stay numbers
     */
    record TileDescription(long xSize, long ySize, int levelMode, int roundingMode) implements AttributeValue {
        private static final List<String> LEVELS = List.of("one_level", "mipmap", "ripmap");
        private static final List<String> ROUNDINGS = List.of("round_down", "round_up");

        @Override
        public String asText() {
            return xSize + "x" + ySize + " " + word(LEVELS, levelMode)
                    + (levelMode == 0 ? "" : " " + word(ROUNDINGS, roundingMode));
        }

        @Override
        public void writeTo(ValueSink sink) {
            sink.beginObject();
            sink.key("xSize");
            sink.integer(xSize);
            sink.key("ySize");
            sink.integer(ySize);
            sink.key("levelMode");
            sink.text(word(LEVELS, levelMode));
            sink.key("roundingMode");
            sink.text(word(ROUNDINGS, roundingMode));
            sink.endObject();
        }

        private static String word(List<String> words, int number) {
            return number < words.size() ? words.get(number) : Integer.toString(number);
        }
    }

    /** preview: its size in pixels; the pixels stay in the file. */
    record Preview(long width, long height) implements AttributeValue {
        @Override
        public String asText() {
            return width + "x" + height;
        }

        @Override
        public void writeTo(ValueSink sink) {
            sink.beginObject();
            sink.key("width");
            sink.integer(width);
            sink.key("height");
            sink.integer(height);
            sink.endObject();
        }
    }

    /**
     * A value that is not kept: an unknown type, a manifest, or one over the size that we keep.
     *
     * @param sha256 of all its bytes, lower-case hex
     * @param hint the type hint of a {@code bytes} value; empty elsewhere
     * @param entries names in a manifest; -1 where it is none
     */
    record Opaque(long sizeBytes, String sha256, String hint, long entries) implements AttributeValue {
        public static Opaque of(long sizeBytes, String sha256) {
            return new Opaque(sizeBytes, sha256, "", -1);
        }

        @Override
        public String asText() {
            return sizeBytes + " bytes"
                    + (entries < 0 ? "" : ", " + entries + (entries == 1 ? " entry" : " entries"))
                    + (hint.isEmpty() ? "" : " (" + hint + ")")
                    + ", sha256 " + sha256;
        }

        @Override
        public void writeTo(ValueSink sink) {
            sink.beginObject();
            sink.key("sizeBytes");
            sink.integer(sizeBytes);
            sink.key("sha256");
            sink.text(sha256);
            if (!hint.isEmpty()) {
                sink.key("hint");
                sink.text(hint);
            }
            if (entries >= 0) {
                sink.key("entries");
                sink.integer(entries);
            }
            sink.endObject();
        }
    }
}
