package io.github.exrdex.index;

import io.github.exrdex.file.FileKey;
import io.github.exrdex.file.FileStat;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

/** Whether a folder that the index knows is still there. Only a plain "no such file" counts as a no. */
enum Standing {
    STANDS,
    /** Some folder on the way is missing, or is no folder any more. */
    ABSENT,
    /** The system would not say. */
    UNKNOWN;

    /**
     * Walks down from the root, for a link on the way would lead somewhere else.
     *
     * @param root is there
     * @param folder the root or below it
     */
    static Standing of(FileKey root, FileKey folder) {
        String rest = folder.encoded()
                .substring(root.encoded().equals("/") ? 1 : root.encoded().length());
        FileKey at = root;
        for (String name : rest.split("/", -1)) {
            if (name.isEmpty()) {
                continue;
            }
            at = at.child(name);
            try {
                if (FileStat.of(at.toPath()).kind() != FileStat.Kind.FOLDER) {
                    return ABSENT;
                }
            } catch (NoSuchFileException | NotDirectoryException e) {
                return ABSENT;
            } catch (IOException e) {
                return UNKNOWN;
            }
        }
        return STANDS;
    }

    /** Is there certainly no file at this path any more? What became a folder or a link is none. */
    static boolean isGone(Path path) {
        try {
            FileStat.Kind kind = FileStat.of(path).kind();
            return kind == FileStat.Kind.FOLDER || kind == FileStat.Kind.LINK;
        } catch (NoSuchFileException | NotDirectoryException e) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
