package io.github.exrdex.query;

import io.github.exrdex.naming.Glob;
import io.github.exrdex.query.CountedSequence.Identity;
import io.github.exrdex.query.CountedSequence.Tally;
import io.github.exrdex.query.PresenceRow.Cell;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which unit has which AOV, in which of its frames. It counts whether the AOV comes as a channel, a layer, a group, a part,
 * or a file of its own; a frame has it as soon as one of its files does, of a stereo pair one for each eye.
 *
 * @param keys the tokens that tell one unit from another
 * @param names what the cells of a row are about, in order
 * @param rows ordered by their tokens
 * @param notes what the asker should know beside them, one line each
 */
public record PresenceMatrix(List<String> keys, List<String> names, List<PresenceRow> rows, List<String> notes) {
    public PresenceMatrix {
        keys = List.copyOf(keys);
        names = List.copyOf(names);
        rows = List.copyOf(rows);
        notes = List.copyOf(notes);
    }

    /**
     * @param by what a unit is: {@code sequence}, or tokens
     * @param required what the matrix is about, names or globs; empty for every AOV that there is
     * @param style of the names of sequences
     * @throws QueryException where the scope is not below any root, or {@code by} means nothing
     */
    public static PresenceMatrix of(
            IndexReader reader, Question question, List<String> by, List<String> required, SequenceStyle style) {
        return reader.handle().inTransaction(handle -> new Maker(handle, question, by, required, style).make());
    }

    private static final class Maker {
        /** So many sequences with unreadable files are named; of more there is only a number. */
        private static final int MOST_NAMED = 5;

        private final SqlHandle handle;
        private final Question question;
        private final boolean bySequence;
        private final List<String> asked;
        private final List<String> keys;
        private final List<String> required;
        private final SequenceStyle style;
        private final Doubts doubts;

        Maker(SqlHandle handle, Question question, List<String> by, List<String> required, SequenceStyle style) {
            this.handle = handle;
            this.question = question;
            Set<String> possible = TokenKeys.known(handle);
            possible.add(TokenKeys.SEQUENCE);
            TokenKeys.check(by, possible, "--by");
            this.bySequence = by.contains(TokenKeys.SEQUENCE);
            this.asked =
                    by.stream().filter(key -> !key.equals(TokenKeys.SEQUENCE)).toList();
            this.keys = TokenKeys.withOwners(asked);
            this.required = required;
            this.style = style;
            this.doubts = Doubts.of(handle);
        }

        PresenceMatrix make() {
            List<CountedSequence> sequences =
                    Census.of(handle, question, EnumSet.of(Census.Detail.HEADERS, Census.Detail.FRAMES), keys);
            Contents contents = new Contents(handle, sequences);
            List<String> names = required.isEmpty() ? contents.aovs() : required;
            List<PresenceRow> rows = units(sequences).stream()
                    .map(unit -> row(unit, contents, names))
                    .sorted(order())
                    .toList();
            List<String> notes = new ArrayList<>(QuestionNotes.of(handle, question, required, List.of()));
            headerless(sequences).ifPresent(notes::add);
            mixed(
                            sequences,
                            PathToken.VERSION,
                            Maker::mixesVersions,
                            "several versions, and what any of them has counts")
                    .ifPresent(notes::add);
            mixed(
                            sequences,
                            PathToken.VIEW,
                            unit -> PresenceCells.framesByView(unit).size() > 1,
                            "several views, and what one of them lacks counts as missing")
                    .ifPresent(notes::add);
            notes.addAll(doubts.notes());
            return new PresenceMatrix(keys, names, rows, notes);
        }

        /** A sequence whose path does not say what a unit is told by is one of its own. */
        private boolean isUnitOfItsOwn(Identity sequence) {
            return bySequence
                    || asked.stream().anyMatch(key -> sequence.token(key).isEmpty());
        }

        private Collection<List<CountedSequence>> units(List<CountedSequence> sequences) {
            record Unit(List<Optional<String>> tokens, long sequenceId) {}
            Map<Unit, List<CountedSequence>> units = new LinkedHashMap<>();
            for (CountedSequence sequence : sequences) {
                Identity identity = sequence.identity();
                long own = isUnitOfItsOwn(identity) ? identity.sequenceId() : 0;
                List<Optional<String>> tokens =
                        keys.stream().map(identity::token).toList();
                units.computeIfAbsent(new Unit(tokens, own), unit -> new ArrayList<>())
                        .add(sequence);
            }
            return units.values();
        }

        private PresenceRow row(List<CountedSequence> unit, Contents contents, List<String> names) {
            Identity first = unit.get(0).identity();
            Map<String, String> tokens = keys.stream()
                    .filter(key -> first.token(key).isPresent())
                    .collect(Collectors.toMap(key -> key, key -> first.tokens().get(key)));
            FrameSet frames =
                    FrameSet.union(unit.stream().map(CountedSequence::frames).toList());
            boolean unsure = unit.stream()
                            .filter(sequence ->
                                    doubts.about(sequence.identity().folder().rootId()))
                            .count()
                    > 0;
            return new PresenceRow(
                    tokens,
                    isUnitOfItsOwn(first) ? Optional.of(first.path(unit.get(0).frames(), style)) : Optional.empty(),
                    frames,
                    cells(unit, contents, names, frames),
                    unsure);
        }

        private static List<Cell> cells(
                List<CountedSequence> unit, Contents contents, List<String> names, FrameSet frames) {
            List<PresenceCells.Holding> holdings = new ArrayList<>();
            for (CountedSequence sequence : unit) {
                for (Tally tally : sequence.tallies()) {
                    contents.columns(sequence.identity(), tally, names)
                            .ifPresent(columns -> holdings.add(
                                    new PresenceCells.Holding(columns, PresenceCells.view(sequence), tally)));
                }
            }
            return new PresenceCells(unit, holdings, frames).of(names.size());
        }

