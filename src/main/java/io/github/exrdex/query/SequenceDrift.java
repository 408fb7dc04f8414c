package io.github.exrdex.query;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** One sequence on its way through {@link Drift}. What most files have is the usual; of equals the one that comes first. */
final class SequenceDrift {
    /** Where frames differ in more ways than this, the ways are only counted. */
    private static final int MOST_WAYS = 8;

    /** A longer value is cut in the answer. */
    private static final int MOST_CHARS = 200;

    /** These are compared with the layout. */
    private static final String NOT_OF_LAYOUT =
            "n.name NOT IN ('channels', 'compression', 'dataWindow', 'displayWindow', 'pixelAspectRatio', 'name', 'type',"
                    + " 'chunkCount')";

    private final Handle handle;
    private final Conditions conditions;
    private final List<LayoutGroup> groups;
    private final List<DriftRow> rows = new ArrayList<>();
    private @Nullable List<FrameOfHeader> frames;
    private @Nullable SequenceName name;
    private boolean cropped;

    /** @param frame null where the file's name has none */
    private record FrameOfHeader(@Nullable Long frame, long fileId, long headerId) {}

    /** @param conditions the files that are asked for
     *  @param groups of one sequence, those with the lowest frames first */
    SequenceDrift(Handle handle, Conditions conditions, List<LayoutGroup> groups) {
        this.handle = handle;
        this.conditions = conditions;
        this.groups = groups;
    }

    List<DriftRow> rows() {
        return rows;
    }

    /** Do most frames have a data window of their own? */
    boolean isCropped() {
        return cropped;
    }

    void compareLayouts(LayoutNames names) {
        compareTexts("parts", Layout::partsText);
        compareNames("channels", "channel", groups, group -> names.channels(group.layout()));
        compareTexts("resolution", Layout::resolutionText);
        compareDataWindows();
        compareTexts("compression", Layout::compressionText);
        compareTexts("pixel_aspect", Layout::pixelAspectText);
        // Other parts have other attributes, and that they are other parts is said already.
        Map<String, List<LayoutGroup>> byParts = by(group -> group.layout().partsText());
        List<LayoutGroup> sameParts = byParts.getOrDefault(usual(byParts), List.of());
        compareNames(
                "attributes", "attribute", sameParts, group -> names.attributes(group.layout(), group.firstFileId()));
    }

    private void compareTexts(String what, Function<Layout, String> fact) {
        Map<String, List<LayoutGroup>> ways = by(group -> fact.apply(group.layout()));
        String usual = usual(ways);
        List<String> others = others(ways, usual);
        addRows(what, others, text -> framesOf(ways, text), text -> text, usual);
    }

    private void compareNames(
            String what,
            String noun,
            List<LayoutGroup> among,
            Function<LayoutGroup, NavigableMap<String, String>> namesOf) {
        Map<NavigableMap<String, String>, List<LayoutGroup>> ways = by(among, namesOf);
        NavigableMap<String, String> usual = usual(ways);
        addRows(
                what,
                others(ways, usual),
                found -> framesOf(ways, found),
                found -> NameChanges.between(usual, found).text(),
                usual.size() + " " + noun + (usual.size() == 1 ? "" : "s"));
    }

    private void compareDataWindows() {
        Map<String, List<LayoutGroup>> ways = by(group -> group.layout().dataWindowText());
        String usual = usual(ways);
        if (isUsual(files(ways.getOrDefault(usual, List.of())), files(groups))) {
            addRows("data_window", others(ways, usual), text -> framesOf(ways, text), text -> text, usual);
        } else {
            cropped = true;
        }
    }

    /** A value that is meant to be the same for all frames, rather than one that most frames have of their own. */
    private static boolean isUsual(long files, long allFiles) {
        return files > 1 && files * 2 >= allFiles;
    }

    private <K> Map<K, List<LayoutGroup>> by(Function<LayoutGroup, K> key) {
        return by(groups, key);
    }

    private static <K> Map<K, List<LayoutGroup>> by(List<LayoutGroup> among, Function<LayoutGroup, K> key) {
        return among.stream().collect(Collectors.groupingBy(key, LinkedHashMap::new, Collectors.toList()));
    }

    private static <K> K usual(Map<K, List<LayoutGroup>> ways) {
        return ways.entrySet().stream()
                .reduce((first, second) -> files(second.getValue()) > files(first.getValue()) ? second : first)
                .orElseThrow()
                .getKey();
    }

    private static <K> List<K> others(Map<K, ?> ways, K usual) {
        return ways.keySet().stream().filter(key -> !key.equals(usual)).toList();
    }

    private static long files(List<LayoutGroup> groups) {
        return groups.stream().mapToLong(LayoutGroup::files).sum();
    }

    private <K> List<FrameOfHeader> framesOf(Map<K, List<LayoutGroup>> ways, K key) {
        Set<Long> headers = ways.getOrDefault(key, List.of()).stream()
                .map(LayoutGroup::headerId)
                .collect(Collectors.toSet());
        return frames().stream()
                .filter(frame -> headers.contains(frame.headerId()))
                .toList();
    }

    /**
     * @param framesOf those that have one of the others
     * @param text of one of the others, for people
     */
    private <K> void addRows(
            String what,
            List<K> others,
            Function<K, List<FrameOfHeader>> framesOf,
            Function<K, String> text,
            String usual) {
        if (others.size() <= MOST_WAYS) {
            others.forEach(other -> addRow(what, framesOf.apply(other), text.apply(other), usual));
            return;
        }
        List<FrameOfHeader> all = others.stream()
                .flatMap(other -> framesOf.apply(other).stream())
                .sorted(Comparator.comparingLong(frame -> frame.frame() == null ? 0 : frame.frame()))
                .toList();
        addRow(what, all, others.size() + " different ones", usual);
    }

