package io.github.exrdex.index;

import java.util.ArrayDeque;

/** How much was written in the last minute. Threads: one. */
final class WriteRate {
    private static final long SPAN_MS = 60_000;

    private final ArrayDeque<Mark> marks = new ArrayDeque<>();

    private record Mark(long atMs, long batches, long rows) {}

    /**
     * A mean over the last minute, or over what is known of it.
     *
     * @param batchesPerMinute transactions with changes
     * @param rowsPerMinute changes in them
     */
    record Rate(long batchesPerMinute, long rowsPerMinute) {}

    /**
     * @param atMs milliseconds of a monotonic clock
     * @param batches written since the start
     * @param rows written since the start
     */
    Rate at(long atMs, long batches, long rows) {
        marks.addLast(new Mark(atMs, batches, rows));
        Mark first = marks.getFirst();
        while (marks.size() > 2 && atMs - first.atMs() > SPAN_MS) {
            marks.removeFirst();
            first = marks.getFirst();
        }
        long spanMs = atMs - first.atMs();
        return spanMs == 0
                ? new Rate(0, 0)
                : new Rate((batches - first.batches()) * SPAN_MS / spanMs, (rows - first.rows()) * SPAN_MS / spanMs);
    }
}
