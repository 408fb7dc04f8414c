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
 * Statements of {@code file}. The upsert runs once for every changed file and is a kept JDBC statement on the handle's
 * connection: Jdbi prepares anew each time, at a tenth of the rate (dependency notes, section 6).
 *
 * <p>Threads: the writer's own.
 */
final class FileDao implements AutoCloseable {
    private final PreparedStatement upsert;
    private final PreparedStatement insertAttribute;
    private final PreparedStatement deleteAttributes;
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
            upsert = connection.prepareStatement("""
                    INSERT INTO file (file_id, folder_id, name_key, name, sequence_id, frame, size_bytes, mtime_ns,
                                      ctime_ns, inode, obs, state, header_id, indexed_at, gone_at, recheck_at)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, ?)
                    ON CONFLICT (folder_id, name_key) DO UPDATE SET
                      sequence_id = excluded.sequence_id, frame = excluded.frame, size_bytes = excluded.size_bytes,
                      mtime_ns = excluded.mtime_ns, ctime_ns = excluded.ctime_ns, inode = excluded.inode,
                      obs = excluded.obs, state = excluded.state, header_id = excluded.header_id,
                      indexed_at = excluded.indexed_at, gone_at = NULL, recheck_at = excluded.recheck_at
                    WHERE file.obs < excluded.obs
                    RETURNING file_id""");
            insertAttribute = connection.prepareStatement("""
                    INSERT INTO file_attribute (file_id, part_index, ordinal, attribute_id, text, number, json)
                    VALUES (?, ?, ?, ?, ?, ?, ?)""");
            deleteAttributes = connection.prepareStatement("DELETE FROM file_attribute WHERE file_id = ?");
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
        String nameKey = seen.path().name();
        String name = frame.name();
        FileStamp stamp = seen.stamp();
        try {
            upsert.setLong(1, nextFileId);
            upsert.setLong(2, folderId);
            upsert.setString(3, nameKey);
            setOrNull(4, name.equals(nameKey) ? null : name);
            upsert.setLong(5, sequenceId);
            setOrNull(6, frame.frame().isPresent() ? frame.frame().getAsLong() : null);
            upsert.setLong(7, stamp.sizeBytes());
            upsert.setLong(8, stamp.mtimeNs());
            upsert.setLong(9, stamp.ctimeNs());
            upsert.setLong(10, stamp.inode());
            upsert.setLong(11, seen.obs());
            upsert.setString(12, seen.state().text());
            setOrNull(13, headerId.orElse(null));
            upsert.setLong(14, nowAt);
            setOrNull(15, seen.recheckAt().isPresent() ? seen.recheckAt().getAsLong() : null);
            try (ResultSet row = upsert.executeQuery()) {
                if (!row.next()) {
                    return new Upserted(Fate.OUTDATED, -1);
                }
                long id = row.getLong(1);
                if (id == nextFileId) {
                    nextFileId++;
                    return new Upserted(Fate.INSERTED, id);
                }
                return new Upserted(Fate.UPDATED, id);
            }
        } catch (SQLException e) {
            throw new StatementFailedException(e);
        }
    }

    private void setOrNull(int index, @Nullable Object value) throws SQLException {
        if (value == null) {
            upsert.setNull(index, Types.NULL);
        } else if (value instanceof Long number) {
            upsert.setLong(index, number);
        } else {
            upsert.setString(index, value.toString());
        }
    }

    void deleteDetails(long fileId) {
        try {
            deleteAttributes.setLong(1, fileId);
            deleteAttributes.executeUpdate();
            deleteProblems.setLong(1, fileId);
            deleteProblems.executeUpdate();
        } catch (SQLException e) {
            throw new StatementFailedException(e);
        }
    }

    void insertAttribute(long fileId, HeaderRows.FrameAttribute attribute, long attributeId) {
        StoredValue value = attribute.value();
        try {
            insertAttribute.setLong(1, fileId);
            insertAttribute.setInt(2, attribute.partIndex());
            insertAttribute.setInt(3, attribute.ordinal());
            insertAttribute.setLong(4, attributeId);
            insertAttribute.setString(5, value.text());
            Double number = value.number();
            if (number == null) {
                insertAttribute.setNull(6, Types.REAL);
            } else {
                insertAttribute.setDouble(6, number);
            }
            insertAttribute.setString(7, value.json());
            insertAttribute.executeUpdate();
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
        for (PreparedStatement statement :
                List.of(upsert, insertAttribute, deleteAttributes, insertProblem, deleteProblems)) {
            try {
                statement.close();
            } catch (SQLException e) {
                // The connection is going away, and these with it.
            }
        }
    }
}
