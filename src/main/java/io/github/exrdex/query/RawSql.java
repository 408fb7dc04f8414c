package io.github.exrdex.query;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.sqlite.ProgressHandler;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;
import org.sqlite.SQLiteLimits;

/**
 * SQL as typed, on the connection of an {@link IndexReader}: it cannot write, cannot attach or vacuum into another file, and
 * goes through a prepared statement only, for the driver has phrases of its own that write files.
 *
 * <p>Threads: the reader's. Rows are handed over as SQLite finds them.
 */
public final class RawSql {
    /** Where the rows go. */
    public interface Rows {
        /** The names of the columns, no two of them equal; called once, before any row. */
        void columns(List<String> names);

        /** @param values String, Long, Double or null; a blob is a String of hex digits */
        void row(List<@Nullable Object> values);
    }

    /** Between two looks at the clock; some hundred microseconds. */
    private static final int STEPS = 10_000;

    private final Connection connection;
    /** Who forgot a WHERE gets this many, and is told; who wants more says so. */
    static final long MOST_ROWS = 1_000_000;

    private final long timeLimitMs;

    /** @param timeLimitMs an answer that is not through by then is broken off */
    public RawSql(IndexReader reader, long timeLimitMs) {
        this.connection = reader.handle().connection();
        this.timeLimitMs = timeLimitMs;
    }

    /**
     * @param limit most rows; empty for {@value #MOST_ROWS}
     * @throws QueryException where it is no single question, SQLite refuses it, or there are more rows than anybody asked for
     */
    public void ask(String sql, OptionalLong limit, Rows rows) {
        String question = SqlText.question(sql);
        try {
            forbidOtherFiles();
            limitTime();
            try (PreparedStatement statement = connection.prepareStatement(question);
                    ResultSet result = statement.executeQuery()) {
                pass(result, limit, rows);
            }
        } catch (SQLException e) {
            throw refused(e, question);
        }
    }

    private void limitTime() throws SQLException {
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeLimitMs);
        ProgressHandler.setHandler(connection, STEPS, new ProgressHandler() {
            @Override
            protected int progress() {
                return System.nanoTime() - until > 0 ? 1 : 0;
            }
        });
    }

    /** The connection is read-only already; this one stops ATTACH and VACUUM INTO, which write files of their own. */
    private void forbidOtherFiles() throws SQLException {
        connection.unwrap(SQLiteConnection.class).setLimit(SQLiteLimits.SQLITE_LIMIT_ATTACHED, 0);
        try (Statement pragma = connection.createStatement()) {
            pragma.execute("PRAGMA query_only = 1");
        }
    }

    private static void pass(ResultSet result, OptionalLong limit, Rows rows) throws SQLException {
        ResultSetMetaData meta = result.getMetaData();
        int columns = meta.getColumnCount();
        rows.columns(names(meta));
        long left = limit.orElse(MOST_ROWS);
        while (result.next()) {
            if (left == 0) {
                if (limit.isEmpty()) {
                    throw QueryException.badQuestion(
                            "sql: stopped after %,d rows; narrow the question, or say with --limit how many"
                                    .formatted(MOST_ROWS));
                }
                return;
            }
            List<@Nullable Object> values = new ArrayList<>(columns);
            for (int i = 1; i <= columns; i++) {
                values.add(value(result.getObject(i)));
            }
            rows.row(values);
            left--;
        }
    }

    /** A name that comes again gets a number: {@code path}, {@code path_2}. */
    private static List<String> names(ResultSetMetaData meta) throws SQLException {
        List<String> names = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        for (int i = 1; i <= meta.getColumnCount(); i++) {
            String label = meta.getColumnLabel(i);
            String name = label;
            for (int n = 2; !taken.add(name); n++) {
                name = label + "_" + n;
            }
            names.add(name);
        }
        return names;
    }

    private static @Nullable Object value(@Nullable Object value) {
        if (value instanceof byte[] blob) {
            return HexFormat.of().formatHex(blob);
        }
        return value instanceof Integer number ? (Object) number.longValue() : value;
    }

    private QueryException refused(SQLException e, String question) {
        String message = String.valueOf(e.getMessage());
        if (!(e instanceof SQLiteException fault)) {
            return message.contains("does not return")
                    ? QueryException.badQuestion("exrdex sql only asks; this statement would change something")
                    : new QueryException(QueryException.Fault.BAD_QUESTION, "sql: " + message, e);
        }
        // The driver writes "[SQLITE_ERROR] SQL error or missing database (no such column: shotx)".
        int open = message.indexOf('(');
        String said = open >= 0 && message.endsWith(")") ? message.substring(open + 1, message.length() - 1) : message;
        int primary = fault.getResultCode().code & 0xff;
        if (primary == SQLiteErrorCode.SQLITE_INTERRUPT.code) {
            return new QueryException(
                    QueryException.Fault.BAD_QUESTION,
                    "sql: stopped after " + timeLimitMs / 1000
                            + " s; narrow the question, or give it longer with --timeout",
                    e);
        }
        if (primary == SQLiteErrorCode.SQLITE_READONLY.code || primary == SQLiteErrorCode.SQLITE_AUTH.code) {
            return new QueryException(
                    QueryException.Fault.BAD_QUESTION,
                    "exrdex sql only asks; this statement would change something (" + said + ")",
                    e);
        }
        boolean ofTheFile = primary == SQLiteErrorCode.SQLITE_BUSY.code
                || primary == SQLiteErrorCode.SQLITE_CORRUPT.code
                || primary == SQLiteErrorCode.SQLITE_IOERR.code
                || primary == SQLiteErrorCode.SQLITE_NOTADB.code;
        return new QueryException(
                ofTheFile ? QueryException.Fault.UNUSABLE_INDEX : QueryException.Fault.BAD_QUESTION,
                "sql: " + said + (ofTheFile ? "" : new SqlNames(connection).advice(said, question)),
                e);
    }
}
