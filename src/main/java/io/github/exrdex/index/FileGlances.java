package io.github.exrdex.index;

import io.github.exrdex.file.FileStat;
import io.github.exrdex.file.Sighting;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
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

    /**
     * What lies in a folder.
     *
     * @param name the last segment of its key
     */
    record Entry(Path path, String name) {}

    /** What the system said of a path: one of the two is set. */
    record Glance(@Nullable Sighting sighting, @Nullable IOException failure) {}

    /** What was asked in one go. Threads take a few at a time, whoever asked too while there is nothing to be told. */
    final class Round {
        private final List<Entry> entries;
        private final AtomicReferenceArray<@Nullable Glance> glances;
        private final AtomicInteger next = new AtomicInteger();
        private final CountDownLatch helping;

        private Round(List<Entry> entries, int helpers) {
            this.entries = entries;
            this.glances = new AtomicReferenceArray<>(entries.size());
            this.helping = new CountDownLatch(helpers);
        }

        private void help() {
            try {
                while (lookAtSome()) {
                    // The next ones.
                }
            } finally {
                helping.countDown();
            }
        }

        /** @return false where there is none left, or it has to end */
        private boolean lookAtSome() {
            int from = next.getAndAdd(AT_ONCE);
            int end = Math.min(from + AT_ONCE, entries.size());
            for (int i = from; i < end; i++) {
                if (mustEnd.getAsBoolean()) {
                    return false;
                }
                glances.set(i, look(entries.get(i).path()));
            }
            return from < end;
        }

        List<Entry> entries() {
            return entries;
        }

        /** @return what became of this entry; null where it had to end before anybody got there */
        @Nullable
        Glance get(int entry) throws InterruptedException {
            while (glances.get(entry) == null) {
                if (!lookAtSome()) {
                    helping.await();
                    break;
                }
            }
            return glances.get(entry);
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

    /** Begins to look, if somebody has time. Whoever asked has to {@link Round#get} all of it, or to give all of it up. */
    Round of(List<Entry> entries) {
        int sharing = Math.min(helpers, entries.size() / WORTH_SHARING);
        Round round = new Round(entries, sharing);
        for (int i = 0; i < sharing; i++) {
            pool.execute(round::help);
        }
        return round;
    }
}
