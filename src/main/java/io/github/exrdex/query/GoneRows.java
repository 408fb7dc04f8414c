package io.github.exrdex.query;

/** How much of the index is about files that went away. Threads: the reader's. */
public final class GoneRows {
    private final SqlHandle handle;

    /**
     * Rows that nobody would miss.
     *
     * @param files that went away
     * @param sequences that have no other
     * @param folders that have no other
     * @param headers that no other file has
     */
    public record Amount(long files, long sequences, long folders, long headers) {}

    public GoneRows(IndexReader reader) {
        handle = reader.handle();
    }

    /** @param at milliseconds since 1970 */
    public Amount goneBefore(long at) {
        return handle.inTransaction(transaction -> new Amount(
                count(
                        "SELECT count(*) FROM file f WHERE f.state <> 'complete' AND f.state = 'gone' AND f.gone_at < :at",
                        at),
                count(
                        "SELECT count(*) FROM sequence o WHERE NOT EXISTS (" + KEPT
                                + " AND f.sequence_id = o.sequence_id)",
                        at),
                count(
                        "SELECT count(*) FROM folder o WHERE NOT EXISTS (" + KEPT + " AND f.folder_id = o.folder_id)",
                        at),
                count(
                        "SELECT count(*) FROM header o WHERE NOT EXISTS (" + KEPT + " AND f.header_id = o.header_id)",
                        at)));
    }

    private static final String KEPT = "SELECT 1 FROM file f WHERE (f.gone_at IS NULL OR f.gone_at >= :at)";

    private long count(String sql, long at) {
        return handle.select(sql).bind("at", at).longs().one();
    }
}
