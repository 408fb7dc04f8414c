package io.github.exrdex.query;

import io.github.exrdex.file.FileState;
import io.github.exrdex.query.HistoryRow.Destination;
import io.github.exrdex.query.HistoryRow.Kind;
import io.github.exrdex.query.HistoryRow.Side;
import io.github.exrdex.query.Snapshot.Half;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One question about what happened, in one transaction: its statements, and rows made of what they find. Threads: one. */
final class HistoryReading {
    /** Those that are alike but for the time, as SQLite groups them. */
    private record Group(
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
    private record Target(long sequenceId, Named named, FrameSet frames, Optional<String> file) {}

    /** A {@link Side} whose header is still a number. */
    private record Bare(FileState state, long sizeBytes, OptionalLong headerId) {}

    /**
     * What headers have, by name and type.
     *
     * @param number tells them from others
     */
    private record Channels(int number, NavigableMap<String, String> types) {}

    private record Named(
            String prefix,
            String suffix,
            boolean numbered,
            int padding,
            String directory,
            Map<PathToken, String> tokens) {}

    private static final String KNOWN_FROM = "SELECT CAST(value AS INTEGER) FROM setting WHERE name = 'history_from'";

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

    /** New files, of which nothing was written but their own row. */
    private static final String ARRIVALS = """
            SELECT f.sequence_id, f.frame, coalesce(f.name, f.name_key) AS file, 'appeared' AS kind, f.indexed_at AS at,
                   NULL AS before_state, NULL AS before_header_id, NULL AS before_size_bytes,
                   f.state, f.header_id, f.size_bytes, NULL AS to_sequence_id, NULL AS to_frame, NULL AS to_file
            FROM file f
            CROSS JOIN sequence s ON s.sequence_id = f.sequence_id
            WHERE f.file_id >= FIRST_NEW AND f.indexed_at >= :since
              AND NOT EXISTS (SELECT 1 FROM file_change o WHERE o.file_id = f.file_id)
              AND NOT EXISTS (SELECT 1 FROM file_change m WHERE m.moved_to = f.file_id) AND %s""".replace("FIRST_NEW", FIRST_NEW);

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
    private final SqlHandle handle;
    private final Scope scope;
    private final long sinceAt;
    private final Set<Kind> kinds;
    private final boolean ofFiles;

    HistoryReading(Snapshot snapshot, Scope scope, long sinceAt, Set<Kind> kinds, boolean ofFiles) {
        this.snapshot = snapshot;
        this.handle = snapshot.handle();
        this.scope = scope;
        this.sinceAt = sinceAt;
        this.kinds = kinds;
        this.ofFiles = ofFiles;
    }

    History history() {
        OptionalLong knownFrom = handle.select(KNOWN_FROM)
                .longs()
                .findOne()
                .map(OptionalLong::of)
                .orElse(OptionalLong.empty());
        long from = Math.max(sinceAt, knownFrom.orElse(Long.MIN_VALUE));
        List<Group> groups = new ArrayList<>(groups(CHANGES, ALIKE_CHANGES, from));
        if (kinds.contains(Kind.MOVED) && !scope.equals(Scope.EVERYTHING)) {
            groups.addAll(groups(MOVED_IN, ALIKE_CHANGES, from));
        }
        if (kinds.contains(Kind.APPEARED)) {
            // Each is a row of its own, and there may be as many as files.
            snapshot.byFile(firstNewFileId(handle, from), half -> groups(half, ARRIVALS, ALIKE_ARRIVALS, from))
                    .forEach(groups::addAll);
            groups.addAll(groups(CHANGED_ARRIVALS, ALIKE_ARRIVALS, from));
        }
        groups.removeIf(group -> !kinds.contains(group.kind()));
        return new History(rows(groups), knownFrom);
    }

    /** How many are new, at most. */
    static long newFiles(IndexReader reader, long sinceAt) {
        return reader.files() - firstNewFileId(reader.handle(), sinceAt);
    }

    private static long firstNewFileId(SqlHandle handle, long from) {
        return handle.select("SELECT " + FIRST_NEW).bind("since", from).longs().one();
    }

    /** @param alike what the events of one row have in common */
    private List<Group> groups(String events, String alike, long from) {
        return groups(Half.whole(handle), events, alike, from);
    }

    private List<Group> groups(Half half, String events, String alike, long from) {
        Conditions conditions = new Conditions();
        ScopeClauses.add(conditions, scope, half.handle(), Roots.of(half.handle()));
        half.rows().ifPresent(rows -> conditions.ofFile(rows.clause("f.file_id", conditions)));
        return conditions
                .query(
                        half.handle(),
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
                new Named(
                        row.getString("prefix"),
                        row.getString("suffix"),
                        row.getBoolean("numbered"),
                        row.getInt("padding"),
                        row.getString("directory"),
                        AssetFinder.tokens(row)),
                target(row));
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

    /** Headers that differ in attributes alone are one. */
    private List<HistoryRow> rows(List<Group> groups) {
        Map<Long, Channels> channels = channels(groups.stream()
                .flatMap(group -> Stream.of(group.before(), group.after()))
                .flatMap(Optional::stream)
                .flatMap(side -> side.headerId().stream().boxed())
                .collect(Collectors.toCollection(TreeSet::new)));
        record Key(
                long sequenceId,
                Optional<String> file,
                long at,
                Kind kind,
                Optional<FileState> stateBefore,
                Optional<Integer> before,
                Optional<FileState> stateAfter,
                Optional<Integer> after,
                Optional<Long> toSequenceId) {}
        Map<Key, List<Group>> alike = new LinkedHashMap<>();
        for (Group group : groups) {
            Key key = new Key(
                    group.sequenceId(),
                    group.file(),
                    ofFiles ? group.lastAt() : 0,
                    group.kind(),
                    group.before().map(Bare::state),
                    group.before().flatMap(side -> channelsOf(side, channels)).map(Channels::number),
                    group.after().map(Bare::state),
                    group.after().flatMap(side -> channelsOf(side, channels)).map(Channels::number),
                    group.target().map(Target::sequenceId));
            alike.computeIfAbsent(key, k -> new ArrayList<>()).add(group);
        }
        return alike.values().stream()
                .map(some -> row(some, channels))
                .sorted(Comparator.comparingLong(HistoryRow::lastAt)
                        .reversed()
                        .thenComparing(row -> row.sequence().directory())
                        .thenComparing(row -> row.sequence().name().prefix())
                        .thenComparing(HistoryRow::kind)
                        .thenComparing(row -> row.file().orElse(row.frames().text())))
                .toList();
    }

    private static Optional<Channels> channelsOf(Bare side, Map<Long, Channels> channels) {
        return side.headerId().stream()
                .mapToObj(channels::get)
                .filter(Objects::nonNull)
                .findFirst();
    }

    private static HistoryRow row(List<Group> alike, Map<Long, Channels> channels) {
        Group one = alike.get(0);
        FrameSet frames = FrameSet.union(alike.stream().map(Group::frames).toList());
        FrameSet toFrames = FrameSet.union(alike.stream()
                .flatMap(group -> group.target().stream())
                .map(Target::frames)
                .toList());
        return new HistoryRow(
                sequence(one.named(), frames),
                one.kind(),
                alike.stream().mapToLong(Group::firstAt).min().orElseThrow(),
                alike.stream().mapToLong(Group::lastAt).max().orElseThrow(),
                frames,
                alike.stream().mapToLong(Group::files).sum(),
                one.file(),
                joined(
                        alike.stream()
                                .map(Group::before)
                                .flatMap(Optional::stream)
                                .toList(),
                        channels),
                joined(
                        alike.stream()
                                .map(Group::after)
                                .flatMap(Optional::stream)
                                .toList(),
                        channels),
                one.target().map(target -> new Destination(sequence(target.named(), toFrames), target.file())));
    }

    private static NamedSequence sequence(Named named, FrameSet frames) {
        boolean none = !named.numbered() || frames.isEmpty();
        return new NamedSequence(
                new SequenceName(
                        named.prefix(),
                        none ? OptionalLong.empty() : OptionalLong.of(frames.first()),
                        none ? OptionalLong.empty() : OptionalLong.of(frames.last()),
                        named.padding(),
                        named.suffix()),
                named.directory(),
                named.tokens());
    }

    private static Optional<Side> joined(List<Bare> sides, Map<Long, Channels> channels) {
        return sides.stream()
                .findFirst()
                .map(side -> new Side(
                        side.state(),
                        sides.stream().mapToLong(Bare::sizeBytes).sum(),
                        channelsOf(side, channels).map(Channels::types)));
    }

    /** By the number of the header. */
    private Map<Long, Channels> channels(Collection<Long> headerIds) {
        LayoutNames names = new LayoutNames(handle);
        AlikeHeaders alike = AlikeHeaders.of(handle, headerIds);
        Map<NavigableMap<String, String>, Channels> distinct = new HashMap<>();
        Map<Long, Channels> channels = new HashMap<>();
        Layout.ofHeaders(handle, alike.kinds())
                .forEach((headerId, layout) -> channels.put(
                        headerId,
                        distinct.computeIfAbsent(
                                names.channels(layout), found -> new Channels(distinct.size(), found))));
        return alike.each(channels);
    }
}
