package io.github.exrdex.query;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A statement and the values that are bound to it; names that it does not have do no harm. It is asked once. */
final class Select {
    private final SqlHandle handle;
    private final String sql;
    private final Map<String, Object> values = new HashMap<>();

    Select(SqlHandle handle, String sql) {
        this.handle = handle;
        this.sql = sql;
    }

    /** Makes of a row what is wanted of it; null leaves the row out. */
    @FunctionalInterface
    interface RowReader<T> {
        @Nullable
        T read(ResultSet row) throws SQLException;
    }

    /** @param value a text, a whole or a real number, or a truth, which is 0 or 1 */
    Select bind(String name, Object value) {
        values.put(name, value);
        return this;
    }

    Select bindAll(Map<String, ?> more) {
        values.putAll(more);
        return this;
    }

    <T> SqlRows<T> map(RowReader<T> reader) {
        return new SqlRows<>(this, reader);
    }

    /** The first column; rows where it holds nothing are left out. */
    SqlRows<String> texts() {
        return map(row -> row.getString(1));
    }

    /** The same of whole numbers. */
    SqlRows<Long> longs() {
        return map(row -> {
            long number = row.getLong(1);
            return number == 0 && row.wasNull() ? null : number;
        });
    }

    /** The first column, true where it is another number than 0. */
    SqlRows<Boolean> truths() {
        return map(row -> row.getBoolean(1));
    }

    /** With its values bound, not executed yet. */
    PreparedStatement prepared() throws SQLException {
        NamedValues named = NamedValues.of(sql);
        PreparedStatement statement = handle.prepared(named.sql());
        try {
            int place = 1;
            for (String name : named.names()) {
                statement.setObject(place, value(name));
                place++;
            }
            return statement;
        } catch (SQLException | RuntimeException e) {
            statement.close();
            throw e;
        }
    }

    private Object value(String name) {
        @Nullable Object value = values.get(name);
        if (value == null) {
            throw new IllegalStateException("nothing is bound to :" + name + " of " + sql);
        }
        return value;
    }

    static QueryException failed(SQLException e) {
        return new QueryException(
                QueryException.Fault.UNUSABLE_INDEX, "the index cannot be read: " + e.getMessage(), e);
    }
}
