package io.github.exrdex.index;

import java.util.function.LongSupplier;
import org.slf4j.Logger;

/**
 * Log lines of one class, of which there may be one for every file: the first of each minute are written, the others
 * counted, and the count is written when the minute is over. A million bad files are some hundred lines.
 *
 * <p>Threads: any.
 */
final class LineLimit {
    /** Enough to see what they have in common. Picked, not measured. */
    private static final int LINES_A_MINUTE = 20;

    /** A stack is as long as many lines, and as a rule the first of them tells all. */
    private static final int LINES_OF_A_STACK = 4;

    private final Logger log;
    private final String lineClass;
    private final LineBudget budget;

    /** @param lineClass what the lines are about, for the line with the count */
    LineLimit(Logger log, String lineClass) {
        this(log, lineClass, System::nanoTime);
    }

    /** @param nanoTime as {@link System#nanoTime} */
    LineLimit(Logger log, String lineClass, LongSupplier nanoTime) {
        this.log = log;
        this.lineClass = lineClass;
        this.budget = new LineBudget(LINES_A_MINUTE, nanoTime);
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

    private boolean admits(int lines) {
        tick();
        return budget.admits(lines);
    }

    /** Called now and then, so that the count of the last minute is written though nothing follows. */
    void tick() {
        if (budget.minuteIsOver()) {
            finish();
        }
    }

    /** Writes the count: at the end of a minute, and at the very end. */
    void finish() {
        long leftOut = budget.takeLeftOut();
        if (leftOut > 0) {
            log.warn("lines left out class={} count={}", lineClass, leftOut);
        }
    }
}
