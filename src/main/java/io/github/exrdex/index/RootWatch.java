package io.github.exrdex.index;

import io.github.exrdex.file.ExrNames;
import io.github.exrdex.file.FileKey;
import io.github.exrdex.file.FileStamp;
import io.github.exrdex.file.Reasons;
import io.github.exrdex.queue.PendingFiles;
import io.github.exrdex.queue.PendingFolders;
import io.github.exrdex.store.IndexContents;
import io.github.exrdex.store.IndexUnavailableException;
import io.github.exrdex.store.RootDao;
import io.github.exrdex.watch.FileEvent;
import io.github.exrdex.watch.FolderWatcher;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one root up to date until it is told to stop: watch first, then sweep, then let the workers follow the events, so
 * that a file that is born meanwhile is seen twice rather than not at all.
 *
 * <p>Events of files go to the workers. Whatever concerns a folder (it appeared, went away, was lost track of) leads to one
 * and the same answer: list it again. A root that goes away is left alone, rows and all, until it is back.
 *
 * <p>Threads: sweeps, and everything that may hang with its mount, on a thread of its own; events come on the watcher's;
 * the public face is for any.
 */
final class RootWatch implements SpoolDuty.Taker {
    private static final Logger LOG = LoggerFactory.getLogger(RootWatch.class);

    private static final long TICK_MS = 1_000;

    /** A new folder is mostly filled at once; its files come as events of their own meanwhile. Picked, not measured. */
    private static final long NEW_FOLDER_MS = 1_000;

    private static final long RETRY_MS = 10_000;
    private static final int DUE_AT_ONCE = 1_000;
    private static final long IDLE = Long.MIN_VALUE;

    /** Between a change and the word of the kernel: milliseconds, and nobody can tell how many. Picked. */
    private static final long UNHEARD_MS = 1_000;

    private final LineLimit unreadLines = new LineLimit(LOG, "unread_folders");
    private final LineLimit lossLines = new LineLimit(LOG, "losses");
    private final LineLimit failureLines = new LineLimit(LOG, "failed_sweeps");

    private final ClaimedRoot root;
    private final IndexRoot.Mode mode;
    private final Indexing indexing;
    private final RootService service;
    private final PendingFolders folders;
    private final PassTimes times;
    private final Thread thread;
    private final Rescans rescans = new Rescans();
    private final AtomicLong losses = new AtomicLong();

    /** How often something may have happened below the root that nobody told us. */
    private final AtomicLong doubts = new AtomicLong();

    private final AtomicLong sweeps = new AtomicLong();

    /** Folders that somebody outside asked for and that were not swept since, each with the number of the asking. */
    private final ConcurrentMap<FileKey, Long> askedFolders = new ConcurrentHashMap<>();

    private final AtomicLong askings = new AtomicLong();

    /** The next sweep of the root may take all for gone that it does not find. */
    private final AtomicBoolean confirmed = new AtomicBoolean();

    private volatile Optional<FolderWatcher> watcher = Optional.empty();
    private volatile boolean polled;
    private volatile boolean online;
    /** As many doubts as were there when the last complete sweep of the root began; -1 before the first. */
    private volatile long doubtsSettled = -1;

    private volatile boolean ready;
    private volatile boolean sweeping;
    private volatile boolean inSweep;
    private volatile boolean hangTold;
    private volatile long askingSinceMs = IDLE;
    private volatile boolean stopping;
    private volatile long lastSweepMs;

    /** Of the folder that is watched or polled now; empty while there is none. Only the own thread asks. */
    private Optional<String> watchedIdentity = Optional.empty();

    /** @param identity of the root folder when it was swept last; empty before the first time */
    RootWatch(ClaimedRoot root, Optional<String> identity, IndexRoot.Mode mode, Indexing indexing) {
        this.root = root;
        this.mode = mode;
        this.indexing = indexing;
        this.folders = new PendingFolders(root.key(), RootWatch::monotonicMs);
        this.service = new RootService(root, identity, indexing, folder -> {
            rescans.count(Rescans.DOUBT);
            folders.mark(folder, NEW_FOLDER_MS);
        });
        this.times = new PassTimes(indexing.options().pace(), monotonicMs());
        this.thread = new Thread(this::run, "exrdex-root-" + root.rootId());
        this.thread.setDaemon(true);
    }

