package io.github.exrdex.store;

import io.github.exrdex.exr.HeaderProblem;
import io.github.exrdex.file.FileKey;
import io.github.exrdex.file.FileStamp;
import io.github.exrdex.file.FrameName;
import java.sql.Connection;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/** Statements of {@code file}. Threads: the writer's own. */
final class FileDao implements AutoCloseable {
    private static final int UPDATED_FACTS = 14;

    private final KeptStatement insert;
    private final KeptStatement update;
    private final KeptStatement insertProblem;
    private final KeptStatement deleteProblems;
    private long nextFileId;

    /** What became of an upsert. */
    enum Fate {
        INSERTED,
        UPDATED,
        /** The row had been observed later already; nothing was changed. */
        OUTDATED
    }

    /** @param fileId of the row; meaningless where the change was outdated */
    record Upserted(Fate fate, long fileId) {}

    FileDao(Handle handle) {
        Connection connection = handle.getConnection();
        insert = new KeptStatement(connection, """
                INSERT INTO file (sequence_id, frame, size_bytes, mtime_ns, ctime_ns, inode, obs, state, header_id,
                                  indexed_at, recheck_at, part_bytes, folder_id, name_key, file_id, name)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (folder_id, name_key) DO NOTHING""");
        update = new KeptStatement(connection, """
                UPDATE file SET
                  sequence_id = ?1, frame = ?2, size_bytes = ?3, mtime_ns = ?4, ctime_ns = ?5, inode = ?6, obs = ?7,
                  state = ?8, header_id = ?9, indexed_at = ?10, recheck_at = ?11, part_bytes = ?12, gone_at = NULL
                WHERE folder_id = ?13 AND name_key = ?14 AND obs < ?7
                RETURNING file_id""");
        insertProblem = new KeptStatement(connection, """
                INSERT INTO problem (file_id, ordinal, severity, kind, byte_offset, detail)
                VALUES (?, ?, ?, ?, ?, ?)""");
        deleteProblems = new KeptStatement(connection, "DELETE FROM problem WHERE file_id = ?");
        refreshIds(handle);
    }

    /** Ids given out by a transaction that was rolled back are free again. */
    void refreshIds(Handle handle) {
        nextFileId = handle.createQuery("SELECT coalesce(max(file_id), 0) + 1 FROM file")
                .mapTo(Long.class)
                .one();
    }

    /** The number that the next new row gets. */
    long nextFileId() {
        return nextFileId;
    }

    Upserted upsert(
            FileChange.Seen seen,
            long folderId,
            long sequenceId,
            FrameName frame,
            Optional<Long> headerId,
            long nowAt) {
        FileStamp stamp = seen.stamp();
        String nameKey = seen.path().name();
        // Both statements begin with the same fourteen.
        @Nullable
        Object[] facts = {
            sequenceId,
            frame.frame(),
            stamp.sizeBytes(),
            stamp.mtimeNs(),
            stamp.ctimeNs(),
            stamp.inode(),
            seen.obs(),
            seen.state().text(),
            headerId,
            nowAt,
            seen.recheckAt(),
            partBytes(seen.header()),
            folderId,
            nameKey,
            nextFileId,
            frame.name().equals(nameKey) ? null : frame.name()
        };
        if (insert.write(facts) > 0) {
            return new Upserted(Fate.INSERTED, nextFileId++);
        }
        return update.number(Arrays.copyOf(facts, UPDATED_FACTS))
                .map(fileId -> new Upserted(Fate.UPDATED, fileId))
                .orElse(new Upserted(Fate.OUTDATED, -1));
    }

    /** A JSON array. */
    private static @Nullable String partBytes(Optional<HeaderRows> header) {
        if (header.isEmpty() || header.get().partBytes().isEmpty()) {
            return null;
        }
        StringJoiner text = new StringJoiner(",", "[", "]");
        for (long bytes : header.get().partBytes()) {
            text.add(Long.toString(bytes));
        }
        return text.toString();
    }

    void deleteProblems(long fileId) {
        deleteProblems.write(fileId);
    }

    void insertProblem(long fileId, int ordinal, HeaderProblem problem) {
        insertProblem.write(
                fileId,
                ordinal,
                problem.severity().text(),
                problem.kind().text(),
                problem.offset() < 0 ? null : problem.offset(),
                problem.detail());
    }

    /** A row that became gone. */
    record GoneRow(long fileId, FileStamp stamp) {}

    /** @return nothing where there is no row, it was gone already, or was observed later */
    static List<GoneRow> markGone(Handle handle, FileKey path, long obs, long nowAt) {
        return markGone(handle, path.folder(), Optional.of(path.name()), obs, nowAt);
    }

    static List<GoneRow> markFolderGone(Handle handle, FileKey folder, long obs, long nowAt) {
        return markGone(handle, folder, Optional.empty(), obs, nowAt);
    }

    private static List<GoneRow> markGone(Handle handle, FileKey folder, Optional<String> name, long obs, long nowAt) {
        String which = atPlace(name);
        Query update = handle.createQuery("""
                        UPDATE file SET state = 'gone', gone_at = :now, recheck_at = NULL, obs = :obs
                        WHERE gone_at IS NULL AND obs < :obs""" + which + " RETURNING file_id, size_bytes, mtime_ns, ctime_ns, inode");
        name.ifPresent(bound -> update.bind("name", bound));
        List<GoneRow> gone = update.bind("folder", folder.encoded())
                .bind("now", nowAt)
                .bind("obs", obs)
                .map((row, context) -> new GoneRow(
                        row.getLong(1), new FileStamp(row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5))))
                .list();
        // A row that is gone already was observed too: a look from before must not bring it back.
        Update seen =
                handle.createUpdate("UPDATE file SET obs = :obs WHERE gone_at IS NOT NULL AND obs < :obs" + which);
        name.ifPresent(bound -> seen.bind("name", bound));
        seen.bind("folder", folder.encoded()).bind("obs", obs).execute();
        return gone;
    }

    private static String atPlace(Optional<String> name) {
        return " AND folder_id = (SELECT folder_id FROM folder WHERE path_key = :folder)"
                + (name.isPresent() ? " AND name_key = :name" : "");
    }

    @Override
    public void close() {
        insert.close();
        update.close();
        insertProblem.close();
        deleteProblems.close();
    }
}
