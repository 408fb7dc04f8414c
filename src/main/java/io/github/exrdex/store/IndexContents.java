package io.github.exrdex.store;

import io.github.exrdex.file.FileKey;
import io.github.exrdex.file.FileStamp;
import io.github.exrdex.file.FileState;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/**
 * What the index holds already, for those who compare it with the disk.
 *
 * <p>Threads: one, and {@link #filesIn} any; every thread takes its own from {@link #open}.
 */
public final class IndexContents implements AutoCloseable {
    /** Asked every second. A plain join would begin with the folders of the root, and so walk all of its files. */
    static final String DUE = """
            SELECT d.path_key, f.name_key, f.size_bytes, f.mtime_ns, f.ctime_ns, f.inode
            FROM file f CROSS JOIN folder d ON d.folder_id = f.folder_id
            WHERE f.recheck_at <= :now AND d.root_id = :root
            ORDER BY f.recheck_at LIMIT :most""";

    /** One statement, so that both of its halves see the same files. */
    static final String STATES = """
            SELECT f.state, count(*) FROM file f CROSS JOIN folder d ON d.folder_id = f.folder_id
            WHERE f.state <> 'complete' AND f.state <> 'gone'
              AND (d.path_key = :key OR (d.path_key >= :from AND d.path_key < :to))
            GROUP BY f.state
            UNION ALL
            SELECT 'all', count(*) FROM folder d
            JOIN sequence s ON s.folder_id = d.folder_id
            JOIN file f ON f.sequence_id = s.sequence_id
            WHERE (d.path_key = :key OR (d.path_key >= :from AND d.path_key < :to)) AND f.gone_at IS NULL""";

    /** No time at all: that a column holds nothing is a second question to the driver, for each row. */
    private static final long NEVER = -1;

    private final Handle handle;

    /** A sweep asks it for every folder, so it is kept: Jdbi prepares anew each time. */
    private final PreparedStatement filesIn;

    private IndexContents(Handle handle) {
        this.handle = handle;
        try {
            filesIn = handle.getConnection().prepareStatement("""
                    SELECT f.name_key, f.size_bytes, f.mtime_ns, f.ctime_ns, f.inode, coalesce(f.recheck_at, %d)
                    FROM file f JOIN folder d ON d.folder_id = f.folder_id
                    WHERE d.path_key = ? AND f.gone_at IS NULL""".formatted(NEVER));
        } catch (SQLException e) {
            handle.close();
            throw new StatementFailedException(e);
        }
    }

    public static IndexContents open(IndexDatabase database) {
        return new IndexContents(database.readHandle());
    }

    /**
     * A row as far as it decides whether a file must be opened again.
     *
     * @param recheckAt milliseconds since 1970; set where equal stamps are no proof, for the file was too young when it
     *     was read
     */
    public record Known(FileStamp stamp, OptionalLong recheckAt) {
        /** @param nowAt milliseconds since 1970 */
        public boolean vouchesFor(FileStamp found, long nowAt) {
            return stamp.sameAs(found) && (recheckAt.isEmpty() || recheckAt.getAsLong() > nowAt);
        }
    }

    /** The files of a folder that are not gone, by the last segment of their key. */
    public synchronized Map<String, Known> filesIn(FileKey folder) {
        Map<String, Known> files = new HashMap<>();
        try {
            filesIn.setString(1, folder.encoded());
            try (ResultSet row = filesIn.executeQuery()) {
                while (row.next()) {
                    FileStamp stamp = new FileStamp(row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5));
                    long at = row.getLong(6);
                    OptionalLong recheckAt = at == NEVER ? OptionalLong.empty() : OptionalLong.of(at);
                    files.put(name(row), new Known(stamp, recheckAt));
                }
            }
        } catch (SQLException e) {
            throw new StatementFailedException(e);
        }
        return files;
    }

    /** As bytes, for which the driver makes no buffer of its own. */
    private static String name(ResultSet row) throws SQLException {
        byte[] name = row.getBytes(1);
        return name == null ? "" : new String(name, StandardCharsets.UTF_8);
    }

    /** Known folders at or below a path that hold files which are not gone. */
    public Set<FileKey> foldersWithFiles(FileKey path) {
        return new HashSet<>(handle.createQuery("""
                        SELECT d.path_key FROM folder d
                        WHERE (d.path_key = :key OR (d.path_key >= :from AND d.path_key < :to))
                          AND EXISTS (SELECT 1 FROM file f WHERE f.folder_id = d.folder_id AND f.gone_at IS NULL)""")
                .bindMap(FolderDao.range(path))
                .map((row, context) -> new FileKey(row.getString(1)))
                .list());
    }

    /** Folders at or below a path that lie in another file system than their root, and the number of its device. */
    public Map<FileKey, Long> mounts(FileKey path) {
        Map<FileKey, Long> mounts = new HashMap<>();
        handle.createQuery("""
                        SELECT d.path_key, d.mount FROM folder d
                        WHERE (d.path_key = :key OR (d.path_key >= :from AND d.path_key < :to)) AND d.mount IS NOT NULL""")
                .bindMap(FolderDao.range(path))
                .map((row, context) -> Map.entry(new FileKey(row.getString(1)), row.getLong(2)))
                .forEach(entry -> mounts.put(entry.getKey(), entry.getValue()));
        return mounts;
    }

    /**
     * How many files there are of each state at or below a folder, those that are gone left out. Nearly all are complete, so
     * only those that are not are looked at one by one; the others are what is left of all that the sequences have.
     */
    public Map<FileState, Long> states(FileKey folder) {
        Map<FileState, Long> states = new EnumMap<>(FileState.class);
        Map<String, Long> counted = new HashMap<>();
        handle.createQuery(STATES)
                .bindMap(FolderDao.range(folder))
                .map((row, context) -> Map.entry(row.getString(1), row.getLong(2)))
                .forEach(entry -> counted.put(entry.getKey(), entry.getValue()));
        long complete = Objects.requireNonNull(counted.remove("all"));
        for (Map.Entry<String, Long> other : counted.entrySet()) {
            complete -= other.getValue();
            FileState.of(other.getKey()).ifPresent(state -> states.put(state, other.getValue()));
        }
        if (complete > 0) {
            states.put(FileState.COMPLETE, complete);
        }
        return states;
    }

    /** A file that is due for another look, and its stamp at the last one. */
    public record Due(FileKey file, FileStamp stamp) {}

    /**
     * Files of a root that were too young to be sure of and are due for another look, the longest due first.
     *
     * @param nowAt milliseconds since 1970
     */
    public List<Due> dueForRecheck(long rootId, long nowAt, int most) {
        return handle.createQuery(DUE)
                .bind("now", nowAt)
                .bind("root", rootId)
                .bind("most", most)
                .map((row, context) -> new Due(
                        new FileKey(row.getString(1)).child(row.getString(2)),
                        new FileStamp(row.getLong(3), row.getLong(4), row.getLong(5), row.getLong(6))))
                .list();
    }

    /** Attribute names that were learnt to change from frame to frame. */
    public Set<String> varyingNames() {
        return AttributeSetDao.varying(handle);
    }

    @Override
    public void close() {
        try {
            filesIn.close();
        } catch (SQLException e) {
            // The connection is going away, and this with it.
        }
        handle.close();
    }
}
