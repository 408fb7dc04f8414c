package io.github.exrdex.query;

import io.github.exrdex.file.FileState;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts of one root.
 *
 * @param filesByState states that no file has are absent
 * @param problems fatal ones first, the most frequent first among equals
 * @param settleBacklog files that were too young to be sure of and are looked at again
 */
public record RootFigures(
        Map<FileState, Long> filesByState, List<StatusReport.ProblemCount> problems, long settleBacklog) {
    public static final RootFigures NONE = new RootFigures(Map.of(), List.of(), 0);

    public RootFigures {
        problems = List.copyOf(problems);
    }

    /** By the root's number; roots without a file are absent. */
    static Map<Long, RootFigures> all(SqlHandle handle) {
        Map<Long, Map<FileState, Long>> states = states(handle);
        Map<Long, List<StatusReport.ProblemCount>> problems = StatusReport.problemsByRoot(handle);
        Map<Long, Long> backlog = new HashMap<>();
        handle.select("""
                        SELECT d.root_id, count(*) FROM file f JOIN folder d ON d.folder_id = f.folder_id
                        WHERE f.recheck_at IS NOT NULL GROUP BY d.root_id""")
                .map(row -> Map.entry(row.getLong(1), row.getLong(2)))
                .forEach(entry -> backlog.put(entry.getKey(), entry.getValue()));
        Map<Long, RootFigures> figures = new HashMap<>();
        states.forEach((root, byState) -> figures.put(
                root,
                new RootFigures(byState, problems.getOrDefault(root, List.of()), backlog.getOrDefault(root, 0L))));
        return figures;
    }

    private static Map<Long, Map<FileState, Long>> states(SqlHandle handle) {
        record Count(long root, FileState state, long files) {}
        Map<Long, Map<FileState, Long>> states = new HashMap<>();
        handle.select("""
                        SELECT d.root_id, c.state, sum(c.files)
                        FROM (SELECT folder_id, state, count(*) AS files FROM file GROUP BY folder_id, state) c
                        JOIN folder d ON d.folder_id = c.folder_id
                        GROUP BY d.root_id, c.state""")
                .map(row ->
                        new Count(row.getLong(1), FileState.of(row.getString(2)).orElseThrow(), row.getLong(3)))
                .forEach(count -> states.computeIfAbsent(count.root(), any -> new EnumMap<>(FileState.class))
                        .put(count.state(), count.files()));
        return states;
    }
}
