package io.github.exrdex.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A statement that is prepared once and lives as long as its connection. Jdbi prepares anew each time, at a tenth of the rate
 * (dependency notes, section 6), so what a scan runs for each file, folder or header is one of these.
 *
 * <p>Threads: the connection's own.
 */
final class KeptStatement implements AutoCloseable {
    private final PreparedStatement statement;

    KeptStatement(Connection connection, String sql) {
        try {
            statement = connection.prepareStatement(sql);
        } catch (SQLException e) {
            throw new StatementFailedException(e);
        }
    }

    /**
     * @param values one for each question mark: texts, numbers, bytes, truths, an optional of these, or null
     * @return rows that were written
     */
    int write(@Nullable Object... values) {
        try {
            bind(values);
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw new StatementFailedException(e);
        }
    }

    /** The first column of the first row; empty where there is none. */
    Optional<Long> number(@Nullable Object... values) {
        try {
            bind(values);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.of(row.getLong(1)) : Optional.empty();
            }
        } catch (SQLException e) {
            throw new StatementFailedException(e);
        }
    }

    /** A row as a value. */
    interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** All rows. */
    <T> List<T> rows(RowReader<T> reader, @Nullable Object... values) {
        List<T> read = new ArrayList<>();
        try {
            bind(values);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    read.add(reader.read(row));
                }
            }
        } catch (SQLException e) {
            throw new StatementFailedException(e);
        }
        return read;
    }

    private void bind(@Nullable Object[] values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            bind(i + 1, values[i]);
        }
    }

    private void bind(int index, @Nullable Object value) throws SQLException {
        if (value == null) {
            statement.setNull(index, Types.NULL);
        } else if (value instanceof Long number) {
            statement.setLong(index, number);
        } else if (value instanceof Integer number) {
            statement.setInt(index, number);
        } else if (value instanceof String text) {
            statement.setString(index, text);
        } else if (value instanceof Double number) {
            statement.setDouble(index, number);
        } else if (value instanceof Boolean truth) {
            statement.setInt(index, truth ? 1 : 0);
        } else if (value instanceof byte[] bytes) {
            statement.setBytes(index, bytes);
        } else if (value instanceof Optional<?> optional) {
            bind(index, optional.orElse(null));
        } else if (value instanceof OptionalLong number) {
            bind(index, number.isPresent() ? (Object) number.getAsLong() : null);
        } else if (value instanceof OptionalDouble number) {
            bind(index, number.isPresent() ? (Object) number.getAsDouble() : null);
        } else {
            throw new IllegalArgumentException("not a value of a column: " + value.getClass());
        }
    }

    @Override
    public void close() {
        try {
            statement.close();
        } catch (SQLException e) {
            // The connection is going away, and this with it.
        }
    }
}
