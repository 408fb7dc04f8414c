package io.github.exrdex.index;

import io.github.exrdex.store.IndexUnavailableException;
import io.github.exrdex.watch.SharedMounts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where an index may lie: SQLite's write-ahead log needs memory that all processes share and locks that work, so one host's disk. */
final class IndexPlace {
    /** The root disk of many small virtual machines; it has one host. */
    private static final String DISK_OF_MACHINE = "virtiofs";

    private IndexPlace() {}

    /** @throws IndexUnavailableException where it would be damaged sooner or later */
    static void check(Path database) {
        Path folder = standing(database.toAbsolutePath().normalize());
        try {
            String type = Files.getFileStore(folder).type();
            if (!type.equals(DISK_OF_MACHINE) && SharedMounts.contain(folder)) {
                throw new IndexUnavailableException("the index " + database + " would lie on " + type
                        + ", where SQLite loses data; put it on a local disk with --db or [index] database");
            }
        } catch (IOException e) {
            // Nobody knows what it is; SQLite will say whether it can do with it.
        }
    }

    /** The nearest folder that is there: the index may yet have to be made. */
    private static Path standing(Path database) {
        for (Path at = database.getParent(); at != null; at = at.getParent()) {
            if (Files.isDirectory(at)) {
                return at;
            }
        }
        return Path.of("/");
    }
}
