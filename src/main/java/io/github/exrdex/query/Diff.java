package io.github.exrdex.query;

import io.github.exrdex.query.Snapshot.Both;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Compares two scopes sequence by sequence: versions of a shot, two folders, two files. Counterparts are called alike but
 * for what names their version, shot, seq or show.
 *
 * <p>Threads: the reader's.
 */
public final class Diff {
    private static final String NOTHING = "";

    /** Their attributes are read together and held in memory; picked, not measured. */
    private static final int PAIRS_AT_ONCE = 1000;

    private final IndexReader reader;
    private final DiffSide first;
    private final DiffSide second;
    private final double sizeTolerance;

    private record Pair(DiffSide.Sequence first, DiffSide.Sequence second) {
        /** Two stills, or two frames that somebody picked: that they have other numbers is no news. */
        boolean isOfSingleFiles() {
            return first.files() == 1 && second.files() == 1;
        }

        boolean haveHeaders() {
            return !first.groups().isEmpty() && !second.groups().isEmpty();
        }

        /** All frames of both have the same parts, channels and windows. */
        boolean looksAlike() {
            return first.isOneHeader()
                    && second.isOneHeader()
                    && first.groups()
                            .get(0)
                            .layout()
                            .looksLike(second.groups().get(0).layout());
        }
    }

    /**
     * @param sizeTolerance mean sizes may differ by this share of the larger one
     * @throws QueryException where a scope is not below any root
     */
    public Diff(IndexReader reader, Scope first, Scope second, double sizeTolerance) {
        this.reader = reader;
        SqlHandle handle = reader.handle();
        LayoutNames names = new LayoutNames(handle);
        long files = FilterClauses.takesNearlyAll(handle, new Question(first, Filters.NONE)) ? reader.files() : 0;
        Both<DiffSide, DiffSide> sides = reader.inSnapshot(
                files,
                snapshot -> snapshot.both(
                        one -> new DiffSide(one, first, names), other -> new DiffSide(other, second, names)));
        this.first = sides.one();
        this.second = sides.other();
        this.sizeTolerance = sizeTolerance;
    }

    /** How many sequences the first scope has. */
    public int firstSequences() {
        return first.sequences().size();
    }

    /** How many sequences the second scope has. */
    public int secondSequences() {
        return second.sequences().size();
    }

    /** Pairs in the order of the first scope, then what only one side has. */
    public void each(Consumer<DiffRow> action) {
        List<DiffSide.Sequence> onlyFirst = new ArrayList<>();
        Map<Long, DiffSide.Sequence> onlySecond = new LinkedHashMap<>();
        List<Pair> pairs = new ArrayList<>();
        Map<String, Deque<DiffSide.Sequence>> byKey = new HashMap<>();
        for (DiffSide.Sequence sequence : second.sequences()) {
            onlySecond.put(sequence.sequenceId(), sequence);
            byKey.computeIfAbsent(sequence.key(), key -> new ArrayDeque<>()).add(sequence);
        }
        for (DiffSide.Sequence sequence : first.sequences()) {
            Deque<DiffSide.Sequence> counterparts = byKey.getOrDefault(sequence.key(), new ArrayDeque<>());
            DiffSide.Sequence counterpart = counterparts.poll();
            if (counterpart == null) {
                onlyFirst.add(sequence);
            } else {
                onlySecond.remove(counterpart.sequenceId());
                pairs.add(new Pair(sequence, counterpart));
            }
        }
        if (first.sequences().size() == 1 && second.sequences().size() == 1 && pairs.isEmpty()) {
            // Whoever names one sequence and another means these two, whatever they are called.
            pairs.add(new Pair(first.sequences().get(0), second.sequences().get(0)));
            onlyFirst.clear();
            onlySecond.clear();
        }
        for (int from = 0; from < pairs.size(); from += PAIRS_AT_ONCE) {
            compare(pairs.subList(from, Math.min(from + PAIRS_AT_ONCE, pairs.size())), action);
        }
        onlyFirst.forEach(sequence -> action.accept(new DiffRow(
                "sequence",
                NOTHING,
                Optional.of(sequence.name().name().text(SequenceStyle.FILESEQ)),
                Optional.empty(),
                Optional.of(sequence.name()),
                Optional.empty())));
        onlySecond
                .values()
                .forEach(sequence -> action.accept(new DiffRow(
                        "sequence",
                        NOTHING,
                        Optional.empty(),
                        Optional.of(sequence.name().name().text(SequenceStyle.FILESEQ)),
                        Optional.empty(),
                        Optional.of(sequence.name()))));
    }

