package io.github.exrdex.index;

import io.github.exrdex.file.FileKey;
import io.github.exrdex.file.FileState;
import io.github.exrdex.store.DaemonDao;
import io.github.exrdex.store.HeaderEncoder;
import io.github.exrdex.store.IndexBusyException;
import io.github.exrdex.store.IndexContents;
import io.github.exrdex.store.IndexDatabase;
import io.github.exrdex.store.IndexUnavailableException;
import io.github.exrdex.store.IndexWriter;
import io.github.exrdex.store.Pruned;
import io.github.exrdex.store.RecentlyGone;
import io.github.exrdex.store.RootDao;
import io.github.exrdex.store.VaryingNames;
import io.github.exrdex.store.WriteFault;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The indexing service: an index opened for writing, and what fills it. One process has an index at a time.
 *
 * <p>Threads: {@link #scan} or {@link #watch} by one thread; {@link #stop} from any, also from a signal handler; {@link #close} by the
 * owner once the other has returned.
 */
public final class Indexer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Indexer.class);

    private static final long PROGRESS_MS = 100;
    private static final long STOP_MS = 10_000;
    private static final long READY_MS = 20;
    private static final long PATIENCE_MS = 30_000;
    private static final long TICK_MS = 1_000;
    private static final long BEAT_MS = 5_000;
    private static final long FORGET_MS = 3_600_000;

    private final LineLimit readLines = new LineLimit(LOG, "reads");
    private final Indexing indexing;
    private final StateListener states;
    private final ClockSteps clockSteps = new ClockSteps(() -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime()));
    private final Map<FileKey, FolderStamps> scanned = new HashMap<>();
    private final WriteRate writeRate = new WriteRate();
    private final CountDownLatch stopAsked = new CountDownLatch(1);
    private volatile boolean stopping;
    private volatile List<RootWatch> beating = List.of();

    private Indexer(Indexing indexing, StateListener states) {
        this.indexing = indexing;
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
            Quarantine quarantine = quarantine(index, writes);
            return new Indexer(
                    new Indexing(
                            options,
                            database,
                            writes,
                            new Observations(contents.lastObservation()),
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

    private static Quarantine quarantine(Path index, WriteLoop writes) {
        try {
            return Quarantine.after(InHand.leftBehind(index), writes);
        } catch (RuntimeException e) {
            end(writes);
            throw e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            end(writes);
            throw new IndexUnavailableException("somebody interrupted the opening of the index", e);
        }
    }

    private static void end(WriteLoop writes) {
        try {
            writes.close();
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
        while (mayGoOn() && !done) {
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
        long startedAt = System.nanoTime();
        List<ScanSummary.ScannedRoot> scanned = new ArrayList<>();
        Map<FileState, Long> states = new EnumMap<>(FileState.class);
        boolean finished = true;
        forgetOldHistory();
        try (IndexContents contents = IndexContents.open(indexing.database())) {
            for (IndexRoot given : IndexRoot.topmost(
                    roots.stream().map(IndexRoot::withoutLinks).toList())) {
                if (stopping) {
                    finished = false;
                    break;
                }
                SweepResult result = look(given, pass, listener);
                finished &= !result.stopped();
                FileKey key = FileKey.of(given.path());
                scanned.add(new ScanSummary.ScannedRoot(
                        key.text(), result.unreadFolders(), result.heldFiles(), result.note()));
                if (pass == Pass.SWEEP) {
                    contents.states(key).forEach((state, count) -> states.merge(state, count, Long::sum));
                }
            }
        }
        long millis = (System.nanoTime() - startedAt) / 1_000_000;
        return new ScanSummary(indexing.stats().snapshot(), states, millis, scanned, finished);
    }

    private SweepResult look(IndexRoot given, Pass pass, ScanListener listener) throws InterruptedException {
        Claim claim = claim(given, "scan");
        FolderStamps stamps = scanned.computeIfAbsent(claim.root().key(), any -> RootService.freshStamps(indexing));
        RootService service = new RootService(claim.root(), claim.identity(), indexing, stamps, folder -> {});
        service.startWorkers();
        // Not on this thread: a listing may hang in a mount that hangs, and we have to be able to end all the same.
        FutureTask<SweepResult> sweep = new FutureTask<>(() -> {
            try (IndexContents contents = IndexContents.open(indexing.database())) {
                SweepResult swept = pass == Pass.SWEEP
                        ? service.sweep(claim.scope(), "scan", contents, listener::unread)
                        : service.poll(pass, contents, listener::unread);
                if (swept.reached() && !swept.stopped()) {
                    new ScanSpool(service, claim.scope(), contents)
                            .serve(new SpoolDuty(spool(), indexing.writes(), indexing.clockMs(), false));
                }
                return swept;
            }
        });
        Thread sweeper = new Thread(sweep, "exrdex-sweep");
        sweeper.setDaemon(true);
        sweeper.start();
        while (sweeper.isAlive() && mayGoOn()) {
            sweeper.join(PROGRESS_MS);
            listener.progress(indexing.stats().snapshot());
        }
        if (sweeper.isAlive()) {
            service.stop();
            sweeper.join(STOP_MS);
        }
        service.stop();
        if (!service.awaitStopped(STOP_MS) || sweeper.isAlive()) {
            LOG.warn("a file system hangs, left alone path={}", given.path());
        }
        SweepResult result = sweep.isDone() ? resultOf(sweep) : SweepResult.STOPPED;
        if (result.stopped()) {
            indexing.writes().flush();
        }
        return result;
    }

    private Spool spool() {
        Spool spool = Spool.beside(indexing.database().path());
        spool.tidy();
        return spool;
    }

    private static SweepResult resultOf(FutureTask<SweepResult> sweep) throws InterruptedException {
        try {
            return sweep.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    /** A root as the index has it, and the part of it that was asked for. */
    private record Claim(ClaimedRoot root, Optional<String> identity, FileKey scope) {}

    private Claim claim(IndexRoot given, String mode) throws InterruptedException {
        FileKey scope = FileKey.of(given.path());
        RootDao.RootRow row = indexing.writes().ask(handle -> new RootDao().claim(handle, scope, mode));
        ClaimedRoot root = new ClaimedRoot(row.rootId(), row.path(), row.path().toPath(), given.excluded());
        return new Claim(root, row.identity(), scope);
    }

    /**
     * Keeps the index true to folder trees until {@link #stop}.
     *
     * @throws IndexUnavailableException where the index cannot be written any more
     */
    public void watch(List<IndexRoot> roots, WatchListener listener) throws InterruptedException {
        long startedAt = indexing.clockMs().getAsLong();
        WatchedRoots watched = new WatchedRoots(roots, indexing);
        try (PauseNote note = PauseNote.open(indexing.database().path())) {
            indexing.writes().waitFor(new Pauses(note, () -> beating, listener, indexing.clockMs()));
            watch(watched, startedAt, listener);
        }
        // Also where the writer has given up: this is where everybody hears of it.
        indexing.writes()
                .use(handle ->
                        new DaemonDao().stopped(handle, indexing.clockMs().getAsLong()));
    }

    private void watch(WatchedRoots watched, long startedAt, WatchListener listener) throws InterruptedException {
        try (IndexContents contents = IndexContents.open(indexing.database())) {
            watched.start();
            beat(watched.all(), startedAt);
            follow(watched, contents, startedAt, listener);
        } finally {
            watched.stop();
        }
    }

    private boolean mayGoOn() {
        return !stopping && indexing.writes().failure().isEmpty();
    }

    private void follow(WatchedRoots watched, IndexContents contents, long startedAt, WatchListener listener)
            throws InterruptedException {
        SpoolDuty spool = new SpoolDuty(spool(), indexing.writes(), indexing.clockMs(), true);
        LogWatch log =
                new LogWatch(indexing.database().path(), LogWatch.LONG_BYTES, indexing.writes(), System::nanoTime);
        long readyBy = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MS);
        long nextTick = System.nanoTime();
        long nextBeat = nextTick;
        long nextForgetting = nextTick;
        boolean told = false;
        while (mayGoOn()) {
            long now = System.nanoTime();
            // A root whose mount hangs keeps nobody waiting.
            if (!told && (watched.all().stream().allMatch(RootWatch::ready) || now - readyBy >= 0)) {
                tellReady(watched.all(), listener);
                told = true;
                nextBeat = now;
            }
            if (now - nextTick >= 0) {
                watched.adapt();
                remindOfDue(watched.all(), contents);
                spool.tick(watched.all());
                nextTick = now + TimeUnit.MILLISECONDS.toNanos(TICK_MS);
            }
            if (now - nextBeat >= 0) {
                beat(watched.all(), startedAt);
                log.look();
                // Only now: the beat itself has gone through the writer.
                if (told && watched.all().stream().allMatch(RootWatch::isAlive)) {
                    listener.alive(summary(watched.all()));
                }
                nextBeat = now + TimeUnit.MILLISECONDS.toNanos(BEAT_MS);
            }
            if (told && now - nextForgetting >= 0) {
                forgetOldHistory();
                nextForgetting = now + TimeUnit.MILLISECONDS.toNanos(FORGET_MS);
            }
            stopAsked.await(told ? TICK_MS : READY_MS, TimeUnit.MILLISECONDS);
        }
    }

    /** A disk that fails for a moment must not end the daemon; what is due stays due. */
    private void remindOfDue(List<RootWatch> watches, IndexContents contents) {
        ClockSteps.Due until = clockSteps.dueUntil(indexing.clockMs().getAsLong());
        try {
            watches.forEach(watch -> watch.remindOfDue(contents, until));
        } catch (RuntimeException e) {
            readLines.warn(
                    "index cannot be asked what is due, trying again reason={}",
                    WriteFault.of(e, indexing.database().path()).reason());
        }
    }

    private static void tellReady(List<RootWatch> watches, WatchListener listener) {
        List<RootReport> reports = watches.stream().map(RootWatch::report).toList();
        listener.ready(
                watches.size(),
                reports.stream().mapToInt(RootReport::watchedFolders).sum(),
                reports.stream().mapToInt(RootReport::unwatchedFolders).sum());
    }

    private static String summary(List<RootWatch> watches) {
        List<RootReport> reports = watches.stream().map(RootWatch::report).toList();
        long waiting =
                reports.stream().mapToLong(root -> root.queue().waiting()).sum();
        long hanging = reports.stream().filter(RootReport::hangs).count();
        long away = reports.stream().filter(root -> !root.online()).count();
        return "roots " + reports.size() + (away == 0 ? "" : ", not there " + away)
                + (hanging == 0 ? "" : ", hanging " + hanging) + "; folders watched "
                + reports.stream().mapToInt(RootReport::watchedFolders).sum() + "; files waiting " + waiting;
    }

    private void forgetOldHistory() throws InterruptedException {
        long beforeAt = indexing.clockMs().getAsLong() - indexing.options().historyMs();
        indexing.writes().askWriter(writer -> {
            writer.pruneHistory(beforeAt);
            return true;
        });
    }

    private void beat(List<RootWatch> watches, long startedAt) throws InterruptedException {
        beating = watches;
        watches.forEach(RootWatch::tellOfHang);
        IndexStats stats = indexing.stats();
        WriteRate.Rate rate =
                writeRate.at(TimeUnit.NANOSECONDS.toMillis(System.nanoTime()), stats.batches.sum(), stats.rows.sum());
        String report = DaemonReport.of(
                watches.stream().map(RootWatch::report).toList(),
                indexing.writes().depth(),
                rate,
                stats.latencies,
                stats.snapshot(),
                states.counts());
        long pid = ProcessHandle.current().pid();
        // What is known by now is in the index or before us in the writer's queue.
        long nowAt = indexing.clockMs().getAsLong();
        Map<RootWatch, OptionalLong> known = new LinkedHashMap<>();
        watches.forEach(watch -> known.put(watch, watch.knownUntil(nowAt)));
        indexing.writes().use(handle -> {
            new DaemonDao().beat(handle, pid, startedAt, nowAt, report);
            known.forEach((watch, until) -> watch.writeMode(handle, until));
        });
    }

    /** Ends a scan or a watch in good order: what is in hand is finished and written. Returns at once. */
    public void stop() {
        stopping = true;
        indexing.writes().stopWaiting();
        indexing.inHand().disarm();
        stopAsked.countDown();
    }

    /** Writes what is left and lets go of the index. */
    @Override
    public void close() {
        try {
            end(indexing.writes());
        } finally {
            indexing.inHand().close();
            indexing.database().close();
        }
    }
}
