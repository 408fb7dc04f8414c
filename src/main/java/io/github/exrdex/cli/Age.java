package io.github.exrdex.cli;

import io.github.exrdex.query.Quantities;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A length of time as typed: {@code 30s}, {@code 10m}, {@code 2h}, {@code 7d}.
 *
 * @param ms milliseconds
 */
public record Age(long ms) {
    /** For picocli. */
    public static final ITypeConverter<Age> CONVERTER = Age::parse;

    static Age parse(String text) {
        return new Age(Quantities.durationMs(text)
                .orElseThrow(() ->
                        new TypeConversionException("'" + text + "' is no length of time; write 30s, 10m, 2h or 7d")));
    }
}
