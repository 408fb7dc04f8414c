package io.github.exrdex.index;

import io.github.exrdex.file.ExrNames;
import io.github.exrdex.file.FileKey;
import io.github.exrdex.file.FileStat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A root with its row in the index.
 *
 * @param path the same as the key, without links on the way
 * @param excluded folders and files that are left out, by absolute path
 */
record ClaimedRoot(long rootId, FileKey key, Path path, Predicate<Path> excluded) {
    /** Device and inode of the folder; empty where it is not there, or is no folder. */
    Optional<String> identityNow() {
        try {
            FileStat stat = FileStat.of(path);
            return stat.kind() == FileStat.Kind.FOLDER ? Optional.of(stat.identity()) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Is a folder below the root no part of the index, because of its name or of the settings, or those of one above it? */
    boolean leavesOut(FileKey folder) {
        for (FileKey at = folder; !at.equals(key) && !at.encoded().equals("/"); at = at.folder()) {
            if (!ExrNames.isWalked(at.name()) || excluded.test(at.toPath())) {
                return true;
            }
        }
        return false;
    }
}
