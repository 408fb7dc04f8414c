package io.github.exrdex.config;

import io.github.exrdex.config.ValueRegex.AnyOf;
import io.github.exrdex.config.ValueRegex.InOrder;
import io.github.exrdex.config.ValueRegex.One;
import io.github.exrdex.config.ValueRegex.Range;
import io.github.exrdex.config.ValueRegex.Repeat;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads {@code [a-z]{2}\d{3,4}} and the like: characters, {@code .}, {@code [...]}, {@code \d \w} and their opposites,
 * groups, {@code |}, and {@code ? * + {m,n}} with an optional lazy {@code ?}. No anchors, as the whole value has to fit; no
 * look-around and no back references.
 */
final class ValueRegexParser {
    /** Picked: nobody's naming rule needs more, and it bounds the size of the compiled template. */
    private static final int MOST_REPEATS = 64;

    private static final int DEEPEST = 16;

    /** Characters and choices once all repeats are written out. */
    private static final long LARGEST = 1000;

    static final List<Range> DIGITS = List.of(new Range('0', '9'));
    private static final List<Range> WORD =
            List.of(new Range('a', 'z'), new Range('A', 'Z'), new Range('0', '9'), new Range('_', '_'));

    private static final ValueRegex.Visitor<Long> SIZE = new ValueRegex.Visitor<>() {
        @Override
        public Long one(One one) {
            return 1L;
        }

        @Override
        public Long inOrder(InOrder inOrder) {
            return inOrder.parts().stream().mapToLong(part -> part.accept(this)).sum();
        }

        @Override
        public Long anyOf(AnyOf anyOf) {
            return anyOf.choices().stream()
                    .mapToLong(choice -> 1 + choice.accept(this))
                    .sum();
        }

        @Override
        public Long repeat(Repeat repeat) {
            long copies = repeat.most() == Repeat.NO_END ? repeat.least() + 1L : repeat.most();
            return copies * (1 + repeat.what().accept(this));
        }
    };

    private final String text;
    private int at;
    private int depth;

    private ValueRegexParser(String text) {
        this.text = text;
    }

    static ValueRegex parse(String text) throws PatternException {
        ValueRegexParser parser = new ValueRegexParser(text);
        ValueRegex regex = parser.choices();
        if (parser.at < text.length()) {
            throw parser.fault("a ) that closes nothing");
        }
        return regex;
    }

    private ValueRegex choices() throws PatternException {
        List<ValueRegex> choices = new ArrayList<>();
        choices.add(inOrder());
        while (take('|')) {
            choices.add(inOrder());
        }
        return choices.size() == 1 ? choices.get(0) : new AnyOf(choices);
    }

    private ValueRegex inOrder() throws PatternException {
        List<ValueRegex> parts = new ArrayList<>();
        while (at < text.length() && text.charAt(at) != '|' && text.charAt(at) != ')') {
            parts.add(repeated(one()));
        }
        if (parts.isEmpty()) {
            throw fault("nothing to fit");
        }
        return parts.size() == 1 ? parts.get(0) : new InOrder(parts);
    }

    private ValueRegex repeated(ValueRegex what) throws PatternException {
        int least;
        int most;
        if (take('?')) {
            least = 0;
            most = 1;
        } else if (take('*')) {
            least = 0;
            most = Repeat.NO_END;
        } else if (take('+')) {
            least = 1;
            most = Repeat.NO_END;
        } else if (take('{')) {
            least = count();
            most = least;
            if (take(',')) {
                most = at < text.length() && text.charAt(at) == '}' ? Repeat.NO_END : count();
            }
            if (!take('}') || most < least || most == 0) {
                throw fault("repeat as {3}, {3,} or {3,4}");
            }
        } else {
            return what;
        }
        boolean greedy = !take('?');
        if (at < text.length() && "*+{".indexOf(text.charAt(at)) >= 0) {
            throw fault("a repeat of a repeat");
        }
        Repeat repeat = new Repeat(what, least, most, greedy);
        if (repeat.accept(SIZE) > LARGEST) {
            throw fault("repeats of repeats make it too large");
        }
        return repeat;
    }

