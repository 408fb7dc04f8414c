package io.github.exrdex.store;

import io.github.exrdex.file.FileKey;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jdbi.v3.core.Handle;

/** Statements of {@code root}. */
public final class RootDao {
    /**
     * A root as the index knows it.
     *
     * @param identity device and inode when it was swept last; empty before the first time
     */
    public record RootRow(long rootId, FileKey path, Optional<String> identity) {}

    /**
     * The root that covers a folder: the folder's own row, or that of a root above it. A folder that covers roots of
     * the index takes them in.
     */
    public RootRow claim(Handle handle, FileKey path, String mode) {
        for (FileKey above = path; ; above = above.folder()) {
            Optional<RootRow> row = find(handle, above);
            if (row.isPresent()) {
                return row.get();
            }
            if (above.encoded().equals("/")) {
                break;
            }
        }
        long id = handle.createQuery(
                        "INSERT INTO root (path_key, path, mode) VALUES (:key, :path, :mode) RETURNING root_id")
                .bind("key", path.encoded())
                .bind("path", path.text())
                .bind("mode", mode)
                .mapTo(Long.class)
                .one();
        for (RootRow other : all(handle)) {
            if (other.rootId() != id && other.path().isUnder(path)) {
                handle.execute("UPDATE folder SET root_id = ? WHERE root_id = ?", id, other.rootId());
                handle.execute("DELETE FROM root WHERE root_id = ?", other.rootId());
            }
        }
        return new RootRow(id, path, Optional.empty());
    }

    public Optional<RootRow> find(Handle handle, FileKey path) {
        return handle.createQuery("SELECT root_id, path_key, identity FROM root WHERE path_key = :key")
                .bind("key", path.encoded())
                .map((row, context) -> new RootRow(
                        row.getLong("root_id"),
                        new FileKey(row.getString("path_key")),
                        Optional.ofNullable(row.getString("identity"))))
                .findOne();
    }

    public List<RootRow> all(Handle handle) {
        return handle.createQuery("SELECT root_id, path_key, identity FROM root ORDER BY path_key")
                .map((row, context) -> new RootRow(
                        row.getLong("root_id"),
                        new FileKey(row.getString("path_key")),
                        Optional.ofNullable(row.getString("identity"))))
                .list();
    }

    /**
     * @param mode {@code watch} promises that whatever happens below the root is known within seconds
     * @param knownUntil up to when all that happened is in the index, milliseconds since 1970; empty where only a sweep tells
     */
    public void setMode(Handle handle, long rootId, String mode, OptionalLong knownUntil) {
        handle.createUpdate("UPDATE root SET mode = :mode, watched_as_of = :until WHERE root_id = :id"
                        + " AND (mode, watched_as_of) IS NOT (:mode, :until)")
                .bind("mode", mode)
                .bind("until", knownUntil.isPresent() ? (Long) knownUntil.getAsLong() : null)
                .bind("id", rootId)
                .execute();
    }

    /** Nobody follows the root any more; where it never had a file it is forgotten. */
    public void leave(Handle handle, long rootId) {
        setMode(handle, rootId, "poll", OptionalLong.empty());
        handle.execute(
                "DELETE FROM root WHERE root_id = ? AND NOT EXISTS (SELECT 1 FROM folder WHERE root_id = ?)",
                rootId,
                rootId);
    }

    /**
     * The stamps of all folders were asked for, and those that changed were listed.
     *
     * @param end what is known since; it completes no sweep
     * @param asOf up to when names are known, milliseconds since 1970; empty where some folder could not be listed
     */
    public void polled(Handle handle, long rootId, SweepEnd end, OptionalLong asOf) {
        sweepEnded(handle, rootId, end);
        if (asOf.isPresent()) {
            handle.execute("UPDATE root SET polled_as_of = ? WHERE root_id = ?", asOf.getAsLong(), rootId);
        }
    }

    /** @param nowAt milliseconds since 1970 */
    public void sweepStarted(Handle handle, long rootId, String mode, long nowAt) {
        handle.createUpdate("UPDATE root SET mode = :mode, sweep_started_at = :now WHERE root_id = :id")
                .bind("mode", mode)
                .bind("now", nowAt)
                .bind("id", rootId)
                .execute();
    }

    /** A sweep of the whole root has come to this folder; where it is interrupted, the next one begins behind. */
    public void sweepReached(Handle handle, long rootId, FileKey folder) {
        handle.execute("UPDATE root SET sweep_cursor = ? WHERE root_id = ?", folder.encoded(), rootId);
    }

    /** A sweep of the whole root has come to its end. */
    public void sweepCameRound(Handle handle, long rootId) {
        handle.execute("UPDATE root SET sweep_cursor = NULL WHERE root_id = ? AND sweep_cursor IS NOT NULL", rootId);
    }

    /** How far the last sweep had come that was interrupted; empty where none was. */
    public Optional<FileKey> sweepCursor(Handle handle, long rootId) {
        return handle.createQuery("SELECT sweep_cursor FROM root WHERE root_id = :id AND sweep_cursor IS NOT NULL")
                .bind("id", rootId)
                .mapTo(String.class)
                .map(FileKey::new)
                .findOne();
    }

    /**
     * How a sweep of the whole root ended.
     *
     * @param completedAt milliseconds since 1970; empty where some folder could not be listed
     * @param asOf when the sweep began: the index is at least that fresh
     * @param identity device and inode of the root folder; empty where it proves nothing
     */
    public record SweepEnd(
            OptionalLong completedAt,
            long asOf,
            Optional<String> identity,
            long unreadFolders,
            long heldFiles,
            String note) {}

    public void sweepEnded(Handle handle, long rootId, SweepEnd end) {
        handle.createUpdate("""
                        UPDATE root SET unread_folders = :unread, held_files = :held, note = :note,
                                        identity = coalesce(:identity, identity)
                        WHERE root_id = :id""")
                .bind("unread", end.unreadFolders())
                .bind("held", end.heldFiles())
                .bind("note", end.note().isEmpty() ? null : end.note())
                .bind("identity", end.identity())
                .bind("id", rootId)
                .execute();
        if (end.completedAt().isPresent()) {
            handle.createUpdate(
                            "UPDATE root SET sweep_completed_at = :completed, sweep_as_of = :asOf WHERE root_id = :id")
                    .bind("completed", end.completedAt().getAsLong())
                    .bind("asOf", end.asOf())
                    .bind("id", rootId)
                    .execute();
        }
    }
}