    private void addRow(String what, List<FrameOfHeader> where, String found, String usual) {
        FrameRanges ranges = new FrameRanges();
        for (FrameOfHeader frame : where) {
            if (frame.frame() != null) {
                ranges.add(frame.frame());
            }
        }
        rows.add(new DriftRow(name(), what, ranges.take(), where.size(), shortened(found), shortened(usual)));
    }

    private static String shortened(String text) {
        return text.length() <= MOST_CHARS ? text : text.substring(0, MOST_CHARS) + "...";
    }

    private SequenceName name() {
        SequenceName known = name;
        if (known == null) {
            known = SequenceName.of(handle, groups.get(0).sequenceId());
            name = known;
        }
        return known;
    }

    /** In rising order. */
    private List<FrameOfHeader> frames() {
        List<FrameOfHeader> known = frames;
        if (known == null) {
            known = conditions
                    .query(handle, """
                            SELECT f.frame, f.file_id, f.header_id
                            FROM file f JOIN sequence s ON s.sequence_id = f.sequence_id
                            WHERE f.sequence_id = :sequence AND f.gone_at IS NULL AND f.header_id IS NOT NULL AND %s
                            ORDER BY f.frame, f.name_key""".formatted(conditions.allClauses()))
                    .bind("sequence", groups.get(0).sequenceId())
                    .map((row, context) -> {
                        long frame = row.getLong("frame");
                        return new FrameOfHeader(
                                row.wasNull() ? null : frame, row.getLong("file_id"), row.getLong("header_id"));
                    })
                    .list();
            frames = known;
        }
        return known;
    }

    private record ValueOf(String attribute, String text) {}

    /**
     * Compares every attribute by what it says, wherever the index keeps it; the facts of a layout are compared already. An
     * attribute that most files have a value of their own for, such as a time code, has no usual one and does not drift.
     */
    void compareValues() {
        Map<Long, List<ValueOf>> shared = sharedValues();
        Map<Long, List<ValueOf>> own = ownValues();
        NavigableMap<String, Map<String, List<FrameOfHeader>>> values = new TreeMap<>();
        for (FrameOfHeader frame : frames()) {
            Set<String> seen = new HashSet<>();
            for (List<ValueOf> some : List.of(
                    shared.getOrDefault(frame.headerId(), List.of()), own.getOrDefault(frame.fileId(), List.of()))) {
                for (ValueOf value : some) {
                    if (seen.add(value.attribute())) {
                        values.computeIfAbsent(value.attribute(), attribute -> new LinkedHashMap<>())
                                .computeIfAbsent(value.text(), text -> new ArrayList<>())
                                .add(frame);
                    }
                }
            }
        }
        values.forEach((attribute, ways) -> compareValues("attr." + attribute, ways));
    }

    private void compareValues(String what, Map<String, List<FrameOfHeader>> ways) {
        long files = ways.values().stream().mapToLong(List::size).sum();
        Map.Entry<String, List<FrameOfHeader>> usual = ways.entrySet().stream()
                .reduce((first, second) ->
                        second.getValue().size() > first.getValue().size() ? second : first)
                .orElseThrow();
        if (isUsual(usual.getValue().size(), files)) {
            addRows(
                    what,
                    others(ways, usual.getKey()),
                    text -> ways.getOrDefault(text, List.of()),
                    text -> text,
                    usual.getKey());
        }
    }

    /** By header. */
    private Map<Long, List<ValueOf>> sharedValues() {
        Map<Long, List<ValueOf>> values = new LinkedHashMap<>();
        for (LayoutGroup group : groups) {
            for (Layout.PartLayout part : group.layout().parts()) {
                handle.createQuery("""
                                SELECT n.name, a.text
                                FROM set_attribute a JOIN attribute_name n ON n.attribute_id = a.attribute_id
                                WHERE a.attribute_set_id = :set AND %s""".formatted(NOT_OF_LAYOUT))
                        .bind("set", part.attributeSetId())
                        .map((row, context) ->
                                new ValueOf(prefix(group, part.index()) + row.getString("name"), row.getString("text")))
                        .forEach(value -> values.computeIfAbsent(group.headerId(), id -> new ArrayList<>())
                                .add(value));
            }
        }
        return values;
    }

    /** By file. */
    private Map<Long, List<ValueOf>> ownValues() {
        record Row(long fileId, ValueOf value) {}
        Map<Long, LayoutGroup> byHeader =
                groups.stream().collect(Collectors.toMap(LayoutGroup::headerId, group -> group));
        Map<Long, List<ValueOf>> values = new LinkedHashMap<>();
        handle.createQuery("""
                        SELECT f.file_id, f.header_id, a.part_index, n.name, a.text
                        FROM file f
                        JOIN file_attribute a ON a.file_id = f.file_id
                        JOIN attribute_name n ON n.attribute_id = a.attribute_id
                        WHERE f.sequence_id = :sequence AND f.gone_at IS NULL AND %s""".formatted(NOT_OF_LAYOUT))
                .bind("sequence", groups.get(0).sequenceId())
                .map((row, context) -> {
                    LayoutGroup group = byHeader.get(row.getLong("header_id"));
                    String prefix = group == null ? "" : prefix(group, row.getInt("part_index"));
                    return new Row(
                            row.getLong("file_id"), new ValueOf(prefix + row.getString("name"), row.getString("text")));
                })
                .forEach(row -> values.computeIfAbsent(row.fileId(), id -> new ArrayList<>())
                        .add(row.value()));
        return values;
    }

    private static String prefix(LayoutGroup group, int partIndex) {
        return group.layout().isMultipart()
                ? group.layout().parts().get(partIndex).label() + ":"
                : "";
    }
}
