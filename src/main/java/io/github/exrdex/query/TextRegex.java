package io.github.exrdex.query;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * A regular expression, looked for anywhere in a text. All tries run side by side, so the work is at most the length of the
 * pattern times that of the text, whatever both are; nothing backtracks.
 *
 * <p>{@code . [a-z] [^a-z] \d \w \s \D \W \S \b ^ $ ( | ) (?: ) ? * + {2} {2,} {2,4}} and {@code (?i)} at the start for any
 * case. A backslash before any other sign means that sign itself.
 */
final class TextRegex {
    static final String ANY_CASE = "(?i)";

    private final List<Step> steps;
    private final boolean anyCase;

    private TextRegex(List<Step> steps, boolean anyCase) {
        this.steps = List.copyOf(steps);
        this.anyCase = anyCase;
    }

    /** What a try does next. */
    sealed interface Step {
        /** A character that fits. */
        record One(IntPredicate fits) implements Step {}

        /** Goes on at both places. */
        record Both(int first, int second) implements Step {}

        record Jump(int target) implements Step {}

        /** A place in the text rather than a character. */
        record At(Place place) implements Step {}

        /** It fits. */
        record End() implements Step {}
    }

    enum Place {
        START,
        END,
        WORD_EDGE
    }

    /** @throws QueryException where it is no regular expression, or one of those that need backtracking */
    static TextRegex parse(String pattern) {
        boolean anyCase = pattern.startsWith(ANY_CASE);
        return new TextRegex(TextRegexParser.parse(pattern, anyCase), anyCase);
    }

    boolean isFoundIn(String text) {
        return isFoundIn(text.codePoints().toArray(), 0, 0).orElseThrow();
    }

    /**
     * In all texts at once that are alike but for some digits.
     *
     * @param digits how many digits stand between the two
     * @return empty where it is found with some digits and may not be with others
     */
    Optional<Boolean> isFoundIn(String before, int digits, String behind) {
        int[] points = (before + "0".repeat(digits) + behind).codePoints().toArray();
        int first = before.codePointCount(0, before.length());
        return isFoundIn(points, first, first + digits);
    }

    /**
     * In all names of a sequence.
     *
     * @param padding least digits of a frame number
     * @param first lowest frame
     * @param last highest frame
     * @return empty where that depends on the frame
     */
    Optional<Boolean> isFoundInNames(String prefix, int padding, String suffix, long first, long last) {
        if (first <= 0) { // 0 may be written -0
            return Optional.empty();
        }
        int narrowest = Math.max(padding, Long.toString(first).length());
        int widest = Math.max(padding, Long.toString(last).length());
        Optional<Boolean> all = isFoundIn(prefix, narrowest, suffix);
        for (int width = narrowest + 1; width <= widest && all.isPresent(); width++) {
            all = isFoundIn(prefix, width, suffix).filter(all.get()::equals);
        }
        return all;
    }

    /** @param firstDigit from there to {@code endOfDigits} any digit may stand */
    private Optional<Boolean> isFoundIn(int[] points, int firstDigit, int endOfDigits) {
        Tries now = new Tries(points);
        Tries next = new Tries(points);
        for (int at = 0; at <= points.length; at++) {
            now.add(0, at);
            if (now.ended) {
                return Optional.of(true);
            }
            if (at == points.length) {
                return Optional.of(false);
            }
            boolean anyDigit = at >= firstDigit && at < endOfDigits;
            int point = anyCase ? Character.toLowerCase(points[at]) : points[at];
            next.clear();
            for (int i = 0; i < now.count; i++) {
                if (!(steps.get(now.places[i]) instanceof Step.One one)) {
                    continue;
                }
                boolean fits = one.fits().test(point);
                if (anyDigit && !fitsAllDigits(one, fits)) {
                    return Optional.empty();
                }
                if (fits) {
                    next.add(now.places[i] + 1, at + 1);
                }
            }
            Tries swapped = now;
            now = next;
            next = swapped;
        }
        return Optional.of(false);
    }

    private static boolean fitsAllDigits(Step.One one, boolean fits) {
        for (int digit = '0'; digit <= '9'; digit++) {
            if (one.fits().test(digit) != fits) {
                return false;
            }
        }
        return true;
    }

    /** The steps where some try stands before one character of the text, each once. */
    private final class Tries {
        private final int[] points;
        private final int[] places = new int[steps.size()];
        private final boolean[] seen = new boolean[steps.size()];
        private final int[] waiting = new int[2 * steps.size() + 1];
        private int count;
        private boolean ended;

        Tries(int[] points) {
            this.points = points;
        }

        void clear() {
            count = 0;
            Arrays.fill(seen, false);
        }

        /** The step, and all that can be reached from it without a character. */
        void add(int first, int at) {
            int depth = 0;
            waiting[depth++] = first;
            while (depth > 0) {
                int place = waiting[--depth];
                if (seen[place]) {
                    continue;
                }
                seen[place] = true;
                Step step = steps.get(place);
                if (step instanceof Step.Jump jump) {
                    waiting[depth++] = jump.target();
                } else if (step instanceof Step.Both both) {
                    waiting[depth++] = both.second();
                    waiting[depth++] = both.first();
                } else if (step instanceof Step.At where) {
                    if (isAt(where.place(), at)) {
                        waiting[depth++] = place + 1;
                    }
                } else if (step instanceof Step.End) {
                    ended = true;
                } else {
                    places[count++] = place;
                }
            }
        }

        private boolean isAt(Place place, int at) {
            return switch (place) {
                case START -> at == 0;
                case END -> at == points.length;
                case WORD_EDGE -> isWord(at - 1) != isWord(at);
            };
        }

        private boolean isWord(int at) {
            return at >= 0 && at < points.length && TextRegexParser.isWord(points[at]);
        }
    }
}
