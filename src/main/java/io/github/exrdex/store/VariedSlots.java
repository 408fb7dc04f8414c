package io.github.exrdex.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Proves of a sequence in which slots its frames differ so much that less than half of them share any value; nearly always that is
 * every slot there is.
 *
 * <p>Of three frames that follow one another and differ from each other, one at most has the most frequent value; in t such threes
 * of n files n - 2t have it at most, and that is less than half as soon as t is more than a quarter of n. So SQLite compares the
 * frames of each three where they stand, and no value has to be fetched.
 *
 * <p>Threads: the writer's own.
 */
final class VariedSlots implements AutoCloseable {
    private static final int THREE = 3;

    /** Of the first of three, in dividing by three: most sequences begin with frame 1001. */
    private static final int REMAINDER = 1001 % THREE;

    /** Begins what follows the text in a stored JSON array; text that holds it is only compared up to there. */
    static final String BEHIND_TEXT = "\",";

    private final Connection connection;
    private final KeptStatement slots;

    /** By how many slots they compare. */
    private final @Nullable KeptStatement[] threes = new KeptStatement[FrameValueDao.COLUMNS + 1];

    VariedSlots(Connection connection) {
        this.connection = connection;
        this.slots = new KeptStatement(
                connection, "SELECT count(*) FROM frame_slot WHERE header_id = ? AND slot < " + FrameValueDao.COLUMNS);
    }

    /**
     * @param files that the sequence has, each with this header and a frame of its own
     * @return a bit for each slot of which it is proven
     */
    long of(long sequenceId, long headerId, long files) {
        int count = slots.number(headerId).orElse(0L).intValue();
        return count == 0
                ? 0
                : threesOf(count)
                        .rows(row -> varied(row, count, files), sequenceId)
                        .get(0);
    }

    private static long varied(ResultSet row, int slots, long files) throws SQLException {
        long threes = row.getLong(1);
        long varied = 0;
        for (int slot = 0; slot < slots; slot++) {
            long differing = threes - row.getLong(2 + slot);
            varied |= isProof(differing, files) ? 1L << slot : 0;
        }
        return varied;
    }

    /** @param threes of files that differ from each other */
    static boolean isProof(long threes, long files) {
        return 4 * threes > files;
    }

    private KeptStatement threesOf(int slots) {
        KeptStatement known = threes[slots];
        if (known != null) {
            return known;
        }
        KeptStatement made = new KeptStatement(connection, """
                SELECT count(*), %s
                FROM file f
                CROSS JOIN file x ON x.sequence_id = ?1 AND x.frame = f.frame + 1 AND x.gone_at IS NULL
                CROSS JOIN file y ON y.sequence_id = ?1 AND y.frame = f.frame + 2 AND y.gone_at IS NULL
                CROSS JOIN frame_values a ON a.file_id = f.file_id
                CROSS JOIN frame_values b ON b.file_id = x.file_id
                CROSS JOIN frame_values c ON c.file_id = y.file_id
                WHERE f.sequence_id = ?1 AND f.frame %% %d = %d AND f.gone_at IS NULL""".formatted(
                        IntStream.range(0, slots)
                                .mapToObj(slot -> "sum(" + someAlike(slot) + ")")
                                .collect(Collectors.joining(", ")),
                        THREE,
                        REMAINDER));
        threes[slots] = made;
        return made;
    }

    /** Texts alone, as nearly all values are, are compared as they are: to fetch them from their rows is most of what it costs. */
    private static String someAlike(int slot) {
        return """
                CASE WHEN a.value_%1$d < x'' AND b.value_%1$d < x'' AND c.value_%1$d < x''
                     THEN CASE a.value_%1$d WHEN b.value_%1$d THEN 1 WHEN c.value_%1$d THEN 1
                          ELSE b.value_%1$d = c.value_%1$d END
                     ELSE %2$s OR %3$s OR %4$s END\
                """.formatted(slot, alike("a", "b", slot), alike("b", "c", slot), alike("a", "c", slot));
    }

    /** May two files have the same text? Every blob is greater than any text. */
    private static String alike(String one, String other, int slot) {
        String a = one + ".value_" + slot;
        String b = other + ".value_" + slot;
        return """
                CASE WHEN %1$s < x'' AND %2$s < x'' THEN %1$s = %2$s
                     WHEN %1$s >= x'' AND %2$s >= x''
                     THEN substr(%1$s, 1, instr(%1$s, CAST('%3$s' AS BLOB))) = substr(%2$s, 1, instr(%2$s, CAST('%3$s' AS BLOB))) ELSE 1 END\
                """.formatted(a, b, BEHIND_TEXT);
    }

    @Override
    public void close() {
        slots.close();
        for (KeptStatement statement : threes) {
            if (statement != null) {
                statement.close();
            }
        }
    }
}
