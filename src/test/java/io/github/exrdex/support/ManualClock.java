package io.github.exrdex.support;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** A clock that stands still until the test moves it. Threads: any. */
public final class ManualClock implements LongSupplier {
    private final AtomicLong nowMs;

    public ManualClock(long nowMs) {
        this.nowMs = new AtomicLong(nowMs);
    }

    /** @return milliseconds since 1970 */
    @Override
    public long getAsLong() {
        return nowMs.get();
    }

    public void advance(Duration by) {
        nowMs.addAndGet(by.toMillis());
    }

    public void set(long nowMs) {
        this.nowMs.set(nowMs);
    }
}
