package io.github.exrdex.support;

import io.github.exrdex.index.IndexOptions;
import io.github.exrdex.index.IndexRoot;
import io.github.exrdex.index.Indexer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The daemon on a thread of its own, on real folders and by the clock of the machine. Threads: the test's own. */
public final class RunningDaemon implements AutoCloseable {
    /** Nothing is found by itself: what a test sees, somebody asked for. */
    public static final IndexOptions ASLEEP =
            IndexOptions.DEFAULT.withPace(new IndexOptions.Pace(200, 600_000, 3_600_000, 3_600_000));

    private final Indexer indexer;
    private final Thread thread;
    private final CountDownLatch ready = new CountDownLatch(1);
    private volatile @Nullable Throwable failure;

    private RunningDaemon(Path database, IndexOptions options, List<IndexRoot> roots) {
        indexer = Indexer.open(database, options, System::currentTimeMillis);
        thread = new Thread(() -> {
            try {
                indexer.watch(roots, (count, watched, unwatched) -> ready.countDown());
            } catch (InterruptedException | RuntimeException e) {
                failure = e;
            }
        });
        thread.start();
    }

    /** Returns when the roots are polled and the workers run; the first sweep may still go on. */
    public static RunningDaemon polling(Path database, IndexOptions options, Path... roots)
            throws InterruptedException {
        List<IndexRoot> polled = List.of(roots).stream()
                .map(root -> new IndexRoot(root, IndexRoot.Mode.POLL, any -> false))
                .toList();
        RunningDaemon daemon = new RunningDaemon(database, options, polled);
        if (!daemon.ready.await(20, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the daemon does not get ready", daemon.failure);
        }
        return daemon;
    }

    /** @throws IllegalStateException where it has ended by itself */
    public void assertAlive() {
        if (failure != null || !thread.isAlive()) {
            throw new IllegalStateException("the daemon has ended", failure);
        }
    }

    @Override
    public void close() {
        indexer.stop();
        try {
            thread.join(20_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        indexer.close();
    }
}
