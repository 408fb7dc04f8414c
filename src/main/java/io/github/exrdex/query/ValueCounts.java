package io.github.exrdex.query;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

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
                Census.files(reader, question),
                snapshot -> new ValueCounts(
                        counter(snapshot, field, question).rows(), notes(snapshot.handle(), field, question)));
    }

    private static boolean isOfNearlyAll(Handle handle, String field, Question question) {
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
        each(snapshot, field, question, counter::add);
        return counter;
    }

    /** Hands over files of one sequence together. */
    static void each(Snapshot snapshot, String field, Question question, AttributeValues.Sink sink) {
        Handle handle = snapshot.handle();
        if (field.startsWith(ATTRIBUTE)) {
            AttributeValues.each(handle, field.substring(ATTRIBUTE.length()), question, sink);
            return;
        }
        SampleKey key = SampleKey.listed(handle, field);
        Samples.of(snapshot, question, List.of(key))
                .each(sample -> sink.take(
                        key.values(sample),
                        sample.sequence().sequenceId(),
                        sample.tally().fileCount()));
    }

    static List<String> notes(Handle handle, String field, Question question) {
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

        /** As attributes of a header print: {@code -0.25}, {@code 1.5E-7}. */
        private static final int MOST_DIGITS = 40;

        private static final int MOST_EXPONENT_DIGITS = 3;

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

        /** Where nearly every file has a value of its own, there are as many as files and few counts: texts alone are sorted. */
        List<ValueCount> rows() {
            Map<Tally.Counts, List<String>> byCounts = new TreeMap<>(Tally.Counts.MOST_FIRST);
            tallies.forEach((value, tally) -> byCounts.computeIfAbsent(tally.counts(), counts -> new ArrayList<>())
                    .add(value));
            List<ValueCount> rows = new ArrayList<>(tallies.size() + 1);
            byCounts.forEach((counts, values) -> {
                inOrder(values).forEach(value -> rows.add(counts.row(Optional.of(value))));
            });
            if (none.files > 0) {
                rows.add(none.counts().row(Optional.empty()));
            }
            return rows;
        }

        /** Numbers by their value, then texts. Nearly always they are all of one sort, and no two numbers are the same. */
        private static List<String> inOrder(List<String> values) {
            List<String> texts = new ArrayList<>();
            List<String> numbers = new ArrayList<>();
            values.forEach(value -> (isNumber(value) ? numbers : texts).add(value));
            texts.sort(null);
            if (numbers.isEmpty()) {
                return texts;
            }
            List<String> ordered = byNumber(numbers);
            ordered.addAll(texts);
            return ordered;
        }

        /** Numbers alone are sorted, and each text put where its number came to stand: to compare texts takes ten times as long. */
        private static List<String> byNumber(List<String> numbers) {
            double[] keys = new double[numbers.size()];
            for (int i = 0; i < keys.length; i++) {
                keys[i] = Double.parseDouble(numbers.get(i));
            }
            double[] sorted = keys.clone();
            Arrays.parallelSort(sorted);
            @Nullable String[] ordered = new String[keys.length];
            Map<Double, List<String>> alike = new HashMap<>();
            for (int i = 0; i < keys.length; i++) {
                int place = Arrays.binarySearch(sorted, keys[i]);
                if (isSame(sorted, place - 1, keys[i]) || isSame(sorted, place + 1, keys[i])) {
                    alike.computeIfAbsent(keys[i], key -> new ArrayList<>()).add(numbers.get(i));
                } else {
                    ordered[place] = numbers.get(i);
                }
            }
            alike.forEach((key, texts) -> {
                texts.sort(null);
                int place = Arrays.binarySearch(sorted, key);
                while (isSame(sorted, place - 1, key)) {
                    place--;
                }
                for (String text : texts) {
                    ordered[place++] = text;
                }
            });
            List<String> list = new ArrayList<>(ordered.length);
            for (String text : ordered) {
                list.add(Objects.requireNonNull(text));
            }
            return list;
        }

        /** As {@link Arrays#sort(double[])} tells them apart. */
        private static boolean isSame(double[] sorted, int place, double key) {
            return place >= 0 && place < sorted.length && Double.compare(sorted[place], key) == 0;
        }

        private static boolean isNumber(String value) {
            int end = digits(value, value.startsWith("-") ? 1 : 0, MOST_DIGITS);
            if (end > 0 && value.startsWith(".", end)) {
                end = digits(value, end + 1, MOST_DIGITS);
            }
            if (end > 0 && value.startsWith("E", end)) {
                end = digits(value, value.startsWith("-", end + 1) ? end + 2 : end + 1, MOST_EXPONENT_DIGITS);
            }
            return end == value.length() && end > 0;
        }

        /** @return the place behind them; -1 where there is none */
        private static int digits(String value, int from, int most) {
            int end = from;
            while (end < value.length() && end - from < most && value.charAt(end) >= '0' && value.charAt(end) <= '9') {
                end++;
            }
            return end == from ? -1 : end;
        }
    }
}
