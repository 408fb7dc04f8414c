package io.github.exrdex.store;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/** Statements that live as long as their connection. */
final class KeptStatements {
    private KeptStatements() {}

    static void close(List<PreparedStatement> statements) {
        for (PreparedStatement statement : statements) {
            try {
                statement.close();
            } catch (SQLException e) {
                // The connection is going away, and these with it.
            }
        }
    }
}
