package io.github.exrdex.index;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Whether an indexer is to go on: until somebody stops it, or its writer has given up. Threads: any. */
final class GoingOn {
    private final WriteLoop writes;
    private final CountDownLatch stopped = new CountDownLatch(1);

    GoingOn(WriteLoop writes) {
        this.writes = writes;
    }

    void stop() {
        stopped.countDown();
    }

    boolean isStopped() {
        return stopped.getCount() == 0;
    }

    boolean mayGoOn() {
        return !isStopped() && writes.failure().isEmpty();
    }

    /** For so long, or until somebody stops it. */
    void rest(long ms) throws InterruptedException {
        stopped.await(ms, TimeUnit.MILLISECONDS);
    }
}
