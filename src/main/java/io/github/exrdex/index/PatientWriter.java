package io.github.exrdex.index;

import io.github.exrdex.store.IndexAwayException;
import io.github.exrdex.store.IndexUnavailableException;
import io.github.exrdex.store.IndexWriter;
import io.github.exrdex.store.WriteFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does not let go of a piece of work before it is in the index. Where the disk is full, gone or read-only, or another process
 * does not give the lock back, it keeps the work, says so once, and tries again until it goes in; whoever has more to write
 * waits in the queue before it meanwhile.
 *
 * <p>A connection that has met a failure is never used again: after SQLITE_FULL the driver's transactions cannot be trusted
 * any more. Writes are fenced, so doing one twice does no harm.
 *
 * <p>Threads: the writer's own, but for {@link #waitFor}, {@link #stopWaiting} and {@link #troubledMs}.
 */
final class PatientWriter implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PatientWriter.class);

    /** While it waits it says that it lives. */
    private static final long ALIVE_MS = 1_000;

    /** Who shall end waits for a lock as well, but not for so long: ten seconds instead of thirty. */
    private static final int LOCKED_STOPPING = 3;

    /** A disk at its brim may be full again every second. */
    private final LineLimit lines = new LineLimit(LOG, "pauses");

    private final Supplier<IndexWriter> opening;
    private final Path database;
    private final Patience patience;
    private final CountDownLatch stopAsked = new CountDownLatch(1);
    private volatile Optional<Waits> waits = Optional.empty();
    private volatile Optional<Trouble> trouble = Optional.empty();
    private volatile long lastTroubleNs = System.nanoTime() - TimeUnit.DAYS.toNanos(365);
    private Optional<IndexWriter> writer = Optional.empty();
    private Optional<Object> openedFile = Optional.empty();

    /**
     * How long it waits for what. All in milliseconds.
     *
     * @param lockedMs another process may hold the lock for so long before anybody is told
     * @param onceMs who indexes once and exits gives up after this long
     * @param firstProbeMs until the second try; the time doubles from try to try
     * @param probeMs the longest between two tries
     */
    record Patience(long lockedMs, long onceMs, long firstProbeMs, long probeMs) {
        static final Patience DEFAULT = new Patience(30_000, 8_000, 500, 10_000);
    }

    /** Told on the writer's thread, and must not use the writer. */
    interface Waits {
        /** Every second as long as it lasts. */
        void paused(String reason);

        /** The work is in the index. */
        void goesOn();
    }

    /** @param sinceNs of {@link System#nanoTime} */
    private record Trouble(WriteFault fault, Throwable cause, long sinceNs, int tries, boolean told) {
        long ms() {
            return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - sinceNs);
        }

        Trouble again(WriteFault next, Throwable nextCause) {
            return new Trouble(next, nextCause, sinceNs, tries + 1, told);
        }

        Trouble asTold() {
            return new Trouble(fault, cause, sinceNs, tries, true);
        }
    }

    /** @param opening makes a writer with a connection of its own */
    PatientWriter(Supplier<IndexWriter> opening, Path database, Patience patience) {
        this.opening = opening;
        this.database = database;
        this.patience = patience;
    }

    /** From now on it waits for as long as it takes, and tells of it. */
    void waitFor(Waits told) {
        waits = Optional.of(told);
    }

    /** What cannot be written now is given up. Returns at once. */
    void stopWaiting() {
        stopAsked.countDown();
    }

    /** How long ago the last trouble was; 0 while it lasts. */
    long troubledMs() {
        return trouble.isPresent() ? 0 : TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - lastTroubleNs);
    }

    /**
     * @param work in transactions of its own, all of which may be done twice
     * @throws IndexUnavailableException where there is no sense in waiting
     */
    <T> T write(Function<IndexWriter, T> work) throws InterruptedException {
        while (true) {
            try {
                T answer = work.apply(opened());
                trouble.ifPresent(this::over);
                return answer;
            } catch (RuntimeException e) {
                evict();
                WriteFault fault = WriteFault.of(e, database);
                Trouble met = trouble.map(known -> known.again(fault, e))
                        .orElse(new Trouble(fault, e, System.nanoTime(), 1, false));
                trouble = Optional.of(met);
                if (mustGiveUp(met)) {
                    throw givenUp(met);
                }
                if (!met.told() && waits.isPresent() && isWorthTelling(met)) {
                    met = met.asTold();
                    trouble = Optional.of(met);
                    lines.warn("writing is paused, nothing is lost and queries go on reason={}", fault.reason());
                }
                waitUntilNextTry(met);
            }
        }
    }

    private IndexWriter opened() {
        // Whoever deletes the index under a running daemon would have it write into a file that nobody can reach any
        // more.
        if (writer.isPresent() && !fileNow().equals(openedFile)) {
            evict();
        }
        if (writer.isEmpty()) {
            writer = Optional.of(opening.get());
            openedFile = fileNow();
        }
        return writer.get();
    }

    /** Which file has the name of the index; empty where none has. */
    private Optional<Object> fileNow() {
        try {
            return Optional.ofNullable(
                    Files.readAttributes(database, BasicFileAttributes.class).fileKey());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private void evict() {
        try {
            writer.ifPresent(IndexWriter::close);
        } catch (RuntimeException e) {
            LOG.debug("connection closed with an error", e);
        }
        writer = Optional.empty();
    }

    private boolean mustGiveUp(Trouble met) {
        return switch (met.fault().kind()) {
            case DAMAGED -> true;
            // Once more, for the fault may have been the connection's.
            case OURS -> met.tries() > 1;
            case LOCKED ->
                isStopping()
                        ? met.ms() >= patience.lockedMs() / LOCKED_STOPPING
                        : waits.isEmpty() && met.ms() >= patience.lockedMs();
            case PASSING -> isStopping() || (waits.isEmpty() && met.ms() >= patience.onceMs());
        };
    }

    private boolean isStopping() {
        return stopAsked.getCount() == 0;
    }

    private IndexUnavailableException givenUp(Trouble met) {
        String reason = met.fault().reason();
        return switch (met.fault().kind()) {
            case DAMAGED -> new IndexUnavailableException(reason, met.cause());
            case OURS -> new IndexUnavailableException("the index cannot be written any more: " + reason, met.cause());
            case LOCKED, PASSING ->
                isStopping()
                        ? new StoppedWaitingException(reason, met.cause())
                        : new IndexAwayException("the index cannot be written: " + reason, met.cause());
        };
    }

    private boolean isWorthTelling(Trouble met) {
        return switch (met.fault().kind()) {
            case LOCKED -> met.ms() >= patience.lockedMs();
            case PASSING -> true;
            case DAMAGED, OURS -> false;
        };
    }

    private void waitUntilNextTry(Trouble met) throws InterruptedException {
        // A try at a lock has waited already.
        boolean soon = met.fault().kind() == WriteFault.Kind.LOCKED && !met.told();
        long ms = soon
                ? patience.firstProbeMs()
                : Math.min(patience.probeMs(), patience.firstProbeMs() << Math.min(met.tries() - 1, 16));
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(ms);
        for (long left = ms; left > 0; left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime())) {
            if (met.told()) {
                waits.ifPresent(told -> told.paused(met.fault().reason()));
            }
            if (stopAsked.await(Math.min(left, ALIVE_MS), TimeUnit.MILLISECONDS)) {
                // Once more without delay: it may go in just now.
                TimeUnit.MILLISECONDS.sleep(Math.min(left, patience.firstProbeMs()));
                return;
            }
        }
    }

    private void over(Trouble met) {
        lastTroubleNs = System.nanoTime();
        trouble = Optional.empty();
        if (met.told()) {
            lines.info("writing goes on after_seconds={} tries={}", met.ms() / 1000, met.tries() + 1);
            waits.ifPresent(Waits::goesOn);
        }
    }

    @Override
    public void close() {
        evict();
    }
}
