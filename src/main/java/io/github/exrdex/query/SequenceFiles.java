package io.github.exrdex.query;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The files of one sequence that have a header, looked up when they are first asked for.
 *
 * <p>Threads: one. Memory: every attribute value of the sequence, once {@link #values} was asked.
 */
final class SequenceFiles {
    /** What a layout says is compared with the layout. */
    private static final String NOT_OF_LAYOUT =
            "n.name NOT IN ('channels', 'compression', 'dataWindow', 'displayWindow', 'pixelAspectRatio', 'name', 'type',"
                    + " 'chunkCount')";

    private final SqlHandle handle;
    private final Conditions conditions;
    private final List<LayoutGroup> groups;
    private @Nullable List<HeaderOfFile> files;

    /** @param frame null where the file's name has none */
    record HeaderOfFile(@Nullable Long frame, long fileId, long headerId) {}

    private record NamedValue(String attribute, String text) {}

    private record OwnValue(long fileId, NamedValue value) {}

    /**
     * @param conditions the files that are asked for
     * @param groups of one sequence, at least one
     */
    SequenceFiles(SqlHandle handle, Conditions conditions, List<LayoutGroup> groups) {
        this.handle = handle;
        this.conditions = conditions;
        this.groups = groups;
    }

    private long sequenceId() {
        return groups.get(0).sequenceId();
    }

    /** In rising order of frames. */
    List<HeaderOfFile> all() {
        List<HeaderOfFile> known = files;
        if (known == null) {
            known = conditions
                    .query(handle, """
                            SELECT f.frame, f.file_id, f.header_id
                            FROM file f JOIN sequence s ON s.sequence_id = f.sequence_id
                            WHERE f.sequence_id = :sequence AND f.gone_at IS NULL AND f.header_id IS NOT NULL AND %s
                            ORDER BY f.frame, f.name_key""".formatted(conditions.allClauses()))
                    .bind("sequence", sequenceId())
                    .map(row -> {
                        long frame = row.getLong("frame");
                        return new HeaderOfFile(
                                row.wasNull() ? null : frame, row.getLong("file_id"), row.getLong("header_id"));
                    })
                    .list();
            files = known;
        }
        return known;
    }

    /**
     * Attribute to its values to the files that have them, wherever the index keeps it; the facts of a layout are left out.
     * In a multipart file the part stands before the name: {@code depth:comments}.
     */
    NavigableMap<String, Map<String, List<HeaderOfFile>>> values() {
        Map<Long, List<NamedValue>> shared = sharedValues();
        Map<Long, List<NamedValue>> own = ownValues();
        NavigableMap<String, Map<String, List<HeaderOfFile>>> values = new TreeMap<>();
        for (HeaderOfFile file : all()) {
            Set<String> seen = new HashSet<>();
            for (List<NamedValue> some : List.of(
                    shared.getOrDefault(file.headerId(), List.of()), own.getOrDefault(file.fileId(), List.of()))) {
                for (NamedValue value : some) {
                    if (seen.add(value.attribute())) {
                        values.computeIfAbsent(value.attribute(), attribute -> new LinkedHashMap<>())
                                .computeIfAbsent(value.text(), text -> new ArrayList<>())
                                .add(file);
                    }
                }
            }
        }
        return values;
    }

    /** By header. */
    private Map<Long, List<NamedValue>> sharedValues() {
        Map<Long, List<NamedValue>> values = new LinkedHashMap<>();
        for (LayoutGroup group : groups) {
            List<NamedValue> ofHeader = new ArrayList<>();
            for (Layout.PartLayout part : group.layout().parts()) {
                handle.select("""
                                SELECT n.name, a.text
                                FROM set_attribute a JOIN attribute_name n ON n.attribute_id = a.attribute_id
                                WHERE a.attribute_set_id = :set AND %s""".formatted(NOT_OF_LAYOUT))
                        .bind("set", part.attributeSetId())
                        .map(row -> new NamedValue(
                                prefix(group, part.index()) + row.getString("name"), row.getString("text")))
                        .forEach(ofHeader::add);
            }
            values.put(group.headerId(), ofHeader);
        }
        return values;
    }

    /** By file. */
    private Map<Long, List<NamedValue>> ownValues() {
        Map<Long, LayoutGroup> byHeader =
                groups.stream().collect(Collectors.toMap(LayoutGroup::headerId, group -> group));
        Map<Long, List<NamedValue>> values = new LinkedHashMap<>();
        conditions
                .query(handle, """
                        SELECT f.file_id, f.header_id, a.part_index, n.name, a.text
                        FROM file f
                        JOIN sequence s ON s.sequence_id = f.sequence_id
                        JOIN file_attribute a ON a.file_id = f.file_id
                        JOIN attribute_name n ON n.attribute_id = a.attribute_id
                        WHERE f.sequence_id = :sequence AND f.gone_at IS NULL AND %s AND %s""".formatted(NOT_OF_LAYOUT, conditions.allClauses()))
                .bind("sequence", sequenceId())
                .map(row -> {
                    LayoutGroup group = byHeader.get(row.getLong("header_id"));
                    String prefix = group == null ? "" : prefix(group, row.getInt("part_index"));
                    return new OwnValue(
                            row.getLong("file_id"),
                            new NamedValue(prefix + row.getString("name"), row.getString("text")));
                })
                .forEach(own -> values.computeIfAbsent(own.fileId(), id -> new ArrayList<>())
                        .add(own.value()));
        return values;
    }

    private static String prefix(LayoutGroup group, int partIndex) {
        return group.layout().isMultipart()
                ? group.layout().parts().get(partIndex).label() + ":"
                : "";
    }
}
