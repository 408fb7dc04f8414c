package io.github.exrdex.index;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/**
 * A folder tree to index.
 *
 * @param path as somebody named it
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

    /** The same root by its place without symbolic links on the way. Asks the disk. */
    IndexRoot withoutLinks() {
        return at(RealPath.of(path));
    }

    /**
     * The same root by another name for its folder. What is found there is left out by either name: people write patterns
     * for the paths that they see.
     */
    IndexRoot at(Path place) {
        if (place.equals(path)) {
            return this;
        }
        return new IndexRoot(
                place,
                mode,
                found -> excluded.test(found)
                        || (found.startsWith(place) && excluded.test(path.resolve(place.relativize(found)))));
    }

    /** Those that do not lie in another. */
    static List<IndexRoot> topmost(List<IndexRoot> roots) {
        List<IndexRoot> topmost = new ArrayList<>();
        for (IndexRoot root :
                roots.stream().sorted(Comparator.comparing(IndexRoot::path)).toList()) {
            if (topmost.stream().noneMatch(above -> root.path().startsWith(above.path()))) {
                topmost.add(root);
            }
        }
        return topmost;
    }
}
