package io.github.exrdex.query;

import java.util.Locale;
import java.util.Set;

/**
 * SQL as somebody typed it: one statement that asks. SQLite itself runs on a connection that cannot write; this catches what
 * such a connection still lets through, and says plainly what is refused.
 */
final class SqlText {
    private static final Set<String> QUESTIONS = Set.of("SELECT", "WITH", "VALUES", "EXPLAIN");

    private SqlText() {}

    /**
     * @return the statement
     * @throws QueryException where it is none, several, or one that does more than ask
     */
    static String question(String text) {
        String verb = firstWord(text);
        if (verb.isEmpty()) {
            throw QueryException.badQuestion("no SQL given; try: exrdex sql 'SELECT * FROM v_file LIMIT 10'");
        }
        if (!QUESTIONS.contains(verb.toUpperCase(Locale.ROOT))) {
            throw QueryException.badQuestion("exrdex sql only asks: a statement begins with SELECT, WITH, VALUES or"
                    + " EXPLAIN, not with " + verb);
        }
        int end = endOfStatement(text, 0);
        if (end < text.length() && !firstWord(text.substring(end + 1)).isEmpty()) {
            throw QueryException.badQuestion("exrdex sql takes one statement; remove what follows the first semicolon");
        }
        return text.substring(0, end);
    }

    /** What stands first after blanks, comments and semicolons; empty where nothing does. */
    private static String firstWord(String text) {
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            int behind = behindComment(text, i);
            if (behind > i) {
                i = behind;
            } else if (Character.isWhitespace(c) || c == ';') {
                i++;
            } else {
                int end = i + 1;
                while (end < text.length() && Character.isLetterOrDigit(text.charAt(end))) {
                    end++;
                }
                return text.substring(i, end);
            }
        }
        return "";
    }

    /** Where the first semicolon outside quotes and comments is, or the end of the text. */
    private static int endOfStatement(String text, int start) {
        int i = start;
        while (i < text.length() && text.charAt(i) != ';') {
            int behind = behindComment(text, i);
            i = behind > i ? behind : behindQuoted(text, i);
        }
        return Math.min(i, text.length());
    }

    /** @return {@code i} where no comment begins there */
    private static int behindComment(String text, int i) {
        if (text.startsWith("--", i)) {
            int newline = text.indexOf('\n', i);
            return newline < 0 ? text.length() : newline + 1;
        }
        if (text.startsWith("/*", i)) {
            int end = text.indexOf("*/", i + 2);
            return end < 0 ? text.length() : end + 2;
        }
        return i;
    }

    /** One character on, or behind the whole literal or name that begins there. A doubled quote begins the next part of it. */
    private static int behindQuoted(String text, int i) {
        char c = text.charAt(i);
        if (c != '\'' && c != '"' && c != '`' && c != '[') {
            return i + 1;
        }
        int end = text.indexOf(c == '[' ? ']' : c, i + 1);
        return end < 0 ? text.length() : end + 1;
    }
}
