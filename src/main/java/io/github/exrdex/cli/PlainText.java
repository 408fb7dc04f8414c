package io.github.exrdex.cli;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Numbers, times and names in the words of people. */
final class PlainText {
    private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};

    private static final DateTimeFormatter LOCAL_TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneId.systemDefault());

    private PlainText() {}

    /** {@code 512 B}, {@code 1.4 GiB}. */
    static String bytes(long bytes) {
        double value = bytes;
        int unit = 0;
        while (Math.abs(value) >= 1024 && unit < UNITS.length - 1) {
            value /= 1024;
            unit++;
        }
        String format = unit == 0 || value >= 100 ? "%.0f %s" : "%.1f %s";
        return String.format(Locale.ROOT, format, value, UNITS[unit]);
    }

    /** {@code 12 s}, {@code 4 m}, {@code 3 h 20 m}, {@code 5 d}; the two largest units say enough. */
    static String age(long ms) {
        long seconds = Math.max(0, ms) / 1000;
        if (seconds < 60) {
            return seconds + " s";
        }
        long minutes = seconds / 60;
        if (minutes < 60) {
            return minutes + " m";
        }
        long hours = minutes / 60;
        if (hours < 24) {
            return minutes % 60 == 0 ? hours + " h" : hours + " h " + minutes % 60 + " m";
        }
        return hours % 24 == 0 ? hours / 24 + " d" : hours / 24 + " d " + hours % 24 + " h";
    }

    /** @param atMs milliseconds since 1970 */
    static String time(long atMs) {
        return LOCAL_TIME.format(Instant.ofEpochMilli(atMs));
    }

    /**
     * {@code 2026-11-24 09:41:07 (2 m ago)}.
     *
     * @param atMs milliseconds since 1970, as is {@code nowAt}
     */
    static String ago(long atMs, long nowAt) {
        return time(atMs) + " (" + age(nowAt - atMs) + " ago)";
    }

    /** {@code 1 file}, {@code 1,204 files}. */
    static String count(long count, String noun) {
        return String.format(Locale.ROOT, "%,d %s%s", count, noun, count == 1 ? "" : "s");
    }

    /** Everything that would move the cursor, colour the screen or turn the writing round, as {@code \n}, {@code \x1b}. */
    static String oneLine(String text) {
        if (text.codePoints().noneMatch(PlainText::isControl)) {
            return text;
        }
        StringBuilder line = new StringBuilder(text.length() + 8);
        text.codePoints().forEach(c -> appendVisible(line, c));
        return line.toString();
    }

    static void appendVisible(StringBuilder line, int c) {
        switch (c) {
            case '\t' -> line.append("\\t");
            case '\n' -> line.append("\\n");
            case '\r' -> line.append("\\r");
            default -> {
                if (!isControl(c)) {
                    line.appendCodePoint(c);
                } else if (c < 0x100) {
                    line.append(String.format(Locale.ROOT, "\\x%02x", c));
                } else {
                    line.append(String.format(Locale.ROOT, "\\u%04x", c));
                }
            }
        }
    }

    static boolean isControl(int c) {
        int type = Character.getType(c);
        return type == Character.CONTROL
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR
                || (c >= 0x202a && c <= 0x202e) // these turn the direction of writing
                || (c >= 0x2066 && c <= 0x2069);
    }
}
