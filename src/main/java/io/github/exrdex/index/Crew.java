package io.github.exrdex.index;

import io.github.exrdex.queue.PendingFile;
import io.github.exrdex.queue.PendingFiles;
import io.github.exrdex.store.IndexUnavailableException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The threads of one root that take files out of its queue. Some are always there, as many as suit the processors; helpers come
 * while these wait for the file system, for a filer answers many at once. A helper goes when nothing is due, or when the
 * processors are what everybody waits for.
 *
 * <p>Threads: any.
 */
final class Crew {
    private static final int HANDOFF = 32;

    /** A scan whose headers are in memory waits for a tenth of its time at most, for locks and the collector. */
    private static final double WORTH_HELP = 0.2;

    /** A helper who waits for less has only the processors to share. */
    private static final double IN_THE_WAY = 0.1;

    private final String name;
    private final int workers;
    private final int mostWorkers;
    private final PendingFiles queue;
    private final Supplier<Worker> newWorker;
    private final Supplier<Meter> newMeter;
    private final List<Member> regulars = new CopyOnWriteArrayList<>();
    private final List<Member> helpers = new CopyOnWriteArrayList<>();
    /** Of helpers that went: they are as good as new ones, and hold places of their own in the file of what is in hand. */
    private final Deque<Worker> resting = new ArrayDeque<>();

    private boolean ending;
    private volatile boolean faulty;

    /** Looks at files; used by one thread at a time, but for the question how long. */
    interface Worker {
        /** @return what has to be done behind the looks, whose time does not count as work on the file system */
        AfterLooks lookAt(List<PendingFile> files) throws InterruptedException;

        /** Much of the time goes into waiting for the file system: fetch no more than has to be. */
        void spareDisk();

        /** Since when it looks at one and the same file; 0 where it does not. */
        long lookingForMs();
    }

    /** Hands on what was seen. */
    interface AfterLooks {
        void run() throws InterruptedException;
    }

    /** Measures the thread that made it. */
    interface Meter extends AutoCloseable {
        /** Work begins, and {@link #stop ends}. */
        void start();

        /** @return the part of the time that was spent waiting for the file system, 0 to 1; empty where it is too early to tell */
        OptionalDouble stop();

        @Override
        void close();
    }

    private record Member(Thread thread, Worker worker) {}

    /**
     * @param name of the threads, which a number follows
     * @param workers always there
     * @param mostWorkers with helpers
     */
    Crew(
            String name,
            int workers,
            int mostWorkers,
            PendingFiles queue,
            Supplier<Worker> newWorker,
            Supplier<Meter> newMeter) {
        this.name = name;
        this.workers = workers;
        this.mostWorkers = mostWorkers;
        this.queue = queue;
        this.newWorker = newWorker;
        this.newMeter = newMeter;
    }

    void start() {
        for (int i = 0; i < workers; i++) {
            Worker worker = newWorker.get();
            regulars.add(started(worker, i, () -> work(worker, false)));
        }
    }

    private synchronized void callHelper() {
        if (!ending && workers + helpers.size() < mostWorkers) {
            Worker worker = resting.isEmpty() ? newWorker.get() : resting.pop();
            helpers.add(started(worker, workers + helpers.size(), () -> help(worker)));
        }
    }

    private synchronized void callNoMore() {
        ending = true;
    }

    private Member started(Worker worker, int number, Runnable work) {
        Thread thread = new Thread(work, name + number);
        // It may hang in a mount that hangs; that must not keep the program from ending.
        thread.setDaemon(true);
        thread.start();
        return new Member(thread, worker);
    }

    private void help(Worker worker) {
        try {
            work(worker, true);
        } finally {
            leave(worker);
        }
    }

    private synchronized void leave(Worker worker) {
        helpers.removeIf(helper -> helper.worker() == worker);
        resting.push(worker);
    }

    private void work(Worker worker, boolean helps) {
        boolean orderly = false;
        try (Meter meter = newMeter.get()) {
            for (List<PendingFile> files = next(helps); !files.isEmpty(); files = next(helps)) {
                OptionalDouble waited;
                try {
                    meter.start();
                    AfterLooks after = worker.lookAt(files);
                    waited = meter.stop();
                    after.run();
                } finally {
                    queue.done(files);
                }
                if (waited.isPresent() && waited.getAsDouble() > WORTH_HELP) {
                    worker.spareDisk();
                    callHelper();
                }
                if (helps && waited.isPresent() && waited.getAsDouble() < IN_THE_WAY) {
                    break;
                }
            }
            orderly = true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IndexUnavailableException e) {
            // The writer has given up, and whoever started it ends the program.
            queue.close();
        } finally {
            if (!orderly) {
                faulty = true;
            }
        }
    }

    private List<PendingFile> next(boolean helps) throws InterruptedException {
        return helps ? queue.poll(HANDOFF) : queue.take(HANDOFF);
    }

    private Stream<Member> members() {
        return Stream.concat(regulars.stream(), helpers.stream());
    }

    /** Those that are there now. */
    int size() {
        return regulars.size() + helpers.size();
    }

    /** Do all wait for the file system for longer than this? */
    boolean allStuckFor(long hangMs) {
        List<Member> all = members().toList();
        return !all.isEmpty() && all.stream().allMatch(member -> member.worker().lookingForMs() > hangMs);
    }

    /** Those that wait for the file system for longer than this. */
    int stuckFor(long hangMs) {
        return (int) members()
                .filter(member -> member.worker().lookingForMs() > hangMs)
                .count();
    }

    /** False where one has ended, which only a fault of ours can make it do. */
    boolean isAlive() {
        return !faulty && regulars.stream().allMatch(member -> member.thread().isAlive());
    }

    /**
     * Waits until all have ended, which they do when the queue is closed.
     *
     * @return false where one still hangs when the time is over
     */
    boolean awaitEnded(long waitMs) throws InterruptedException {
        callNoMore();
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(waitMs);
        for (Member member : members().toList()) {
            long left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
            member.thread().join(Math.max(1, left));
        }
        return members().noneMatch(member -> member.thread().isAlive());
    }
}
