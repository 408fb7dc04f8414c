package io.github.exrdex.index;

import io.github.exrdex.file.FileKey;
import io.github.exrdex.store.IndexContents;
import io.github.exrdex.store.IndexContents.Known;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What the index has of the folders that a walk comes to: while one folder is listed, the rows of the next ones that have
 * some are read. Rows that are older than the listing do no harm: a file that has come since is looked at once more.
 *
 * <p>Threads: one. Close it before the contents are closed.
 */
final class RowsAhead implements AutoCloseable {
    /** To hand over takes two threads that wake each other; of small folders several are read in one go. */
    private static final int ROWS_AT_ONCE = 1_000;

    private final IndexContents contents;
    private final int rowsAtOnce;
    private final List<FileKey> inOrder;
    private final Map<FileKey, Integer> places = new HashMap<>();
    private @Nullable ExecutorService reader;

    /** Read, and not asked for yet. */
    private Map<FileKey, Map<String, Known>> read = new HashMap<>();

    /** The first folder behind those that are read or being read. */
    private int next;

    private @Nullable Future<Batch> ahead;

    /** @param next the first folder behind them */
    private record Batch(Map<FileKey, Map<String, Known>> rows, int next) {}

    /** @param known the folders that have rows */
    RowsAhead(IndexContents contents, Collection<FileKey> known, Comparator<FileKey> order) {
        this(contents, known, order, ROWS_AT_ONCE);
    }

    RowsAhead(IndexContents contents, Collection<FileKey> known, Comparator<FileKey> order, int rowsAtOnce) {
        this.contents = contents;
        this.rowsAtOnce = rowsAtOnce;
        this.inOrder = new ArrayList<>(known);
        inOrder.sort(order);
        for (int i = 0; i < inOrder.size(); i++) {
            places.put(inOrder.get(i), i);
        }
    }

    /** Not shared with anybody; the rows of the folders behind it are read from now on. */
    Map<String, Known> of(FileKey folder) throws InterruptedException {
        Integer place = places.get(folder);
        if (place == null) {
            return new HashMap<>();
        }
        Map<String, Known> rows = read.remove(folder);
        if (rows == null) {
            read = awaited();
            rows = read.remove(folder);
            if (rows == null) {
                // The walk did not come to those that were read.
                read.clear();
                rows = contents.filesIn(folder);
                next = place + 1;
            }
            readOn();
        }
        return rows;
    }

    private void readOn() {
        if (next < inOrder.size()) {
            int from = next;
            ahead = reader().submit(() -> readFrom(from));
        }
    }

    private Batch readFrom(int first) {
        Map<FileKey, Map<String, Known>> rows = new HashMap<>();
        int known = 0;
        int place = first;
        while (place < inOrder.size() && known < rowsAtOnce) {
            Map<String, Known> files = contents.filesIn(inOrder.get(place));
            rows.put(inOrder.get(place), files);
            known += files.size();
            place++;
        }
        return new Batch(rows, place);
    }

    private ExecutorService reader() {
        ExecutorService running = reader;
        if (running == null) {
            running = Executors.newSingleThreadExecutor(work -> {
                Thread thread = new Thread(work, "exrdex-rows");
                thread.setDaemon(true);
                return thread;
            });
            reader = running;
        }
        return running;
    }

    /** What is being read, once it is; nothing where nothing is. */
    private Map<FileKey, Map<String, Known>> awaited() throws InterruptedException {
        Future<Batch> reading = ahead;
        if (reading == null) {
            return new HashMap<>();
        }
        try {
            Batch batch = reading.get();
            next = batch.next();
            return batch.rows();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e.getCause());
        } finally {
            ahead = null;
        }
    }

    /** Waits for what is being read, as nobody may close a connection under it. */
    @Override
    public void close() {
        ExecutorService running = reader;
        if (running == null) {
            return;
        }
        running.shutdown();
        boolean interrupted = false;
        boolean ended = false;
        while (!ended) {
            try {
                ended = running.awaitTermination(1, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
