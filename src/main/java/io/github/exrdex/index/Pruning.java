package io.github.exrdex.index;

import io.github.exrdex.store.Pruned;
import java.util.concurrent.TimeUnit;

/**
 * One removal of the rows of files that went away, step by step, so that the writer gets on with its other work in
 * between. Threads: one.
 */
final class Pruning {
    private static final int ROWS_A_STEP = 2_000;

    private final WriteLoop writes;
    private final long goneBeforeAt;
    private Pruned removed = Pruned.NOTHING;
    private boolean done;

    /** @param goneBeforeAt milliseconds since 1970 */
    Pruning(WriteLoop writes, long goneBeforeAt) {
        this.writes = writes;
        this.goneBeforeAt = goneBeforeAt;
    }

    /**
     * Goes on for a while.
     *
     * @return true when all is removed
     */
    boolean goOn(long millis) throws InterruptedException {
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        while (!done && System.nanoTime() - until < 0) {
            long files = writes.askWriter(writer -> writer.pruneFiles(goneBeforeAt, ROWS_A_STEP));
            removed = removed.plus(new Pruned(files, 0, 0, 0));
            if (files < ROWS_A_STEP) {
                Pruned orphans = writes.askWriter(writer -> writer.pruneOrphans());
                removed = removed.plus(orphans);
                done = true;
            }
        }
        return done;
    }

    Pruned removed() {
        return removed;
    }
}
