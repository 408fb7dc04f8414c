package io.github.exrdex.index;

/**
 * When a root is swept again. A pure function of times; all are milliseconds of one monotonic clock.
 *
 * @param pollMs between sweeps of a root, or of a part of one, that the kernel tells nothing about
 * @param sweepMs between sweeps of a watched root
 */
record SweepTimes(long pollMs, long sweepMs) {
    /** What is lost is mostly lost in a burst: wait for its end. Picked, not measured. */
    private static final long BURST_MS = 500;

    /** @param allWatched the kernel tells of every folder of the root */
    long nextAt(long lastEndedAt, boolean allWatched) {
        return lastEndedAt + (allWatched ? sweepMs : pollMs);
    }

    /**
     * How long to wait after events were lost: as long as the last sweep took, so that no more than half of the time goes
     * into sweeps, however often events are lost.
     */
    long afterLossMs(long lastSweepMs) {
        return Math.max(BURST_MS, lastSweepMs);
    }
}
