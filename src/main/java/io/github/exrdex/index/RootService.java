package io.github.exrdex.index;

import io.github.exrdex.file.ExrNames;
import io.github.exrdex.file.FileKey;
import io.github.exrdex.file.FileStat;
import io.github.exrdex.queue.PendingFiles;
import io.github.exrdex.store.IndexContents;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
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
    private static final int FOUND = 1_024;

    private static final Logger LOG = LoggerFactory.getLogger(RootService.class);

    private final LineLimit fileLines = new LineLimit(LOG, "files");
    private final ClaimedRoot root;
    private final Indexing indexing;
    private final PendingFiles queue;
    private final Consumer<FileKey> doubts;
    private final Crew crew;
    private final RootPasses passes;
    private volatile boolean stopping;

    /**
     * @param identity of the root folder when it was swept last; empty before the first time
     * @param doubts told of folders that have to be listed again
     */
    RootService(ClaimedRoot root, Optional<String> identity, Indexing indexing, Consumer<FileKey> doubts) {
        this(root, identity, indexing, freshStamps(indexing), doubts);
    }

    /** @param stamps what an earlier service of this process saw of the root's folders */
    RootService(
            ClaimedRoot root,
            Optional<String> identity,
            Indexing indexing,
            FolderStamps stamps,
            Consumer<FileKey> doubts) {
        this.root = root;
        this.indexing = indexing;
        this.doubts = doubts;
        this.queue = new PendingFiles(EVENTS, FOUND, indexing.options().pace().settleMs(), RootService::monotonicMs);
        this.crew = new Crew(
                "exrdex-look-" + root.rootId() + "-",
                indexing.options().workers(),
                indexing.options().mostWorkers(),
                queue,
                () -> new LookWorker(root, indexing, this),
                WaitMeter::ofThisThread);
        this.passes = new RootPasses(root, identity, indexing, queue, stamps, () -> stopping);
    }

    static FolderStamps freshStamps(Indexing indexing) {
        return new FolderStamps(
                indexing.folderFacts(), indexing.options().pace(), indexing.clockMs(), RootService::monotonicMs);
    }

    PendingFiles queue() {
        return queue;
    }

    boolean stopping() {
        return stopping;
    }

    void startWorkers() {
        crew.start();
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
        return passes.sweep(scope, mode, contents, acceptGone, onUnread);
    }

    /**
     * Looks for what changed by the stamps of folders, waits until all of it is in the index, and notes how it went.
     *
     * @param pass any but {@link Pass#SWEEP}
     */
    SweepResult poll(Pass pass, IndexContents contents, Consumer<UnreadFolder> onUnread) throws InterruptedException {
        return passes.poll(pass, contents, onUnread);
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
            passes.stamps().heat(key.folder());
            return root.leavesOut(key.folder()) || root.excluded().test(path) || queue.offer(key, path);
        }
        if (!root.leavesOut(key)) {
            onFolder.accept(key);
        }
        return true;
    }

    @Override
    public LineLimit fileLines() {
        return fileLines;
    }

    @Override
    public void enter(FileKey folder) {
        passes.entered().enter(folder);
    }

    /** May rows of files at or below a path be in the index, or on their way to it? */
    boolean mayHoldFiles(FileKey path) {
        return passes.entered().anyUnder(path);
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
        return passes.isAsBefore(file.folder());
    }

    @Override
    public boolean isShared() {
        return passes.isShared();
    }

    /** Files in these folders are due for a look, so something goes on there. */
    void heat(FileKey folder) {
        passes.stamps().heat(folder);
    }

    @Override
    public void doubt(FileKey folder) {
        doubts.accept(folder.isUnder(root.key()) ? folder : root.key());
    }

    /** Do all workers wait for the file system for longer than they may? */
    boolean allWorkersStuck() {
        return crew.allStuckFor(indexing.options().pace().hangMs());
    }

    /** Workers that wait for the file system for longer than it may take. */
    int stuckWorkers() {
        return crew.stuckFor(indexing.options().pace().hangMs());
    }

    /** How long the sweep that goes on has met nothing new. Meaningless where none goes on. */
    long sweepStillForMs() {
        return passes.stillForMs();
    }

    private static long monotonicMs() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }

    /** Folders that the last sweep of the root looked into. */
    long sweptFolders() {
        return passes.sweptFolders();
    }

    /** False where a worker has ended, which only a fault of ours can make it do. */
    boolean isAlive() {
        return crew.isAlive();
    }

    /** Lets the workers finish what they have in hand. */
    void stop() {
        stopping = true;
        queue.close();
        fileLines.finish();
    }

    /** @return false where a worker still hangs when the time is over */
    boolean awaitStopped(long waitMs) throws InterruptedException {
        return crew.awaitEnded(waitMs);
    }
}
