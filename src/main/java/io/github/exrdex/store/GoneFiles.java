package io.github.exrdex.store;

import org.jdbi.v3.core.Handle;

/**
 * Removes what is left of files that went away, and everything that only they needed. Statements over all tables that a
 * file leads to; a new one that points at {@code file} or {@code sequence} belongs here as well.
 */
final class GoneFiles {
    /** The same rows each time within a transaction. The partial index needs its own condition spelt out. */
    private static final String CHOSEN = """
            (SELECT file_id FROM file
             WHERE state <> 'complete' AND state = 'gone' AND gone_at < :before
             ORDER BY file_id LIMIT :most)""";

    private GoneFiles() {}

    /**
     * Removes rows of files.
     *
     * @param goneBeforeAt milliseconds since 1970
     * @param most rows at a time, so that no transaction grows with the index
     * @return rows removed
     */
    static long removeFiles(Handle handle, long goneBeforeAt, int most) {
        remove(handle, "DELETE FROM frame_values WHERE file_id IN " + CHOSEN, goneBeforeAt, most);
        remove(handle, "DELETE FROM problem WHERE file_id IN " + CHOSEN, goneBeforeAt, most);
        remove(handle, "DELETE FROM file_change WHERE file_id IN " + CHOSEN, goneBeforeAt, most);
        return remove(handle, "DELETE FROM file WHERE file_id IN " + CHOSEN, goneBeforeAt, most);
    }

    private static long remove(Handle handle, String sql, long goneBeforeAt, int most) {
        return handle.createUpdate(sql)
                .bind("before", goneBeforeAt)
                .bind("most", most)
                .execute();
    }

    /**
     * Removes what no file needs any more.
     *
     * @return rows of sequences, folders and headers
     */
    static Pruned removeOrphans(Handle handle) {
        int sequences = handle.execute(
                "DELETE FROM sequence WHERE NOT EXISTS (SELECT 1 FROM file f WHERE f.sequence_id = sequence.sequence_id)");
        int folders = handle.execute("""
                DELETE FROM folder
                WHERE NOT EXISTS (SELECT 1 FROM file f WHERE f.folder_id = folder.folder_id)
                  AND NOT EXISTS (SELECT 1 FROM sequence s WHERE s.folder_id = folder.folder_id)""");
        int headers = handle.execute("""
                DELETE FROM header
                WHERE NOT EXISTS (SELECT 1 FROM file f WHERE f.header_id = header.header_id)
                  AND header_id NOT IN (
                    SELECT before_header_id FROM file_change WHERE before_header_id IS NOT NULL
                    UNION
                    SELECT header_id FROM file_change WHERE header_id IS NOT NULL)""");
        handle.execute("""
                DELETE FROM frame_slot
                WHERE NOT EXISTS (SELECT 1 FROM header h WHERE h.header_id = frame_slot.header_id)""");
        handle.execute("DELETE FROM part WHERE NOT EXISTS (SELECT 1 FROM header h WHERE h.header_id = part.header_id)");
        handle.execute("""
                DELETE FROM channel_set
                WHERE NOT EXISTS (SELECT 1 FROM part p WHERE p.channel_set_id = channel_set.channel_set_id)""");
        handle.execute("""
                DELETE FROM channel
                WHERE NOT EXISTS (SELECT 1 FROM channel_set c WHERE c.channel_set_id = channel.channel_set_id)""");
        handle.execute("""
                DELETE FROM attribute_set
                WHERE NOT EXISTS (SELECT 1 FROM part p WHERE p.attribute_set_id = attribute_set.attribute_set_id)""");
        handle.execute("""
                DELETE FROM set_attribute
                WHERE NOT EXISTS (SELECT 1 FROM attribute_set a
                                  WHERE a.attribute_set_id = set_attribute.attribute_set_id)""");
        return new Pruned(0, sequences, folders, headers);
    }
}
