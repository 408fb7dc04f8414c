package io.github.exrdex.config;

import io.github.exrdex.config.PatternPiece.AnyFolders;
import io.github.exrdex.config.PatternPiece.AnyText;
import io.github.exrdex.config.PatternPiece.Literal;
import io.github.exrdex.config.PatternPiece.Maybe;
import io.github.exrdex.config.ValueRegex.InOrder;
import io.github.exrdex.config.ValueRegex.One;
import io.github.exrdex.config.ValueRegex.Repeat;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Cuts a template into its pieces. */
final class TemplateParser {
    /** Picked: a Linux path has at most 4096 bytes, so no sensible pattern is longer than a quarter of that. */
    private static final int LONGEST = 1024;

    private static final int DEEPEST = 8;

    private static final int MOST_KEYS = 32;

    /** As little as fits, so that {@code {shot}_{task}} parts at the first underscore. */
    private static final ValueRegex ANY_NAME = new Repeat(new One(List.of(), true), 1, Repeat.NO_END, false);

    private static final ValueRegex DIGITS =
            new Repeat(new One(ValueRegexParser.DIGITS, false), 1, Repeat.NO_END, true);

    private final String text;
    private final Map<String, ValueRegex> regexes = new HashMap<>();
    private int at;
    private int depth;

    private TemplateParser(String text) {
        this.text = text;
    }

    static List<PatternPiece> parse(String pattern) throws PatternException {
        if (pattern.isBlank()) {
            throw new PatternException("an empty pattern fits nothing");
        }
        if (pattern.length() > LONGEST) {
            throw new PatternException("a pattern has at most " + LONGEST + " characters");
        }
        String anchored;
        if (pattern.startsWith("/")) {
            anchored = pattern;
        } else {
            anchored = pattern.startsWith("**/") ? "/" + pattern : "/**/" + pattern;
        }
        if (anchored.endsWith("/**")) {
            anchored += "/*";
        }
        TemplateParser parser = new TemplateParser(anchored);
        List<PatternPiece> pieces = parser.pieces();
        if (parser.at < anchored.length()) {
            throw new PatternException("a > that closes nothing (write \\> for itself)");
        }
        if (parser.regexes.isEmpty()) {
            throw new PatternException("a pattern needs at least one {key}");
        }
        return pieces;
    }

    private List<PatternPiece> pieces() throws PatternException {
        List<PatternPiece> pieces = new ArrayList<>();
        StringBuilder plain = new StringBuilder();
        while (at < text.length() && text.charAt(at) != '>') {
            char c = text.charAt(at++);
            switch (c) {
                case '{' -> add(pieces, plain, key());
                case '<' -> add(pieces, plain, optional());
                case '*' -> add(pieces, plain, star());
                case '}' -> throw new PatternException("a } that closes nothing (write \\} for itself)");
                case '\\' -> plain.append(escaped());
                default -> plain.append(c);
            }
        }
        if (plain.length() > 0) {
            pieces.add(new Literal(plain.toString()));
        }
        return pieces;
    }

    private static void add(List<PatternPiece> pieces, StringBuilder plain, PatternPiece piece) {
        if (plain.length() > 0) {
            pieces.add(new Literal(plain.toString()));
            plain.setLength(0);
        }
        pieces.add(piece);
    }

    private char escaped() throws PatternException {
        if (at == text.length() || "{}<>*\\".indexOf(text.charAt(at)) < 0) {
            throw new PatternException("a \\ goes before one of { } < > * \\");
        }
        return text.charAt(at++);
    }

    private PatternPiece star() throws PatternException {
        if (at == text.length() || text.charAt(at) != '*') {
            return new AnyText();
        }
        at++;
        boolean alone = at >= 3 && text.charAt(at - 3) == '/' && at < text.length() && text.charAt(at) == '/';
        if (!alone) {
            throw new PatternException("** stands for whole folders, so it must stand alone between slashes");
        }
        at++;
        return new AnyFolders();
    }

    private PatternPiece optional() throws PatternException {
        if (++depth > DEEPEST) {
            throw new PatternException("<...> nests too deep");
        }
        List<PatternPiece> inside = pieces();
        if (at == text.length()) {
            throw new PatternException("a < that is never closed (write \\< for itself)");
        }
        at++;
        depth--;
        if (inside.isEmpty()) {
            throw new PatternException("an empty <>");
        }
        return new Maybe(inside);
    }

    private PatternPiece key() throws PatternException {
        int start = at;
        while (at < text.length() && isNameCharacter(text.charAt(at))) {
            at++;
        }
        String name = text.substring(start, at);
        if (name.isEmpty() || Character.isDigit(name.charAt(0))) {
            throw new PatternException("a key is a word of letters, digits and _, as in {shot}");
        }
        if (at == text.length()) {
            throw new PatternException("{" + name + " is never closed");
        }
        char end = text.charAt(at++);
        if (end == ':') {
            if (regexes.containsKey(name)) {
                throw new PatternException("{" + name + ":...} has its regex at its first place, not at a later one");
            }
            String regex = text.substring(at, endOfRegex(name));
            at += regex.length() + 1;
            return new PatternPiece.Key(name, remember(name, ValueRegexParser.parse(regex)));
        }
        if (end != '}') {
            throw new PatternException("a key is a word of letters, digits and _, not {" + name + end);
        }
        ValueRegex known = regexes.get(name);
        return new PatternPiece.Key(name, known != null ? known : remember(name, usual(name)));
    }

    private ValueRegex remember(String name, ValueRegex regex) throws PatternException {
        if (regexes.size() == MOST_KEYS) {
            throw new PatternException("a pattern has at most " + MOST_KEYS + " keys");
        }
        regexes.put(name, regex);
        return regex;
    }

    /** Where the brace stands that closes a key; braces of the regex come in pairs, or are escaped, or stand in a set. */
    private int endOfRegex(String name) throws PatternException {
        int open = 1;
        boolean inSet = false;
        for (int i = at; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                i++;
            } else if (inSet) {
                inSet = c != ']';
            } else if (c == '[') {
                inSet = true;
            } else if (c == '{') {
                open++;
            } else if (c == '}' && --open == 0) {
                return i;
            }
        }
        throw new PatternException("{" + name + ": is never closed");
    }

    /** What a key fits where the pattern does not say. */
    private static ValueRegex usual(String name) {
        return switch (name) {
            case "version" -> new InOrder(List.of(new Repeat(letter('v', 'V'), 0, 1, true), DIGITS));
            case "frame" -> new InOrder(List.of(new Repeat(letter('-', '-'), 0, 1, true), DIGITS));
            default -> ANY_NAME;
        };
    }

    private static One letter(char lower, char upper) {
        return new One(List.of(new ValueRegex.Range(lower, lower), new ValueRegex.Range(upper, upper)), false);
    }

    private static boolean isNameCharacter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    }
}
