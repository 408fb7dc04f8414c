package io.github.exrdex.store;

import org.jdbi.v3.core.Handle;

/**
 * Statements of {@code arrival} and {@code file_change}. The rows of {@code file_change} are written by a trigger on {@code
 * file}, which costs a new file nothing.
 *
 * <p>Threads: the writer's own.
 */
final class HistoryDao {
    /** Sharp enough to find new files, and few rows; picked, not measured. */
    private static final long ARRIVAL_MS = 60_000;

    private static final String HISTORY_FROM = "history_from";

    private long lastArrivalAt = Long.MIN_VALUE;

    /**
     * New rows of {@code file} were put down.
     *
     * @param firstFileId the lowest number among them
     * @param atMs no later than the first of them
     */
    void arrived(Handle handle, long firstFileId, long atMs) {
        if (lastArrivalAt <= atMs && atMs - ARRIVAL_MS < lastArrivalAt) {
            return;
        }
        // Numbers of rows that were pruned are given out again.
        handle.execute("DELETE FROM arrival WHERE first_file_id > ? OR arrived_at > ?", firstFileId, atMs);
        handle.execute("INSERT OR IGNORE INTO arrival (arrived_at, first_file_id) VALUES (?, ?)", atMs, firstFileId);
        lastArrivalAt = atMs;
    }

    /**
     * Two files may be one that was renamed: turns the end of the first into a move where the rows prove it.
     *
     * @param from a file that went
     * @param to one that appeared
     * @return false where they are two
     */
    static boolean moved(Handle handle, long from, long to) {
        return handle.createUpdate("""
                        UPDATE file_change SET kind = 'moved', moved_to = :to
                        WHERE change_id = (SELECT max(change_id) FROM file_change WHERE file_id = :from)
                          AND kind = 'went'
                          AND EXISTS (
                            SELECT 1
                            FROM file a JOIN folder da ON da.folder_id = a.folder_id
                            JOIN file b ON b.inode = a.inode AND b.size_bytes = a.size_bytes AND b.mtime_ns = a.mtime_ns
                            JOIN folder db ON db.folder_id = b.folder_id
                            WHERE a.file_id = :from AND b.file_id = :to
                              AND a.gone_at IS NOT NULL AND b.gone_at IS NULL
                              AND db.root_id = da.root_id AND db.mount IS da.mount)""").bind("from", from).bind("to", to).execute() > 0;
    }

    /** What was noted last may have been rolled back, and file numbers may begin anew. */
    void forget() {
        lastArrivalAt = Long.MIN_VALUE;
    }

    /** Forgets what happened before a time, milliseconds since 1970. */
    static void prune(Handle handle, long beforeAt) {
        handle.execute("DELETE FROM file_change WHERE changed_at < ?", beforeAt);
        // The last one before stays: it says which files are new since then.
        handle.execute(
                "DELETE FROM arrival WHERE arrived_at < (SELECT max(arrived_at) FROM arrival WHERE arrived_at <= ?)",
                beforeAt);
        handle.execute("""
                INSERT INTO setting (name, value) VALUES (?, ?)
                ON CONFLICT (name) DO UPDATE SET value = max(CAST(value AS INTEGER), CAST(excluded.value AS INTEGER))""", HISTORY_FROM, Long.toString(beforeAt));
    }
}
