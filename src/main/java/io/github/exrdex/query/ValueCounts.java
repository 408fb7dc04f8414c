package io.github.exrdex.query;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

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
        return reader.handle().inTransaction(handle -> {
            Counter counter = new Counter();
            each(handle, field, question, counter::add);
            return new ValueCounts(counter.rows(), notes(handle, field, question));
        });
    }

    /** Hands over files of one sequence together. */
    static void each(Handle handle, String field, Question question, AttributeValues.Sink sink) {
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

            Counts counts() {
                return new Counts(files, sequences);
            }
        }

        /** As attributes of a header print. */
        private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,40}(\\.[0-9]{1,40})?(E-?[0-9]{1,3})?");

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

        /** Numbers by their value, then texts. */
        private static List<String> inOrder(List<String> values) {
            record Numbered(double number, String text) {}
            values.sort(null);
            List<Numbered> numbers = new ArrayList<>();
            List<String> texts = new ArrayList<>();
            for (String value : values) {
                if (isNumber(value)) {
                    numbers.add(new Numbered(Double.parseDouble(value), value));
                } else {
                    texts.add(value);
                }
            }
            if (numbers.isEmpty()) {
                return values;
            }
            numbers.sort(Comparator.comparingDouble(Numbered::number));
            return Stream.concat(numbers.stream().map(Numbered::text), texts.stream())
                    .toList();
        }

        private static boolean isNumber(String value) {
            char first = value.isEmpty() ? ' ' : value.charAt(0);
            return (first == '-' || (first >= '0' && first <= '9'))
                    && NUMBER.matcher(value).matches();
        }
    }
}
