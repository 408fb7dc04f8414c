package io.github.exrdex.query;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What frames have of their own, for many sequences at once: for each slot the values and how many files have each, or
 * only that there is no usual one.
 *
 * <p>Nearly always there is none, and then no value has to be fetched: the writer has proven it when it counted the sequence (V003
 * of the migrations). What is not proven is counted.
 */
final class UsualValues {
    private final SqlHandle handle;
    private final Conditions conditions;
    private final Map<Long, BitSet> without = new HashMap<>();
    private final Map<Long, Map<Integer, List<Counted>>> counted = new HashMap<>();

    /**
     * A sequence that is asked for.
     *
     * @param files that have a header
     * @param slots that its headers use
     * @param onlyHeaderId the header that all files share; empty where they do not
     */
    record Asked(long sequenceId, long files, BitSet slots, OptionalLong onlyHeaderId) {}

    /**
     * Files that have the same value in a slot.
     *
     * @param firstFrame the lowest of them; 0 for a file without a frame number
     */
    record Counted(long headerId, String text, long files, long firstFrame) {}

    private UsualValues(SqlHandle handle, Conditions conditions) {
        this.handle = handle;
        this.conditions = conditions;
    }

    /** @param conditions the files that are asked for */
    static UsualValues of(SqlHandle handle, Conditions conditions, Collection<Asked> asked) {
        UsualValues values = new UsualValues(handle, conditions);
        values.addProven(asked);
        values.count(asked);
        return values;
    }

    /** No value of this slot is that of half of the files. */
    boolean isWithout(long sequenceId, int slot) {
        BitSet slots = without.get(sequenceId);
        return slots != null && slots.get(slot);
    }

    /** Of a slot that is not without. */
    List<Counted> counted(long sequenceId, int slot) {
        return counted.getOrDefault(sequenceId, Map.of()).getOrDefault(slot, List.of());
    }

    private record Proven(long sequenceId, long files, long headerId, long slots) {}

    private void addProven(Collection<Asked> asked) {
        if (conditions.dependsOnFile()) {
            return; // it is proven of all files together
        }
        Map<Long, Asked> uniform = asked.stream()
                .filter(sequence -> sequence.onlyHeaderId().isPresent())
                .collect(Collectors.toMap(Asked::sequenceId, sequence -> sequence));
        handle.select("""
                        SELECT s.sequence_id, s.counted_files, s.first_header_id, s.varied_slots
                        FROM sequence s
                        WHERE s.counted_files IS NOT NULL AND s.varied_slots <> 0
                          AND s.sequence_id IN (SELECT value FROM json_each(:sequences))""")
                .bind("sequences", uniform.keySet().toString())
                .map(row -> new Proven(
                        row.getLong("sequence_id"),
                        row.getLong("counted_files"),
                        row.getLong("first_header_id"),
                        row.getLong("varied_slots")))
                .forEach(proven -> {
                    Asked sequence = Objects.requireNonNull(uniform.get(proven.sequenceId()));
                    if (proven.files() == sequence.files()
                            && proven.headerId() == sequence.onlyHeaderId().getAsLong()) {
                        without.put(proven.sequenceId(), BitSet.valueOf(new long[] {proven.slots()}));
                    }
                });
    }

    private void count(Collection<Asked> asked) {
        Map<Integer, List<Long>> open = new TreeMap<>();
        for (Asked sequence : asked) {
            sequence.slots().stream()
                    .filter(slot -> !isWithout(sequence.sequenceId(), slot))
                    .forEach(slot ->
                            open.computeIfAbsent(slot, s -> new ArrayList<>()).add(sequence.sequenceId()));
        }
        open.forEach(this::count);
    }

    private void count(int slot, List<Long> sequenceIds) {
        record Row(long sequenceId, Counted counted) {}
        conditions
                .query(handle, """
                        SELECT s.sequence_id, f.header_id, %s AS text, count(*) AS files, min(f.frame) AS first_frame
                        FROM json_each(:sequences) j
                        CROSS JOIN sequence s ON s.sequence_id = j.value
                        CROSS JOIN file f ON f.sequence_id = s.sequence_id
                        CROSS JOIN frame_values v ON v.file_id = f.file_id
                        WHERE f.gone_at IS NULL AND f.header_id IS NOT NULL AND %s
                        GROUP BY s.sequence_id, f.header_id, text
                        HAVING text IS NOT NULL""".formatted(SlotColumns.text("v", slot), conditions.allClauses()))
                .bind("sequences", sequenceIds.toString())
                .map(row -> new Row(
                        row.getLong("sequence_id"),
                        new Counted(
                                row.getLong("header_id"),
                                row.getString("text"),
                                row.getLong("files"),
                                row.getLong("first_frame"))))
                .forEach(row -> counted.computeIfAbsent(row.sequenceId(), id -> new HashMap<>())
                        .computeIfAbsent(slot, s -> new ArrayList<>())
                        .add(row.counted()));
    }
}
