package io.github.exrdex.exr;

import java.util.OptionalDouble;

/** Prints numbers with the fewest digits that give the same bits back, whole ones without a fraction. */
public final class Reals {
    private Reals() {}

    public static String text(float value) {
        return FloatText.of(value);
    }

    public static String text(double value) {
        return trim(Double.toString(value), value);
    }

    /** The double that prints as the float does: 0.1 for 0.1f, not 0.10000000149011612. */
    static double wide(float value) {
        return Float.isFinite(value) ? Double.parseDouble(text(value)) : value;
    }

    /** SQLite has no NaN, and infinities would order oddly: neither is a number to compare with. */
    static OptionalDouble number(double value) {
        return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
    }

    private static String trim(String text, double value) {
        if (Double.isNaN(value)) {
            return "nan";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "inf" : "-inf";
        }
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }
}
