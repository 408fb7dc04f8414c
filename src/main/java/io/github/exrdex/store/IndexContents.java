package io.github.exrdex.store;

import io.github.exrdex.file.FileKey;
import io.github.exrdex.file.FileStamp;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/**
 * What the index holds already, for those who compare it with the disk.
 *
 * <p>Threads: one; every thread takes its own from {@link #open}.
 */
public final class IndexContents implements AutoCloseable {
    private final Handle handle;

    private IndexContents(Handle handle) {
        this.handle = handle;
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
    public Map<String, Known> filesIn(FileKey folder) {
        List<FileDao.KnownFile> rows = FileDao.knownIn(handle, folder);
        Map<String, Known> files = new HashMap<>(rows.size() * 2);
        for (FileDao.KnownFile row : rows) {
            files.put(row.nameKey(), new Known(row.stamp(), row.recheckAt()));
        }
        return files;
    }

    /** Known folders at or below a path that hold files which are not gone. */
    public Set<FileKey> foldersWithFiles(FileKey path) {
        Set<FileKey> folders = new HashSet<>();
        for (FileKey folder : new FolderDao().under(handle, path)) {
            boolean any = handle.createQuery("""
                            SELECT EXISTS (SELECT 1 FROM file f JOIN folder d ON d.folder_id = f.folder_id
                                           WHERE d.path_key = :folder AND f.gone_at IS NULL)""")
                    .bind("folder", folder.encoded())
                    .mapTo(Boolean.class)
                    .one();
            if (any) {
                folders.add(folder);
            }
        }
        return folders;
    }

    /** The highest observation number ever used. */
    public long lastObservation() {
        return handle.createQuery("SELECT coalesce(max(obs), 0) FROM file")
                .mapTo(Long.class)
                .one();
    }

    /** Attribute names that were learnt to change from frame to frame. */
    public Set<String> varyingNames() {
        return new AttributeSetDao().varying(handle);
    }

    @Override
    public void close() {
        handle.close();
    }
}
