package io.github.exrdex.query;

import io.github.exrdex.query.CountedSequence.Kind;
import io.github.exrdex.query.CountedSequence.Tally;
import io.github.exrdex.query.Snapshot.Both;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the parts of counted files take, of files that have several. The offset tables said it when the files were read. */
final class CountedParts {
    /** Files that were counted together. */
    private record Counted(long sequenceId, Kind kind) {}

    private final Map<Counted, PartSums> sums = new HashMap<>();

    /** None at all: nobody asks for less than whole files. */
    static CountedParts none() {
        return new CountedParts();
    }

    /**
     * One look at each sequence for each of its kinds: mostly that is one, and nothing has to be put in order.
     *
     * @param sequences counted for the very same question
     * @param headers with several parts
     */
    static CountedParts of(
            Snapshot snapshot, Question question, List<CountedSequence> sequences, Set<Long> headers, boolean byTime) {
        List<Counted> wanted = new ArrayList<>();
        for (CountedSequence sequence : sequences) {
            for (Tally tally : sequence.tallies()) {
                if (headers.contains(tally.kind().headerId().orElse(-1))) {
                    wanted.add(new Counted(sequence.identity().sequenceId(), tally.kind()));
                }
            }
        }
        CountedParts parts = new CountedParts();
        if (!wanted.isEmpty()) {
            // Each file's own row has to be fetched.
            int middle = wanted.size() / 2;
            Both<Map<Counted, PartSums>, Map<Counted, PartSums>> halves = snapshot.both(
                    one -> sums(one, question, wanted.subList(0, middle), byTime),
                    other -> sums(other, question, wanted.subList(middle, wanted.size()), byTime));
            parts.sums.putAll(halves.one());
            parts.sums.putAll(halves.other());
        }
        return parts;
    }

    private static Map<Counted, PartSums> sums(
            SqlHandle handle, Question question, List<Counted> wanted, boolean byTime) {
        Map<Counted, PartSums> sums = new HashMap<>();
        Conditions conditions = new Conditions();
        ScopeClauses.add(conditions, question.scope(), handle, Roots.of(handle));
        FilterClauses.add(conditions, question.filters(), handle);
        String sameTime = byTime ? " AND f.mtime_ns / " + Kind.QUARTER_NS + " = k.value ->> 3" : "";
        conditions
                .query(handle, """
                        SELECT k.key AS place, (
                          SELECT group_concat(f.part_bytes, '%s')
                          FROM sequence s CROSS JOIN file f ON f.sequence_id = s.sequence_id
                          WHERE s.sequence_id = k.value ->> 0 AND f.header_id = k.value ->> 1 AND f.state = k.value ->> 2
                            AND %s AND %s%s) AS part_bytes
                        FROM json_each(:kinds) k""".formatted(
                        PartSums.BETWEEN, FilterClauses.alive(question.filters()), conditions.allClauses(), sameTime))
                .bind("kinds", json(wanted))
                .map(row -> Map.entry(wanted.get(row.getInt("place")), PartSums.of(row.getString("part_bytes"))))
                .forEach(entry -> sums.put(entry.getKey(), entry.getValue()));
        return sums;
    }

    private static String json(List<Counted> wanted) {
        return wanted.stream()
                .map(counted -> "[" + counted.sequenceId() + ","
                        + counted.kind().headerId().orElseThrow() + ",\""
                        + counted.kind().state().text() + "\"," + counted.kind().modifiedQuarter() + "]")
                .toList()
                .toString();
    }

    PartSums of(CountedSequence sequence, Tally tally) {
        return sums.getOrDefault(new Counted(sequence.identity().sequenceId(), tally.kind()), PartSums.NONE);
    }
}
