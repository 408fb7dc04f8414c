package io.github.exrdex.index;

import io.github.exrdex.file.FileKey;
import io.github.exrdex.store.HeaderEncoder;
import io.github.exrdex.store.IndexBusyException;
import io.github.exrdex.store.IndexContents;
import io.github.exrdex.store.IndexDatabase;
import io.github.exrdex.store.IndexUnavailableException;
import io.github.exrdex.store.IndexWriter;
import io.github.exrdex.store.ObservationMark;
import io.github.exrdex.store.Pruned;
import io.github.exrdex.store.RecentlyGone;
import io.github.exrdex.store.VaryingNames;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jdbi.v3.core.Handle;

/**
 * The indexing service: an index opened for writing, and what fills it. One process has an index at a time.
 *
 * <p>Threads: {@link #scan} or {@link #watch} by one thread; {@link #stop} from any, also from a signal handler; {@link #close} by the
 * owner once the other has returned.
 */
public final class Indexer implements AutoCloseable {
    private static final long PROGRESS_MS = 100;

    private final Indexing indexing;
    private final GoingOn goingOn;
    private final StateListener states;
    private final Map<FileKey, FolderStamps> scanned = new HashMap<>();

    private Indexer(Indexing indexing, StateListener states) {
        this.indexing = indexing;
        this.goingOn = new GoingOn(indexing.writes());
        this.states = states;
    }

    /**
     * Opens the index, makes it where there is none, and starts the writer.
     *
     * @param clockMs milliseconds since 1970
     * @throws IndexUnavailableException where the index cannot be written
     */
    public static Indexer open(Path index, IndexOptions options, LongSupplier clockMs) {
        return open(index, options, StateListener.NONE, clockMs);
    }

    /** The same, for somebody who wants to hear of files that reach a state. */
    public static Indexer open(Path index, IndexOptions options, StateListener states, LongSupplier clockMs) {
        return open(index, options, states, FolderFacts.SYSTEM, clockMs);
    }

    static Indexer open(Path index, IndexOptions options, FolderFacts folderFacts, LongSupplier clockMs) {
        return open(index, options, StateListener.NONE, folderFacts, clockMs);
    }

    private static Indexer open(
            Path index, IndexOptions options, StateListener states, FolderFacts folderFacts, LongSupplier clockMs) {
        IndexPlace.check(index);
        IndexDatabase database = IndexDatabase.open(index);
        try (IndexContents contents = IndexContents.open(database)) {
            VaryingNames varying = new VaryingNames(contents.varyingNames());
            IndexStats stats = new IndexStats();
            RecentlyGone recentlyGone = new RecentlyGone();
            PatientWriter writer = new PatientWriter(
                    () -> {
                        IndexWriter fresh = new IndexWriter(
                                database, options.naming(), varying, options.tokens(), recentlyGone, clockMs);
                        fresh.tellOf(states.states(), states::reached);
                        return fresh;
                    },
                    database.path(),
                    PatientWriter.Patience.DEFAULT);
            WriteLoop writes = new WriteLoop(writer, stats);
            writes.start();
            Observations observations = asked(writes, () -> new Observations(writes.ask(ObservationMark::take)));
            Quarantine quarantine = asked(writes, () -> Quarantine.after(InHand.leftBehind(index), writes));
            return new Indexer(
                    new Indexing(
                            options,
                            database,
                            writes,
                            observations,
                            new HeaderEncoder(options.naming(), varying),
                            stats,
                            InHand.open(index),
                            quarantine,
                            folderFacts,
                            clockMs),
                    states);
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    /** A question to the writer. */
    private interface Asking<T> {
        T ask() throws InterruptedException;
    }

    /** What the writer says; where it says nothing it is ended. */
    private static <T> T asked(WriteLoop writes, Asking<T> asking) {
        try {
            return asking.ask();
        } catch (RuntimeException e) {
            end(writes, handle -> {});
            throw e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            end(writes, handle -> {});
            throw new IndexUnavailableException("somebody interrupted the opening of the index", e);
        }
    }

    private static void end(WriteLoop writes, Consumer<Handle> last) {
        try {
            writes.close(last);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The same; empty where another process writes the index. */
    public static Optional<Indexer> openIfFree(Path index, IndexOptions options, LongSupplier clockMs) {
        try {
            return Optional.of(open(index, options, clockMs));
        } catch (IndexBusyException e) {
            return Optional.empty();
        }
    }

    /**
     * Removes the rows of files that went away, and what only they needed.
     *
     * @param goneBeforeAt milliseconds since 1970
     * @throws IndexUnavailableException where the index cannot be written any more
     */
    public PruneSummary prune(long goneBeforeAt) throws InterruptedException {
        Pruning pruning = new Pruning(indexing.writes(), goneBeforeAt);
        boolean done = false;
        while (goingOn.mayGoOn() && !done) {
            done = pruning.goOn(PROGRESS_MS);
        }
        indexing.writes().failure().ifPresent(failure -> {
            throw failure;
        });
        Pruned removed = pruning.removed();
        return new PruneSummary(removed.files(), removed.sequences(), removed.folders(), removed.headers(), done);
    }

    /**
     * Indexes folder trees once, one after the other.
     *
     * @throws IndexUnavailableException where the index cannot be written any more
     */
    public ScanSummary scan(List<IndexRoot> roots, ScanListener listener) throws InterruptedException {
        return look(roots, Pass.SWEEP, listener);
    }

    /**
     * The same of folder trees that this indexer has scanned, but asks for the stamps of folders alone, and lists only those
     * that changed: what the service does between two sweeps of a root that it polls. The states of files are not counted.
     */
    public ScanSummary scanChangedFolders(List<IndexRoot> roots, ScanListener listener) throws InterruptedException {
        return look(roots, Pass.FOLDERS, listener);
    }

    ScanSummary look(List<IndexRoot> roots, Pass pass, ScanListener listener) throws InterruptedException {
        return new ScanRun(indexing, goingOn, scanned, pass, listener).run(roots);
    }

    /**
     * Keeps the index true to folder trees until {@link #stop}.
     *
     * @throws IndexUnavailableException where the index cannot be written any more
     */
    public void watch(List<IndexRoot> roots, WatchListener listener) throws InterruptedException {
        new WatchRun(indexing, goingOn, states, listener).run(roots);
    }

    /** Ends a scan or a watch in good order: what is in hand is finished and written. Returns at once. */
    public void stop() {
        goingOn.stop();
        indexing.writes().stopWaiting();
        indexing.inHand().disarm();
    }

    /** Writes what is left and lets go of the index. */
    @Override
    public void close() {
        try {
            // Spares the next start a walk over all files; where it cannot be written, that one walks.
            end(
                    indexing.writes(),
                    handle -> ObservationMark.leave(
                            handle, indexing.observations().last()));
        } finally {
            indexing.inHand().close();
            indexing.database().close();
        }
    }
}
