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
 * What the index has of the folders that a walk comes to: while one folder is listed, the rows of the next one that has some
 * are read. Rows that are older than the listing do no harm: a file that has come since is looked at once more.
 *
 * <p>Threads: one. Close it before the contents are closed.
 */
final class RowsAhead implements AutoCloseable {
    private final IndexContents contents;
    private final List<FileKey> inOrder;
    private final Map<FileKey, Integer> places = new HashMap<>();
    private @Nullable ExecutorService reader;
    private @Nullable FileKey ahead;
    private @Nullable Future<Map<String, Known>> rowsAhead;

    /** @param known the folders that have rows */
    RowsAhead(IndexContents contents, Collection<FileKey> known, Comparator<FileKey> order) {
        this.contents = contents;
        this.inOrder = new ArrayList<>(known);
        inOrder.sort(order);
        for (int i = 0; i < inOrder.size(); i++) {
            places.put(inOrder.get(i), i);
        }
    }

    /** Not shared with anybody; the rows of the folder behind it are read from now on. */
    Map<String, Known> of(FileKey folder) throws InterruptedException {
        Integer place = places.get(folder);
        if (place == null) {
            return new HashMap<>();
        }
        Map<String, Known> rows = folder.equals(ahead) ? awaited() : null;
        if (rows == null) {
            awaited(); // of a folder that the walk did not come to
            rows = contents.filesIn(folder);
        }
        if (place + 1 < inOrder.size()) {
            FileKey next = inOrder.get(place + 1);
            ahead = next;
            rowsAhead = reader().submit(() -> contents.filesIn(next));
        }
        return rows;
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

    /** @return null where nothing is being read */
    private @Nullable Map<String, Known> awaited() throws InterruptedException {
        Future<Map<String, Known>> reading = rowsAhead;
        if (reading == null) {
            return null;
        }
        try {
            return reading.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e.getCause());
        } finally {
            rowsAhead = null;
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
