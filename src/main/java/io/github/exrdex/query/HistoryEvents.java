package io.github.exrdex.query;

import io.github.exrdex.file.FileState;
import io.github.exrdex.query.HistoryRow.Kind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What happened, as the tables say it: the statements of one question, in one transaction. Threads: the reader's. */
final class HistoryEvents {
    /** Those that are alike but for the time, as SQLite groups them. */
    record Group(
            long sequenceId,
            Kind kind,
            long firstAt,
            long lastAt,
            FrameSet frames,
            long files,
            Optional<String> file,
            Optional<Bare> before,
            Optional<Bare> after,
            Named named,
            Optional<Target> target) {}

    /** Where files went that were renamed. */
    record Target(long sequenceId, Named named, FrameSet frames, Optional<String> file) {}

    /** A {@link Side} whose header is still a number. */
    record Bare(FileState state, long sizeBytes, OptionalLong headerId) {}

    record Named(
            String prefix,
            String suffix,
            boolean numbered,
            int padding,
            String directory,
            Map<PathToken, String> tokens) {}

    /** Files from this number on are new. */
    private static final String FIRST_NEW =
            "coalesce((SELECT max(a.first_file_id) FROM arrival a WHERE a.arrived_at <= :since), 0)";

    /** Rows that were written of changes. */
    private static final String CHANGES = """
            SELECT f.sequence_id, f.frame, coalesce(f.name, f.name_key) AS file, c.kind, c.changed_at AS at, c.before_state,
                   c.before_header_id, c.before_size_bytes,
                   CASE WHEN c.kind = 'moved' THEN c.before_state ELSE c.state END AS state,
                   c.header_id, c.size_bytes, t.sequence_id AS to_sequence_id, t.frame AS to_frame,
                   coalesce(t.name, t.name_key) AS to_file
            FROM file_change c
            CROSS JOIN file f ON f.file_id = c.file_id
            CROSS JOIN sequence s ON s.sequence_id = f.sequence_id
            LEFT JOIN file t ON t.file_id = c.moved_to
            WHERE c.changed_at >= :since AND %s""";

    /** Files that were renamed into the scope from outside; those from inside are among the changes. */
    private static final String MOVED_IN = """
            SELECT a.sequence_id, a.frame, coalesce(a.name, a.name_key) AS file, c.kind, c.changed_at AS at, c.before_state,
                   c.before_header_id, c.before_size_bytes, c.before_state AS state, c.header_id, c.size_bytes,
                   f.sequence_id AS to_sequence_id, f.frame AS to_frame,
                   coalesce(f.name, f.name_key) AS to_file
            FROM file_change c
            CROSS JOIN file f ON f.file_id = c.moved_to
            CROSS JOIN sequence s ON s.sequence_id = f.sequence_id
            CROSS JOIN file a ON a.file_id = c.file_id
            WHERE c.changed_at >= :since AND %1$s
              AND NOT EXISTS (
                SELECT 1 FROM file f JOIN sequence s ON s.sequence_id = f.sequence_id
                WHERE f.file_id = c.file_id AND %1$s)""";

    private static final String ARRIVAL = """
            SELECT f.sequence_id, f.frame, coalesce(f.name, f.name_key) AS file, 'appeared' AS kind, f.indexed_at AS at,
                   NULL AS before_state, NULL AS before_header_id, NULL AS before_size_bytes,
                   f.state, f.header_id, f.size_bytes, NULL AS to_sequence_id, NULL AS to_frame, NULL AS to_file
            """;

    /** Nothing was written of the file but its own row. */
    private static final String IS_UNCHANGED = """
            NOT EXISTS (SELECT 1 FROM file_change o WHERE o.file_id = f.file_id)
            AND NOT EXISTS (SELECT 1 FROM file_change m WHERE m.moved_to = f.file_id)""";

    /** New files that are what they were at first. By their numbers, for by their sequences all files would be gone through. */
    private static final String ARRIVALS =
            ARRIVAL + """
            FROM file f NOT INDEXED
            CROSS JOIN sequence s ON s.sequence_id = f.sequence_id
            WHERE f.file_id >= FIRST_NEW AND f.indexed_at >= :since
              AND IS_UNCHANGED AND %s""".replace("FIRST_NEW", FIRST_NEW).replace("IS_UNCHANGED", IS_UNCHANGED);

