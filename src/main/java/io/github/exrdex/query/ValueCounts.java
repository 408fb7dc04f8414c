package io.github.exrdex.query;

import java.util.List;

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

    private static ValueCounter counter(Snapshot snapshot, String field, Question question) {
        if (isOfNearlyAll(snapshot.handle(), field, question)) {
            String attribute = field.substring(ATTRIBUTE.length());
            return snapshot
                    .bySequence(half -> {
                        ValueCounter counter = new ValueCounter();
                        AttributeValues.each(half, attribute, question, counter);
                        return counter;
                    })
                    .stream()
                    .reduce(ValueCounter::plus)
                    .orElseThrow();
        }
        ValueCounter counter = new ValueCounter();
        each(snapshot.handle(), field, question, counter);
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
}
