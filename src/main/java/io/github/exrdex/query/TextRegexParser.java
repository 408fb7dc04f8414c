package io.github.exrdex.query;

import io.github.exrdex.query.TextRegex.Place;
import io.github.exrdex.query.TextRegex.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntPredicate;

/** Reads the pattern of a {@link TextRegex} and lays it out as steps, as Thompson did. */
final class TextRegexParser {
    /** Picked: far more than anybody types, and it bounds the work that a character of the text can cost. */
    private static final long MOST_STEPS = 1000;

    private static final int MOST_REPEATS = 100;
    private static final int DEEPEST = 16;
    private static final int NO_END = -1;
    private static final String REPEATS = "?*+{";

    private final String pattern;
    private final boolean anyCase;
    private int at;
    private int depth;

    /**
     * A piece of the pattern, not laid out yet.
     *
     * @param size steps, at least
     */
    private record Piece(long size, Consumer<List<Step>> layOut) {
        static Piece of(Step step) {
            return new Piece(1, steps -> steps.add(step));
        }

        void onto(List<Step> steps) {
            layOut.accept(steps);
        }
    }

    private TextRegexParser(String pattern, boolean anyCase) {
        this.pattern = pattern;
        this.anyCase = anyCase;
    }

    /** @throws QueryException with what is wrong in words */
    static List<Step> parse(String pattern, boolean anyCase) {
        TextRegexParser parser = new TextRegexParser(pattern, anyCase);
        parser.at = anyCase ? TextRegex.ANY_CASE.length() : 0;
        Piece whole = parser.choices();
        if (parser.at < pattern.length()) {
            throw parser.fault("a ) that closes nothing (write \\) for itself)");
        }
        List<Step> steps = new ArrayList<>();
        whole.onto(steps);
        steps.add(new Step.End());
        return steps;
    }

    static boolean isWord(int c) {
        return c == '_' || Character.isLetterOrDigit(c);
    }

    private Piece choices() {
        Piece all = inOrder();
        while (take('|')) {
            all = either(all, inOrder());
        }
        return all;
    }

    private Piece either(Piece one, Piece other) {
        return checked(2 + one.size() + other.size(), steps -> {
            int start = reserve(steps);
            one.onto(steps);
            int end = reserve(steps);
            steps.set(start, new Step.Both(start + 1, steps.size()));
            other.onto(steps);
            steps.set(end, new Step.Jump(steps.size()));
        });
    }

    private Piece inOrder() {
        List<Piece> pieces = new ArrayList<>();
        while (at < pattern.length() && pattern.charAt(at) != '|' && pattern.charAt(at) != ')') {
            pieces.add(repeated(one()));
        }
        long size = pieces.stream().mapToLong(Piece::size).sum();
        return checked(size + 1, steps -> pieces.forEach(piece -> piece.onto(steps)));
    }

    private Piece repeated(Piece what) {
        if (at == pattern.length() || REPEATS.indexOf(pattern.charAt(at)) < 0) {
            return what;
        }
        int least = 0;
        int most = NO_END;
        switch (pattern.charAt(at++)) {
            case '?' -> most = 1;
            case '+' -> least = 1;
            case '{' -> {
                least = count();
                most = !take(',') ? least : at < pattern.length() && pattern.charAt(at) == '}' ? NO_END : count();
                if (!take('}') || (most != NO_END && most < least)) {
                    throw fault("repeat as {3}, {3,} or {3,4} (write \\{ for itself)");
                }
            }
            default -> {}
        }
        take('?'); // as little or as much as it can: whether it fits is the same
        if (at < pattern.length() && REPEATS.indexOf(pattern.charAt(at)) >= 0) {
            throw fault("a repeat of a repeat (write \\" + pattern.charAt(at) + " for itself)");
        }
        return repeat(what, least, most);
    }

    private Piece repeat(Piece what, int least, int most) {
        int copies = most == NO_END ? least + 1 : most;
        return checked(copies * (what.size() + 2), steps -> {
            for (int i = 0; i < least; i++) {
                what.onto(steps);
            }
            if (most == NO_END) {
                int loop = reserve(steps);
                what.onto(steps);
                steps.add(new Step.Jump(loop));
                steps.set(loop, new Step.Both(loop + 1, steps.size()));
                return;
            }
            for (int i = least; i < most; i++) {
                int maybe = reserve(steps);
                what.onto(steps);
                steps.set(maybe, new Step.Both(maybe + 1, steps.size()));
            }
        });
    }

