package io.github.exrdex.store;

import io.github.exrdex.file.FileStamp;
import java.util.OptionalLong;

/**
 * Numbers of files that were met lately, by what stays as it is when a file is renamed: inode, size and time of change. Bounded,
 * and made of plain numbers, for every new file of an index passes through. It may forget, and may take one file for
 * another; whoever asks compares the rows. Threads: the writer's own.
 */
final class RecentFiles {
    /** A name that was there for longer beside the other was a second link to the file. Picked, not measured. */
    static final long RECENT_MS = 600_000;

    private static final int SLOTS = 1 << 17;
    private static final int PROBES = 8;

    /** No slots before there is something to keep: they take three megabytes, which a scan that finds nothing would copy time and again. */
    private long[] keys = {};

    /** 0 where the slot is free. */
    private long[] fileIds = {};

    private long[] addedAt = {};

    /**
     * What was there under the same stamp is forgotten.
     *
     * @param fileId above 0
     * @param nowAt milliseconds since 1970
     */
    void add(FileStamp stamp, long fileId, long nowAt) {
        if (stamp.inode() == 0) {
            return; // a file system without such numbers
        }
        if (isEmpty()) {
            keys = new long[SLOTS];
            fileIds = new long[SLOTS];
            addedAt = new long[SLOTS];
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
        addedAt[oldest] = nowAt;
    }

    /**
     * What was added under this stamp not long ago, and forgets it; empty where nothing is known.
     *
     * @param nowAt milliseconds since 1970
     */
    OptionalLong take(FileStamp stamp, long nowAt) {
        if (isEmpty()) {
            return OptionalLong.empty();
        }
        long key = key(stamp);
        for (int i = 0; i < PROBES; i++) {
            int slot = slot(key, i);
            if (keys[slot] == key && fileIds[slot] != 0) {
                long fileId = fileIds[slot];
                fileIds[slot] = 0;
                return Math.abs(nowAt - addedAt[slot]) <= RECENT_MS ? OptionalLong.of(fileId) : OptionalLong.empty();
            }
        }
        return OptionalLong.empty();
    }

    private boolean isEmpty() {
        return keys.length == 0;
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
