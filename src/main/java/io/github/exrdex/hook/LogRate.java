package io.github.exrdex.hook;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Lets so many lines of a kind into the log each minute, and counts the others. Threads: any. */
final class LogRate {
    private static final long MINUTE_NS = TimeUnit.MINUTES.toNanos(1);

    private final int most;
    private final LongSupplier nanoTime;
    private long minuteFromNs;
    private int said;
    private long heldBack;

    LogRate(int most, LongSupplier nanoTime) {
        this.most = most;
        this.nanoTime = nanoTime;
        this.minuteFromNs = Long.MIN_VALUE;
    }

    /** May one more line be said now? */
    synchronized boolean allows() {
        long nowNs = nanoTime.getAsLong();
        if (minuteFromNs == Long.MIN_VALUE || nowNs - minuteFromNs >= MINUTE_NS) {
            minuteFromNs = nowNs;
            said = 0;
        }
        if (said < most) {
            said++;
            return true;
        }
        heldBack++;
        return false;
    }

    /** How many were not said since this was asked last. */
    synchronized long takeHeldBack() {
        long count = heldBack;
        heldBack = 0;
        return count;
    }
}
