package io.github.exrdex.index;

import io.github.exrdex.store.FileChange;
import io.github.exrdex.store.IndexUnavailableException;
import io.github.exrdex.store.IndexWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The one writing thread. A change that an event told of is committed at once, together with what has gathered; what a sweep
 * finds waits for more of its kind. Both are bounded by rows and by time.
 *
 * <p>Threads: {@link #put} and {@link #use} from any, blocking while the writer is behind; {@link #close} from the owner.
 */
final class WriteLoop {
    private static final int QUEUE_ITEMS = 16;
    private static final int BATCH_ROWS = 500;
    private static final long BATCH_NS = TimeUnit.MILLISECONDS.toNanos(250);

    /** Changes to write, or other work that has to wait for all changes before it. */
    private sealed interface Item {
        record Changes(List<FileChange> changes, List<Long> dueAtMs) implements Item {}

        record Work(Consumer<IndexWriter> work, CountDownLatch done) implements Item {}

        record End(Consumer<Handle> last) implements Item {}
    }

    private final BlockingQueue<Item> queue = new ArrayBlockingQueue<>(QUEUE_ITEMS);
    private final PatientWriter writer;
    private final IndexStats stats;
    private final Thread thread;
    private final AtomicInteger rows = new AtomicInteger();
    private volatile @Nullable IndexUnavailableException failure;

    WriteLoop(PatientWriter writer, IndexStats stats) {
        this.writer = writer;
        this.stats = stats;
        this.thread = new Thread(this::run, "exrdex-writer");
    }

    void start() {
        thread.start();
    }

    /** @throws IndexUnavailableException where the writer has given up */
    void put(List<FileChange> changes) throws InterruptedException {
        put(changes, List.of());
    }

    /** @param dueAtMs when the events came that led to them, milliseconds of {@link System#nanoTime} */
    void put(List<FileChange> changes, List<Long> dueAtMs) throws InterruptedException {
        if (!changes.isEmpty()) {
            rows.addAndGet(changes.size());
            offer(new Item.Changes(changes, dueAtMs));
        }
    }

    /** Runs statements after everything that was put before, and waits for them. */
    void use(Consumer<Handle> statements) throws InterruptedException {
        useWriter(open -> open.use(statements));
    }

    private void useWriter(Consumer<IndexWriter> work) throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        offer(new Item.Work(work, done));
        while (!done.await(100, TimeUnit.MILLISECONDS)) {
            throwFailure();
        }
        throwFailure();
    }

    /** The same, for statements that give an answer. */
    <T> T ask(Function<Handle, T> statements) throws InterruptedException {
        List<T> answers = new ArrayList<>(1);
        use(handle -> answers.add(statements.apply(handle)));
        return last(answers);
    }

    /** Of a transaction that was rolled back and done again only the last answer is true. */
    private static <T> T last(List<T> answers) {
        return answers.get(answers.size() - 1);
    }

    /** The same, for work that only the writer can do. */
    <T> T askWriter(Function<IndexWriter, T> work) throws InterruptedException {
        List<T> answers = new ArrayList<>(1);
        useWriter(open -> answers.add(work.apply(open)));
        return last(answers);
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
        IndexUnavailableException e = failure;
        if (e != null) {
            throw e;
        }
    }

    /** Set once the writer has given up. */
    Optional<IndexUnavailableException> failure() {
        return Optional.ofNullable(failure);
    }

    private void run() {
        try (writer) {
            boolean more = true;
            while (more) {
                more = writeNext();
            }
        } catch (IndexUnavailableException e) {
            failure = e;
        } catch (RuntimeException | Error e) {
            failure = new IndexUnavailableException("the index cannot be written any more: " + e, e);
        } catch (InterruptedException e) {
            failure = new IndexUnavailableException("somebody interrupted the writer of the index", e);
        }
    }

    /** @return false at the end */
    private boolean writeNext() throws InterruptedException {
        List<FileChange> batch = new ArrayList<>();
        List<Long> dueAtMs = new ArrayList<>();
        Item item = queue.take();
        long until = System.nanoTime() + BATCH_NS;
        while (item instanceof Item.Changes changes) {
            batch.addAll(changes.changes());
            dueAtMs.addAll(changes.dueAtMs());
            long leftNs = until - System.nanoTime();
            if (batch.size() >= BATCH_ROWS || leftNs <= 0) {
                item = null;
                break;
            }
            // Where an event told of a file somebody may be waiting for it; nobody waits for one row of a sweep, and a
            // commit writes the last page of every index again.
            item = dueAtMs.isEmpty() ? queue.poll(leftNs, TimeUnit.NANOSECONDS) : queue.poll();
        }
        if (!batch.isEmpty()) {
            commit(batch);
            rows.addAndGet(-batch.size());
            count(batch.size(), dueAtMs);
        }
        if (item instanceof Item.Work work) {
            writer.write(open -> {
                work.work().accept(open);
                return true;
            });
            work.done().countDown();
        }
        if (item instanceof Item.End end) {
            writer.write(open -> {
                open.use(end.last());
                return true;
            });
            return false;
        }
        return true;
    }

    private void count(int written, List<Long> dueAtMs) {
        stats.batches.increment();
        stats.rows.add(written);
        long nowMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
        dueAtMs.forEach(due -> stats.latencies.record(nowMs - due, nowMs));
    }

    /** False once it has given up, or ended. */
    boolean isAlive() {
        return thread.isAlive();
    }

    private void commit(List<FileChange> batch) throws InterruptedException {
        IndexWriter.Written written = writer.write(open -> open.apply(batch));
        stats.added.add(written.added());
        stats.changed.add(written.changed());
        stats.gone.add(written.gone());
    }

    /** From now on a full disk or a lock is waited for, however long; see {@link PatientWriter.Waits}. */
    void waitFor(PatientWriter.Waits told) {
        writer.waitFor(told);
    }

    /** How long ago something last was in the way of writing, milliseconds; 0 while it is. */
    long troubledMs() {
        return writer.troubledMs();
    }

    /** What cannot be written now is given up; what can is written. Returns at once. */
    void stopWaiting() {
        writer.stopWaiting();
    }

    /** Changes that wait to be written. */
    int depth() {
        return rows.get();
    }

    /**
     * Writes everything that was put, then ends; sooner where the index takes nothing.
     *
     * @param last run behind all changes: what is put from now on is not written any more
     */
    void close(Consumer<Handle> last) throws InterruptedException {
        stopWaiting();
        if (!thread.isAlive()) {
            return;
        }
        while (thread.isAlive() && !queue.offer(new Item.End(last), 100, TimeUnit.MILLISECONDS)) {
            // The writer is behind, or has just given up.
        }
        thread.join();
    }
}
