package io.github.exrdex.support;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * What an index says to somebody who knows nothing of the program: SQL over a connection of its own. Throws an
 * IllegalStateException where it cannot be asked.
 */
public final class Answers {
    private Answers() {}

    /** The first column of every row; {@code null} as a word. */
    public static List<String> of(Path database, String sql) {
        return rows(database, sql).stream().map(row -> row.get(0)).toList();
    }

    /** The first column of the first row, empty where there is none. */
    public static String one(Path database, String sql) {
        return of(database, sql).stream().findFirst().orElse("");
    }

    /** Every column of every row. */
    public static List<List<String>> rows(Path database, String sql) {
        List<List<String>> rows = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    row.add(String.valueOf(result.getString(i)));
                }
                rows.add(row);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
        return rows;
    }
}
