package io.github.exrdex.store;

import io.github.exrdex.file.FileStamp;
import java.util.OptionalLong;

/**
 * Numbers of files that were met lately, by what stays as it is when a file is renamed: inode, size and time of change. Bounded,
 * and made of plain numbers, for every new file of an index passes through. It may forget, and may take one file for
 * another; whoever asks compares the rows. Threads: the writer's own.
 */
final class RecentFiles {
    private static final int SLOTS = 1 << 17;
    private static final int PROBES = 8;

    private final long[] keys = new long[SLOTS];
    /** 0 where the slot is free. */
    private final long[] fileIds = new long[SLOTS];

    private boolean empty = true;

    /**
     * What was there under the same stamp is forgotten.
     *
     * @param fileId above 0
     */
    void add(FileStamp stamp, long fileId) {
        if (stamp.inode() == 0) {
            return; // a file system without such numbers
        }
        long key = key(stamp);
        int oldest = slot(key, 0);
        for (int i = 0; i < PROBES; i++) {
            int slot = slot(key, i);
            if (keys[slot] == key && fileIds[slot] != 0) {
                oldest = slot;
                break;
            }
            if (fileIds[slot] < fileIds[oldest]) {
                oldest = slot;
            }
        }
        keys[oldest] = key;
        fileIds[oldest] = fileId;
        empty = false;
    }

    /** What was added under this stamp, and forgets it; empty where nothing is known. */
    OptionalLong take(FileStamp stamp) {
        if (empty) {
            return OptionalLong.empty();
        }
        long key = key(stamp);
        for (int i = 0; i < PROBES; i++) {
            int slot = slot(key, i);
            if (keys[slot] == key && fileIds[slot] != 0) {
                long fileId = fileIds[slot];
                fileIds[slot] = 0;
                return OptionalLong.of(fileId);
            }
        }
        return OptionalLong.empty();
    }

    private static long key(FileStamp stamp) {
        // The golden ratio spreads neighbours over the whole range.
        long key = stamp.inode() * 0x9E3779B97F4A7C15L;
        key = (key ^ (key >>> 32) ^ stamp.sizeBytes()) * 0x9E3779B97F4A7C15L;
        return (key ^ (key >>> 32) ^ stamp.mtimeNs()) * 0x9E3779B97F4A7C15L;
    }

    private static int slot(long key, int probe) {
        return (int) ((key >>> 40) + probe) & (SLOTS - 1);
    }
}
