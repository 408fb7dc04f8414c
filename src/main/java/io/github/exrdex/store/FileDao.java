package io.github.exrdex.store;

import io.github.exrdex.exr.HeaderProblem;
import io.github.exrdex.file.FileKey;
import io.github.exrdex.file.FileStamp;
import io.github.exrdex.file.FrameName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/**
 * Statements of {@code file}. What runs once for every changed file is a kept JDBC statement on the handle's connection:
 * Jdbi prepares anew each time, at a tenth of the rate (dependency notes, section 6).
 *
 * <p>Threads: the writer's own.
 */
final class FileDao implements AutoCloseable {
    private final PreparedStatement insert;
    private final PreparedStatement update;
    private final PreparedStatement insertProblem;
    private final PreparedStatement deleteProblems;
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
        try {
            Connection connection = handle.getConnection();
            insert = connection.prepareStatement("""
                    INSERT INTO file (sequence_id, frame, size_bytes, mtime_ns, ctime_ns, inode, obs, state, header_id,
                                      indexed_at, recheck_at, folder_id, name_key, file_id, name)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                    ON CONFLICT (folder_id, name_key) DO NOTHING""");
            update = connection.prepareStatement("""
                    UPDATE file SET
                      sequence_id = ?1, frame = ?2, size_bytes = ?3, mtime_ns = ?4, ctime_ns = ?5, inode = ?6, obs = ?7,
                      state = ?8, header_id = ?9, indexed_at = ?10, recheck_at = ?11, gone_at = NULL
                    WHERE folder_id = ?12 AND name_key = ?13 AND obs < ?7
                    RETURNING file_id""");
            insertProblem = connection.prepareStatement("""
                    INSERT INTO problem (file_id, ordinal, severity, kind, byte_offset, detail)
                    VALUES (?, ?, ?, ?, ?, ?)""");
            deleteProblems = connection.prepareStatement("DELETE FROM problem WHERE file_id = ?");
        } catch (SQLException e) {
            throw new StatementFailedException(e);
        }
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
        try {
            bindFacts(insert, seen, folderId, sequenceId, frame, headerId, nowAt);
            String nameKey = seen.path().name();
            insert.setLong(14, nextFileId);
            setOrNull(insert, 15, frame.name().equals(nameKey) ? null : frame.name());
            if (insert.executeUpdate() > 0) {
                return new Upserted(Fate.INSERTED, nextFileId++);
            }
            bindFacts(update, seen, folderId, sequenceId, frame, headerId, nowAt);
            try (ResultSet row = update.executeQuery()) {
                return row.next() ? new Upserted(Fate.UPDATED, row.getLong(1)) : new Upserted(Fate.OUTDATED, -1);
            }
        } catch (SQLException e) {
            throw new StatementFailedException(e);
        }
    }

    /** The first 13 parameters of {@code insert}, and all of {@code update}. */
    private static void bindFacts(
            PreparedStatement statement,
            FileChange.Seen seen,
            long folderId,
            long sequenceId,
            FrameName frame,
            Optional<Long> headerId,
            long nowAt)
            throws SQLException {
        FileStamp stamp = seen.stamp();
        statement.setLong(1, sequenceId);
        setOrNull(statement, 2, frame.frame().isPresent() ? frame.frame().getAsLong() : null);
        statement.setLong(3, stamp.sizeBytes());
        statement.setLong(4, stamp.mtimeNs());
        statement.setLong(5, stamp.ctimeNs());
        statement.setLong(6, stamp.inode());
        statement.setLong(7, seen.obs());
        statement.setString(8, seen.state().text());
        setOrNull(statement, 9, headerId.orElse(null));
        statement.setLong(10, nowAt);
        setOrNull(statement, 11, seen.recheckAt().isPresent() ? seen.recheckAt().getAsLong() : null);
        statement.setLong(12, folderId);
        statement.setString(13, seen.path().name());
    }

    private static void setOrNull(PreparedStatement statement, int index, @Nullable Object value) throws SQLException {
        if (value == null) {
            statement.setNull(index, Types.NULL);
        } else if (value instanceof Long number) {
            statement.setLong(index, number);
        } else {
            statement.setString(index, value.toString());
        }
    }

    void deleteProblems(long fileId) {
        try {
            deleteProblems.setLong(1, fileId);
            deleteProblems.executeUpdate();
        } catch (SQLException e) {
            throw new StatementFailedException(e);
        }
    }

    void insertProblem(long fileId, int ordinal, HeaderProblem problem) {
        try {
            insertProblem.setLong(1, fileId);
            insertProblem.setInt(2, ordinal);
            insertProblem.setString(3, problem.severity().text());
            insertProblem.setString(4, problem.kind().text());
            if (problem.offset() < 0) {
                insertProblem.setNull(5, Types.INTEGER);
            } else {
                insertProblem.setLong(5, problem.offset());
            }
            insertProblem.setString(6, problem.detail());
            insertProblem.executeUpdate();
        } catch (SQLException e) {
            throw new StatementFailedException(e);
        }
    }

    /** @return 1 where the row became gone, 0 where there is none, it was gone already, or was observed later */
    static int markGone(Handle handle, FileKey path, long obs, long nowAt) {
        return markGone(handle, path.folder(), Optional.of(path.name()), obs, nowAt);
    }

    /** @return how many rows became gone */
    static int markFolderGone(Handle handle, FileKey folder, long obs, long nowAt) {
        return markGone(handle, folder, Optional.empty(), obs, nowAt);
    }

    private static int markGone(Handle handle, FileKey folder, Optional<String> name, long obs, long nowAt) {
        int gone = atPlace(handle, """
                        UPDATE file SET state = 'gone', gone_at = :now, recheck_at = NULL, obs = :obs
                        WHERE gone_at IS NULL AND obs < :obs""", folder, name)
                .bind("now", nowAt)
                .bind("obs", obs)
                .execute();
        // A row that is gone already was observed too: a look from before must not bring it back.
        atPlace(handle, "UPDATE file SET obs = :obs WHERE gone_at IS NOT NULL AND obs < :obs", folder, name)
                .bind("obs", obs)
                .execute();
        return gone;
    }

    private static Update atPlace(Handle handle, String update, FileKey folder, Optional<String> name) {
        String inFolder = update + " AND folder_id = (SELECT folder_id FROM folder WHERE path_key = :folder)";
        Update statement = name.isPresent()
                ? handle.createUpdate(inFolder + " AND name_key = :name").bind("name", name.get())
                : handle.createUpdate(inFolder);
        return statement.bind("folder", folder.encoded());
    }

    @Override
    public void close() {
        KeptStatements.close(List.of(insert, update, insertProblem, deleteProblems));
    }
}
