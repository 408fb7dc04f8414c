package io.github.exrdex.index;

import io.github.exrdex.file.FileStat;
import io.github.exrdex.file.Sighting;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks what files are, several at a time: half of a pass over what is known already is waiting for {@code lstat(2)}, and over
 * a network nearly all of it. Each root has its own threads; where its mount hangs, they hang with whoever asked.
 *
 * <p>Threads: {@link #of} one at a time.
 */
final class FileGlances {
    /** Waking a thread costs as much as a handful of looks. */
    private static final int WORTH_SHARING = 16;

    /** The look of a thread is over before another one could have taken it. */
    private static final int AT_ONCE = 8;

    private static final long IDLE_SECONDS = 5;

    private final Observations observations;
    private final LongSupplier clockMs;
    private final BooleanSupplier mustEnd;
    private final int helpers;
    private final ThreadPoolExecutor pool;

    /**
     * @param threads at least one: whoever asks is one of them
     * @param clockMs milliseconds since 1970
     * @param mustEnd asked before each look, by any thread
     */
    FileGlances(String name, int threads, Observations observations, LongSupplier clockMs, BooleanSupplier mustEnd) {
        this.observations = observations;
        this.clockMs = clockMs;
        this.mustEnd = mustEnd;
        this.helpers = threads - 1;
        this.pool = new ThreadPoolExecutor(
                Math.max(1, helpers),
                Math.max(1, helpers),
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                work -> {
                    Thread thread = new Thread(work, name);
                    // It may hang in a mount that hangs; that must not keep the program from ending.
                    thread.setDaemon(true);
                    return thread;
                });
        pool.allowCoreThreadTimeOut(true);
    }

    /** What the system said of a path: one of the two is set. */
    record Glance(@Nullable Sighting sighting, @Nullable IOException failure) {}

    /** What was asked in one go; threads take a few at a time. */
    private final class Round implements Runnable {
        private final List<Path> paths;
        private final @Nullable Glance[] glances;
        private final AtomicInteger next = new AtomicInteger();
        private final CountDownLatch left;

        Round(List<Path> paths, int threads) {
            this.paths = paths;
            this.glances = new Glance[paths.size()];
            this.left = new CountDownLatch(threads);
        }

        @Override
        public void run() {
            try {
                for (int from = next.getAndAdd(AT_ONCE); from < paths.size(); from = next.getAndAdd(AT_ONCE)) {
                    for (int i = from; i < Math.min(from + AT_ONCE, paths.size()); i++) {
                        if (mustEnd.getAsBoolean()) {
                            return;
                        }
                        glances[i] = look(paths.get(i));
                    }
                }
            } finally {
                left.countDown();
            }
        }
    }

    private Glance look(Path path) {
        long obs = observations.next();
        try {
            FileStat stat = FileStat.of(path);
            return new Glance(new Sighting(stat, obs, clockMs.getAsLong()), null);
        } catch (IOException e) {
            return new Glance(null, e);
        }
    }

    /** @return one for each path, in their order; null where it had to end before it got there */
    List<@Nullable Glance> of(List<Path> paths) throws InterruptedException {
        int sharing = Math.min(helpers, paths.size() / WORTH_SHARING);
        Round round = new Round(paths, 1 + sharing);
        for (int i = 0; i < sharing; i++) {
            pool.execute(round);
        }
        round.run();
        round.left.await();
        return Arrays.asList(round.glances);
    }
}
