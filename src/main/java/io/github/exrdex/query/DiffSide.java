package io.github.exrdex.query;

import io.github.exrdex.file.FileState;
import io.github.exrdex.query.CountedSequence.Tally;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * One of the two scopes of a {@link Diff}: its sequences, as far as the scope reaches.
 *
 * <p>Threads: the reader's.
 */
final class DiffSide {
    static final String VARIES = "varies";

    private final LayoutNames names;
    private final Conditions conditions = new Conditions();
    private final List<Sequence> sequences;

    /**
     * Files of a sequence that share a header.
     *
     * @param firstFrame the lowest of them; 0 for a file without a frame number
     */
    record Group(long headerId, long files, long firstFrame, Layout layout) {}

    /**
     * A sequence, or those of its frames that are in the scope.
     *
     * @param key what it has in common with its counterpart on the other side
     * @param groups those with the lowest frames first; empty where none of the files has a header
     */
    record Sequence(CountedSequence counted, NamedSequence name, String key, FrameSet frames, List<Group> groups) {
        long sequenceId() {
            return counted.identity().sequenceId();
        }

        boolean numbered() {
            return counted.identity().name().numbered();
        }

        long files() {
            return counted.fileCount();
        }

        long filesWithHeader() {
            return groups.stream().mapToLong(Group::files).sum();
        }

        boolean isOneHeader() {
            return groups.size() == 1;
        }

        long meanBytes() {
            return counted.tallies().stream().mapToLong(Tally::sizeBytes).sum() / Math.max(1, files());
        }

        /** {@code 90 complete, 6 truncated}. */
        String states() {
            Map<FileState, Long> states = new EnumMap<>(FileState.class);
            counted.tallies().forEach(tally -> states.merge(tally.kind().state(), tally.fileCount(), Long::sum));
            return states.entrySet().stream()
                    .sorted(Map.Entry.<FileState, Long>comparingByValue()
                            .reversed()
                            .thenComparing(state -> state.getKey().text()))
                    .map(state -> state.getValue() + " " + state.getKey().text())
                    .collect(Collectors.joining(", "));
        }
    }

    /** @throws QueryException where the scope is not below any root */
    DiffSide(SqlHandle handle, Scope scope, LayoutNames names) {
        this.names = names;
        Roots roots = Roots.of(handle);
        ScopeClauses.add(conditions, scope, handle, roots);
        String base =
                scope.places().size() == 1 && scope.places().get(0).frames().isEmpty()
                        ? roots.spelledByIndex(scope.places().get(0).path()).text()
                        : "";
        List<CountedSequence> counted = Census.of(
                handle,
                new Question(scope, Filters.NONE),
                EnumSet.of(Census.Detail.HEADERS, Census.Detail.FRAMES, Census.Detail.SIZES),
                List.of());
        Map<Long, Layout> layouts = Layout.ofHeaders(handle, CountedSequence.headerIds(counted));
        this.sequences = counted.stream()
                .map(sequence -> sequence(sequence, base, layouts))
                .toList();
    }

    /** @param base the folder that the scope names, or empty text; where it lies is no difference */
    private static Sequence sequence(CountedSequence counted, String base, Map<Long, Layout> layouts) {
        FrameSet frames = counted.frames();
        NamedSequence name = NamedSequence.of(counted.identity(), frames);
        String directory =
                name.directory().startsWith(base) ? name.directory().substring(base.length()) : name.directory();
        return new Sequence(
                counted,
                name,
                VersionlessPath.of(
                        name,
                        directory,
                        counted.identity().name().prefix(),
                        counted.identity().name().suffix()),
                frames,
                groups(counted, layouts));
    }

    private static List<Group> groups(CountedSequence counted, Map<Long, Layout> layouts) {
        Map<Long, Group> groups = new LinkedHashMap<>();
        for (Tally tally : counted.tallies()) {
            OptionalLong header = tally.kind().headerId();
            Layout layout = header.isPresent() ? layouts.get(header.getAsLong()) : null;
            if (layout != null) {
                long first = tally.frames().isEmpty() ? 0 : tally.frames().first();
                groups.merge(
                        header.getAsLong(),
                        new Group(header.getAsLong(), tally.fileCount(), first, layout),
                        (one, other) -> new Group(
                                one.headerId(),
                                one.files() + other.files(),
                                Math.min(one.firstFrame(), other.firstFrame()),
                                layout));
            }
        }
        return groups.values().stream()
                .sorted(Comparator.comparingLong(Group::firstFrame).thenComparingLong(Group::headerId))
                .toList();
    }

    List<Sequence> sequences() {
        return sequences;
    }

    /** The files that are asked for. */
    Conditions conditions() {
        return conditions;
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
        long files = sequence.groups().stream().mapToLong(Group::files).sum();
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

    /** @param ways what some files have, and how many do */
    static String summary(Map<String, Long> ways) {
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
