package io.github.exrdex.store;

import java.sql.Connection;
import java.util.List;

/**
 * Counts what the files of a sequence have in common. Whatever is done to a file takes the count of its sequence away in
 * the same transaction: {@link #added} where it is new, triggers of V003 else. So a count that is there is true.
 *
 * <p>Threads: the writer's own.
 */
final class SequenceCounts implements AutoCloseable {
    /** So many files take some ten milliseconds, and nobody has to wait longer for a transaction of its own. */
    private static final long FILES_AT_A_TIME = 20_000;

    private static final int SEQUENCES_AT_A_TIME = 1_000;

    private final KeptStatement uncount;
    private final KeptStatement open;
    private final KeptStatement count;
    private final KeptStatement setVaried;
    private final VariedSlots varied;
    private final FreshFrames fresh;

    SequenceCounts(Connection connection, FreshFrames fresh) {
        this.fresh = fresh;
        uncount = new KeptStatement(connection, """
                UPDATE sequence SET counted_files = NULL
                WHERE counted_files IS NOT NULL
                  AND sequence_id IN (SELECT f.sequence_id FROM file f WHERE f.file_id >= ?)""");
        open = new KeptStatement(
                connection,
                "SELECT sequence_id FROM sequence WHERE counted_files IS NULL LIMIT " + SEQUENCES_AT_A_TIME);
        count = new KeptStatement(connection, """
                UPDATE sequence SET
                  (counted_files, counted_headers, first_header_id, last_header_id, first_frame, last_frame,
                   different_frames, counted_bytes, first_file_id, last_file_id, first_indexed_at, last_indexed_at) = (
                    SELECT count(*), count(f.header_id), min(f.header_id), max(f.header_id), min(f.frame), max(f.frame),
                           count(f.frame) - max(0, coalesce(sum(f.frame = 0), 0) - 1), coalesce(sum(f.size_bytes), 0),
                           min(f.file_id), max(f.file_id), min(f.indexed_at), max(f.indexed_at)
                    FROM file f WHERE f.sequence_id = ?1 AND f.gone_at IS NULL),
                  varied_slots = 0,
                  with_changes =
                    EXISTS (SELECT 1 FROM file_change)
                    AND (EXISTS (SELECT 1 FROM file f CROSS JOIN file_change c ON c.file_id = f.file_id
                                 WHERE f.sequence_id = ?1)
                         OR EXISTS (SELECT 1 FROM file f CROSS JOIN file_change c ON c.moved_to = f.file_id
                                    WHERE f.sequence_id = ?1))
                WHERE sequence_id = ?1
                RETURNING counted_files, counted_headers, first_header_id, last_header_id, different_frames""");
        setVaried = new KeptStatement(connection, "UPDATE sequence SET varied_slots = ? WHERE sequence_id = ?");
        varied = new VariedSlots(connection);
    }

    /** New rows of {@code file} were put down. A trigger would run for each of them. */
    void added(long firstFileId) {
        uncount.write(firstFileId);
    }

    /**
     * Some of those that are not counted.
     *
     * @return whether there may be more
     */
    boolean countSome() {
        List<Long> sequenceIds = open.rows(row -> row.getLong(1));
        long files = 0;
        for (long sequenceId : sequenceIds) {
            if (files >= FILES_AT_A_TIME) {
                return true;
            }
            files += count(sequenceId);
        }
        return sequenceIds.size() == SEQUENCES_AT_A_TIME;
    }

    private record Counted(long files, long headers, long firstHeaderId, long lastHeaderId, long differentFrames) {
        /** Threes are made by frame and share a header. */
        boolean isUniform() {
            return headers == files && firstHeaderId == lastHeaderId && differentFrames == files;
        }
    }

    /** To prove something of it would take as long as to count several slices. */
    private static boolean isLong(Counted counted) {
        return counted.files() > FILES_AT_A_TIME;
    }

    /** @return files */
    private long count(long sequenceId) {
        Counted counted = count.rows(
                        row -> new Counted(
                                row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5)),
                        sequenceId)
                .get(0);
        if (counted.isUniform() && counted.files() > 0) {
            long headerId = counted.firstHeaderId();
            long slots = fresh.varied(sequenceId, headerId, counted.files())
                    .orElseGet(() -> isLong(counted) ? 0 : varied.of(sequenceId, headerId, counted.files()));
            setVaried.write(slots, sequenceId);
        }
        return counted.files();
    }

    @Override
    public void close() {
        uncount.close();
        open.close();
        count.close();
        setVaried.close();
        varied.close();
    }
}
