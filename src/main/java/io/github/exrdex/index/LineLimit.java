package io.github.exrdex.index;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.slf4j.Logger;

/**
 * Log lines of one class, of which there may be one for every file: the first of each minute are written, the others
 * counted, and the count is written when the minute is over. A million bad files are some hundred lines.
 *
 * <p>Threads: any.
 */
final class LineLimit {
    private static final long MINUTE_NS = TimeUnit.MINUTES.toNanos(1);

    /** Enough to see what they have in common. Picked, not measured. */
    private static final int LINES_A_MINUTE = 20;

    /** A stack is as long as many lines, and as a rule the first of them tells all. */
    private static final int LINES_OF_A_STACK = 4;

    private final Logger log;
    private final String lineClass;
    private final LongSupplier nanoTime;

    private final ReentrantLock lock = new ReentrantLock();
    private long minuteSinceNs;
    private int written;
    private long leftOut;

    /** @param lineClass what the lines are about, for the line with the count */
    LineLimit(Logger log, String lineClass) {
        this(log, lineClass, System::nanoTime);
    }

    /** @param nanoTime as {@link System#nanoTime}: a clock that is set does not change the pace */
    LineLimit(Logger log, String lineClass, LongSupplier nanoTime) {
        this.log = log;
        this.lineClass = lineClass;
        this.nanoTime = nanoTime;
    }

    void warn(String format, Object... values) {
        if (admits(1)) {
            log.warn(format, values);
        }
    }

    void info(String format, Object... values) {
        if (admits(1)) {
            log.info(format, values);
        }
    }

    /** @param values the last one may be a throwable, whose stack is written */
    void error(String format, Object... values) {
        if (admits(LINES_OF_A_STACK)) {
            log.error(format, values);
        }
    }

    private boolean admits(int cost) {
        lock.lock();
        try {
            startMinute();
            if (written + cost <= LINES_A_MINUTE) {
                written += cost;
                return true;
            }
            leftOut++;
            return false;
        } finally {
            lock.unlock();
        }
    }

    private void startMinute() {
        long nowNs = nanoTime.getAsLong();
        boolean first = written == 0 && leftOut == 0;
        if (first || nowNs - minuteSinceNs >= MINUTE_NS) {
            tellLeftOut();
            minuteSinceNs = nowNs;
            written = 0;
        }
    }

    private void tellLeftOut() {
        if (leftOut > 0) {
            log.warn("lines left out class={} count={}", lineClass, leftOut);
            leftOut = 0;
        }
    }

    /** Called now and then, so that the count of the last minute is written though nothing follows. */
    void tick() {
        lock.lock();
        try {
            startMinute();
        } finally {
            lock.unlock();
        }
    }

    /** At the end. */
    void finish() {
        lock.lock();
        try {
            tellLeftOut();
        } finally {
            lock.unlock();
        }
    }
}
