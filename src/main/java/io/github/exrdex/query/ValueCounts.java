package io.github.exrdex.query;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The different values of something, and how many files and sequences have each.
 *
 * @param rows the most frequent first; the files that have none at all are the last row, where there are some
 * @param notes what the asker should know beside them, one line each
 */
public record ValueCounts(List<ValueCount> rows, List<String> notes) {
    private static final String ATTRIBUTE = "attr.";

    public ValueCounts {
        rows = List.copyOf(rows);
        notes = List.copyOf(notes);
    }

    /**
     * @param field {@code attr.NAME}, or one of the fields that there are
     * @throws QueryException where there is no such field, or the scope is not below any root
     */
    public static ValueCounts of(IndexReader reader, String field, Question question) {
        return reader.inSnapshot(
                isOfNearlyAll(reader.handle(), field, question) ? reader.files() : 0,
                snapshot -> new ValueCounts(
                        counter(snapshot, field, question).rows(), notes(snapshot.handle(), field, question)));
    }

    private static boolean isOfNearlyAll(SqlHandle handle, String field, Question question) {
        return field.startsWith(ATTRIBUTE)
                && AttributeValues.isOfNearlyAll(handle, field.substring(ATTRIBUTE.length()), question);
    }

    private static Counter counter(Snapshot snapshot, String field, Question question) {
        if (isOfNearlyAll(snapshot.handle(), field, question)) {
            String attribute = field.substring(ATTRIBUTE.length());
            return snapshot
                    .bySequence(half -> {
                        Counter counter = new Counter();
                        AttributeValues.each(half, attribute, question, counter::add);
                        return counter;
                    })
                    .stream()
                    .reduce(Counter::plus)
                    .orElseThrow();
        }
        Counter counter = new Counter();
        each(snapshot.handle(), field, question, counter::add);
        return counter;
    }

    /** Hands over files of one sequence together. */
    static void each(SqlHandle handle, String field, Question question, AttributeValues.Sink sink) {
        if (field.startsWith(ATTRIBUTE)) {
            AttributeValues.each(handle, field.substring(ATTRIBUTE.length()), question, sink);
            return;
        }
        SampleKey key = SampleKey.listed(handle, field);
        Samples.of(handle, question, List.of(key))
                .each(sample -> sink.take(
                        key.values(sample),
                        sample.sequence().sequenceId(),
                        sample.tally().fileCount()));
    }

    static List<String> notes(SqlHandle handle, String field, Question question) {
        List<String> attributes =
                field.startsWith(ATTRIBUTE) ? List.of(field.substring(ATTRIBUTE.length())) : List.of();
        return QuestionNotes.of(handle, question, List.of(), attributes);
    }

    /** Files of one sequence must come together. */
    static final class Counter {
        private static final class Tally {
            record Counts(long files, long sequences) {
                private static final Comparator<Counts> MOST_FIRST = Comparator.comparingLong(Counts::files)
                        .thenComparingLong(Counts::sequences)
                        .reversed();

                ValueCount row(Optional<String> value) {
                    return new ValueCount(value, files, sequences);
                }
            }

            private long files;
            private long sequences;
            private long lastSequenceId = -1;

            void add(long sequenceId, long fileCount) {
                files += fileCount;
                sequences += sequenceId == lastSequenceId ? 0 : 1;
                lastSequenceId = sequenceId;
            }

            /** @param other of other sequences */
            void add(Tally other) {
                files += other.files;
                sequences += other.sequences;
            }

            Counts counts() {
                return new Counts(files, sequences);
            }
        }

        private final Map<String, Tally> tallies = new HashMap<>();
        private final Tally none = new Tally();

        /** @param values of each of these files; empty for files that have none */
        void add(Collection<String> values, long sequenceId, long fileCount) {
            if (values.isEmpty()) {
                none.add(sequenceId, fileCount);
            }
            for (String value : values) {
                tallies.computeIfAbsent(value, v -> new Tally()).add(sequenceId, fileCount);
            }
        }

        /**
         * Both together.
         *
         * @param other of other sequences; not to be used any more
         */
        Counter plus(Counter other) {
            none.add(other.none);
            other.tallies.forEach((value, tally) -> {
                Tally known = tallies.putIfAbsent(value, tally);
                if (known != null) {
                    known.add(tally);
                }
            });
            return this;
        }

        /** Where nearly every file has a value of its own, there are as many as files and few counts: those of one count are put in order. */
        List<ValueCount> rows() {
            Map<Tally.Counts, List<String>> byCounts = new TreeMap<>(Tally.Counts.MOST_FIRST);
            tallies.forEach((value, tally) -> byCounts.computeIfAbsent(tally.counts(), counts -> new ArrayList<>())
                    .add(value));
            List<ValueCount> rows = new ArrayList<>(tallies.size() + 1);
            byCounts.forEach((counts, values) -> {
                ValueOrder.of(values).forEach(value -> rows.add(counts.row(Optional.of(value))));
            });
            if (none.files > 0) {
                rows.add(none.counts().row(Optional.empty()));
            }
            return rows;
        }
    }
}
