package io.github.exrdex.query;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A connection that questions are asked through. There is no Jdbi between it and the driver, as on the writing side: to load that takes
 * longer than most answers (docs/performance.md).
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
        try (Transaction transaction = begin()) {
            return question.apply(transaction.handle());
        }
    }

    private boolean isInTransaction() {
        try {
            return !connection.getAutoCommit();
        } catch (SQLException e) {
            throw Select.failed(e);
        }
    }

    /** One state of the index, that of its first statement, until it is closed. */
    Transaction begin() {
        autoCommit(false);
        return new Transaction(this);
    }

    /** Where it cannot be ended after a failure, the failure is what is told. */
    record Transaction(SqlHandle handle) implements AutoCloseable {
        @Override
        public void close() {
            handle.autoCommit(true);
        }
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
