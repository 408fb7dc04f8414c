package io.github.exrdex.query;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is asked of an attribute: {@code NAME OP VALUE}, or {@code NAME} alone for its presence. A file fits if the
 * attribute of any of its parts does; a file without the attribute never fits.
 *
 * @param operator empty for mere presence
 */
public record AttributeTest(String name, Optional<Operator> operator, String value) {
    private static final Pattern SHAPE =
            Pattern.compile("\\s*(.*?)\\s*(?:(==|!=|<=|>=|=|<|>|~)\\s*(.*?)\\s*)?", Pattern.DOTALL);

    private static final Pattern NUMBER = Pattern.compile("[-+]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][-+]?[0-9]+)?");

    /** How the attribute's value stands to the one asked for. */
    public enum Operator {
        EQUAL("==", "="),
        NOT_EQUAL("!=", "<>"),
        LESS("<", "<"),
        AT_MOST("<=", "<="),
        GREATER(">", ">"),
        AT_LEAST(">=", ">="),
        /** Contains the value; with {@code *} or {@code ?} in it, fits it as a glob. */
        LIKE("~", "GLOB");

        private final String symbol;
        private final String sql;

        Operator(String symbol, String sql) {
            this.symbol = symbol;
            this.sql = sql;
        }

        String sql() {
            return sql;
        }

        static Optional<Operator> of(String symbol) {
            String written = symbol.equals("=") ? "==" : symbol;
            return Arrays.stream(values())
                    .filter(operator -> operator.symbol.equals(written))
                    .findFirst();
        }
    }

    /** @throws QueryException where the text is no test */
    public static AttributeTest parse(String text) {
        Matcher shape = SHAPE.matcher(text);
        if (!shape.matches() || shape.group(1).isEmpty()) {
            throw malformed(text);
        }
        if (shape.group(2) == null) {
            return new AttributeTest(shape.group(1), Optional.empty(), "");
        }
        String value = shape.group(3);
        if (value.isEmpty()) {
            throw malformed(text);
        }
        boolean quoted = value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"");
        return new AttributeTest(
                shape.group(1), Operator.of(shape.group(2)), quoted ? value.substring(1, value.length() - 1) : value);
    }

    private static QueryException malformed(String text) {
        return QueryException.badQuestion("\"" + text + "\" asks nothing of an attribute; write NAME, or NAME OP VALUE"
                + " with one of == != < <= > >= ~, such as 'renderTime > 3600' or 'comments == \"\"'");
    }

    /** The value where it is a number, and so compares as one. */
    Optional<Double> number() {
        return NUMBER.matcher(value).matches() ? Optional.of(Double.valueOf(value)) : Optional.empty();
    }
}
