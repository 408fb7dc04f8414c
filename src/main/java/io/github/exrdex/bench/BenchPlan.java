package io.github.exrdex.bench;

import java.util.List;

/**
 * What is to be made and measured. A count of 0 leaves that part out.
 *
 * @param groups of files with all their bytes, whose headers are read in every way
 * @param farmFiles sparse files that are indexed
 * @param closedFiles written one after the other while a daemon watches
 * @param closedPerSecond how fast
 * @param repeats of everything; medians are reported
 * @param coldToo files are also read when nothing of them is in memory
 */
public record BenchPlan(
        List<Group> groups, int farmFiles, int closedFiles, int closedPerSecond, int repeats, boolean coldToo) {
    /** Enough for the offset table and the header of the fattest, rounded up by the file system. */
    private static final long FARM_FILE_BYTES = 24 << 10;

    private static final long INDEX_BYTES_PER_FILE = 4 << 10;

    public BenchPlan {
        groups = groups.stream().filter(group -> group.files() > 0).toList();
        if (repeats < 1 || closedPerSecond < 1) {
            throw new IllegalArgumentException("nothing can be measured less than once");
        }
    }

    /**
     * Files of one size class.
     *
     * @param meanBytes all together take {@code files} times as much
     * @param mixed sizes from a tenth to three times the mean, else all alike
     */
    public record Group(String name, int files, long meanBytes, boolean mixed) {
        /** Their mean is 1. */
        private static final double[] MIXED_SIZES = {0.1, 0.2, 0.3, 0.5, 0.6, 0.8, 1.0, 1.5, 2.0, 3.0};

        long sizeOf(int file) {
            return mixed ? (long) (meanBytes * MIXED_SIZES[file % MIXED_SIZES.length]) : meanBytes;
        }

        long totalBytes() {
            long total = 0;
            for (int i = 0; i < files; i++) {
                total += sizeOf(i);
            }
            return total;
        }
    }

    /** What all of it takes on disk, rather more than less. */
    public long neededBytes() {
        long bytes = (FARM_FILE_BYTES + INDEX_BYTES_PER_FILE) * ((long) farmFiles + closedFiles);
        for (Group group : groups) {
            bytes += group.totalBytes() + (group.files() * FARM_FILE_BYTES);
        }
        return bytes;
    }
}