    private static long monotonicMs() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }

    long rootId() {
        return root.rootId();
    }

    void start() {
        thread.start();
    }

    private void run() {
        try (IndexContents contents = IndexContents.open(indexing.database())) {
            supervise();
            rescans.count(Rescans.FIRST);
            folders.mark(root.key(), 0);
            service.startWorkers();
            ready = true;
            while (!stopping) {
                Optional<FileKey> folder = folders.take(waitMs());
                if (folder.isPresent()) {
                    sweep(folder.get(), contents);
                    folders.done();
                }
                supervise();
                if (online) {
                    lookAgain(contents);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IndexUnavailableException e) {
            // The writer has given up, and whoever started it ends the program.
            LOG.debug("root given up root={}", root.key().text(), e);
        } finally {
            watcher.ifPresent(FolderWatcher::close);
            lineLimits().forEach(LineLimit::finish);
        }
    }

    private List<LineLimit> lineLimits() {
        return List.of(unreadLines, lossLines, failureLines);
    }

    private long waitMs() {
        long leftMs = online ? times.nextMs(isAllWatched()) - monotonicMs() : TICK_MS;
        return Math.max(0, Math.min(TICK_MS, leftMs));
    }

    private void lookAgain(IndexContents contents) throws InterruptedException {
        Optional<Pass> pass = times.due(monotonicMs(), isAllWatched());
        if (pass.isEmpty()) {
            return;
        }
        if (pass.get() != Pass.SWEEP) {
            poll(pass.get(), contents);
        } else if (folders.remind(root.key())) {
            rescans.count(Rescans.ON_TIME);
        }
    }

    private boolean isAllWatched() {
        return watcher.isPresent() && watcher.get().unwatchedFolders() == 0;
    }

    /** Sees to it that the folder at the root's path is the one that is watched. */
    private void supervise() {
        askingSinceMs = monotonicMs();
        superviseNow();
        askingSinceMs = IDLE;
    }

    private void superviseNow() {
        Optional<String> identity = root.identityNow();
        if (identity.isEmpty()) {
            if (online || !ready) {
                LOG.warn(
                        "root is not there, its rows are kept root={}",
                        root.key().text());
                folders.mark(root.key(), 0);
            }
            online = false;
            disconnect();
            return;
        }
        boolean same = identity.equals(watchedIdentity);
        boolean alive = polled || (watcher.isPresent() && watcher.get().isAlive());
        if (same && alive) {
            return;
        }
        if (ready) {
            rescans.count(Rescans.BACK);
            LOG.warn(
                    "root is {} root={}",
                    online && same ? "not watched any more, trying again" : "back",
                    root.key().text());
            folders.mark(root.key(), 0);
        }
        disconnect();
        connect();
        watchedIdentity = identity;
        online = true;
    }

    private void connect() {
        polled = mode == IndexRoot.Mode.POLL || (mode == IndexRoot.Mode.AUTO && isShared());
        if (polled) {
            return;
        }
        FolderWatcher fresh = new FolderWatcher(root.path(), root.excluded(), this::accept);
        try {
            fresh.start();
            watcher = Optional.of(fresh);
            if (fresh.unwatchedFolders() > 0) {
                LOG.warn(
                        "some folders cannot be watched and are polled, see fs.inotify.max_user_watches in sysctl(8)"
                                + " root={} watched={} unwatched={} reason={}",
                        root.key().text(),
                        fresh.watchedFolders(),
                        fresh.unwatchedFolders(),
                        fresh.unwatchedReason().orElse(""));
            }
        } catch (IOException | RuntimeException e) {
            LOG.warn(
                    "root cannot be watched and is polled root={} reason={}",
                    root.key().text(),
                    Reasons.of(e));
            fresh.close();
            polled = true;
        }
    }

    private boolean isShared() {
        try {
            return indexing.folderFacts().isShared(root.path());
        } catch (IOException e) {
            return false;
        }
    }

    private void disconnect() {
        watcher.ifPresent(FolderWatcher::close);
        watcher = Optional.empty();
        watchedIdentity = Optional.empty();
        polled = false;
    }

    private void accept(FileEvent event) {
        if (event instanceof FileEvent.Changed changed) {
            offer(changed.path());
        } else if (event instanceof FileEvent.Vanished vanished) {
            vanish(vanished.path());
        } else if (event instanceof FileEvent.FolderAppeared appeared) {
            rescans.count(Rescans.APPEARED);
            folders.mark(FileKey.of(appeared.path()), NEW_FOLDER_MS);
        } else if (event instanceof FileEvent.Lost lost) {
            lose(FileKey.of(lost.folder()), lost.reason());
        }
    }

    /** Nobody can tell any more what the name stood for. */
    private void vanish(Path path) {
        FileKey key = FileKey.of(path);
        if (service.mayHoldFiles(key)) {
            rescans.count(Rescans.VANISHED);
            folders.mark(key, 0);
        }
        if (ExrNames.isExr(path.getFileName().toString())) {
            offer(path);
        }
    }

    private void offer(Path path) {
        if (!service.queue().offer(FileKey.of(path), path)) {
            lose(root.key(), "too many files wait for a look");
        }
    }

    private void lose(FileKey folder, String reason) {
        doubts.incrementAndGet();
        if (folders.mark(folder, PassTimes.afterLossMs(folder.equals(root.key()) ? lastSweepMs : 0))) {
            losses.incrementAndGet();
            rescans.count(reason);
            lossLines.info("events lost, listing again folder={} reason={}", folder.text(), reason);
        }
    }

    private void poll(Pass pass, IndexContents contents) throws InterruptedException {
        long startedMs = monotonicMs();
        inSweep = true;
        try {
            SweepResult result = service.poll(pass, contents, this::warn);
            if (!result.note().isEmpty() && result.reached()) {
                LOG.warn("poll root={} note={}", root.key().text(), result.note());
            }
        } catch (IndexUnavailableException e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.error("poll failed, sweeping the root later root={}", root.key().text(), e);
            rescans.count(Rescans.FAILED);
            folders.mark(root.key(), RETRY_MS);
        } finally {
            inSweep = false;
        }
        times.ended(pass, startedMs, monotonicMs());
    }

    private void sweep(FileKey folder, IndexContents contents) throws InterruptedException {
        boolean whole = folder.equals(root.key());
        long startedAt = monotonicMs();
        long doubtsBefore = doubts.get();
        Map<FileKey, Long> asked = Map.copyOf(askedFolders);
        sweeping = whole;
        inSweep = true;
        try {
            boolean acceptGone = indexing.options().acceptGone() || (whole && confirmed.getAndSet(false));
            SweepResult result = service.sweep(folder, modeText(), contents, acceptGone, this::warn);
            if ((result.reached() || acceptGone) && !result.stopped()) {
                asked.forEach((path, number) -> {
                    if (path.isUnder(folder)) {
                        askedFolders.remove(path, number);
                    }
                });
            }
            if (whole && result.complete()) {
                doubtsSettled = doubtsBefore;
            }
            if (!result.note().isEmpty() && result.reached()) {
                LOG.warn("sweep root={} note={}", root.key().text(), result.note());
            }
        } catch (IndexUnavailableException e) {
            throw e;
        } catch (RuntimeException e) {
            failureLines.error("sweep failed, trying again later folder={}", folder.text(), e);
            rescans.count(Rescans.FAILED);
            folders.mark(folder, RETRY_MS);
        } finally {
            inSweep = false;
        }
        sweeping = false;
        if (whole) {
            sweeps.incrementAndGet();
            long endedAt = monotonicMs();
            lastSweepMs = endedAt - startedAt;
            times.ended(Pass.SWEEP, startedAt, endedAt);
            indexing.writes().use(this::writeMode);
            LOG.info("swept root={} millis={}", root.key().text(), lastSweepMs);
        }
    }

    private void warn(UnreadFolder folder) {
        unreadLines.warn(
                "folder cannot be read, its rows are kept folder={} reason={}", folder.path(), folder.reason());
    }

    /** {@code watch} only while the kernel tells of all that happens, and all that it did not tell was made up for. */
    private String modeText() {
        return online && isAllWatched() && doubtsSettled == doubts.get() ? "watch" : "poll";
    }

    /** Says in the index how far it can be trusted, so that nobody takes a root that is lost sight of for fresh. */
    private void writeMode(Handle handle) {
        writeMode(handle, knownUntil(indexing.clockMs().getAsLong()));
    }

    /** @param knownUntil see {@link #knownUntil} */
    void writeMode(Handle handle, OptionalLong knownUntil) {
        new RootDao().setMode(handle, root.rootId(), modeText(), knownUntil);
    }

    /**
     * Up to when all that happened below the root is in the index, or in the hands of the writer; empty where nobody can
     * tell.
     *
     * @param nowAt milliseconds since 1970, as is the answer
     */
    OptionalLong knownUntil(long nowAt) {
        if (!modeText().equals("watch") || hangs()) {
            return OptionalLong.empty();
        }
        long behindMs = Math.max(service.queue().depth().behindMs(), folders.behindMs());
        return OptionalLong.of(nowAt - behindMs - UNHEARD_MS);
    }

    /** Threads of this root that wait for its file system for longer than it may take. */
    private int stuckThreads() {
        return service.stuckWorkers() + (isThreadStuck() ? 1 : 0);
    }

    private boolean isThreadStuck() {
        long hangMs = indexing.options().pace().hangMs();
        long since = askingSinceMs;
        return (since != IDLE && monotonicMs() - since > hangMs)
                || (inSweep
                        && Math.min(service.sweepStillForMs(), indexing.writes().troubledMs()) > hangMs
                        && service.queue().foundAwaited() == 0);
    }

    /** Does its mount hang, as far as one can see from outside? */
    private boolean hangs() {
        return isThreadStuck() || (service.stuckWorkers() > 0 && service.stuckWorkers() == service.workerCount());
    }

    /** Warns once when the root begins to hang, and once when it is over. */
    void tellOfHang() {
        lineLimits().forEach(LineLimit::tick);
        boolean now = hangs();
        if (now != hangTold) {
            hangTold = now;
            LOG.warn(
                    "root {} root={} threads={}",
                    now ? "hangs" : "answers again",
                    root.key().text(),
                    stuckThreads());
        }
    }

    /** Puts files that are due for another look into the queue. */
    void remindOfDue(IndexContents contents, ClockSteps.Due until) {
        if (!online) {
            return;
        }
        for (IndexContents.Due due : contents.dueForRecheck(root.rootId(), until.atMs(), DUE_AT_ONCE)) {
            service.heat(due.file().folder());
            Optional<FileStamp> before = until.early() ? Optional.empty() : Optional.of(due.stamp());
            service.queue().remind(due.file(), due.file().toPath(), before);
        }
    }

    @Override
    public FileKey scope() {
        return root.key();
    }

    @Override
    public boolean online() {
        return online;
    }

    @Override
    public boolean notice(FileKey key) {
        return service.notice(key, folder -> {
            rescans.count(Rescans.ASKED);
            askedFolders.put(folder, askings.incrementAndGet());
            folders.mark(folder, 0);
        });
    }

    /** Also while the root is away: that may be just what somebody confirms. */
    @Override
    public boolean confirmGone() {
        confirmed.set(true);
        rescans.count(Rescans.ASKED);
        askedFolders.put(root.key(), askings.incrementAndGet());
        folders.mark(root.key(), 0);
        return true;
    }

    @Override
    public boolean isOpen(FileKey key) {
        return askedFolders.containsKey(key) || service.queue().isOpen(key);
    }

    /** Does every thread of it live? One that hangs in its mount does. */
    boolean isAlive() {
        return thread.isAlive() && service.isAlive();
    }

    /** Watched, and the workers run; the first sweep may still go on. */
    boolean ready() {
        return ready;
    }

    /**
     * What there is to say of it.
     *
     * @param mode watch or poll
     * @param folders how they are covered
     * @param losses how often events were lost
     * @param rescans how often folders were listed again, by reason
     * @param stuckThreads that wait for the file system for longer than it may take
     */
    record Report(
            String path,
            String mode,
            boolean online,
            boolean hangs,
            boolean sweeping,
            Folders folders,
            PendingFiles.Depth queue,
            int pendingFolders,
            long losses,
            Map<String, Long> rescans,
            long sweeps,
            int stuckThreads) {
        int watchedFolders() {
            return folders.watched();
        }

        int unwatchedFolders() {
            return folders.unwatched();
        }
    }

    /**
     * @param watched the kernel tells of them
     * @param unwatched could not be watched, and are polled with all that is below them
     * @param polled all of the root, where it is not watched at all
     */
    record Folders(int watched, int unwatched, long polled) {}

    Report report() {
        Optional<FolderWatcher> now = watcher;
        return new Report(
                root.key().text(),
                modeText(),
                online,
                hangs(),
                sweeping,
                new Folders(
                        now.map(FolderWatcher::watchedFolders).orElse(0),
                        now.map(FolderWatcher::unwatchedFolders).orElse(0),
                        now.isPresent() ? 0 : service.sweptFolders()),
                service.queue().depth(),
                folders.size(),
                losses.get(),
                rescans.snapshot(),
                sweeps.get(),
                stuckThreads());
    }

    void stop() {
        stopping = true;
        folders.close();
        service.stop();
    }

    /** @return false where a thread still hangs when the time is over */
    boolean awaitStopped(long waitMs) throws InterruptedException {
        long until = monotonicMs() + waitMs;
        thread.join(Math.max(1, waitMs));
        return service.awaitStopped(Math.max(1, until - monotonicMs())) && !thread.isAlive();
    }
}
