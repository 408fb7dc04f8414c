package io.github.exrdex.index;

import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * How long events took to reach the index, lately. Counts by size in steps of a quarter of a power of two, so a quantile is
 * at most a fifth too high. Threads: one records, any ask.
 */
final class Latencies {
    /** Quarters of the powers of two up to 2^40 ms, more than thirty years. */
    private static final int STEPS = 160;

    /** Lately is this long to twice as long. Picked: what happened in this and the last five minutes. */
    private static final long SPAN_MS = 300_000;

    private volatile AtomicLongArray before = new AtomicLongArray(STEPS);
    private volatile AtomicLongArray now = new AtomicLongArray(STEPS);
    private long nextSpanAtMs = Long.MIN_VALUE;

    /** @param atMs milliseconds of a monotonic clock */
    void record(long latencyMs, long atMs) {
        if (nextSpanAtMs == Long.MIN_VALUE) {
            nextSpanAtMs = atMs + SPAN_MS;
        } else if (atMs >= nextSpanAtMs) {
            before = atMs < nextSpanAtMs + SPAN_MS ? now : new AtomicLongArray(STEPS);
            now = new AtomicLongArray(STEPS);
            nextSpanAtMs = atMs + SPAN_MS;
        }
        now.incrementAndGet(step(latencyMs));
    }

    /**
     * @param share 0.5 is the median
     * @return milliseconds; empty where nothing happened lately
     */
    OptionalLong quantile(double share) {
        AtomicLongArray older = before;
        AtomicLongArray newer = now;
        long all = 0;
        for (int i = 0; i < STEPS; i++) {
            all += older.get(i) + newer.get(i);
        }
        if (all == 0) {
            return OptionalLong.empty();
        }
        long wanted = (long) Math.ceil(all * share);
        long met = 0;
        for (int i = 0; i < STEPS; i++) {
            met += older.get(i) + newer.get(i);
            if (met >= wanted) {
                return OptionalLong.of(upTo(i));
            }
        }
        return OptionalLong.of(upTo(STEPS - 1));
    }

    private static int step(long latencyMs) {
        if (latencyMs < 4) {
            return (int) Math.max(0, latencyMs);
        }
        int power = 63 - Long.numberOfLeadingZeros(latencyMs);
        int quarter = (int) (latencyMs >>> (power - 2)) & 3;
        return Math.min(STEPS - 1, 4 * (power - 1) + quarter);
    }

    /** The longest that falls into a step. */
    private static long upTo(int step) {
        if (step < 4) {
            return step;
        }
        int power = step / 4 + 1;
        return ((long) (step % 4 + 5) << (power - 2)) - 1;
    }
}
