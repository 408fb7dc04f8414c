package io.github.exrdex.query;

import io.github.exrdex.query.HistoryRow.Kind;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What appeared, changed, went and moved.
 *
 * @param rows the latest first
 * @param knownFrom milliseconds since 1970; what happened before is forgotten. Empty where nothing is
 */
public record History(List<HistoryRow> rows, OptionalLong knownFrom) {
    public History {
        rows = List.copyOf(rows);
    }

    /**
     * Files of a sequence that became the same are one row.
     *
     * @param sinceAt milliseconds since 1970
     * @param kinds what is asked for
     * @throws QueryException where the scope is not below any root
     */
    public static History of(IndexReader reader, Scope scope, long sinceAt, Set<Kind> kinds) {
        return read(reader, scope, sinceAt, kinds, false);
    }

    /** The same with a row for each change of each file. */
    public static History ofFiles(IndexReader reader, Scope scope, long sinceAt, Set<Kind> kinds) {
        return read(reader, scope, sinceAt, kinds, true);
    }

    private static History read(IndexReader reader, Scope scope, long sinceAt, Set<Kind> kinds, boolean ofFiles) {
        return reader.inSnapshot(
                HistoryEvents.newFiles(reader, sinceAt),
                snapshot -> new HistoryReading(snapshot, scope, sinceAt, kinds, ofFiles).history());
    }
}
