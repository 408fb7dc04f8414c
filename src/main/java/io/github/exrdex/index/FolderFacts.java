package io.github.exrdex.index;

import io.github.exrdex.file.FileStat;
import io.github.exrdex.watch.SharedMounts;
import java.io.IOException;
import java.nio.file.Path;

/** What the system says of folders, and of the mounts that they lie in. Tests have answers of their own. Threads: any. */
interface FolderFacts {
    FolderFacts SYSTEM = new FolderFacts() {
        @Override
        public FileStat stat(Path folder) throws IOException {
            return FileStat.of(folder);
        }

        @Override
        public boolean isShared(Path folder) throws IOException {
            return SharedMounts.contain(folder);
        }
    };

    /** One {@code lstat(2)}. */
    FileStat stat(Path folder) throws IOException;

    /** Does it lie in a file system that other hosts write to, by the mount table? */
    boolean isShared(Path folder) throws IOException;
}
