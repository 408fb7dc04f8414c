package io.github.exrdex.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Which way SQLite goes for an answer. */
final class QueryPlans {
    private QueryPlans() {}

    /** The same, none of them like that. */
    static List<String> without(Path database, Consumer<IndexReader> answer, Pattern step) {
        List<String> steps = of(database, answer);
        List<String> alike =
                steps.stream().filter(any -> step.matcher(any).matches()).toList();
        assertEquals(List.of(), alike, () -> String.join("\n", steps));
        return steps;
    }

    /** What SQLite does for every statement of an answer. */
    static List<String> of(Path database, Consumer<IndexReader> answer) {
        List<String> statements = new ArrayList<>();
        List<String> steps = new ArrayList<>();
        try (IndexReader reader = IndexReader.open(database)) {
            reader.handle().tellOfStatements(statements::add);
            answer.accept(reader);
            for (String statement : statements) {
                try (PreparedStatement explain =
                                reader.handle().connection().prepareStatement("EXPLAIN QUERY PLAN " + statement);
                        ResultSet rows = explain.executeQuery()) {
                    while (rows.next()) {
                        steps.add(rows.getString("detail"));
                    }
                } catch (SQLException e) {
                    throw new IllegalStateException(statement, e);
                }
            }
        }
        assertFalse(steps.isEmpty());
        return steps;
    }
}