        private Comparator<PresenceRow> order() {
            Comparator<PresenceRow> order =
                    Comparator.comparing(row -> row.sequence().orElse(""));
            for (int i = keys.size() - 1; i >= 0; i--) {
                String key = keys.get(i);
                Comparator<PresenceRow> byKey =
                        Comparator.comparing(row -> row.tokens().getOrDefault(key, ""));
                order = byKey.thenComparing(order);
            }
            return order;
        }

        private Optional<String> headerless(List<CountedSequence> sequences) {
            List<String> named = new ArrayList<>();
            long files = 0;
            for (CountedSequence sequence : sequences) {
                for (Tally tally : sequence.tallies()) {
                    if (tally.kind().headerId().isEmpty()) {
                        files += tally.fileCount();
                        named.add(sequence.identity().path(tally.frames(), style) + " ("
                                + tally.kind().state().text() + ")");
                    }
                }
            }
            if (files == 0) {
                return Optional.empty();
            }
            String more = named.size() > MOST_NAMED ? " and more" : "";
            return Optional.of(files + (files == 1 ? " file" : " files")
                    + " without a readable header cannot tell, and " + (files == 1 ? "counts" : "count")
                    + " as lacking it: "
                    + String.join(", ", named.subList(0, Math.min(MOST_NAMED, named.size()))) + more);
        }

        /**
         * Rows that hold what is seldom meant together.
         *
         * @param of what would tell it apart
         * @param what they mix, and how it counts
         */
        private Optional<String> mixed(
                List<CountedSequence> sequences, PathToken of, Predicate<List<CountedSequence>> mixes, String what) {
            if (bySequence || keys.contains(of.text())) {
                return Optional.empty();
            }
            long mixed = units(sequences).stream().filter(mixes).count();
            return mixed == 0
                    ? Optional.empty()
                    : Optional.of(mixed + (mixed == 1 ? " row mixes " : " rows mix ") + what + "; --by "
                            + String.join(",", asked) + "," + of.text() + " tells them apart");
        }

        private static boolean mixesVersions(List<CountedSequence> unit) {
            record Work(Optional<String> task, Optional<String> layer) {}
            Map<Work, String> versions = new HashMap<>();
            for (CountedSequence sequence : unit) {
                Identity identity = sequence.identity();
                Work work = new Work(identity.token(PathToken.TASK.text()), identity.token(PathToken.LAYER.text()));
                String version = identity.token(PathToken.VERSION.text()).orElse("");
                String before = versions.putIfAbsent(work, version);
                if (before != null && !before.equals(version)) {
                    return true;
                }
            }
            return false;
        }
    }

    /** What the headers of an answer hold; each distinct content is looked at once, however many files have it. */
    private static final class Contents {
        private record Key(List<HeaderPart.Content.Key> parts, Optional<String> pathAov) {}

        private final Map<Long, List<HeaderPart.Content.Key>> byHeader = new HashMap<>();
        private final Map<HeaderPart.Content.Key, HeaderPart.Content> byKey = new HashMap<>();
        private final Set<String> aovs =
                new TreeSet<>(Comparator.comparing((String aov) -> !aov.equals(HeaderPart.BEAUTY))
                        .thenComparing(String.CASE_INSENSITIVE_ORDER)
                        .thenComparing(Comparator.naturalOrder()));
        private final Map<Key, BitSet> columns = new HashMap<>();

        Contents(SqlHandle handle, List<CountedSequence> sequences) {
            Set<Long> headers = new TreeSet<>();
            Set<Key> keys = new HashSet<>();
            sequences.forEach(sequence ->
                    sequence.tallies().forEach(tally -> tally.kind().headerId().ifPresent(headers::add)));
            HeaderPart.of(handle, headers).forEach((header, parts) -> {
                parts.forEach(part -> byKey.put(part.content().key(), part.content()));
                byHeader.put(
                        header, parts.stream().map(part -> part.content().key()).toList());
            });
            sequences.forEach(sequence -> sequence.tallies()
                    .forEach(tally -> key(sequence.identity(), tally).ifPresent(keys::add)));
            for (Key key : keys) {
                contents(key).forEach(part -> aovs.addAll(part.aovs(key.pathAov())));
                key.pathAov().ifPresent(aovs::add);
            }
        }

        List<String> aovs() {
            return List.copyOf(aovs);
        }

        private Optional<Key> key(Identity sequence, Tally tally) {
            return tally.kind().headerId().isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Key(
                            byHeader.getOrDefault(tally.kind().headerId().getAsLong(), List.of()),
                            sequence.token(PathToken.AOV.text())));
        }

        private Stream<HeaderPart.Content> contents(Key key) {
            return key.parts().stream().map(part -> Objects.requireNonNull(byKey.get(part)));
        }

        /** Those of the names that files have; empty where their header could not be read. */
        Optional<BitSet> columns(Identity sequence, Tally tally, List<String> names) {
            return key(sequence, tally).map(key -> columns.computeIfAbsent(key, k -> columns(k, names)));
        }

        private BitSet columns(Key key, List<String> names) {
            Set<String> has = new HashSet<>();
            contents(key).forEach(part -> has.addAll(part.names(key.pathAov())));
            BitSet columns = new BitSet(names.size());
            for (int i = 0; i < names.size(); i++) {
                String name = names.get(i);
                columns.set(
                        i,
                        Globs.isGlob(name)
                                ? has.stream().anyMatch(text -> Glob.matches(name, text))
                                : has.contains(name));
            }
            return columns;
        }
    }
}
