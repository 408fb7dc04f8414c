package io.github.exrdex.query;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The files of a sequence that share a header.
 *
 * @param files how many there are
 * @param firstFileId stands for all of them: their attributes have the same names
 */
record LayoutGroup(long sequenceId, long headerId, long files, long firstFileId, Layout layout) {

    private record Row(long sequenceId, long headerId, long files, long firstFileId, Layout.PartLayout part) {
        boolean sameGroup(Row other) {
            return sequenceId == other.sequenceId && headerId == other.headerId;
        }
    }

    /** Which sequences are asked for. */
    enum Which {
        ALL("TRUE"),
        /** Those whose frames do not all share one header. */
        MIXED("l.sequence_id IN (SELECT m.sequence_id FROM look m GROUP BY m.sequence_id HAVING count(*) > 1)");

        private final String clause;

        Which(String clause) {
            this.clause = clause;
        }
    }

    /**
     * Hands over the groups of one sequence at a time, those with the lowest frames first; sequences in the order of a
     * folder listing. Files without a readable header are in no group.
     *
     * @param conditions what the files are
     */
    static void each(SqlHandle handle, Conditions conditions, Which which, Consumer<List<LayoutGroup>> action) {
        String sql = """
                WITH look AS MATERIALIZED (
                  SELECT f.sequence_id, f.header_id, count(*) AS files, min(f.frame) AS first_frame,
                         min(f.file_id) AS first_file
                  FROM sequence s CROSS JOIN file f ON f.sequence_id = s.sequence_id
                  WHERE %s AND f.gone_at IS NULL AND f.header_id IS NOT NULL AND %s
                  GROUP BY f.sequence_id, f.header_id
                )
                SELECT l.sequence_id, l.header_id, l.files, l.first_file, %s
                FROM look l
                JOIN sequence s ON s.sequence_id = l.sequence_id
                JOIN folder d ON d.folder_id = s.folder_id
                JOIN part p ON p.header_id = l.header_id
                WHERE %s
                ORDER BY %s, l.sequence_id, l.first_frame, l.header_id, p.part_index""".formatted(
                        which == Which.MIXED ? KeptCount.MAY_BE_MIXED : "TRUE",
                        conditions.allClauses(),
                        Layout.COLUMNS,
                        which.clause,
                        AssetFinder.SEQUENCE_ORDER);
        List<LayoutGroup> sequence = new ArrayList<>();
        List<Row> header = new ArrayList<>();
        conditions
                .query(handle, sql)
                .map(row -> new Row(
                        row.getLong("sequence_id"),
                        row.getLong("header_id"),
                        row.getLong("files"),
                        row.getLong("first_file"),
                        Layout.part(row)))
                .forEach(row -> {
                    if (!header.isEmpty() && !row.sameGroup(header.get(0))) {
                        sequence.add(group(header));
                        header.clear();
                    }
                    if (!sequence.isEmpty() && sequence.get(0).sequenceId() != row.sequenceId()) {
                        action.accept(List.copyOf(sequence));
                        sequence.clear();
                    }
                    header.add(row);
                });
        if (!header.isEmpty()) {
            sequence.add(group(header));
            action.accept(List.copyOf(sequence));
        }
    }

    private static LayoutGroup group(List<Row> header) {
        Row first = header.get(0);
        return new LayoutGroup(
                first.sequenceId(),
                first.headerId(),
                first.files(),
                first.firstFileId(),
                new Layout(header.stream().map(Row::part).toList()));
    }
}
