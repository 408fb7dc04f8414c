package io.github.exrdex.query;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;

/**
 * One of the two scopes of a {@link Diff}: its sequences, as far as the scope reaches.
 *
 * <p>Threads: the reader's.
 */
final class DiffSide {
    private static final String VARIES = "varies";
    private static final String NONE = "none";

    private final Handle handle;
    private final LayoutNames names;
    private final Conditions conditions = new Conditions();
    private final List<Sequence> sequences;

    /**
     * A sequence, or those of its frames that are in the scope.
     *
     * @param key what it has in common with its counterpart on the other side
     * @param groups empty where none of the files has a header
     */
    record Sequence(
            long sequenceId,
            NamedSequence name,
            String key,
            boolean numbered,
            long files,
            long sizeBytes,
            List<LayoutGroup> groups) {
        long meanBytes() {
            return sizeBytes / Math.max(1, files);
        }
    }

    /** @throws QueryException where the scope is not below any root */
    DiffSide(Handle handle, Scope scope, LayoutNames names) {
        this.handle = handle;
        this.names = names;
        Roots roots = Roots.of(handle);
        ScopeClauses.add(conditions, scope, handle, roots);
        String base =
                scope.places().size() == 1 && scope.places().get(0).frames().isEmpty()
                        ? roots.spelledByIndex(scope.places().get(0).path()).text()
                        : "";
        Map<Long, List<LayoutGroup>> groups = new HashMap<>();
        LayoutGroup.each(
                handle,
                conditions,
                LayoutGroup.Which.ALL,
                of -> groups.put(of.get(0).sequenceId(), of));
        this.sequences = conditions
                .query(handle, """
                        SELECT s.sequence_id, s.prefix, s.suffix, s.numbered, s.padding, d.path AS directory,
                               min(f.frame) AS first_frame, max(f.frame) AS last_frame, count(*) AS files,
                               sum(f.size_bytes) AS size_bytes, %s
                        FROM sequence s
                        CROSS JOIN file f ON f.sequence_id = s.sequence_id
                        JOIN folder d ON d.folder_id = s.folder_id
                        WHERE f.gone_at IS NULL AND %s
                        GROUP BY s.sequence_id
                        ORDER BY %s""".formatted(AssetFinder.TOKENS, conditions.allClauses(), AssetFinder.SEQUENCE_ORDER))
                .map((row, context) -> sequence(row, base, groups))
                .list();
    }

    /** @param base the folder that the scope names, or empty text; where it lies is no difference */
    private static Sequence sequence(ResultSet row, String base, Map<Long, List<LayoutGroup>> groups)
            throws SQLException {
        NamedSequence name = NamedSequence.of(row);
        String directory =
                name.directory().startsWith(base) ? name.directory().substring(base.length()) : name.directory();
        long id = row.getLong("sequence_id");
        return new Sequence(
                id,
                name,
                VersionlessPath.of(name, directory, row.getString("prefix"), row.getString("suffix")),
                row.getBoolean("numbered"),
                row.getLong("files"),
                row.getLong("size_bytes"),
                groups.getOrDefault(id, List.of()));
    }

    List<Sequence> sequences() {
        return sequences;
    }

    /** {@code 1001-1096,1098}. */
    String frames(Sequence sequence) {
        FrameRanges ranges = new FrameRanges();
        files(sequence, "f.frame", "ORDER BY f.frame", (row, context) -> row.getLong(1))
                .forEach(ranges::add);
        return ranges.take();
    }

    /** {@code 90 complete, 6 truncated}. */
    String states(Sequence sequence) {
        List<String> states = files(
                sequence,
                "count(*) || ' ' || f.state",
                "GROUP BY f.state ORDER BY count(*) DESC, f.state",
                (row, context) -> row.getString(1));
        return String.join(", ", states);
    }

    private <T> List<T> files(Sequence sequence, String columns, String order, RowMapper<T> mapper) {
        return conditions
                .query(handle, """
                        SELECT %s FROM file f JOIN sequence s ON s.sequence_id = f.sequence_id
                        WHERE f.sequence_id = :sequence AND f.gone_at IS NULL AND %s
                        %s""".formatted(columns, conditions.allClauses(), order))
                .bind("sequence", sequence.sequenceId())
                .map(mapper)
                .list();
    }

    /** What the header says of one thing, over all files of the sequence. */
    String layout(Sequence sequence, Function<Layout, String> fact) {
        Map<String, Long> ways = new LinkedHashMap<>();
        sequence.groups().forEach(group -> ways.merge(fact.apply(group.layout()), group.files(), Long::sum));
        return summary(ways);
    }

    /** Name to type; a channel that only some files have says how many. */
    NavigableMap<String, String> channels(Sequence sequence) {
        Map<String, Map<String, Long>> types = new TreeMap<>();
        sequence.groups()
                .forEach(group -> names.channels(group.layout())
                        .forEach((name, type) -> types.computeIfAbsent(name, n -> new LinkedHashMap<>())
                                .merge(type, group.files(), Long::sum)));
        long files = sequence.groups().stream().mapToLong(LayoutGroup::files).sum();
        NavigableMap<String, String> channels = new TreeMap<>();
        types.forEach((name, ways) -> channels.put(
                name,
                ways.entrySet().stream()
                        .map(way -> way.getValue() == files
                                ? way.getKey()
                                : way.getKey() + " (" + way.getValue() + " of " + files + " files)")
                        .collect(Collectors.joining(", "))));
        return channels;
    }

    /** Name to value; of one that varies from frame to frame only that it does. */
    NavigableMap<String, String> attributes(Sequence sequence) {
        NavigableMap<String, String> attributes = new TreeMap<>();
        if (sequence.groups().isEmpty()) {
            return attributes;
        }
        SequenceFiles files = new SequenceFiles(handle, conditions, sequence.groups());
        files.values().forEach((name, values) -> {
            Map<String, Long> ways = new LinkedHashMap<>();
            values.forEach((text, of) -> ways.put(text, (long) of.size()));
            long without = files.all().size()
                    - ways.values().stream().mapToLong(Long::longValue).sum();
            if (without > 0) {
                ways.merge(NONE, without, Long::sum);
            }
            attributes.put(name, summary(ways));
        });
        return attributes;
    }

    /** @param ways what some files have, and how many do */
    private static String summary(Map<String, Long> ways) {
        if (ways.size() == 1) {
            return ways.keySet().iterator().next();
        }
        long files = ways.values().stream().mapToLong(Long::longValue).sum();
        return ways.entrySet().stream()
                .filter(way -> SequenceDrift.isUsual(way.getValue(), files))
                .max(Map.Entry.comparingByValue())
                .map(way -> way.getKey() + " (mostly)")
                .orElse(VARIES);
    }
}
