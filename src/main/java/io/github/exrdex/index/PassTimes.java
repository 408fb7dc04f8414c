package io.github.exrdex.index;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * When a root is looked through again, and how thoroughly. A thorough pass stands for all that are less so. All times are
 * milliseconds of one monotonic clock. Threads: one.
 */
final class PassTimes {
    /** What is lost is mostly lost in a burst: wait for its end. Picked, not measured. */
    private static final long BURST_MS = 500;

    private final IndexOptions.Pace pace;
    private final Map<Pass, Long> notBeforeMs = new EnumMap<>(Pass.class);

    /** @param startMs as if everything had been looked at then */
    PassTimes(IndexOptions.Pace pace, long startMs) {
        this.pace = pace;
        ended(Pass.SWEEP, startMs, startMs);
    }

    /**
     * The most thorough pass that is due.
     *
     * @param allWatched the kernel tells of every folder of the root
     */
    Optional<Pass> due(long nowMs, boolean allWatched) {
        for (Pass pass : Pass.values()) {
            if (isWanted(pass, allWatched) && nowMs >= notBefore(pass)) {
                return Optional.of(pass);
            }
        }
        return Optional.empty();
    }

    /** @return when a pass is due next, if nothing is done before */
    long nextMs(boolean allWatched) {
        long next = Long.MAX_VALUE;
        for (Pass pass : Pass.values()) {
            if (isWanted(pass, allWatched)) {
                next = Math.min(next, notBefore(pass));
            }
        }
        return next;
    }

    private static boolean isWanted(Pass pass, boolean allWatched) {
        return pass == Pass.SWEEP || !allWatched;
    }

    private long notBefore(Pass pass) {
        return notBeforeMs.getOrDefault(pass, Long.MIN_VALUE);
    }

    /** No more than half of the time goes into passes, however long they take. */
    void ended(Pass pass, long startedMs, long endedMs) {
        for (Pass each : Pass.values()) {
            if (each.compareTo(pass) >= 0) {
                notBeforeMs.put(each, endedMs + Math.max(everyMs(each), endedMs - startedMs));
            }
        }
    }

    private long everyMs(Pass pass) {
        return switch (pass) {
            case SWEEP -> pace.sweepMs();
            case RECENT_FILES -> pace.polling().recentFilesMs();
            case FOLDERS -> pace.polling().foldersMs();
            case HOT_FOLDERS -> pace.polling().hotFoldersMs();
        };
    }

    /**
     * How long to wait after events were lost: as long as the last sweep took, so that no more than half of the time goes
     * into sweeps, however often events are lost.
     */
    static long afterLossMs(long lastSweepMs) {
        return Math.max(BURST_MS, lastSweepMs);
    }
}
