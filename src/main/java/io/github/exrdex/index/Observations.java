package io.github.exrdex.index;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Numbers observations. A number is taken before the disk is looked at, so of two observations of one path the one with
 * the higher number saw the later disk (reliability notes, rule R3).
 */
final class Observations {
    private final AtomicLong last;

    /** @param last the highest number that the index has seen */
    Observations(long last) {
        this.last = new AtomicLong(last);
    }

    /** The highest number that was given out. */
    long last() {
        return last.get();
    }

    long next() {
        return last.incrementAndGet();
    }
}
