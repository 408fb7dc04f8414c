package io.github.exrdex.queue;

import java.util.OptionalLong;

/**
 * When a file may be looked at: at once, and then again no earlier than {@code restMs} after the last look. So a frame that
 * is written to a thousand times a second costs one look a rest. A pure function of times; all are milliseconds of one
 * monotonic clock.
 */
record LookPace(long restMs) {
    LookPace {
        if (restMs < 0) {
            throw new IllegalArgumentException("negative rest: " + restMs);
        }
    }

    /** @param lastLookAt empty where the file was not looked at lately */
    long dueAt(OptionalLong lastLookAt, long askedAt) {
        return lastLookAt.isEmpty() ? askedAt : Math.max(askedAt, restOverAt(lastLookAt.getAsLong()));
    }

    long restOverAt(long lookedAt) {
        return lookedAt + restMs;
    }
}
