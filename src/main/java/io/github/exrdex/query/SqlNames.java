package io.github.exrdex.query;

import io.github.exrdex.file.NearestWord;
import java.sql.Connection;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** The views and columns that somebody who writes SQL may have meant. Threads: the connection's. */
final class SqlNames {
    /** What SQLite says where it does not find one; a column may have its table before it. */
    private static final Pattern NOT_FOUND = Pattern.compile("no such (table|column): (?:.*\\.)?([^.]+)");

    private final Handle handle;

    SqlNames(Connection connection) {
        this.handle = Jdbi.open(connection); // not closed: the connection is the reader's
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
        return handle.createQuery(
                        "SELECT name FROM sqlite_schema WHERE type = 'view' AND name LIKE 'v\\_%' ESCAPE '\\' ORDER BY name")
                .mapTo(String.class)
                .list();
    }

    private List<String> relations() {
        return handle.createQuery("SELECT name FROM sqlite_schema WHERE type IN ('view', 'table')")
                .mapTo(String.class)
                .list();
    }

    /** Of what the question is about. */
    private List<String> columns(String question) {
        String text = question.toLowerCase(Locale.ROOT);
        return relations().stream()
                .filter(relation -> text.contains(relation.toLowerCase(Locale.ROOT)))
                .flatMap(relation -> handle
                        .createQuery("SELECT name FROM pragma_table_info(:relation)")
                        .bind("relation", relation)
                        .mapTo(String.class)
                        .list()
                        .stream())
                .distinct()
                .toList();
    }
}
