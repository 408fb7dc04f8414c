package io.github.exrdex.query;

import io.github.exrdex.file.FileKey;
import io.github.exrdex.file.FileStamp;
import io.github.exrdex.file.FileState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;

/** What the index holds of files as far as a stat can contradict it. Threads: the reader's. */
public final class KnownFiles {
    private final SqlHandle handle;

    /**
     * A row, also of a file that is gone.
     *
     * @param recheckAt milliseconds since 1970; set while the index itself wants to look again
     */
    public record Known(FileStamp stamp, FileState state, OptionalLong recheckAt) {
        public boolean isGone() {
            return state == FileState.GONE;
        }
    }

    public KnownFiles(IndexReader reader) {
        handle = reader.handle();
    }

    /** The files of one folder by the last segment of their key. */
    public Map<String, Known> in(FileKey folder) {
        Map<String, Known> files = new HashMap<>();
        handle.select("""
                        SELECT f.name_key, f.size_bytes, f.mtime_ns, f.ctime_ns, f.inode, f.state, f.recheck_at
                        FROM file f JOIN folder d ON d.folder_id = f.folder_id WHERE d.path_key = :folder""")
                .bind("folder", folder.encoded())
                .map(row -> Map.entry(row.getString("name_key"), known(row)))
                .forEach(entry -> files.put(entry.getKey(), entry.getValue()));
        return files;
    }

    public Optional<Known> file(FileKey path) {
        return handle.select("""
                        SELECT f.size_bytes, f.mtime_ns, f.ctime_ns, f.inode, f.state, f.recheck_at
                        FROM file f JOIN folder d ON d.folder_id = f.folder_id
                        WHERE d.path_key = :folder AND f.name_key = :name""")
                .bind("folder", path.folder().encoded())
                .bind("name", path.name())
                .map(row -> known(row))
                .findOne();
    }

    private static Known known(ResultSet row) throws SQLException {
        return new Known(
                new FileStamp(
                        row.getLong("size_bytes"),
                        row.getLong("mtime_ns"),
                        row.getLong("ctime_ns"),
                        row.getLong("inode")),
                FileState.of(row.getString("state")).orElseThrow(),
                row.getObject("recheck_at") == null
                        ? OptionalLong.empty()
                        : OptionalLong.of(row.getLong("recheck_at")));
    }

    /** Folders at or below a path that hold files which are not gone. */
    public List<FileKey> foldersUnder(FileKey path) {
        return handle.select("""
                        SELECT d.path_key FROM folder d
                        WHERE (d.path_key = :key OR (d.path_key >= :from AND d.path_key < :to))
                          AND EXISTS (SELECT 1 FROM file f WHERE f.folder_id = d.folder_id AND f.gone_at IS NULL)
                        ORDER BY d.path_key""")
                .bind("key", path.encoded())
                .bind("from", ScopeClauses.below(path, '/'))
                .bind("to", ScopeClauses.below(path, '0'))
                .map(row -> new FileKey(row.getString(1)))
                .list();
    }

    /** Files that are not gone, by lot; the same one may come twice. */
    public List<FileKey> sample(int count, Random lots) {
        long highest = handle.select("SELECT coalesce(max(file_id), 0) FROM file")
                .longs()
                .one();
        List<FileKey> files = new ArrayList<>();
        for (int i = 0; i < count && highest > 0; i++) {
            handle.select("""
                            SELECT d.path_key, f.name_key FROM file f JOIN folder d ON d.folder_id = f.folder_id
                            WHERE f.file_id >= :from AND f.gone_at IS NULL ORDER BY f.file_id LIMIT 1""")
                    .bind("from", 1 + (long) (lots.nextDouble() * highest))
                    .map(row -> new FileKey(row.getString(1)).child(row.getString(2)))
                    .findOne()
                    .ifPresent(files::add);
        }
        return files;
    }
}
