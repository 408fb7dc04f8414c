package io.github.exrdex.query;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;

/**
 * Whether the pages of an index are sound, as SQLite judges them. A flipped bit opens without an error; only this finds it.
 *
 * <p>Threads: the reader's.
 */
public final class IndexIntegrity {
    private final IndexReader reader;

    public IndexIntegrity(IndexReader reader) {
        this.reader = reader;
    }

    /** Reads every page once and skips what needs sorting: a second for each 100 MB or so. Empty where all is well. */
    public Optional<String> quickFault() {
        return fault("PRAGMA quick_check(1)");
    }

    /** Also compares every index with its table; several times slower. Empty where all is well. */
    public Optional<String> fullFault() {
        return fault("PRAGMA integrity_check(1)");
    }

    private Optional<String> fault(String pragma) {
        try {
            List<String> said = reader.handle().select(pragma).texts().list();
            return said.equals(List.of("ok"))
                    ? Optional.empty()
                    : Optional.of(
                            said.isEmpty()
                                    ? "no answer"
                                    : said.get(0).lines().findFirst().orElse(""));
        } catch (QueryException e) {
            return Optional.of(
                    e.getCause() instanceof SQLException said
                            ? String.valueOf(said.getMessage())
                            : String.valueOf(e.getMessage()));
        }
    }

    /** The version of SQLite that runs in this process; no index is needed to ask. */
    public static String sqliteVersion() {
        SqliteDriver.load();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT sqlite_version()")) {
            return row.next() ? row.getString(1) : "";
        } catch (SQLException e) {
            throw new QueryException(
                    QueryException.Fault.UNUSABLE_INDEX, "SQLite does not start: " + e.getMessage(), e);
        }
    }

    /** Number of the newest migration in the index. */
    public long schemaVersion() {
        return reader.handle().select("PRAGMA user_version").longs().one();
    }
}
