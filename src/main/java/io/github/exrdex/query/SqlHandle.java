package io.github.exrdex.query;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A connection that questions are asked through. The driver alone, as Jdbi, which the writing side has, takes longer to start than
 * most questions take to answer (docs/performance.md).
 *
 * <p>Threads: one.
 */
final class SqlHandle implements AutoCloseable {
    private final Connection connection;
    private Consumer<String> listener = sql -> {};

    SqlHandle(Connection connection) {
        this.connection = connection;
    }

    Connection connection() {
        return connection;
    }

    /** @param sql with values as {@code :name}; no text of a user is part of it */
    Select select(String sql) {
        return new Select(this, sql);
    }

    /** @param sql with values as {@code ?1} */
    PreparedStatement prepared(String sql) throws SQLException {
        listener.accept(sql);
        return connection.prepareStatement(sql);
    }

    /** Tells of every statement from now on, as SQLite gets it. */
    void tellOfStatements(Consumer<String> listener) {
        this.listener = listener;
    }

    /** Asks several things of one state of the index; what is in a transaction already stays in it. */
    <T> T inTransaction(Function<SqlHandle, T> question) {
        if (isInTransaction()) {
            return question.apply(this);
        }
        begin();
        try {
            return question.apply(this);
        } finally {
            end();
        }
    }

    private boolean isInTransaction() {
        try {
            return !connection.getAutoCommit();
        } catch (SQLException e) {
            throw Select.failed(e);
        }
    }

    /** From the first statement behind it on there is one state of the index, until {@link #end}. */
    void begin() {
        autoCommit(false);
    }

    void end() {
        autoCommit(true);
    }

    private void autoCommit(boolean on) {
        try {
            connection.setAutoCommit(on);
        } catch (SQLException e) {
            throw Select.failed(e);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw Select.failed(e);
        }
    }
}
