package io.github.exrdex.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Puts files out of memory, so that the next read goes to the disk. What a folder says of a file stays.
 *
 * <p>Java has no {@code posix_fadvise}, but GNU {@code dd iflag=nocache count=0} does nothing else, for one file and without
 * being root; without it only root can, and only for the whole machine.
 */
final class PageCache {
    private static final Path DROP = Path.of("/proc/sys/vm/drop_caches");

    private PageCache() {}

    /** @return false where the system does not let us */
    static boolean drop(List<Path> files) throws InterruptedException {
        for (Path file : files) {
            if (!dropOne(file)) {
                return dropAll();
            }
        }
        return true;
    }

    private static boolean dropOne(Path file) throws InterruptedException {
        try {
            return new ProcessBuilder("dd", "if=" + file, "iflag=nocache", "count=0", "status=none")
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean dropAll() {
        try {
            Files.writeString(DROP, "1");
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
