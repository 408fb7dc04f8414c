package io.github.exrdex.query;

import io.github.exrdex.file.NearestWord;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Reads {@code --where}.
 *
 * <pre>
 * or     = and { "or" and }
 * and    = not { "and" not }
 * not    = "not" not | "(" or ")" | test
 * test   = ("has" | "lacks") "(" text { "," text } ")"
 *        | field [ operator text | ["not"] "in" "(" text { "," text } ")" ]
 * </pre>
 *
 * A text stands in quotes of either kind, or is a word without blanks, parentheses, commas, quotes and operators.
 */
public final class WhereParser {
    /** SQLite nests expressions a thousand deep, and every test is a few of them. */
    private static final int MOST_TESTS = 100;

    private static final int DEEPEST = 50;

    private static final int MOST_CHARS = 10_000;

    /** What is shown on either side of a fault. */
    private static final int CONTEXT_CHARS = 40;

    private static final String OPERATOR_CHARS = "=!<>~";
    private static final String FUNCTIONS = "has, lacks";

    private final String text;
    private final long nowAt;
    private final List<Word> words;
    private int next;
    private int depth;
    private int tests;

    private enum Kind {
        TEXT,
        QUOTED,
        OPERATOR,
        OPEN,
        CLOSE,
        COMMA,
        END
    }

    /** @param at characters before it */
    private record Word(Kind kind, String text, int at) {}

    private WhereParser(String text, long nowAt) {
        this.text = text;
        this.nowAt = nowAt;
        this.words = new ArrayList<>();
    }

    /**
     * @param nowAt milliseconds since 1970, for ages
     * @throws QueryException where it is no expression; a ^ in the message stands before the fault
     */
    public static Where parse(String text, long nowAt) {
        WhereParser parser = new WhereParser(text, nowAt);
        if (text.length() > MOST_CHARS) {
            throw QueryException.badQuestion("--where is longer than " + MOST_CHARS + " characters");
        }
        parser.split();
        Where where = parser.or();
        Word rest = parser.peek();
        if (rest.kind() != Kind.END) {
            throw parser.fault(
                    rest, rest.kind() == Kind.CLOSE ? "a ) that closes nothing" : "and, or, or the end belongs here");
        }
        return where;
    }

