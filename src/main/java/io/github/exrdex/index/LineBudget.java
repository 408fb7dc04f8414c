package io.github.exrdex.index;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** How many log lines of one class may be written in a minute, and how many were left out. Threads: any. */
public final class LineBudget {
    private static final long MINUTE_NS = TimeUnit.MINUTES.toNanos(1);

    private final int linesAMinute;
    private final LongSupplier nanoTime;
    private long minuteSinceNs;
    private int written;
    private long leftOut;

    /** @param nanoTime as {@link System#nanoTime}: a clock that is set does not change the pace */
    public LineBudget(int linesAMinute, LongSupplier nanoTime) {
        this.linesAMinute = linesAMinute;
        this.nanoTime = nanoTime;
    }

    /** May one more line be written now? */
    public boolean admits() {
        return admits(1);
    }

    /** @param lines as how many it counts, at most as many as a minute has */
    synchronized boolean admits(int lines) {
        if (minuteIsOver()) {
            minuteSinceNs = nanoTime.getAsLong();
            written = 0;
        }
        if (written + lines <= linesAMinute) {
            written += lines;
            return true;
        }
        leftOut++;
        return false;
    }

    /** The next line begins another minute. */
    synchronized boolean minuteIsOver() {
        return written == 0 || nanoTime.getAsLong() - minuteSinceNs >= MINUTE_NS;
    }

    /** How many were left out since this was asked last. */
    public synchronized long takeLeftOut() {
        long count = leftOut;
        leftOut = 0;
        return count;
    }
}
