package io.github.exrdex.index;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Has the writer count sequences that changed: once it has had nothing to write for a tick, and where that does not happen, some
 * of them every now and then.
 *
 * <p>Threads: the one that ticks.
 */
final class CountingDuty {
    /** What is counted while it is being written is counted again; picked, not measured. */
    private static final long BUSY_NS = TimeUnit.SECONDS.toNanos(10);

    private final Indexing indexing;
    private final LongSupplier clockNs;
    private long seenBatches = -1;
    private long countedBatches = -1;
    private long lastNs;

    /** @param clockNs of {@link System#nanoTime} */
    CountingDuty(Indexing indexing, LongSupplier clockNs) {
        this.indexing = indexing;
        this.clockNs = clockNs;
        this.lastNs = clockNs.getAsLong();
    }

    /** Every second or so. Waits for the writer. */
    void tick() throws InterruptedException {
        long batches = indexing.stats().batches.sum();
        boolean quiet = batches == seenBatches;
        seenBatches = batches;
        long now = clockNs.getAsLong();
        if (batches != countedBatches && (quiet || now - lastNs >= BUSY_NS)) {
            lastNs = now;
            boolean more = indexing.countSequences();
            countedBatches = more ? -1 : batches;
        }
    }
}