    private void split() {
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            int start = at;
            if (Character.isWhitespace(c)) {
                at++;
            } else if (c == '(' || c == ')' || c == ',') {
                words.add(new Word(c == '(' ? Kind.OPEN : c == ')' ? Kind.CLOSE : Kind.COMMA, String.valueOf(c), at++));
            } else if (OPERATOR_CHARS.indexOf(c) >= 0) {
                boolean two = at + 1 < text.length() && text.charAt(at + 1) == '=' && c != '~';
                at += two ? 2 : 1;
                words.add(new Word(Kind.OPERATOR, text.substring(start, at), start));
            } else {
                at = splitText(start);
            }
        }
        words.add(new Word(Kind.END, "", text.length()));
    }

    /** @return the place behind it */
    private int splitText(int start) {
        StringBuilder value = new StringBuilder();
        boolean quoted = false;
        int at = start;
        while (at < text.length() && !endsWord(text.charAt(at))) {
            char c = text.charAt(at);
            if (c == '"' || c == '\'') {
                int end = text.indexOf(c, at + 1);
                if (end < 0) {
                    throw fault(new Word(Kind.QUOTED, "", at), "a quote that is never closed");
                }
                value.append(text, at + 1, end);
                quoted = true;
                at = end + 1;
            } else {
                value.append(c);
                at++;
            }
        }
        words.add(new Word(quoted ? Kind.QUOTED : Kind.TEXT, value.toString(), start));
        return at;
    }

    private static boolean endsWord(char c) {
        return Character.isWhitespace(c) || c == '(' || c == ')' || c == ',' || OPERATOR_CHARS.indexOf(c) >= 0;
    }

    private Where or() {
        List<Where> any = new ArrayList<>(List.of(and()));
        while (takeWord("or")) {
            any.add(and());
        }
        return any.size() == 1 ? any.get(0) : new Where.Or(any);
    }

    private Where and() {
        List<Where> all = new ArrayList<>(List.of(not()));
        while (takeWord("and")) {
            all.add(not());
        }
        return all.size() == 1 ? all.get(0) : new Where.And(all);
    }

    private Where not() {
        Word first = peek();
        if (++depth > DEEPEST) {
            throw fault(first, "it nests too deep");
        }
        Where where;
        if (takeWord("not")) {
            where = new Where.Not(not());
        } else if (first.kind() == Kind.OPEN) {
            next++;
            where = or();
            if (take().kind() != Kind.CLOSE) {
                throw fault(first, "a ( that is never closed");
            }
        } else {
            where = test();
        }
        depth--;
        return where;
    }

    private Where test() {
        Word first = take();
        if (++tests > MOST_TESTS) {
            throw fault(first, "more than " + MOST_TESTS + " tests");
        }
        if (first.kind() != Kind.TEXT && first.kind() != Kind.QUOTED) {
            throw fault(first, "a test belongs here, such as size > 500M or has(cryptomatte)");
        }
        if (peek().kind() == Kind.OPEN && first.kind() == Kind.TEXT) {
            return function(first);
        }
        WhereField field = WhereField.of(first.text()).orElseThrow(() -> fault(first, unknownField(first.text())));
        if (takeWord("in")) {
            return new Where.Test(field, operator(peek(), field, Operator.EQUAL), list(field));
        }
        if (isWord(peek(), "not") && isWord(peekBehind(), "in")) {
            next += 2;
            return new Where.Not(new Where.Test(field, operator(peek(), field, Operator.EQUAL), list(field)));
        }
        if (peek().kind() == Kind.OPERATOR) {
            return comparison(field, take());
        }
        return presence(first, field);
    }

    private static String unknownField(String name) {
        Optional<String> near = NearestWord.of(name, WhereField.names());
        return "no field is called \"" + name + "\"; "
                + near.map(field -> "did you mean \"" + field + "\"?")
                        .orElseGet(() -> "there are " + String.join(", ", WhereField.names())
                                + ", attr.NAME for an attribute, and " + FUNCTIONS);
    }

    private Where function(Word name) {
        boolean lacks = isWord(name, "lacks");
        if (!lacks && !isWord(name, "has")) {
            throw fault(name, "no function is called \"" + name.text() + "\"; there are " + FUNCTIONS);
        }
        List<Where> all = new ArrayList<>();
        for (Word word : listed()) {
            if (word.kind() == Kind.TEXT && word.text().startsWith("attr.")) {
                throw fault(word, ofAttribute(lacks, word.text()));
            }
            all.add(lacks ? new Where.Not(new Where.Has(word.text())) : new Where.Has(word.text()));
        }
        return all.size() == 1 ? all.get(0) : new Where.And(all);
    }

    /** Nothing that has() knows is called so, and what nothing has everything lacks. */
    private static String ofAttribute(boolean lacks, String field) {
        return "has() and lacks() are about AOVs, layers and channels; whether there is an attribute is asked by \""
                + (lacks ? "not " : "") + field + "\" alone, and a channel of that name stands in quotes";
    }

    private Where presence(Word word, WhereField field) {
        if (field.kind() == WhereField.Kind.FLAG || field.kind() == WhereField.Kind.ANY) {
            return new Where.Present(field);
        }
        throw fault(word, "\"" + field.text() + "\" wants an operator and a value behind it");
    }

    private Where comparison(WhereField field, Word symbol) {
        Operator operator = Operator.of(symbol.text())
                .map(found -> operator(symbol, field, found))
                .orElseThrow(() ->
                        fault(symbol, "no operator is written \"" + symbol.text() + "\"; there are == != < <= > >= ~"));
        Word word = takeText();
        if (operator == Operator.MATCHES) {
            at(word, () -> TextRegex.parse(word.text()));
            return new Where.Test(field, operator, List.of(new WhereValue.Text(word.text())));
        }
        WhereValue value = value(field, word);
        if (field == WhereField.Known.AGE && value instanceof WhereValue.Amount age) {
            long sinceNs = TimeUnit.MILLISECONDS.toNanos(nowAt - age.number().longValue());
            return new Where.Test(WhereField.Known.MTIME, operator.turned(), List.of(new WhereValue.Amount(sinceNs)));
        }
        return new Where.Test(field, operator, List.of(value));
    }

    /** @throws QueryException where the operator makes no sense for such a field */
    private Operator operator(Word place, WhereField field, Operator operator) {
        boolean fits = switch (field.kind()) {
            case ANY -> true;
            case TEXT -> !operator.isOrder();
            case NUMBER, BYTES -> operator != Operator.MATCHES;
            case TIME, AGE -> operator.isOrder();
            case WORD, RESOLUTION -> operator == Operator.EQUAL || operator == Operator.NOT_EQUAL;
            case FLAG -> false;
        };
        if (!fits) {
            String possible = switch (field.kind()) {
                case TEXT -> "takes == != ~ and in";
                case NUMBER, BYTES -> "takes == != < <= > >= and in";
                case TIME, AGE -> "takes < <= > >=";
                case WORD, RESOLUTION -> "takes == != and in";
                case ANY, FLAG -> "is compared with nothing; write " + field.text() + ", or not " + field.text();
            };
            throw fault(place, "\"" + field.text() + "\" " + possible);
        }
        return operator;
    }

    private List<WhereValue> list(WhereField field) {
        return listed().stream().map(word -> value(field, word)).toList();
    }

    private List<Word> listed() {
        Word open = take();
        if (open.kind() != Kind.OPEN) {
            throw fault(open, "a list in parentheses belongs here, such as (zip, zips)");
        }
        List<Word> listed = new ArrayList<>(List.of(takeText()));
        while (peek().kind() == Kind.COMMA) {
            next++;
            listed.add(takeText());
        }
        Word close = take();
        if (close.kind() != Kind.CLOSE) {
            throw close.kind() == Kind.END
                    ? fault(open, "a ( that is never closed")
                    : fault(close, "a comma or ) belongs here (a text with blanks stands in quotes)");
        }
        if (listed.size() > MOST_TESTS) {
            throw fault(open, "more than " + MOST_TESTS + " values");
        }
        return listed;
    }

    private Word takeText() {
        Word word = take();
        if (word.kind() != Kind.TEXT && word.kind() != Kind.QUOTED) {
            throw fault(word, "a value belongs here");
        }
        return word;
    }

    private WhereValue value(WhereField field, Word word) {
        try {
            return WhereValues.read(field, word.text());
        } catch (QueryException e) {
            throw fault(word, String.valueOf(e.getMessage()));
        }
    }

    private void at(Word word, Runnable check) {
        try {
            check.run();
        } catch (QueryException e) {
            throw fault(word, String.valueOf(e.getMessage()));
        }
    }

    private boolean takeWord(String word) {
        boolean there = isWord(peek(), word);
        next += there ? 1 : 0;
        return there;
    }

    private static boolean isWord(Word word, String text) {
        return word.kind() == Kind.TEXT && word.text().toLowerCase(Locale.ROOT).equals(text);
    }

    private Word peek() {
        return words.get(next);
    }

    private Word peekBehind() {
        return words.get(Math.min(next + 1, words.size() - 1));
    }

    /** The last word is the end, and stays. */
    private Word take() {
        Word word = peek();
        next = Math.min(next + 1, words.size() - 1);
        return word;
    }

    private QueryException fault(Word place, String what) {
        int from = Math.max(0, place.at() - CONTEXT_CHARS);
        int to = Math.min(text.length(), place.at() + CONTEXT_CHARS);
        return QueryException.badQuestion("--where '" + (from > 0 ? "..." : "") + text.substring(from, place.at()) + "^"
                + text.substring(place.at(), to) + (to < text.length() ? "..." : "") + "': " + what);
    }
}
