package io.github.exrdex.query;

import io.github.exrdex.file.NearestWord;
import java.sql.Connection;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The views and columns that somebody who writes SQL may have meant. Threads: the connection's. */
final class SqlNames {
    /** What SQLite says where it does not find one; a column may have its table before it. */
    private static final Pattern NOT_FOUND = Pattern.compile("no such (table|column): (?:.*\\.)?([^.]+)");

    private final SqlHandle handle;

    SqlNames(Connection connection) {
        this.handle = new SqlHandle(connection); // not closed: the connection is the reader's
    }

    /**
     * @param said by SQLite
     * @return what goes behind it; empty text where there is nothing to say
     */
    String advice(String said, String question) {
        Matcher notFound = NOT_FOUND.matcher(said);
        if (!notFound.matches()) {
            return "";
        }
        boolean isColumn = notFound.group(1).equals("column");
        List<String> names = isColumn ? columns(question) : relations();
        return NearestWord.of(notFound.group(2), names)
                .map(near -> "; did you mean " + near + "?")
                .orElseGet(() -> isColumn ? "" : "; there are " + String.join(", ", views()));
    }

    private List<String> views() {
        return handle.select(
                        "SELECT name FROM sqlite_schema WHERE type = 'view' AND name LIKE 'v\\_%' ESCAPE '\\' ORDER BY name")
                .texts()
                .list();
    }

    private List<String> relations() {
        return handle.select("SELECT name FROM sqlite_schema WHERE type IN ('view', 'table')")
                .texts()
                .list();
    }

    /** Of what the question is about. */
    private List<String> columns(String question) {
        String text = question.toLowerCase(Locale.ROOT);
        return relations().stream()
                .filter(relation -> text.contains(relation.toLowerCase(Locale.ROOT)))
                .flatMap(relation -> handle
                        .select("SELECT name FROM pragma_table_info(:relation)")
                        .bind("relation", relation)
                        .texts()
                        .list()
                        .stream())
                .distinct()
                .toList();
    }
}
