package io.github.exrdex.file;

import java.util.OptionalLong;

/**
 * A file name split around its frame number: the digits right before the extension.
 *
 * @param prefix before the number; the whole stem where there is none
 * @param frame empty where the name has no frame number
 * @param digits of the number as written, 0 where there is none
 * @param leadingZero the number is padded for certain
 * @param suffix the extension with its dot
 */
public record FrameName(
        String prefix, OptionalLong frame, int digits, boolean leadingZero, String suffix, String name) {
    private static final int MOST_DIGITS = 18;

    public static FrameName of(String name) {
        int dot = name.lastIndexOf('.');
        int end = dot < 0 ? name.length() : dot;
        int start = end;
        while (start > 0 && isDigit(name.charAt(start - 1))) {
            start--;
        }
        int digits = end - start;
        if (digits == 0 || digits > MOST_DIGITS || isVersion(name, start)) {
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

    private static boolean isSeparator(char c) {
        return c == '.' || c == '_' || c == '-';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
