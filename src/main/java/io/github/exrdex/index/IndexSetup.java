package io.github.exrdex.index;

import java.nio.file.Path;
import java.util.List;

/**
 * Which index, of which folders, made how.
 *
 * @param database file of the index
 * @param roots those of the config file
 */
public record IndexSetup(Path database, List<IndexRoot> roots, IndexOptions options) {
    public IndexSetup {
        roots = List.copyOf(roots);
    }

    /** A folder that somebody names: what is set for a root applies to it and below it, by whatever name. */
    public IndexRoot rootFor(Path folder) {
        Path absolute = folder.toAbsolutePath().normalize();
        for (IndexRoot root : roots) {
            if (absolute.startsWith(root.path())) {
                return new IndexRoot(absolute, root.mode(), root.excluded());
            }
        }
        Path place = RealPath.of(absolute);
        for (IndexRoot root : roots) {
            IndexRoot real = root.withoutLinks();
            if (place.startsWith(real.path())) {
                return new IndexRoot(absolute, real.mode(), real.excluded());
            }
        }
        return IndexRoot.of(absolute);
    }
}
