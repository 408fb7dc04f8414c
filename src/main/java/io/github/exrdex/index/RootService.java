package io.github.exrdex.index;

import io.github.exrdex.file.ExrNames;
import io.github.exrdex.file.FileKey;
import io.github.exrdex.file.FileStat;
import io.github.exrdex.queue.PendingFiles;
import io.github.exrdex.store.IndexContents;
import io.github.exrdex.store.RootDao;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The workers of one root and the queue before them. Each root has its own, so that a mount that hangs holds up nobody
 * else.
 *
 * <p>Threads: {@link #sweep} one at a time; the rest any.
 */
final class RootService implements LookWorker.Surroundings {
    private static final int EVENTS = 65_536;
    private static final int FOUND = 4_096;

    /** A look takes milliseconds; one that takes so long hangs in its mount. */
    private static final long HANGING_MS = 5_000;

    private static final Logger LOG = LoggerFactory.getLogger(RootService.class);

    private final LineLimit fileLines = new LineLimit(LOG, "files");
    private final ClaimedRoot root;
    private final Indexing indexing;
    private final PendingFiles queue;
    private final Consumer<FileKey> doubts;
    private final List<Thread> workers = new CopyOnWriteArrayList<>();
    private final List<LookWorker> looks = new CopyOnWriteArrayList<>();
    private final EnteredFolders entered = new EnteredFolders();
    private volatile Optional<String> identity;
    private volatile boolean stopping;
    private volatile long sweptAtMs;
    private volatile long sweptFolders;

    /**
     * @param identity of the root folder when it was swept last; empty before the first time
     * @param doubts told of folders that have to be listed again
     */
    RootService(ClaimedRoot root, Optional<String> identity, Indexing indexing, Consumer<FileKey> doubts) {
        this.root = root;
        this.identity = identity;
        this.indexing = indexing;
        this.doubts = doubts;
        this.queue = new PendingFiles(EVENTS, FOUND, indexing.options().pace().settleMs(), RootService::monotonicMs);
    }

    ClaimedRoot root() {
        return root;
    }

    PendingFiles queue() {
        return queue;
    }

    boolean stopping() {
        return stopping;
    }

    void startWorkers() {
        for (int i = 0; i < indexing.options().workers(); i++) {
            LookWorker look = new LookWorker(root, indexing, queue, this);
            looks.add(look);
            Thread thread = new Thread(look, "exrdex-look-" + root.rootId() + "-" + i);
            // A worker may hang in a mount that hangs; that must not keep the program from ending.
            thread.setDaemon(true);
            thread.start();
            workers.add(thread);
        }
    }

    /** Sweeps the whole root or a part of it, waits until all of it is in the index, and notes how it went. */
    SweepResult sweep(FileKey scope, String mode, IndexContents contents, Consumer<UnreadFolder> onUnread)
            throws InterruptedException {
        return sweep(scope, mode, contents, indexing.options().acceptGone(), onUnread);
    }

    /** @param acceptGone somebody vouches for it that what is not found is gone */
    SweepResult sweep(
            FileKey scope, String mode, IndexContents contents, boolean acceptGone, Consumer<UnreadFolder> onUnread)
            throws InterruptedException {
        boolean whole = scope.equals(root.key());
        sweptAtMs = monotonicMs();
        RootDao roots = new RootDao();
        if (whole) {
            entered.startOver();
            long startedAt = indexing.clockMs().getAsLong();
            indexing.writes().use(handle -> roots.sweepStarted(handle, root.rootId(), mode, startedAt));
        }
        // A sweep compares the disk with the rows that it finds, so those that are on their way have to be there first.
        queue.awaitTakenDone(HANGING_MS);
        indexing.writes().flush();
        SweepResult result = new RootSweep(
                        root, scope, contents, indexing, queue, acceptGone, this::sweepMustEnd, this::enter, onUnread)
                .run(identity);
        if (whole && result.reached()) {
            sweptFolders = entered.count();
        }
        if (!queue.awaitFoundDone()) {
            indexing.writes().failure().ifPresent(failure -> {
                throw failure;
            });
            return result.asStopped();
        }
        if (result.stopped()) {
            return result;
        }
        if (whole) {
            RootDao.SweepEnd end = end(result);
            indexing.writes().use(handle -> roots.sweepEnded(handle, root.rootId(), end));
            if (end.identity().isPresent()) {
                identity = end.identity();
            }
        } else {
            indexing.writes().flush();
        }
        return result;
    }

    /**
     * Somebody outside says that a path below the root deserves a look, be it there or not. What has no EXR name is taken
     * for a folder.
     *
     * @return false where there is no room now
     */
    boolean notice(FileKey key, Consumer<FileKey> onFolder) {
        Path path = key.toPath();
        if (!key.equals(root.key()) && ExrNames.isExr(path.getFileName().toString())) {
            return root.leavesOut(key.folder()) || root.excluded().test(path) || queue.offer(key, path);
        }
        if (!root.leavesOut(key)) {
            onFolder.accept(key);
        }
        return true;
    }

    private RootDao.SweepEnd end(SweepResult result) {
        // An empty folder under rows that are held may be a mount point without its mount: its identity proves nothing.
        boolean doubtful = !result.reached() || (result.found() == 0 && result.heldFiles() > 0);
        OptionalLong completedAt = result.complete() && !doubtful
                ? OptionalLong.of(indexing.clockMs().getAsLong())
                : OptionalLong.empty();
        return new RootDao.SweepEnd(
                completedAt,
                result.startedAt(),
                doubtful ? Optional.empty() : Optional.of(result.identity()),
                result.unreadFolders(),
                result.heldFiles(),
                result.note());
    }

    @Override
    public LineLimit fileLines() {
        return fileLines;
    }

    @Override
    public void enter(FileKey folder) {
        entered.enter(folder);
    }

    /** May rows of files at or below a path be in the index, or on their way to it? */
    boolean mayHoldFiles(FileKey path) {
        return entered.anyUnder(path);
    }

    @Override
    public boolean vouchesForAbsence(FileKey file) {
        try {
            if (FileStat.of(file.folder().toPath()).kind() != FileStat.Kind.FOLDER) {
                return false;
            }
        } catch (IOException e) {
            return false;
        }
        Optional<String> now = root.identityNow();
        return now.isPresent() && (identity.isEmpty() || identity.equals(now));
    }

    @Override
    public void doubt(FileKey folder) {
        doubts.accept(folder.isUnder(root.key()) ? folder : root.key());
    }

    int workerCount() {
        return looks.size();
    }

    /** Workers that wait for the file system for longer than it may take. */
    int stuckWorkers() {
        long hangMs = indexing.options().pace().hangMs();
        return (int) looks.stream().filter(look -> look.lookingForMs() > hangMs).count();
    }

    /** How long the sweep that goes on has met nothing new. Meaningless where none goes on. */
    long sweepStillForMs() {
        return monotonicMs() - sweptAtMs;
    }

    private static long monotonicMs() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }

    /** A sweep asks before everything that it meets. */
    private boolean sweepMustEnd() {
        sweptAtMs = monotonicMs();
        return stopping;
    }

    /** Folders that the last sweep of the root looked into. */
    long sweptFolders() {
        return sweptFolders;
    }

    /** False where a worker has ended, which only a fault of ours can make it do. */
    boolean isAlive() {
        return workers.stream().allMatch(Thread::isAlive);
    }

    /** Lets the workers finish what they have in hand. */
    void stop() {
        stopping = true;
        queue.close();
        fileLines.finish();
    }

    /** @return false where a worker still hangs when the time is over */
    boolean awaitStopped(long waitMs) throws InterruptedException {
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(waitMs);
        for (Thread worker : workers) {
            long left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
            worker.join(Math.max(1, left));
        }
        return workers.stream().noneMatch(Thread::isAlive);
    }
}