    /** Of a sequence: all of its files are new, nothing was written of any of them, and they are one group. */
    private static final String NEW_AS_COUNTED =
            """
            (s.counted_files > 0 AND s.with_changes = 0
             AND s.first_file_id >= FIRST_NEW AND s.first_indexed_at >= :since
             AND s.counted_headers = s.counted_files AND s.first_header_id = s.last_header_id
             AND (s.numbered = 0
                  OR (s.last_frame - s.first_frame + 1 = s.counted_files AND s.different_frames = s.counted_files))
             AND s.sequence_id NOT IN (UNFINISHED))\
            """.replace("FIRST_NEW", FIRST_NEW).replace("UNFINISHED", Unfinished.SEQUENCES);

    private static final String COUNTED_ARRIVALS = """
            SELECT s.sequence_id, s.first_indexed_at AS first_at, s.last_indexed_at AS last_at, s.counted_files AS files,
                   s.first_frame, s.last_frame, 'complete' AS state, s.first_header_id AS header_id,
                   s.counted_bytes AS size_bytes, s.prefix, s.suffix, s.numbered, s.padding, d.path AS directory, %s
            FROM sequence s
            JOIN folder d ON d.folder_id = s.folder_id
            WHERE NEW_AS_COUNTED AND %s""".replace("NEW_AS_COUNTED", NEW_AS_COUNTED);

    /** {@link #ARRIVALS} of all other sequences. */
    private static final String UNCOUNTED_ARRIVALS = ARRIVAL
            + """
            FROM sequence s
            CROSS JOIN file f ON f.sequence_id = s.sequence_id
            WHERE NEW_AS_COUNTED IS NOT TRUE AND +f.file_id >= FIRST_NEW AND f.indexed_at >= :since
              AND IS_UNCHANGED AND %s""".replace("NEW_AS_COUNTED", NEW_AS_COUNTED)
                    .replace("FIRST_NEW", FIRST_NEW)
                    .replace("IS_UNCHANGED", IS_UNCHANGED);

    /** New files that changed since: what they were like first is what their first change says of before. */
    private static final String CHANGED_ARRIVALS = """
            SELECT f.sequence_id, f.frame, coalesce(f.name, f.name_key) AS file, 'appeared' AS kind, c.before_at AS at,
                   NULL AS before_state, NULL AS before_header_id, NULL AS before_size_bytes,
                   c.before_state AS state, c.before_header_id AS header_id, c.before_size_bytes AS size_bytes,
                   NULL AS to_sequence_id, NULL AS to_frame, NULL AS to_file
            FROM file_change c
            CROSS JOIN file f ON f.file_id = c.file_id
            CROSS JOIN sequence s ON s.sequence_id = f.sequence_id
            WHERE c.changed_at >= :since AND c.before_at >= :since AND c.before_state IS NOT NULL
              AND f.file_id >= FIRST_NEW
              AND NOT EXISTS (SELECT 1 FROM file_change o WHERE o.file_id = c.file_id AND o.change_id < c.change_id)
              AND NOT EXISTS (SELECT 1 FROM file_change m WHERE m.moved_to = c.file_id)
              AND %s""".replace("FIRST_NEW", FIRST_NEW);

    /** What a row says of where its files lie, and went. */
    private static final String PLACES = """
            s.prefix, s.suffix, s.numbered, s.padding, d.path AS directory,
                   t.prefix AS to_prefix, t.suffix AS to_suffix, t.numbered AS to_numbered, t.padding AS to_padding,
                   td.path AS to_directory""";

    private static final String ONE_BY_ONE = """
            SELECT e.sequence_id, e.kind, e.at AS first_at, e.at AS last_at, 1 AS files, e.frame AS frames, e.file,
                   e.before_state, e.before_header_id, e.before_size_bytes, e.state, e.header_id, e.size_bytes,
                   e.to_sequence_id, e.to_frame AS to_frames, e.to_file, PLACES, %s
            FROM (%s) e
            JOIN sequence s ON s.sequence_id = e.sequence_id
            JOIN folder d ON d.folder_id = s.folder_id
            LEFT JOIN sequence t ON t.sequence_id = e.to_sequence_id
            LEFT JOIN folder td ON td.folder_id = t.folder_id""".replace("PLACES", PLACES);

