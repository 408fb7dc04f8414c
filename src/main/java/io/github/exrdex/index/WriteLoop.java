package io.github.exrdex.index;

import io.github.exrdex.store.FileChange;
import io.github.exrdex.store.IndexWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one writing thread. A change that comes alone is committed at once; of a burst as much as has gathered, bounded by
 * rows and by time.
 *
 * <p>Threads: {@link #put} and {@link #use} from any, blocking while the writer is behind; {@link #close} from the owner.
 */
final class WriteLoop {
    private static final Logger LOG = LoggerFactory.getLogger(WriteLoop.class);

    private static final int QUEUE_ROWS = 4096;
    private static final int BATCH_ROWS = 2000;
    private static final long BATCH_NS = TimeUnit.MILLISECONDS.toNanos(250);
    private static final int TRIES = 5;
    private static final long RETRY_MS = 500;

    /** A change to write, or other work that has to wait for all changes before it. */
    private sealed interface Item {
        record Change(FileChange change) implements Item {}

        record Work(Consumer<Handle> statements, CountDownLatch done) implements Item {}

        record End() implements Item {}
    }

    private final BlockingQueue<Item> queue = new ArrayBlockingQueue<>(QUEUE_ROWS);
    private final Supplier<IndexWriter> opening;
    private final IndexStats stats;
    private final Thread thread;
    private volatile @Nullable RuntimeException failure;

    /** @param opening makes the writer, on the writing thread */
    WriteLoop(Supplier<IndexWriter> opening, IndexStats stats) {
        this.opening = opening;
        this.stats = stats;
        this.thread = new Thread(this::run, "exrdex-writer");
    }

    void start() {
        thread.start();
    }

    /** @throws RuntimeException where the writer has given up */
    void put(FileChange change) throws InterruptedException {
        offer(new Item.Change(change));
    }

    /** Runs statements after everything that was put before, and waits for them. */
    void use(Consumer<Handle> statements) throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        offer(new Item.Work(statements, done));
        while (!done.await(100, TimeUnit.MILLISECONDS)) {
            throwFailure();
        }
        throwFailure();
    }

    /** Waits until everything that was put before is in the index. */
    void flush() throws InterruptedException {
        use(handle -> {});
    }

    private void offer(Item item) throws InterruptedException {
        do {
            throwFailure();
        } while (!queue.offer(item, 100, TimeUnit.MILLISECONDS));
    }

    private void throwFailure() {
        RuntimeException e = failure;
        if (e != null) {
            throw e;
        }
    }

    private void run() {
        try (IndexWriter writer = opening.get()) {
            boolean more = true;
            while (more) {
                more = writeNext(writer);
            }
        } catch (RuntimeException e) {
            failure = e;
        } catch (InterruptedException e) {
            failure = new IllegalStateException("nobody interrupts the writer", e);
        }
    }

    /** @return false at the end */
    private boolean writeNext(IndexWriter writer) throws InterruptedException {
        List<FileChange> batch = new ArrayList<>();
        Item item = queue.take();
        long until = System.nanoTime() + BATCH_NS;
        while (item instanceof Item.Change change) {
            batch.add(change.change());
            if (batch.size() == BATCH_ROWS || System.nanoTime() - until > 0) {
                item = null;
                break;
            }
            item = queue.poll();
        }
        if (!batch.isEmpty()) {
            commit(writer, batch);
        }
        if (item instanceof Item.Work work) {
            writer.use(work.statements());
            work.done().countDown();
        }
        return !(item instanceof Item.End);
    }

    private void commit(IndexWriter writer, List<FileChange> batch) throws InterruptedException {
        Optional<RuntimeException> last = Optional.empty();
        for (int i = 0; i < TRIES; i++) {
            try {
                IndexWriter.Written written = writer.apply(batch);
                stats.added.add(written.added());
                stats.changed.add(written.changed());
                stats.gone.add(written.gone());
                return;
            } catch (RuntimeException e) {
                LOG.warn("batch failed rows={} try={} reason={}", batch.size(), i + 1, String.valueOf(e.getMessage()));
                last = Optional.of(e);
                Thread.sleep(RETRY_MS << i);
            }
        }
        throw last.orElseThrow();
    }

    int depth() {
        return queue.size();
    }

    /** Writes everything that was put, then ends. */
    void close() throws InterruptedException {
        if (!thread.isAlive()) {
            return;
        }
        while (thread.isAlive() && !queue.offer(new Item.End(), 100, TimeUnit.MILLISECONDS)) {
            // The writer is behind, or has just given up.
        }
        thread.join();
    }
}
