package io.github.exrdex.file;

import java.util.OptionalLong;

/**
 * A file name split around its frame number: the digits right before the extension, or right after it as in
 * {@code beauty.exr.0001}.
 *
 * @param prefix before the number; the whole stem where there is none
 * @param frame empty where the name has no frame number
 * @param digits of the number as written, 0 where there is none
 * @param leadingZero the number is padded for certain
 * @param suffix the extension with its dot; empty where the number follows it
 */
public record FrameName(
        String prefix, OptionalLong frame, int digits, boolean leadingZero, String suffix, String name) {
    private static final int MOST_DIGITS = 18;

    /** Picked: nobody keeps a hundred copies of a frame. */
    private static final int MOST_COPY_DIGITS = 2;

    /** Picked: what is copied has a number that looks like a frame's, so {@code v.2_1.exr} is no copy. */
    private static final int LEAST_COPIED_DIGITS = 3;

    public static FrameName of(String name) {
        int dot = name.lastIndexOf('.');
        int end = dot < 0 || ExrNames.isNumberAfterExtension(name, dot) ? name.length() : dot;
        int start = end;
        while (start > 0 && isDigit(name.charAt(start - 1))) {
            start--;
        }
        int digits = end - start;
        if (digits == 0 || digits > MOST_DIGITS || isVersion(name, start) || isCopy(name, start, end)) {
            return new FrameName(name.substring(0, end), OptionalLong.empty(), 0, false, name.substring(end), name);
        }
        long frame = Long.parseLong(name.substring(start, end));
        boolean leadingZero = digits > 1 && name.charAt(start) == '0';
        boolean negative =
                start > 0 && name.charAt(start - 1) == '-' && (start == 1 || isSeparator(name.charAt(start - 2)));
        return new FrameName(
                name.substring(0, negative ? start - 1 : start),
                OptionalLong.of(negative ? -frame : frame),
                digits,
                leadingZero,
                name.substring(end),
                name);
    }

    /** {@code shot_v012.exr} is a version and no frame. */
    private static boolean isVersion(String name, int digitsStart) {
        if (digitsStart == 0) {
            return false;
        }
        char letter = name.charAt(digitsStart - 1);
        return (letter == 'v' || letter == 'V') && (digitsStart == 1 || isSeparator(name.charAt(digitsStart - 2)));
    }

    /** {@code shot.1001_1.exr} is a copy that some program made of frame 1001, and no frame 1. */
    private static boolean isCopy(String name, int start, int end) {
        if (end - start > MOST_COPY_DIGITS || start < 2 || name.charAt(start) == '0' || name.charAt(start - 1) != '_') {
            return false;
        }
        int frameStart = start - 1;
        while (frameStart > 0 && isDigit(name.charAt(frameStart - 1))) {
            frameStart--;
        }
        return start - 1 - frameStart >= LEAST_COPIED_DIGITS && frameStart > 0 && name.charAt(frameStart - 1) == '.';
    }

    private static boolean isSeparator(char c) {
        return c == '.' || c == '_' || c == '-';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
