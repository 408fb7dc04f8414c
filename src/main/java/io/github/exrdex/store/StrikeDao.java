package io.github.exrdex.store;

import io.github.exrdex.file.FileKey;
import io.github.exrdex.file.FileStamp;
import java.util.Map;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** Statements of {@code strike}: files that were being read when an indexing process died. */
public final class StrikeDao {
    /**
     * How often, and what the file was like then.
     *
     * @param deaths of one and the same version of the file
     */
    public record Strike(FileStamp stamp, int deaths) {}

    /** One more; a file that changed since the last one starts over. */
    public void add(Handle handle, FileKey path, FileStamp stamp) {
        handle.createUpdate("""
                        INSERT INTO strike (path_key, size_bytes, mtime_ns, ctime_ns, inode, deaths)
                        VALUES (:path, :size, :mtime, :ctime, :inode, 1)
                        ON CONFLICT (path_key) DO UPDATE SET
                          deaths = CASE WHEN (size_bytes, mtime_ns, ctime_ns, inode)
                                           = (excluded.size_bytes, excluded.mtime_ns, excluded.ctime_ns, excluded.inode)
                                        THEN deaths + 1 ELSE 1 END,
                          size_bytes = excluded.size_bytes, mtime_ns = excluded.mtime_ns,
                          ctime_ns = excluded.ctime_ns, inode = excluded.inode""")
                .bind("path", path.encoded())
                .bind("size", stamp.sizeBytes())
                .bind("mtime", stamp.mtimeNs())
                .bind("ctime", stamp.ctimeNs())
                .bind("inode", stamp.inode())
                .execute();
    }

    /** The file was read and everybody lived. */
    public void forget(Handle handle, FileKey path) {
        handle.createUpdate("DELETE FROM strike WHERE path_key = :path")
                .bind("path", path.encoded())
                .execute();
    }

    public Map<FileKey, Strike> all(Handle handle) {
        record Row(FileKey path, Strike strike) {}
        return handle
                .createQuery("SELECT path_key, size_bytes, mtime_ns, ctime_ns, inode, deaths FROM strike")
                .map((row, context) -> new Row(
                        new FileKey(row.getString("path_key")),
                        new Strike(
                                new FileStamp(
                                        row.getLong("size_bytes"),
                                        row.getLong("mtime_ns"),
                                        row.getLong("ctime_ns"),
                                        row.getLong("inode")),
                                row.getInt("deaths"))))
                .stream()
                .collect(Collectors.toMap(Row::path, Row::strike));
    }
}
