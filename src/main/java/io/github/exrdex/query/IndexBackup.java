package io.github.exrdex.query;

import io.github.exrdex.file.Reasons;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * Copies an index while a daemon may write it. SQLite's {@code VACUUM INTO} writes the state of one moment into another
 * file, without what deleted rows left behind; the daemon is not held up.
 *
 * <p>The copy is made under another name, checked, put to disk and only then renamed, so that whoever sees the file has a
 * whole one. Threads: the reader's.
 */
public final class IndexBackup {
    private final IndexReader reader;

    /**
     * A finished copy.
     *
     * @param files rows of files in it, gone ones too
     */
    public record Copy(Path file, long sizeBytes, long files) {}

    public IndexBackup(IndexReader reader) {
        this.reader = reader;
    }

    /**
     * @param replace a file that is there already may be replaced
     * @throws QueryException where the file is there already, cannot be written, or the copy proves bad
     */
    public Copy writeTo(Path file, boolean replace) {
        Path target = file.toAbsolutePath().normalize();
        checkTarget(target, replace);
        Path unfinished = target.resolveSibling(
                target.getFileName() + ".part" + ProcessHandle.current().pid());
        try {
            Files.deleteIfExists(unfinished);
            copyInto(unfinished);
            long files = checkedFiles(unfinished);
            sync(unfinished);
            if (replace) {
                Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } else {
                Files.move(unfinished, target);
            }
            syncFolderOf(target);
            return new Copy(target, Files.size(target), files);
        } catch (FileAlreadyExistsException e) {
            throw isThere(target);
        } catch (IOException e) {
            throw new QueryException(
                    QueryException.Fault.UNUSABLE_INDEX,
                    "cannot write the backup " + target + ": " + Reasons.of(e)
                            + "; name a file in a folder that you may" + " write to, with room for " + reader.path(),
                    e);
        } finally {
            deleteQuietly(unfinished);
        }
    }

    private void checkTarget(Path target, boolean replace) {
        if (Files.isDirectory(target)) {
            throw QueryException.badQuestion(target + " is a folder; name a file in it");
        }
        if (isIndexOrBesideIt(target)) {
            throw QueryException.badQuestion(target + " belongs to the index itself; name another file");
        }
        if (Files.exists(target) && !replace) {
            throw isThere(target);
        }
        // SQLite would play the log of the old file into the new one.
        for (String suffix : new String[] {"-wal", "-journal"}) {
            Path log = target.resolveSibling(target.getFileName() + suffix);
            if (Files.exists(log)) {
                throw QueryException.badQuestion(
                        log + " is there: a program uses the old file, or died with it; name another file");
            }
        }
    }

    private boolean isIndexOrBesideIt(Path target) {
        String index = reader.path().toString();
        for (String suffix : new String[] {"", "-wal", "-shm", ".lock"}) {
            Path own = Path.of(index + suffix);
            try {
                if (own.equals(target)
                        || (Files.exists(target) && Files.exists(own) && Files.isSameFile(own, target))) {
                    return true;
                }
            } catch (IOException e) {
                return true; // nothing is replaced on doubt
            }
        }
        return false;
    }

    private static QueryException isThere(Path target) {
        return QueryException.badQuestion(target + " is there already; name another file, or replace it with --force");
    }

    private void copyInto(Path file) throws IOException {
        try (PreparedStatement vacuum = reader.handle().connection().prepareStatement("VACUUM INTO ?")) {
            vacuum.setString(1, file.toString());
            vacuum.execute();
        } catch (SQLException e) {
            throw new IOException(String.valueOf(e.getMessage()), e);
        }
    }

    /** The copy as its reader will see it: ours, of our schema, and sound. */
    private static long checkedFiles(Path copy) {
        try (IndexReader checked = IndexReader.open(copy)) {
            IndexIntegrity integrity = new IndexIntegrity(checked);
            integrity.quickFault().ifPresent(fault -> {
                throw new QueryException(
                        QueryException.Fault.UNUSABLE_INDEX,
                        "the copy is damaged (" + fault + "), so the index probably is; nothing was written. Run"
                                + " exrdex doctor --full");
            });
            return checked.handle().select("SELECT count(*) FROM file").longs().one();
        }
    }

    private static void sync(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    /** The new name itself is safe once its folder is; a file system that does not do this for folders does it anyway. */
    private static void syncFolderOf(Path file) {
        Path folder = file.getParent();
        if (folder == null) {
            return;
        }
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            // Not all file systems take it; the content is on disk already.
        }
    }

    private static void deleteQuietly(Path file) {
        for (String suffix : new String[] {"", "-wal", "-shm", "-journal"}) {
            try {
                Files.deleteIfExists(file.resolveSibling(file.getFileName() + suffix));
            } catch (IOException e) {
                // The failure that brought us here is the one to tell; on success there is nothing left.
            }
        }
    }
}
