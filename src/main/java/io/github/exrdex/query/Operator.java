package io.github.exrdex.query;

import java.util.Arrays;
import java.util.Optional;

/** How a value stands to the one asked for. */
public enum Operator {
    EQUAL("==", "="),
    NOT_EQUAL("!=", "<>"),
    LESS("<", "<"),
    AT_MOST("<=", "<="),
    GREATER(">", ">"),
    AT_LEAST(">=", ">="),
    /** A regular expression fits somewhere in it; see {@link TextRegex}. */
    MATCHES("~", "REGEXP");

    private final String symbol;
    private final String sql;

    Operator(String symbol, String sql) {
        this.symbol = symbol;
        this.sql = sql;
    }

    String sql() {
        return sql;
    }

    boolean takesSeveral() {
        return this == EQUAL;
    }

    boolean isOrder() {
        return this == LESS || this == AT_MOST || this == GREATER || this == AT_LEAST;
    }

    /** {@code a < b} is {@code b > a}. */
    Operator turned() {
        return switch (this) {
            case LESS -> GREATER;
            case AT_MOST -> AT_LEAST;
            case GREATER -> LESS;
            case AT_LEAST -> AT_MOST;
            case EQUAL, NOT_EQUAL, MATCHES -> this;
        };
    }

    /** A single {@code =} is meant as {@code ==}. */
    static Optional<Operator> of(String symbol) {
        String written = symbol.equals("=") ? "==" : symbol;
        return Arrays.stream(values())
                .filter(operator -> operator.symbol.equals(written))
                .findFirst();
    }
}
