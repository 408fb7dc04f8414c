package io.github.exrdex.cli;

/**
 * How many columns of a terminal a text takes: two for East Asian and emoji characters, none for what is drawn onto the
 * character before. The ranges are those of Unicode's East Asian Width, W and F, in whole blocks; a terminal that
 * disagrees about a rare character is off by one there.
 */
final class TextWidth {
    /** First and last of each range, in order. */
    private static final int[] WIDE = {
        0x1100, 0x115f, 0x231a, 0x231b, 0x23e9, 0x23ec, 0x25fd, 0x25fe, 0x2614, 0x2615, 0x2648, 0x2653, 0x26aa, 0x26ab,
        0x26bd, 0x26be, 0x26c4, 0x26c5, 0x2705, 0x2705, 0x270a, 0x270b, 0x2728, 0x2728, 0x274c, 0x274c, 0x2753, 0x2755,
        0x2795, 0x2797, 0x2b1b, 0x2b1c, 0x2e80, 0x303e, 0x3041, 0x33ff, 0x3400, 0x4dbf, 0x4e00, 0xa4cf, 0xa960, 0xa97f,
        0xac00, 0xd7a3, 0xf900, 0xfaff, 0xfe10, 0xfe19, 0xfe30, 0xfe6f, 0xff01, 0xff60, 0xffe0, 0xffe6, 0x16fe0,
        0x18aff, 0x1b000, 0x1b2ff, 0x1f18e, 0x1f19a, 0x1f200, 0x1f64f, 0x1f680, 0x1f6ff, 0x1f7e0, 0x1f7f0, 0x1f90c,
        0x1faff, 0x20000, 0x3fffd,
    };

    private TextWidth() {}

    static int of(String text) {
        return text.codePoints().map(TextWidth::of).sum();
    }

    static int of(int c) {
        if (c < 0x300) {
            return 1;
        }
        int type = Character.getType(c);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK || type == Character.FORMAT) {
            return 0;
        }
        for (int i = 0; i < WIDE.length && WIDE[i] <= c; i += 2) {
            if (c <= WIDE[i + 1]) {
                return 2;
            }
        }
        return 1;
    }

    /** The longest beginning that takes at most so many columns. */
    static String head(String text, int columns) {
        int end = 0;
        int taken = 0;
        while (end < text.length()) {
            int c = text.codePointAt(end);
            if (taken + of(c) > columns) {
                break;
            }
            taken += of(c);
            end += Character.charCount(c);
        }
        return text.substring(0, end);
    }

    /** The longest end that takes at most so many columns. */
    static String tail(String text, int columns) {
        int start = text.length();
        int taken = 0;
        while (start > 0) {
            int c = text.codePointBefore(start);
            if (taken + of(c) > columns) {
                break;
            }
            taken += of(c);
            start -= Character.charCount(c);
        }
        return text.substring(start);
    }
}
