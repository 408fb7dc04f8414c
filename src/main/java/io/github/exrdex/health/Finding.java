package io.github.exrdex.health;

import io.github.exrdex.file.FileKey;
import java.util.Locale;

/**
 * One place where the index and the disk do not say the same.
 *
 * @param settling the file is so young, or asked for, that the index may not know yet: no difference so far
 * @param detail one sentence for people
 */
public record Finding(Kind kind, boolean settling, FileKey path, String detail) {
    /** What does not fit. */
    public enum Kind {
        /** On disk, not in the index. */
        MISSING,
        /** In the index, not on disk. */
        GONE,
        /** Size, times or inode differ. */
        STAMP,
        /** The header reads as another state. */
        STATE,
        /** Cannot be compared, for the system does not let us look. */
        UNREAD
    }

    /** The word for it in every format. */
    public String word() {
        return settling ? "settling" : kind.name().toLowerCase(Locale.ROOT);
    }
}
