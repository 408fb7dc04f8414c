package io.github.exrdex.store;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies pages of the write-ahead log into the database while the writer goes on: a checkpoint of its own would wait for the
 * disk, and so would everybody behind it. The writer still has one at the end of a long log, which alone lets it begin anew
 * (sqlite.org/wal.html, "Checkpointing"); most is done by then.
 *
 * <p>A checkpoint changes nothing that can be read, so one that fails is no loss: the writer's own meets the same trouble.
 *
 * <p>Threads: the writer's own. It has one for itself once there was something to do.
 */
final class Checkpoints implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Checkpoints.class);

    /** Some 15 MB of log: fewer rows would have pages copied again that go on to be filled. */
    private static final int ROWS = 20_000;

    private final IndexDatabase database;
    private int rows;
    private @Nullable ExecutorService thread;
    private @Nullable Future<?> running;

    Checkpoints(IndexDatabase database) {
        this.database = database;
    }

    /** So many rows more were committed. */
    void committed(int written) {
        rows += written;
        if (rows >= ROWS && (running == null || running.isDone())) {
            rows = 0;
            running = thread().submit(this::copy);
        }
    }

    /** Waits until none is under way: two at once would find each other in the way. */
    void settle() {
        Future<?> copying = running;
        if (copying == null) {
            return;
        }
        try {
            copying.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private ExecutorService thread() {
        ExecutorService known = thread;
        if (known == null) {
            known = Executors.newSingleThreadExecutor(work -> {
                Thread made = new Thread(work, "exrdex-checkpoint");
                made.setDaemon(true);
                return made;
            });
            thread = known;
        }
        return known;
    }

    private void copy() {
        // A connection that has met a failure is not used again, so each has its own.
        try (Handle handle = database.writeHandle()) {
            handle.execute("PRAGMA wal_checkpoint(PASSIVE)");
        } catch (JdbiException e) {
            LOG.debug("a checkpoint failed", e);
        }
    }

    @Override
    public void close() {
        settle();
        if (thread != null) {
            thread.shutdown();
        }
    }
}
