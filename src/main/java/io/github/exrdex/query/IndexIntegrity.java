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
    /** Sequences whose count is there and says something else than their files do. */
    private static final String FALSE_COUNTS = """
            SELECT count(*) FROM sequence s WHERE s.counted_files IS NOT NULL AND (
                s.counted_files, s.counted_headers, s.first_header_id, s.last_header_id, s.first_frame, s.last_frame,
                s.counted_bytes, s.first_file_id, s.last_file_id) IS NOT (
              SELECT count(*), count(f.header_id), min(f.header_id), max(f.header_id), min(f.frame), max(f.frame),
                     coalesce(sum(f.size_bytes), 0), min(f.file_id), max(f.file_id)
              FROM file f WHERE f.sequence_id = s.sequence_id AND f.gone_at IS NULL)""";

    private final IndexReader reader;

    public IndexIntegrity(IndexReader reader) {
        this.reader = reader;
    }

    /** Reads every page once and skips what needs sorting: a second for each 100 MB or so. Empty where all is well. */
    public Optional<String> quickFault() {
        return fault("PRAGMA quick_check(1)");
    }

    /**
     * Also compares every index with its table, and what sequences remember of their files with these; several times slower. Empty
     * where all is well.
     */
    public Optional<String> fullFault() {
        return fault("PRAGMA integrity_check(1)").or(this::falseCounts);
    }

    private Optional<String> falseCounts() {
        long sequences = reader.handle().select(FALSE_COUNTS).longs().one();
        return sequences == 0
                ? Optional.empty()
                : Optional.of("sequences with a count that is not that of their files: " + sequences);
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