    private int count() throws PatternException {
        int start = at;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        if (at == start || at - start > 3) {
            throw fault("repeat as {3}, {3,} or {3,4}");
        }
        int count = Integer.parseInt(text.substring(start, at));
        if (count > MOST_REPEATS) {
            throw fault("at most " + MOST_REPEATS + " repeats");
        }
        return count;
    }

    private ValueRegex one() throws PatternException {
        int c = next();
        String word = Character.toString(c);
        return switch (c) {
            case '.' -> new One(List.of(), true);
            case '[' -> set();
            case '(' -> group();
            case '\\' -> escaped();
            case '/' -> throw fault("a value never has a slash: a key stays within one folder name");
            case '^', '$' -> throw fault("no ^ or $ is needed: the whole value has to fit");
            case '?', '*', '+', '{' ->
                throw fault("nothing to repeat before " + word + " (write \\" + word + " for itself)");
            case '}', ']' -> throw fault("a " + word + " that closes nothing (write \\" + word + " for itself)");
            default -> literal(c);
        };
    }

    private ValueRegex group() throws PatternException {
        if (text.startsWith("?:", at)) {
            at += 2;
        } else if (take('?')) {
            throw fault("no look-around and no named groups");
        }
        if (++depth > DEEPEST) {
            throw fault("groups nest too deep");
        }
        ValueRegex inside = choices();
        depth--;
        if (!take(')')) {
            throw fault("a ( that is never closed");
        }
        return inside;
    }

    private One escaped() throws PatternException {
        if (at == text.length()) {
            throw fault("a \\ at the end");
        }
        int c = next();
        return switch (c) {
            case 'd' -> new One(DIGITS, false);
            case 'D' -> new One(DIGITS, true);
            case 'w' -> new One(WORD, false);
            case 'W' -> new One(WORD, true);
            default -> literal(plain(c));
        };
    }

    /** @return the character, where a backslash before it means the character itself */
    private int plain(int escaped) throws PatternException {
        if (escaped == '/' || Character.isLetterOrDigit(escaped)) {
            throw fault("\\" + Character.toString(escaped) + " is not known, but \\d and \\w are");
        }
        return escaped;
    }

    private ValueRegex set() throws PatternException {
        boolean negated = take('^');
        List<Range> ranges = new ArrayList<>();
        while (!take(']')) {
            if (at == text.length()) {
                throw fault("a [ that is never closed");
            }
            int from = next();
            if (from == '\\' && at < text.length() && "dw".indexOf(text.charAt(at)) >= 0) {
                ranges.addAll(text.charAt(at++) == 'd' ? DIGITS : WORD);
                continue;
            }
            from = inSet(from);
            int to = from;
            if (at + 1 < text.length() && text.charAt(at) == '-' && text.charAt(at + 1) != ']') {
                at++;
                to = inSet(next());
            }
            if (to < from) {
                throw fault("the range " + Character.toString(from) + "-" + Character.toString(to) + " runs backwards");
            }
            ranges.add(new Range(from, to));
        }
        if (ranges.isEmpty()) {
            throw fault("an empty []");
        }
        return new One(ranges, negated);
    }

    private int inSet(int c) throws PatternException {
        if (c != '\\') {
            return c;
        }
        if (at == text.length()) {
            throw fault("a \\ at the end");
        }
        return plain(next());
    }

    private static One literal(int c) {
        return new One(List.of(new Range(c, c)), false);
    }

    private int next() {
        int c = text.codePointAt(at);
        at += Character.charCount(c);
        return c;
    }

    private boolean take(char c) {
        if (at < text.length() && text.charAt(at) == c) {
            at++;
            return true;
        }
        return false;
    }

    private PatternException fault(String what) {
        return new PatternException("in the regex " + text + ": " + what);
    }
}