    private Piece checked(long size, Consumer<List<Step>> layOut) {
        if (size > MOST_STEPS) {
            throw fault("it is too large; repeats of repeats make it so");
        }
        return new Piece(size, layOut);
    }

    /** A place to be filled once it is known what stands behind. */
    private static int reserve(List<Step> steps) {
        steps.add(new Step.End());
        return steps.size() - 1;
    }

    private int count() {
        int start = at;
        while (at < pattern.length() && isDigit(pattern.charAt(at))) {
            at++;
        }
        if (at == start || at - start > 3 || Integer.parseInt(pattern.substring(start, at)) > MOST_REPEATS) {
            throw fault("repeat as {3}, {3,} or {3,4}, at most " + MOST_REPEATS + " times");
        }
        return Integer.parseInt(pattern.substring(start, at));
    }

    private Piece one() {
        int c = next();
        return switch (c) {
            case '.' -> Piece.of(new Step.One(any -> true));
            case '[' -> Piece.of(new Step.One(set()));
            case '(' -> group();
            case '^' -> Piece.of(new Step.At(Place.START));
            case '$' -> Piece.of(new Step.At(Place.END));
            case '\\' -> escaped();
            case '?', '*', '+', '{' ->
                throw fault("nothing to repeat before " + Character.toString(c) + " (write \\" + Character.toString(c)
                        + " for itself)");
            default -> Piece.of(new Step.One(same(c)));
        };
    }

    private Piece group() {
        if (pattern.startsWith("?:", at)) {
            at += 2;
        } else if (take('?')) {
            throw fault("no look-around, no named groups, and (?i) only at the start");
        }
        if (++depth > DEEPEST) {
            throw fault("groups nest too deep");
        }
        Piece inside = choices();
        depth--;
        if (!take(')')) {
            throw fault("a ( that is never closed (write \\( for itself)");
        }
        return inside;
    }

    private Piece escaped() {
        int c = next();
        return Piece.of(
                c == 'b' ? new Step.At(Place.WORD_EDGE) : new Step.One(isClass(c) ? charClass(c) : same(sign(c))));
    }

    private static boolean isClass(int c) {
        return "dwsDWS".indexOf(c) >= 0;
    }

    private static IntPredicate charClass(int c) {
        return switch (c) {
            case 'd' -> TextRegexParser::isDigit;
            case 'w' -> TextRegexParser::isWord;
            case 's' -> Character::isWhitespace;
            case 'D' -> other -> !isDigit(other);
            case 'W' -> other -> !isWord(other);
            default -> other -> !Character.isWhitespace(other);
        };
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    private int sign(int c) {
        if (Character.isLetterOrDigit(c)) {
            throw fault("\\" + Character.toString(c) + " is not known, but \\d \\w \\s \\D \\W \\S and \\b are");
        }
        return c;
    }

    private IntPredicate same(int c) {
        int wanted = anyCase ? Character.toLowerCase(c) : c;
        return other -> other == wanted;
    }

    private IntPredicate set() {
        boolean negated = take('^');
        IntPredicate fits = inSet();
        while (!take(']')) {
            fits = fits.or(inSet());
        }
        return negated ? fits.negate() : fits;
    }

    private IntPredicate inSet() {
        if (at == pattern.length()) {
            throw fault("a [ that is never closed (write \\[ for itself)");
        }
        int from = next();
        if (from == '\\') {
            from = next();
            if (isClass(from)) {
                return charClass(from);
            }
            from = sign(from);
        }
        if (at + 1 >= pattern.length() || pattern.charAt(at) != '-' || pattern.charAt(at + 1) == ']') {
            return same(from);
        }
        at++;
        int to = next();
        return range(from, to == '\\' ? sign(next()) : to);
    }

    private IntPredicate range(int from, int to) {
        if (to < from) {
            throw fault("the range " + Character.toString(from) + "-" + Character.toString(to) + " runs backwards");
        }
        IntPredicate range = c -> c >= from && c <= to;
        return anyCase ? c -> range.test(c) || range.test(Character.toUpperCase(c)) : range;
    }

    private int next() {
        if (at == pattern.length()) {
            throw fault("it ends in the middle of something (write \\\\ for a backslash)");
        }
        int c = pattern.codePointAt(at);
        at += Character.charCount(c);
        return c;
    }

    private boolean take(char c) {
        if (at < pattern.length() && pattern.charAt(at) == c) {
            at++;
            return true;
        }
        return false;
    }

    private QueryException fault(String what) {
        return QueryException.badQuestion("in the regular expression " + pattern + ": " + what);
    }
}
