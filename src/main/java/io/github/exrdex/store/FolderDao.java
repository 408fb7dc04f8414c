package io.github.exrdex.store;

import io.github.exrdex.file.FileKey;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jdbi.v3.core.Handle;

/** Statements of {@code folder}. Threads: the writer's own. */
final class FolderDao implements AutoCloseable {
    private final KeptStatement find;
    private final KeptStatement insert;

    FolderDao(Connection connection) {
        find = new KeptStatement(connection, "SELECT folder_id FROM folder WHERE path_key = ?");
        insert = new KeptStatement(
                connection, "INSERT INTO folder (root_id, path_key, path) VALUES (?, ?, ?) RETURNING folder_id");
    }

    long ensure(FileKey path, long rootId) {
        return find.number(path.encoded())
                .orElseGet(
                        () -> insert.number(rootId, path.encoded(), path.text()).orElseThrow());
    }

    /** @param device empty for the file system of the root itself */
    void setMount(Handle handle, long folderId, OptionalLong device) {
        handle.createUpdate("UPDATE folder SET mount = :device WHERE folder_id = :id")
                .bind("device", device.isPresent() ? (Long) device.getAsLong() : null)
                .bind("id", folderId)
                .execute();
    }

    /** The folder itself, if it is known, and all known folders below it. */
    List<FileKey> under(Handle handle, FileKey path) {
        return handle.createQuery("SELECT path_key FROM folder WHERE path_key = :key"
                        + " OR (path_key >= :from AND path_key < :to) ORDER BY path_key")
                .bindMap(range(path))
                .map((row, context) -> new FileKey(row.getString(1)))
                .list();
    }

    /** Bounds for {@code path_key = :key OR (path_key >= :from AND path_key < :to)}: a folder and all below it. */
    static Map<String, String> range(FileKey path) {
        String prefix = path.encoded().equals("/") ? "/" : path.encoded() + "/";
        // '0' follows '/' in ASCII, so this range is exactly the keys that begin with the prefix.
        return Map.of("key", path.encoded(), "from", prefix, "to", prefix.substring(0, prefix.length() - 1) + '0');
    }

    @Override
    public void close() {
        find.close();
        insert.close();
    }
}
