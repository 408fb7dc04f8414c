package io.github.exrdex.query;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Amounts as people write them. Empty where the text is none. */
public final class Quantities {
    private static final Pattern NUMBER = Pattern.compile("[-+]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][-+]?[0-9]+)?");
    private static final Pattern WHOLE = Pattern.compile("[-+]?[0-9]{1,18}");
    private static final Pattern BYTES = Pattern.compile("([0-9]{1,15}(?:\\.[0-9]{1,9})?)(?:([KMGTP])(i?B)?|B)?");
    private static final Pattern DURATION = Pattern.compile("([0-9]{1,9})([smhdw])");
    private static final Pattern RESOLUTION = Pattern.compile("([0-9]{1,9})[xX]([0-9]{1,9})");
    private static final String BYTE_UNITS = "KMGTP";

    private Quantities() {}

    /** @return a Long where it is whole, else a Double */
    static Optional<Number> number(String text) {
        if (WHOLE.matcher(text).matches()) {
            return Optional.of(Long.valueOf(text));
        }
        return NUMBER.matcher(text).matches() ? Optional.of(Double.valueOf(text)) : Optional.empty();
    }

    /** {@code 500M} and {@code 500MiB} count in 1024s, as ls and find do; {@code 500MB} in 1000s. */
    static OptionalLong bytes(String text) {
        Matcher shape = BYTES.matcher(text);
        if (!shape.matches()) {
            return OptionalLong.empty();
        }
        int power = shape.group(2) == null ? 0 : BYTE_UNITS.indexOf(shape.group(2)) + 1;
        int base = "B".equals(shape.group(3)) ? 1000 : 1024;
        double bytes = Double.parseDouble(shape.group(1)) * Math.pow(base, power);
        return bytes < Long.MAX_VALUE ? OptionalLong.of(Math.round(bytes)) : OptionalLong.empty();
    }

    /** {@code 30s 10m 2h 7d 2w} as milliseconds. */
    public static OptionalLong durationMs(String text) {
        Matcher shape = DURATION.matcher(text);
        if (!shape.matches()) {
            return OptionalLong.empty();
        }
        TimeUnit unit = switch (shape.group(2)) {
            case "s" -> TimeUnit.SECONDS;
            case "m" -> TimeUnit.MINUTES;
            case "h" -> TimeUnit.HOURS;
            default -> TimeUnit.DAYS;
        };
        long days = shape.group(2).equals("w") ? 7 : 1;
        return OptionalLong.of(unit.toMillis(Long.parseLong(shape.group(1)) * days));
    }

    static Optional<WhereValue.Size> resolution(String text) {
        Matcher shape = RESOLUTION.matcher(text);
        return shape.matches()
                ? Optional.of(new WhereValue.Size(Long.parseLong(shape.group(1)), Long.parseLong(shape.group(2))))
                : Optional.empty();
    }

    /** {@code 2026-11-24} or {@code 2026-11-24T09:30}, local, as nanoseconds since 1970. */
    static OptionalLong timeNs(String text) {
        String upper = text.toUpperCase(Locale.ROOT).replace(' ', 'T');
        try {
            LocalDateTime local = upper.contains("T")
                    ? LocalDateTime.parse(upper)
                    : LocalDate.parse(upper).atStartOfDay();
            return OptionalLong.of(TimeUnit.SECONDS.toNanos(
                    local.atZone(ZoneId.systemDefault()).toEpochSecond()));
        } catch (DateTimeParseException e) {
            return OptionalLong.empty();
        }
    }
}
