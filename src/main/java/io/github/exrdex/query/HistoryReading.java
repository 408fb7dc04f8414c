package io.github.exrdex.query;

import io.github.exrdex.file.FileState;
import io.github.exrdex.query.HistoryEvents.Bare;
import io.github.exrdex.query.HistoryEvents.Group;
import io.github.exrdex.query.HistoryEvents.Named;
import io.github.exrdex.query.HistoryEvents.Target;
import io.github.exrdex.query.HistoryRow.Destination;
import io.github.exrdex.query.HistoryRow.Kind;
import io.github.exrdex.query.HistoryRow.Side;
import java.util.ArrayList;
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

/** One question about what happened: {@link HistoryEvents} as rows that people read. Threads: the reader's. */
final class HistoryReading {
    /**
     * What headers have, by name and type.
     *
     * @param number tells them from others
     */
    private record Channels(int number, NavigableMap<String, String> types) {}

    private static final String KNOWN_FROM = "SELECT CAST(value AS INTEGER) FROM setting WHERE name = 'history_from'";

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
        return new History(rows(new HistoryEvents(snapshot, scope, kinds, ofFiles).since(from)), knownFrom);
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
