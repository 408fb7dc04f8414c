package io.github.exrdex.index;

import java.util.function.LongSupplier;

/**
 * Notices when the clock of the host is set back. What the index promises to look at again is kept by that clock, since it has
 * to outlive the process, and would not be due before the clock has come there once more.
 *
 * <p>Threads: one.
 */
final class ClockSteps {
    /** Time servers bend a clock by milliseconds; who sets it back by less delays a look by less. */
    private static final long STEP_MS = 5_000;

    /**
     * Promises are a minute ahead at most, a few seconds more on network mounts: those from before the step all come up in this
     * time. Not for ever, for new ones are kept by the new clock.
     */
    private static final long CATCH_UP_MS = 120_000;

    private final LongSupplier monotonicMs;
    private boolean started;
    private long ahead;
    private long setBackMs;
    private long catchUpUntilMs;

    /** @param monotonicMs milliseconds that nobody can set */
    ClockSteps(LongSupplier monotonicMs) {
        this.monotonicMs = monotonicMs;
    }

    /**
     * Until when promises are due.
     *
     * @param atMs milliseconds since 1970
     * @param early some of them were made moments ago, so that a stamp that is the same again proves nothing
     */
    record Due(long atMs, boolean early) {}

    /**
     * Asked every few seconds.
     *
     * @param nowAt by the clock of the host, milliseconds since 1970
     */
    Due dueUntil(long nowAt) {
        long now = monotonicMs.getAsLong();
        long aheadNow = nowAt - now;
        if (!started) {
            started = true;
            ahead = aheadNow;
            catchUpUntilMs = now;
        }
        if (ahead - aheadNow >= STEP_MS) {
            setBackMs = ahead - aheadNow;
            catchUpUntilMs = now + CATCH_UP_MS;
            ahead = aheadNow;
        }
        ahead = Math.max(ahead, aheadNow);
        return now < catchUpUntilMs ? new Due(nowAt + setBackMs, true) : new Due(nowAt, false);
    }
}
