package io.github.exrdex.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A length of time as typed: {@code 30s}, {@code 10m}, {@code 2h}, {@code 7d}.
 *
 * @param ms milliseconds
 */
public record Age(long ms) {
    private static final Pattern SHAPE = Pattern.compile("([0-9]{1,9})(s|m|h|d)");

    /** For picocli. */
    public static final ITypeConverter<Age> CONVERTER = Age::parse;

    static Age parse(String text) {
        Matcher shape = SHAPE.matcher(text);
        if (!shape.matches()) {
            throw new TypeConversionException("'" + text + "' is no length of time; write 30s, 10m, 2h or 7d");
        }
        long seconds = switch (shape.group(2)) {
            case "s" -> 1;
            case "m" -> 60;
            case "h" -> 3600;
            default -> 86_400;
        };
        return new Age(Long.parseLong(shape.group(1)) * seconds * 1000);
    }
}
