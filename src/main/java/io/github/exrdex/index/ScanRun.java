package io.github.exrdex.index;

import io.github.exrdex.file.FileKey;
import io.github.exrdex.file.FileState;
import io.github.exrdex.store.IndexContents;
import io.github.exrdex.store.RootDao;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks through folder trees once, one after the other. Threads: one; each tree is looked through on a thread of its own, for
 * a listing may hang.
 *
 * @param known the stamps of folders by root, as earlier runs of the same indexer found them
 */
record ScanRun(Indexing indexing, GoingOn goingOn, Map<FileKey, FolderStamps> known, Pass pass, ScanListener listener) {
    private static final Logger LOG = LoggerFactory.getLogger(ScanRun.class);

    private static final long PROGRESS_MS = 100;
    private static final long STOP_MS = 10_000;

    ScanSummary run(List<IndexRoot> roots) throws InterruptedException {
        long startedAt = System.nanoTime();
        List<ScanSummary.ScannedRoot> scanned = new ArrayList<>();
        Map<FileState, Long> states = new EnumMap<>(FileState.class);
        boolean finished = true;
        indexing.forgetOldHistory();
        try (IndexContents contents = IndexContents.open(indexing.database())) {
            for (IndexRoot given : IndexRoot.topmost(
                    roots.stream().map(IndexRoot::withoutLinks).toList())) {
                if (goingOn.isStopped()) {
                    finished = false;
                    break;
                }
                SweepResult result = look(given);
                finished &= !result.stopped();
                FileKey key = FileKey.of(given.path());
                scanned.add(new ScanSummary.ScannedRoot(
                        key.text(), result.unreadFolders(), result.heldFiles(), result.note()));
                if (pass == Pass.SWEEP) {
                    contents.states(key).forEach((state, count) -> states.merge(state, count, Long::sum));
                }
            }
        }
        while (goingOn.mayGoOn() && indexing.countSequences()) {
            listener.progress(indexing.stats().snapshot());
        }
        long millis = (System.nanoTime() - startedAt) / 1_000_000;
        return new ScanSummary(indexing.stats().snapshot(), states, millis, scanned, finished);
    }

    private SweepResult look(IndexRoot given) throws InterruptedException {
        Claim claim = claim(given, "scan");
        FolderStamps stamps = known.computeIfAbsent(claim.root().key(), any -> RootService.freshStamps(indexing));
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
                            .serve(new SpoolDuty(indexing.tidySpool(), indexing.writes(), indexing.clockMs(), false));
                }
                return swept;
            }
        });
        Thread sweeper = new Thread(sweep, "exrdex-sweep");
        sweeper.setDaemon(true);
        sweeper.start();
        while (sweeper.isAlive() && goingOn.mayGoOn()) {
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
}