    /** New files have nothing before, and are sorted faster without it. */
    private static final String ALIKE_ARRIVALS = "e.sequence_id, e.header_id, e.state";

    private static final String ALIKE_CHANGES =
            ALIKE_ARRIVALS + ", e.kind, e.before_state, e.before_header_id, e.to_sequence_id";

    private static final String GROUPED = """
            SELECT g.*, NULL AS file, NULL AS to_file, PLACES, %s
            FROM (
              SELECT e.sequence_id, e.kind, min(e.at) AS first_at, max(e.at) AS last_at, count(*) AS files,
                     group_concat(e.frame) AS frames, e.before_state, e.before_header_id,
                     sum(e.before_size_bytes) AS before_size_bytes, e.state, e.header_id, sum(e.size_bytes) AS size_bytes,
                     e.to_sequence_id, group_concat(e.to_frame) AS to_frames
              FROM (%s) e
              GROUP BY %s) g
            JOIN sequence s ON s.sequence_id = g.sequence_id
            JOIN folder d ON d.folder_id = s.folder_id
            LEFT JOIN sequence t ON t.sequence_id = g.to_sequence_id
            LEFT JOIN folder td ON td.folder_id = t.folder_id""".replace("PLACES", PLACES);

    private final Snapshot snapshot;
    private final Scope scope;
    private final Set<Kind> kinds;
    private final boolean ofFiles;

    /** @param ofFiles each change of each file by itself */
    HistoryEvents(Snapshot snapshot, Scope scope, Set<Kind> kinds, boolean ofFiles) {
        this.snapshot = snapshot;
        this.scope = scope;
        this.kinds = kinds;
        this.ofFiles = ofFiles;
    }

    /**
     * @param from milliseconds since 1970
     * @throws QueryException where the scope is not below any root
     */
    List<Group> since(long from) {
        List<Group> groups = new ArrayList<>(groups(CHANGES, ALIKE_CHANGES, from));
        if (kinds.contains(Kind.MOVED) && !scope.equals(Scope.EVERYTHING)) {
            groups.addAll(groups(MOVED_IN, ALIKE_CHANGES, from));
        }
        if (kinds.contains(Kind.APPEARED)) {
            groups.addAll(arrivals(from));
            groups.addAll(groups(CHANGED_ARRIVALS, ALIKE_ARRIVALS, from));
        }
        groups.removeIf(group -> !kinds.contains(group.kind()));
        return groups;
    }

    /** Each is a row of its own, and there may be as many as files. */
    private List<Group> arrivals(long from) {
        long firstNewFileId = firstNewFileId(snapshot.handle(), from);
        Conditions conditions = conditions(snapshot.handle());
        boolean countTells = !ofFiles && !conditions.dependsOnFile() && isOfMostFiles(firstNewFileId);
        if (!countTells) {
            return snapshot
                    .byFile(firstNewFileId, half -> {
                        Conditions ofHalf = conditions(half.handle());
                        half.rows().ifPresent(rows -> ofHalf.ofFile(rows.clause("f.file_id", ofHalf)));
                        return groups(half.handle(), ofHalf, ARRIVALS, ALIKE_ARRIVALS, from);
                    })
                    .stream()
                    .flatMap(List::stream)
                    .toList();
        }
        List<Group> groups = new ArrayList<>(conditions
                .query(snapshot.handle(), COUNTED_ARRIVALS.formatted(AssetFinder.TOKENS, conditions.allClauses()))
                .bind("since", from)
                .map(row -> countedGroup(row))
                .list());
        snapshot.bySequence(half -> {
                    Conditions ofHalf = conditions(half.handle());
                    half.rows().ifPresent(rows -> ofHalf.ofSequence(rows.clause("s.sequence_id", ofHalf)));
                    return groups(half.handle(), ofHalf, UNCOUNTED_ARRIVALS, ALIKE_ARRIVALS, from);
                })
                .forEach(groups::addAll);
        return groups;
    }

