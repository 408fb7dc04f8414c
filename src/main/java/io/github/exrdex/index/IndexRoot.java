package io.github.exrdex.index;

import java.nio.file.Path;
import java.util.function.Predicate;

/**
 * A folder tree to index.
 *
 * @param excluded folders and files that are left out, by absolute path
 */
public record IndexRoot(Path path, Mode mode, Predicate<Path> excluded) {
    /** How the service learns of changes. */
    public enum Mode {
        /** Watched, but polled where it lies on a file system that other hosts write to. */
        AUTO,
        WATCH,
        POLL
    }

    public static IndexRoot of(Path path) {
        return new IndexRoot(path, Mode.AUTO, any -> false);
    }
}