    private void compare(List<Pair> some, Consumer<DiffRow> action) {
        List<Pair> withHeaders = some.stream().filter(Pair::haveHeaders).toList();
        long files = withHeaders.stream()
                .mapToLong(pair -> pair.first().files() + pair.second().files())
                .sum();
        DiffAttributes attributes = reader.inSnapshot(
                files,
                snapshot -> new DiffAttributes(
                        snapshot,
                        first.conditions(),
                        withHeaders.stream().map(Pair::first).toList(),
                        second.conditions(),
                        withHeaders.stream().map(Pair::second).toList()));
        some.forEach(pair -> compare(pair, attributes, action));
    }

    private void compare(Pair pair, DiffAttributes attributes, Consumer<DiffRow> action) {
        boolean framesCount = pair.first().numbered() && pair.second().numbered() && !pair.isOfSingleFiles();
        if (framesCount && !pair.first().frames().equals(pair.second().frames())) {
            compare(
                    pair,
                    "frames",
                    pair.first().frames().text(),
                    pair.second().frames().text(),
                    action);
        }
        compareStates(pair, action);
        compareSizes(pair, action);
        if (!pair.haveHeaders()) {
            return; // their states have said so
        }
        if (!pair.looksAlike()) {
            compareLayouts(pair, action);
        }
        addNames(pair, "attribute", attributes.between(pair.first(), pair.second()), action);
    }

    private void compareLayouts(Pair pair, Consumer<DiffRow> action) {
        compareLayouts(pair, "parts", Layout::partsText, action);
        addNames(
                pair,
                "channel",
                NameChanges.ofChannels(first.channels(pair.first()), second.channels(pair.second())),
                action);
        compareLayouts(pair, "resolution", Layout::resolutionText, action);
        compareLayouts(pair, "data_window", Layout::dataWindowText, action);
        compareLayouts(pair, "compression", Layout::compressionText, action);
        compareLayouts(pair, "pixel_aspect", Layout::pixelAspectText, action);
    }

    /** More or fewer complete files are told with the frames. */
    private void compareStates(Pair pair, Consumer<DiffRow> action) {
        String before = pair.first().states();
        String after = pair.second().states();
        if (!before.equals(after) && !withoutCount(before).equals(withoutCount(after))) {
            compare(pair, "states", before, after, action);
        }
    }

    private static String withoutCount(String states) {
        return states.substring(states.indexOf(' ') + 1);
    }

    private void compareSizes(Pair pair, Consumer<DiffRow> action) {
        long before = pair.first().meanBytes();
        long after = pair.second().meanBytes();
        if (Math.abs(before - after) > sizeTolerance * Math.max(before, after)) {
            compare(pair, "size", Long.toString(before), Long.toString(after), action);
        }
    }

    private void compareLayouts(Pair pair, String what, Function<Layout, String> fact, Consumer<DiffRow> action) {
        compare(pair, what, first.layout(pair.first(), fact), second.layout(pair.second(), fact), action);
    }

    private static void compare(Pair pair, String what, String before, String after, Consumer<DiffRow> action) {
        if (!before.equals(after)) {
            action.accept(row(pair, what, NOTHING, Optional.of(before), Optional.of(after)));
        }
    }

    private static void addNames(Pair pair, String what, NameChanges changes, Consumer<DiffRow> action) {
        changes.added()
                .forEach((name, type) -> action.accept(row(pair, what, name, Optional.empty(), Optional.of(type))));
        changes.removed()
                .forEach((name, type) -> action.accept(row(pair, what, name, Optional.of(type), Optional.empty())));
        changes.changed()
                .forEach((name, change) -> action.accept(
                        row(pair, what, name, Optional.of(change.before()), Optional.of(change.after()))));
    }

    private static DiffRow row(Pair pair, String what, String name, Optional<String> before, Optional<String> after) {
        return new DiffRow(
                what,
                name,
                before,
                after,
                Optional.of(pair.first().name()),
                Optional.of(pair.second().name()));
    }
}
