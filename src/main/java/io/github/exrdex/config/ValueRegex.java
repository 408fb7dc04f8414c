package io.github.exrdex.config;

import java.util.List;

/**
 * What a key's value may look like: the part of regular expressions that can be matched in bounded time. Nothing in it
 * ever fits a slash, so a value never leaves its folder.
 */
public sealed interface ValueRegex {
    /** Calls the method for this shape; the compiler finds whoever forgot one. */
    <R> R accept(Visitor<R> visitor);

    /** One method a shape. */
    interface Visitor<R> {
        R one(One one);

        R inOrder(InOrder inOrder);

        R anyOf(AnyOf anyOf);

        R repeat(Repeat repeat);
    }

    /** From one character to another, both included; numbers of Unicode, so that no character is cut in two. */
    record Range(int from, int to) {}

    /** One character of a set. */
    record One(List<Range> ranges, boolean negated) implements ValueRegex {
        public One {
            ranges = List.copyOf(ranges);
        }

        public boolean fits(int c) {
            if (c == '/') {
                return false;
            }
            for (Range range : ranges) {
                if (c >= range.from() && c <= range.to()) {
                    return !negated;
                }
            }
            return negated;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.one(this);
        }
    }

    /** One after the other. */
    record InOrder(List<ValueRegex> parts) implements ValueRegex {
        public InOrder {
            parts = List.copyOf(parts);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.inOrder(this);
        }
    }

    /** The first that fits, in order. */
    record AnyOf(List<ValueRegex> choices) implements ValueRegex {
        public AnyOf {
            choices = List.copyOf(choices);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.anyOf(this);
        }
    }

    /**
     * Again and again.
     *
     * @param most {@link #NO_END} for as often as it fits
     * @param greedy takes as much as it can rather than as little
     */
    record Repeat(ValueRegex what, int least, int most, boolean greedy) implements ValueRegex {
        public static final int NO_END = Integer.MAX_VALUE;

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.repeat(this);
        }
    }
}