    /** Then few sequences have files that are not new. */
    private boolean isOfMostFiles(long firstNewFileId) {
        return firstNewFileId <= Snapshot.lastFileId(snapshot.handle()) / 2;
    }

    private Conditions conditions(SqlHandle handle) {
        Conditions conditions = new Conditions();
        ScopeClauses.add(conditions, scope, handle, Roots.of(handle));
        return conditions;
    }

    /** How many are new, at most. */
    static long newFiles(IndexReader reader, long sinceAt) {
        return reader.files() - firstNewFileId(reader.handle(), sinceAt);
    }

    private static long firstNewFileId(SqlHandle handle, long from) {
        return handle.select("SELECT " + FIRST_NEW).bind("since", from).longs().one();
    }

    private List<Group> groups(String events, String alike, long from) {
        return groups(snapshot.handle(), conditions(snapshot.handle()), events, alike, from);
    }

    /** @param alike what the events of one row have in common */
    private List<Group> groups(SqlHandle handle, Conditions conditions, String events, String alike, long from) {
        return conditions
                .query(
                        handle,
                        (ofFiles ? ONE_BY_ONE : GROUPED)
                                .formatted(AssetFinder.TOKENS, events.formatted(conditions.allClauses()), alike))
                .bind("since", from)
                .map(row -> group(row))
                .list();
    }

    private static Group group(ResultSet row) throws SQLException {
        Kind kind = Kind.of(row.getString("kind"));
        return new Group(
                row.getLong("sequence_id"),
                kind,
                row.getLong("first_at"),
                row.getLong("last_at"),
                frames(row.getString("frames")),
                row.getLong("files"),
                Optional.ofNullable(row.getString("file")),
                side(row, "before_").filter(side -> side.state() != FileState.GONE),
                kind == Kind.WENT ? Optional.empty() : side(row, ""),
                named(row),
                target(row));
    }

    private static Group countedGroup(ResultSet row) throws SQLException {
        long firstFrame = row.getLong("first_frame");
        boolean noFrames = row.wasNull();
        return new Group(
                row.getLong("sequence_id"),
                Kind.APPEARED,
                row.getLong("first_at"),
                row.getLong("last_at"),
                noFrames ? FrameSet.EMPTY : FrameSet.between(firstFrame, row.getLong("last_frame")),
                row.getLong("files"),
                Optional.empty(),
                Optional.empty(),
                side(row, ""),
                named(row),
                Optional.empty());
    }

    private static Named named(ResultSet row) throws SQLException {
        return new Named(
                row.getString("prefix"),
                row.getString("suffix"),
                row.getBoolean("numbered"),
                row.getInt("padding"),
                row.getString("directory"),
                AssetFinder.tokens(row));
    }

    private static Optional<Target> target(ResultSet row) throws SQLException {
        long sequenceId = row.getLong("to_sequence_id");
        if (row.wasNull()) {
            return Optional.empty();
        }
        Named named = new Named(
                row.getString("to_prefix"),
                row.getString("to_suffix"),
                row.getBoolean("to_numbered"),
                row.getInt("to_padding"),
                row.getString("to_directory"),
                Map.of());
        return Optional.of(new Target(
                sequenceId, named, frames(row.getString("to_frames")), Optional.ofNullable(row.getString("to_file"))));
    }

    private static Optional<Bare> side(ResultSet row, String when) throws SQLException {
        String state = row.getString(when + "state");
        long headerId = row.getLong(when + "header_id");
        OptionalLong header = row.wasNull() ? OptionalLong.empty() : OptionalLong.of(headerId);
        return state == null
                ? Optional.empty()
                : Optional.of(new Bare(AssetFinder.state(state), row.getLong(when + "size_bytes"), header));
    }

    private static FrameSet frames(@Nullable String commaSeparated) {
        return commaSeparated == null
                ? FrameSet.EMPTY
                : FrameSet.of(Arrays.stream(commaSeparated.split(",", -1)).mapToLong(Long::parseLong));
    }
}
