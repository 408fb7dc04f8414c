package io.github.exrdex.bench;

import io.github.exrdex.bench.Topic.Measure;
import java.util.Locale;

/** Numbers of a report for people: three digits that count. */
public final class NumberText {
    private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB"};

    private NumberText() {}

    public static String of(Measure measure, double number) {
        if (!measure.isBytes()) {
            return plain(number);
        }
        double value = number;
        int unit = 0;
        while (value >= 1000 && unit < UNITS.length - 1) {
            value /= 1000;
            unit++;
        }
        return plain(value) + " " + UNITS[unit];
    }

    private static String plain(double number) {
        if (number == Math.rint(number) || Math.abs(number) >= 100) {
            return String.format(Locale.ROOT, "%,.0f", number);
        }
        return String.format(
                Locale.ROOT, Math.abs(number) >= 10 ? "%.1f" : Math.abs(number) >= 1 ? "%.2f" : "%.3f", number);
    }
}
