package io.github.exrdex.query;

import io.github.exrdex.query.SequenceFiles.HeaderOfFile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One sequence on its way through {@link Drift}. What most files have is the usual; of equals the one that comes first. */
final class SequenceDrift {
    /** Where frames differ in more ways than this, the ways are only counted. */
    private static final int MOST_WAYS = 8;

    /** A longer value is cut in the answer. */
    private static final int MOST_CHARS = 200;

    private final SqlHandle handle;
    private final List<LayoutGroup> groups;
    private final SequenceFiles files;
    private final List<DriftRow> rows = new ArrayList<>();
    private @Nullable NamedSequence name;
    private boolean cropped;

    /**
     * @param conditions the files that are asked for
     * @param groups of one sequence, those with the lowest frames first
     */
    SequenceDrift(SqlHandle handle, Conditions conditions, List<LayoutGroup> groups) {
        this.handle = handle;
        this.files = new SequenceFiles(handle, conditions, groups);
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
        compareNames("channels", "channel", groups, group -> names.channels(group.layout()), NameChanges::ofChannels);
        compareTexts("resolution", Layout::resolutionText);
        compareDataWindows();
        compareTexts("compression", Layout::compressionText);
        compareTexts("pixel_aspect", Layout::pixelAspectText);
        // Other parts have other attributes, and that they are other parts is said already.
        Map<String, List<LayoutGroup>> byParts = by(group -> group.layout().partsText());
        List<LayoutGroup> sameParts = byParts.getOrDefault(usual(byParts), List.of());
        compareNames(
                "attributes",
                "attribute",
                sameParts,
                group -> names.attributes(group.layout(), group.firstFileId()),
                NameChanges::between);
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
            Function<LayoutGroup, NavigableMap<String, String>> namesOf,
            BiFunction<NavigableMap<String, String>, NavigableMap<String, String>, NameChanges> changes) {
        Map<NavigableMap<String, String>, List<LayoutGroup>> ways = by(among, namesOf);
        NavigableMap<String, String> usual = usual(ways);
        addRows(
                what,
                others(ways, usual),
                found -> framesOf(ways, found),
                found -> changes.apply(usual, found).text(),
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
    static boolean isUsual(long files, long allFiles) {
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

    private <K> List<HeaderOfFile> framesOf(Map<K, List<LayoutGroup>> ways, K key) {
        Set<Long> headers = ways.getOrDefault(key, List.of()).stream()
                .map(LayoutGroup::headerId)
                .collect(Collectors.toSet());
        return files.all().stream()
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
            Function<K, List<HeaderOfFile>> framesOf,
            Function<K, String> text,
            String usual) {
        if (others.size() <= MOST_WAYS) {
            others.forEach(other -> addRow(what, framesOf.apply(other), text.apply(other), usual));
            return;
        }
        List<HeaderOfFile> all = others.stream()
                .flatMap(other -> framesOf.apply(other).stream())
                .sorted(Comparator.comparingLong(frame -> frame.frame() == null ? 0 : frame.frame()))
                .toList();
        addRow(what, all, others.size() + " different ones", usual);
    }

    private void addRow(String what, List<HeaderOfFile> where, String found, String usual) {
        FrameRanges ranges = new FrameRanges();
        for (HeaderOfFile frame : where) {
            if (frame.frame() != null) {
                ranges.add(frame.frame());
            }
        }
        rows.add(new DriftRow(name(), what, ranges.take(), where.size(), shortened(found), shortened(usual)));
    }

    private static String shortened(String text) {
        return text.length() <= MOST_CHARS ? text : text.substring(0, MOST_CHARS) + "...";
    }

    private NamedSequence name() {
        NamedSequence known = name;
        if (known == null) {
            known = NamedSequence.of(handle, groups.get(0).sequenceId());
            name = known;
        }
        return known;
    }

    /**
     * Compares every attribute by what it says; the facts of a layout are compared already. An attribute that most files
     * have a value of their own for, such as a time code, has no usual one and does not drift.
     */
    void compareValues() {
        files.values().forEach((attribute, ways) -> compareValues("attr." + attribute, ways));
    }

    private void compareValues(String what, Map<String, List<HeaderOfFile>> ways) {
        long files = ways.values().stream().mapToLong(List::size).sum();
        Map.Entry<String, List<HeaderOfFile>> usual = ways.entrySet().stream()
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
}
