package io.github.exrdex.query;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@link ValueCounts} of each task, each shot, or whatever tokens of paths tell apart.
 *
 * @param keys the tokens
 * @param rows in the order of the tokens, those without last; of one unit in the order of {@link ValueCounts}
 * @param notes what the asker should know beside them, one line each
 */
public record UnitValues(List<String> keys, List<Row> rows, List<String> notes) {
    private static final Comparator<List<Optional<String>>> ORDER = (one, other) -> {
        for (int i = 0; i < Math.min(one.size(), other.size()); i++) {
            int order = Comparator.comparing((Optional<String> value) -> value.isEmpty())
                    .thenComparing(value -> value.orElse(""))
                    .compare(one.get(i), other.get(i));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    };

    /** @param unit a value for each of the tokens; empty where paths do not say it */
    public record Row(List<Optional<String>> unit, ValueCount count) {
        public Row {
            unit = List.copyOf(unit);
        }
    }

    public UnitValues {
        keys = List.copyOf(keys);
        rows = List.copyOf(rows);
        notes = List.copyOf(notes);
    }

    /**
     * @param field as for {@link ValueCounts}
     * @param by tokens; empty for everything as one
     * @throws QueryException where there is no such field or token, or the scope is not below any root
     */
    public static UnitValues of(IndexReader reader, String field, Question question, List<String> by) {
        if (by.isEmpty()) {
            ValueCounts all = ValueCounts.of(reader, field, question);
            List<Row> rows =
                    all.rows().stream().map(count -> new Row(List.of(), count)).toList();
            return new UnitValues(by, rows, all.notes());
        }
        return reader.handle().inTransaction(handle -> {
            TokenKeys.check(by, TokenKeys.known(handle), "--by");
            Map<Long, List<Optional<String>>> units = units(handle, question, by);
            Map<List<Optional<String>>, ValueCounter> counters = new HashMap<>();
            ValueCounts.each(
                    handle,
                    field,
                    question,
                    (values, sequenceId, files) -> counters.computeIfAbsent(
                                    units.getOrDefault(sequenceId, List.of()), unit -> new ValueCounter())
                            .take(values, sequenceId, files));
            List<Row> rows = new ArrayList<>();
            counters.entrySet().stream()
                    .sorted(Map.Entry.comparingByKey(ORDER))
                    .forEach(unit -> unit.getValue().rows().forEach(count -> rows.add(new Row(unit.getKey(), count))));
            return new UnitValues(by, rows, ValueCounts.notes(handle, field, question));
        });
    }

    /** By the number of the sequence. */
    private static Map<Long, List<Optional<String>>> units(SqlHandle handle, Question question, List<String> by) {
        Conditions conditions = new Conditions();
        ScopeClauses.add(conditions, question.scope(), handle, Roots.of(handle));
        List<String> columns = by.stream().map(conditions::token).toList();
        Map<Long, List<Optional<String>>> units = new HashMap<>();
        conditions
                .query(handle, """
                        SELECT s.sequence_id, %s FROM sequence s WHERE %s""".formatted(String.join(", ", columns), conditions.sequenceClauses()))
                .map(row -> {
                    List<Optional<String>> unit = new ArrayList<>();
                    for (int i = 0; i < columns.size(); i++) {
                        unit.add(Optional.ofNullable(row.getString(i + 2)));
                    }
                    return Map.entry(row.getLong("sequence_id"), unit);
                })
                .forEach(unit -> units.put(unit.getKey(), unit.getValue()));
        return units;
    }
}
