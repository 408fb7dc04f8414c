package io.github.exrdex.exr;

/**
 * A compression code. Open-ended: newer files carry numbers that this program has no name for, and those stay numbers.
 *
 * @param number 0..255 as in the file
 */
public record Compression(int number) {
    private static final String[] NAMES = {
        "none", "rle", "zips", "zip", "piz", "pxr24", "b44", "b44a", "dwaa", "dwab", "htj2k256", "htj2k32"
    };
    private static final int[] LINES = {1, 1, 1, 16, 32, 16, 32, 32, 32, 256, 256, 32};

    public static final Compression NONE = new Compression(0);

    public Compression {
        if (number < 0 || number > 255) {
            throw new IllegalArgumentException("a compression is one byte: " + number);
        }
    }

    public boolean known() {
        return number < NAMES.length;
    }

    /** The library's name in lower case, or the number as text where there is none. */
    public String text() {
        return known() ? NAMES[number] : Integer.toString(number);
    }

    /** Scan lines in one chunk of a flat scanline part, 0 where unknown (format notes, section 3.3). */
    public int linesPerChunk() {
        return known() ? LINES[number] : 0;
    }
}
