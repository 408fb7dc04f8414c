package io.github.exrdex.query;

import io.github.exrdex.file.FileState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How the index stands.
 *
 * @param databaseBytes with what is still in its write-ahead log
 * @param filesByState states that no file has are absent
 * @param problems fatal ones first, the most frequent first among equals
 * @param figures by the root's number; a root without a file is absent
 * @param daemon empty where none ever ran
 */
public record StatusReport(
        Path database,
        long databaseBytes,
        List<RootStatus> roots,
        Map<FileState, Long> filesByState,
        long sequences,
        List<ProblemCount> problems,
        Map<Long, RootFigures> figures,
        Optional<Daemon> daemon) {

    /** @param files that are there and have it at least once */
    public record ProblemCount(String kind, String severity, long files) {}

    private static final Comparator<ProblemCount> WORST_FIRST = Comparator.comparing(ProblemCount::severity)
            .thenComparing(Comparator.comparingLong(ProblemCount::files).reversed())
            .thenComparing(ProblemCount::kind);

    public StatusReport {
        roots = List.copyOf(roots);
        problems = List.copyOf(problems);
        figures = Map.copyOf(figures);
    }

    public RootFigures figures(RootStatus root) {
        return figures.getOrDefault(root.rootId(), RootFigures.NONE);
    }

    /** What a daemon does for a root; empty where none runs, or not for this one. */
    public Optional<RootLoad> load(RootStatus root, long nowAt) {
        return running(nowAt).map(running -> running.loads().get(root.path()));
    }

    /** The daemon, where it runs. */
    public Optional<Daemon> running(long nowAt) {
        return daemon.filter(known -> known.health(nowAt) == Daemon.Health.RUNNING);
    }

    public static StatusReport of(IndexReader reader) {
        SqlHandle handle = reader.handle();
        Map<Long, RootFigures> figures = RootFigures.all(handle);
        return new StatusReport(
                reader.path(),
                size(reader.path())
                        + size(reader.path().resolveSibling(reader.path().getFileName() + "-wal")),
                RootStatus.all(handle),
                filesByState(figures),
                handle.select("SELECT count(DISTINCT sequence_id) FROM file WHERE gone_at IS NULL")
                        .longs()
                        .one(),
                problems(figures),
                figures,
                Daemon.of(handle));
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            return 0; // the log is there only while somebody writes
        }
    }

    private static Map<FileState, Long> filesByState(Map<Long, RootFigures> figures) {
        Map<FileState, Long> counts = new EnumMap<>(FileState.class);
        figures.values()
                .forEach(root -> root.filesByState().forEach((state, files) -> counts.merge(state, files, Long::sum)));
        return counts;
    }

    private static List<ProblemCount> problems(Map<Long, RootFigures> figures) {
        record Kind(String kind, String severity) {}
        Map<Kind, Long> counts = new HashMap<>();
        figures.values()
                .forEach(root -> root.problems()
                        .forEach(problem -> counts.merge(
                                new Kind(problem.kind(), problem.severity()), problem.files(), Long::sum)));
        return counts.entrySet().stream()
                .map(entry ->
                        new ProblemCount(entry.getKey().kind(), entry.getKey().severity(), entry.getValue()))
                .sorted(WORST_FIRST)
                .toList();
    }

    static Map<Long, List<ProblemCount>> problemsByRoot(SqlHandle handle) {
        record Row(long root, ProblemCount count) {}
        Map<Long, List<ProblemCount>> problems = new HashMap<>();
        handle.select("""
                        SELECT d.root_id, p.kind, p.severity, count(DISTINCT p.file_id) AS files
                        FROM problem p JOIN file f ON f.file_id = p.file_id JOIN folder d ON d.folder_id = f.folder_id
                        WHERE f.gone_at IS NULL
                        GROUP BY d.root_id, p.kind, p.severity""")
                .map(row ->
                        new Row(row.getLong(1), new ProblemCount(row.getString(2), row.getString(3), row.getLong(4))))
                .forEach(row -> problems.computeIfAbsent(row.root(), any -> new ArrayList<>())
                        .add(row.count()));
        problems.values().forEach(of -> of.sort(WORST_FIRST));
        return problems;
    }
}
