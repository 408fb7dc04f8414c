package io.github.exrdex.query;

import java.util.ArrayList;
import java.util.List;

/**
 * A statement whose values stand as numbers where they had names, for JDBC counts them.
 *
 * @param sql with {@code ?1}, {@code ?2} and so on (SQLite's documentation of expressions, Parameters)
 * @param names of the values, the first is that of {@code ?1}
 */
record NamedValues(String sql, List<String> names) {
    /** @param sql with {@code :name}; what stands in quotes or behind {@code --} is left alone */
    static NamedValues of(String sql) {
        StringBuilder numbered = new StringBuilder(sql.length());
        List<String> names = new ArrayList<>();
        int at = 0;
        while (at < sql.length()) {
            int end = endOfToken(sql, at);
            if (sql.charAt(at) == ':' && end > at + 1) {
                String name = sql.substring(at + 1, end);
                if (!names.contains(name)) {
                    names.add(name);
                }
                numbered.append('?').append(names.indexOf(name) + 1);
            } else {
                numbered.append(sql, at, end);
            }
            at = end;
        }
        return new NamedValues(numbered.toString(), names);
    }

    /** Behind a text, a quoted name, a comment or the name of a value that begins here; else behind one character. */
    private static int endOfToken(String sql, int at) {
        char c = sql.charAt(at);
        if (c == '\'' || c == '"') {
            // A doubled quote is the end of one text and the beginning of the next.
            return behind(sql.indexOf(c, at + 1), sql);
        }
        if (c == '-' && sql.startsWith("--", at)) {
            return behind(sql.indexOf('\n', at), sql);
        }
        int end = at + 1;
        while (c == ':' && end < sql.length() && Character.isJavaIdentifierPart(sql.charAt(end))) {
            end++;
        }
        return end;
    }

    private static int behind(int found, String sql) {
        return found < 0 ? sql.length() : found + 1;
    }
}
