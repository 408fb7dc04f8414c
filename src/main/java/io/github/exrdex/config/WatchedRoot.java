package io.github.exrdex.config;

import java.nio.file.Path;
import java.util.List;

/**
 * A folder tree to be indexed.
 *
 * @param path absolute and normalised; need not exist now, as a mount may come back
 * @param exclude what is neither entered nor indexed
 */
public record WatchedRoot(Path path, RootMode mode, List<PathGlob> exclude) {
    public WatchedRoot {
        if (!path.isAbsolute()) {
            throw new IllegalArgumentException("not an absolute path: " + path);
        }
        exclude = List.copyOf(exclude);
    }

    /**
     * Is this file or folder left out, by itself or with a folder above it?
     *
     * @param absolute at or below the root; the root itself is never left out, as somebody named it. By another name for
     *     the root only globs of absolute paths count
     */
    public boolean excludes(Path absolute) {
        for (PathGlob glob : exclude) {
            if (glob.covers(path, absolute)) {
                return true;
            }
        }
        return false;
    }
}
