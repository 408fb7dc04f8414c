package io.github.exrdex.tokens;

import io.github.exrdex.config.PatternPiece;
import io.github.exrdex.config.TemplatePattern;
import io.github.exrdex.config.ValueRegex;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A template as Java's own regular expression, which takes its time and so is given up where it takes too long. */
final class PatternAsRegex {
    private static final int MOST_LOOKS = 100_000;

    private final List<String> keys;
    private final Pattern regex;

    private PatternAsRegex(List<String> keys, Pattern regex) {
        this.keys = keys;
        this.regex = regex;
    }

    /** Empty where a key stands twice: Java has no group that is either open or known. */
    static Optional<PatternAsRegex> of(TemplatePattern pattern) {
        Writer writer = new Writer();
        String regex = writer.all(pattern.pieces());
        return writer.keys.stream().distinct().count() < writer.keys.size()
                ? Optional.empty()
                : Optional.of(new PatternAsRegex(writer.keys, Pattern.compile(regex, Pattern.DOTALL)));
    }

    /** The values, or that it does not fit; empty where nobody knows. */
    Optional<Optional<Map<String, String>>> match(String path) {
        Matcher matcher = regex.matcher(new Watched(path));
        try {
            if (!matcher.matches()) {
                return Optional.of(Optional.empty());
            }
        } catch (TooLong | StackOverflowError e) {
            return Optional.empty();
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < keys.size(); i++) {
            String value = matcher.group(i + 1);
            if (value != null) {
                values.put(keys.get(i), value);
            }
        }
        return Optional.of(Optional.of(values));
    }

    private static final class TooLong extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /** Counts how often a character is looked at. */
    private static final class Watched implements CharSequence {
        private final String text;
        private int looks;

        Watched(String text) {
            this.text = text;
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            if (looks++ == MOST_LOOKS) {
                throw new TooLong();
            }
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.substring(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }

    private static final class Writer implements PatternPiece.Visitor<String>, ValueRegex.Visitor<String> {
        private final List<String> keys = new ArrayList<>();

        String all(List<PatternPiece> pieces) {
            StringBuilder regex = new StringBuilder();
            pieces.forEach(piece -> regex.append(piece.accept(this)));
            return regex.toString();
        }

        @Override
        public String literal(PatternPiece.Literal literal) {
            return exactly(literal.text());
        }

        @Override
        public String key(PatternPiece.Key key) {
            keys.add(key.name());
            return "(" + key.regex().accept(this) + ")";
        }

        @Override
        public String anyText(PatternPiece.AnyText any) {
            return "[^/]*?";
        }

        @Override
        public String anyFolders(PatternPiece.AnyFolders any) {
            return "(?:[^/]+/)*?";
        }

        @Override
        public String maybe(PatternPiece.Maybe maybe) {
            return "(?:" + all(maybe.pieces()) + ")?";
        }

        @Override
        public String one(ValueRegex.One one) {
            StringBuilder set = new StringBuilder(one.negated() ? "[^/" : "[");
            for (ValueRegex.Range range : one.ranges()) {
                set.append(exactly(range.from())).append('-').append(exactly(range.to()));
            }
            return set.append(one.negated() ? "]" : "&&[^/]]").toString();
        }

        @Override
        public String inOrder(ValueRegex.InOrder inOrder) {
            StringBuilder regex = new StringBuilder();
            inOrder.parts().forEach(part -> regex.append(part.accept(this)));
            return regex.toString();
        }

        @Override
        public String anyOf(ValueRegex.AnyOf anyOf) {
            return "(?:"
                    + String.join(
                            "|",
                            anyOf.choices().stream()
                                    .map(choice -> choice.accept(this))
                                    .toList()) + ")";
        }

        @Override
        public String repeat(ValueRegex.Repeat repeat) {
            String most = repeat.most() == ValueRegex.Repeat.NO_END ? "" : Integer.toString(repeat.most());
            return "(?:" + repeat.what().accept(this) + "){" + repeat.least() + "," + most + "}"
                    + (repeat.greedy() ? "" : "?");
        }

        private static String exactly(String text) {
            StringBuilder regex = new StringBuilder();
            text.codePoints().forEach(c -> regex.append(exactly(c)));
            return regex.toString();
        }

        private static String exactly(int c) {
            return String.format("\\x{%x}", c);
        }
    }
}
