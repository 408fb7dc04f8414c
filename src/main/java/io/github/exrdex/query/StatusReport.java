package io.github.exrdex.query;

import io.github.exrdex.file.FileState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * How the index stands.
 *
 * @param databaseBytes with what is still in its write-ahead log
 * @param filesByState states that no file has are absent
 * @param problems fatal ones first, the most frequent first among equals
 * @param daemon empty where none ever ran
 */
public record StatusReport(
        Path database,
        long databaseBytes,
        List<RootStatus> roots,
        Map<FileState, Long> filesByState,
        long sequences,
        List<ProblemCount> problems,
        Optional<Daemon> daemon) {

    /** @param files that are there and have it at least once */
    public record ProblemCount(String kind, String severity, long files) {}

    public StatusReport {
        roots = List.copyOf(roots);
        problems = List.copyOf(problems);
    }

    public static StatusReport of(IndexReader reader) {
        Handle handle = reader.handle();
        return new StatusReport(
                reader.path(),
                size(reader.path())
                        + size(reader.path().resolveSibling(reader.path().getFileName() + "-wal")),
                RootStatus.all(handle),
                filesByState(handle),
                handle.createQuery("SELECT count(DISTINCT sequence_id) FROM file WHERE gone_at IS NULL")
                        .mapTo(Long.class)
                        .one(),
                problems(handle),
                Daemon.of(handle));
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            return 0; // the log is there only while somebody writes
        }
    }

    private static Map<FileState, Long> filesByState(Handle handle) {
        record Count(FileState state, long files) {}
        Map<FileState, Long> counts = new EnumMap<>(FileState.class);
        handle.createQuery("SELECT state, count(*) FROM file GROUP BY state")
                .map((row, context) -> new Count(FileState.of(row.getString(1)).orElseThrow(), row.getLong(2)))
                .forEach(count -> counts.put(count.state(), count.files()));
        return counts;
    }

    private static List<ProblemCount> problems(Handle handle) {
        return handle.createQuery("""
                        SELECT p.kind, p.severity, count(DISTINCT p.file_id) AS files
                        FROM problem p JOIN file f ON f.file_id = p.file_id
                        WHERE f.gone_at IS NULL
                        GROUP BY p.kind, p.severity
                        ORDER BY p.severity, files DESC, p.kind""")
                .map((row, context) -> new ProblemCount(row.getString(1), row.getString(2), row.getLong(3)))
                .list();
    }
}
