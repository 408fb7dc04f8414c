package io.github.exrdex.query;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What frames have of their own, for many sequences at once: for each slot the values and how many files have each, or
 * only that there is no usual one.
 *
 * <p>Nearly always there is none, and then no value has to be fetched. Of three frames that follow one another and differ
 * from each other in a slot, one at most has the usual value; in t such threes of n files n - 2t have it at most, and that
 * is less than half as soon as t is more than a quarter of n. So SQLite compares the frames of each three where they stand.
 * What is not proven so is counted.
 */
final class UsualValues {
    private static final int THREE = 3;

    /** Of the first of three, in dividing by three: most sequences begin with frame 1001. */
    private static final int REMAINDER = 1001 % THREE;

    /** Begins what follows the text in a stored JSON array; text that holds it is only compared up to there. */
    private static final String BEHIND_TEXT = "x'222c'";

    private final SqlHandle handle;
    private final Conditions conditions;
    private final Map<Long, BitSet> without = new HashMap<>();
    private final Map<Long, Map<Integer, List<Counted>>> counted = new HashMap<>();

    /**
     * A sequence that is asked for.
     *
     * @param files that have a header
     * @param slots that its headers use
     * @param uniform all files share a header, and no two are the same frame
     */
    record Asked(long sequenceId, long files, BitSet slots, boolean uniform) {}

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
        values.prove(asked);
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

    private void prove(Collection<Asked> asked) {
        if (conditions.dependsOnFile()) {
            return; // they would have to hold for all three
        }
        Map<Long, Asked> uniform = asked.stream()
                .filter(Asked::uniform)
                .collect(Collectors.toMap(Asked::sequenceId, sequence -> sequence));
        BitSet slots = new BitSet();
        uniform.values().forEach(sequence -> slots.or(sequence.slots()));
        int most = Math.min(slots.length(), SlotColumns.OF_THEIR_OWN);
        if (most == 0) {
            return;
        }
        handle.select(threes(most))
                .bind("sequences", uniform.keySet().toString())
                .map(row -> {
                    Asked sequence = Objects.requireNonNull(uniform.get(row.getLong("sequence_id")));
                    long threes = row.getLong("threes");
                    BitSet proven = new BitSet();
                    for (int slot = 0; slot < most; slot++) {
                        long differing = threes - row.getLong("alike_" + slot);
                        if (4 * differing > sequence.files()) {
                            proven.set(slot);
                        }
                    }
                    return Map.entry(sequence.sequenceId(), proven);
                })
                .forEach(proven -> without.put(proven.getKey(), proven.getValue()));
    }

    /** All sequences are gone through in their order, as the list would have to be sorted with what is found for it. */
    private static String threes(int slots) {
        return """
                SELECT f.sequence_id, count(*) AS threes, %s
                FROM sequence s
                CROSS JOIN file f ON f.sequence_id = s.sequence_id
                CROSS JOIN file x ON x.sequence_id = s.sequence_id AND x.frame = f.frame + 1
                CROSS JOIN file y ON y.sequence_id = s.sequence_id AND y.frame = f.frame + 2
                CROSS JOIN frame_values a ON a.file_id = f.file_id
                CROSS JOIN frame_values b ON b.file_id = x.file_id
                CROSS JOIN frame_values c ON c.file_id = y.file_id
                WHERE +s.sequence_id IN (SELECT value FROM json_each(:sequences))
                  AND f.frame %% %d = %d AND f.gone_at IS NULL AND x.gone_at IS NULL AND y.gone_at IS NULL
                  AND f.header_id IS NOT NULL AND x.header_id IS NOT NULL AND y.header_id IS NOT NULL
                GROUP BY s.sequence_id""".formatted(
                        IntStream.range(0, slots)
                                .mapToObj(slot -> "sum(%s) AS alike_%d".formatted(someAlike(slot), slot))
                                .collect(Collectors.joining(", ")),
                        THREE,
                        REMAINDER);
    }

    /** Texts alone, as nearly all values are, are compared as they are: to fetch them from their rows is most of what it costs. */
    private static String someAlike(int slot) {
        return """
                CASE WHEN %1$s < x'' AND %2$s < x'' AND %3$s < x''
                     THEN CASE %1$s WHEN %2$s THEN 1 WHEN %3$s THEN 1 ELSE %2$s = %3$s END
                     ELSE %4$s OR %5$s OR %6$s END\
                """.formatted(
                        SlotColumns.value("a", slot),
                        SlotColumns.value("b", slot),
                        SlotColumns.value("c", slot),
                        alike("a", "b", slot),
                        alike("b", "c", slot),
                        alike("a", "c", slot));
    }

    /** May two files have the same text? Every blob is greater than any text. */
    private static String alike(String one, String other, int slot) {
        String a = SlotColumns.value(one, slot);
        String b = SlotColumns.value(other, slot);
        return """
                CASE WHEN %1$s < x'' AND %2$s < x'' THEN %1$s = %2$s
                     WHEN %1$s >= x'' AND %2$s >= x''
                     THEN substr(%1$s, 1, instr(%1$s, %3$s)) = substr(%2$s, 1, instr(%2$s, %3$s)) ELSE 1 END\
                """.formatted(a, b, BEHIND_TEXT);
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
