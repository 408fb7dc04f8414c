package io.github.exrdex.index;

import io.github.exrdex.file.FileKey;
import io.github.exrdex.file.FileStamp;
import io.github.exrdex.queue.PendingFolders;
import io.github.exrdex.store.IndexContents;
import io.github.exrdex.store.IndexUnavailableException;
import io.github.exrdex.store.RootDao;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
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
 * <p>{@link RootConnection} finds the folder and hears of changes, {@link RootEvents} makes looks and listings of them, and
 * here they are served. A root that goes away is left alone, rows and all, until it is back.
 *
 * <p>Threads: sweeps, and everything that may hang with its mount, on a thread of its own; events come on the watcher's;
 * the public face is for any.
 */
final class RootWatch implements SpoolDuty.Taker {
    private static final Logger LOG = LoggerFactory.getLogger(RootWatch.class);

    private static final long TICK_MS = 1_000;

    private static final long RETRY_MS = 10_000;
    private static final int DUE_AT_ONCE = 1_000;

    /** Between a change and the word of the kernel: milliseconds, and nobody can tell how many. Picked. */
    private static final long UNHEARD_MS = 1_000;

    private final LineLimit unreadLines = new LineLimit(LOG, "unread_folders");
    private final LineLimit failureLines = new LineLimit(LOG, "failed_sweeps");

    private final ClaimedRoot root;
    private final Indexing indexing;
    private final RootService service;
    private final RootEvents events;
    private final RootConnection connection;
    private final RootHangs hangs;
    private final PendingFolders folders;
    private final PassTimes times;
    private final Thread thread;
    private final Rescans rescans = new Rescans();
    private final AtomicLong sweeps = new AtomicLong();

    private final AskedFolders askedFolders = new AskedFolders();

    /** The next sweep of the root may take all for gone that it does not find. */
    private final AtomicBoolean confirmed = new AtomicBoolean();

    /** As many doubts as were there when the last complete sweep of the root began; -1 before the first. */
    private volatile long doubtsSettled = -1;

    private volatile boolean ready;
    private volatile boolean sweeping;
    private volatile boolean stopping;

    /** @param identity of the root folder when it was swept last; empty before the first time */
    RootWatch(ClaimedRoot root, Optional<String> identity, IndexRoot.Mode mode, Indexing indexing) {
        this.root = root;
        this.indexing = indexing;
        this.folders = new PendingFolders(root.key(), RootWatch::monotonicMs);
        this.service = new RootService(root, identity, indexing, folder -> {
            rescans.count(Rescans.DOUBT);
            folders.mark(folder, RootEvents.NEW_FOLDER_MS);
        });
        this.events = new RootEvents(root, service, folders, rescans);
        this.connection = new RootConnection(root, mode, indexing.folderFacts(), events::accept);
        this.hangs = new RootHangs(root.key(), service, indexing);
        this.times = new PassTimes(indexing.options().pace(), monotonicMs());
        this.thread = new Thread(this::run, "exrdex-root-" + root.rootId());
        this.thread.setDaemon(true);
    }

    static long monotonicMs() {
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
                if (connection.online()) {
                    lookAgain(contents);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IndexUnavailableException e) {
            // The writer has given up, and whoever started it ends the program.
            LOG.debug("root given up root={}", root.key().text(), e);
        } finally {
            connection.close();
            lineLimits().forEach(LineLimit::finish);
        }
    }

    private List<LineLimit> lineLimits() {
        return List.of(unreadLines, events.lossLines(), failureLines);
    }

    private long waitMs() {
        long leftMs = connection.online() ? times.nextMs(connection.isAllWatched()) - monotonicMs() : TICK_MS;
        return Math.max(0, Math.min(TICK_MS, leftMs));
    }

    private void lookAgain(IndexContents contents) throws InterruptedException {
        Optional<Pass> pass = times.due(monotonicMs(), connection.isAllWatched());
        if (pass.isEmpty()) {
            return;
        }
        if (pass.get() != Pass.SWEEP) {
            poll(pass.get(), contents);
        } else if (folders.remind(root.key())) {
            rescans.count(Rescans.ON_TIME);
        }
    }

    /** Sees to it that the folder at the root's path is the one that is watched. */
    private void supervise() {
        hangs.asking();
        superviseNow();
        hangs.answered();
    }

    private void superviseNow() {
        Optional<String> identity = root.identityNow();
        if (identity.isEmpty()) {
            if (connection.online() || !ready) {
                LOG.warn(
                        "root is not there, its rows are kept root={}",
                        root.key().text());
                folders.mark(root.key(), 0);
            }
            connection.lose();
            return;
        }
        boolean same = connection.isTo(identity.get());
        if (same && connection.isAlive()) {
            return;
        }
        if (ready) {
            rescans.count(Rescans.BACK);
            LOG.warn(
                    "root is {} root={}",
                    same ? "not watched any more, trying again" : "back",
                    root.key().text());
            folders.mark(root.key(), 0);
        }
        connection.open(identity.get());
    }

    private void poll(Pass pass, IndexContents contents) throws InterruptedException {
        long startedMs = monotonicMs();
        hangs.passBegins();
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
            hangs.passEnded();
        }
        times.ended(pass, startedMs, monotonicMs());
    }

    private void sweep(FileKey folder, IndexContents contents) throws InterruptedException {
        boolean whole = folder.equals(root.key());
        long startedAt = monotonicMs();
        long doubtsBefore = events.doubts();
        Map<FileKey, Long> asked = askedFolders.now();
        sweeping = whole;
        hangs.passBegins();
        try {
            boolean acceptGone = indexing.options().acceptGone() || (whole && confirmed.getAndSet(false));
            SweepResult result = service.sweep(folder, modeText(), contents, acceptGone, this::warn);
            if ((result.reached() || acceptGone) && !result.stopped()) {
                askedFolders.swept(folder, asked);
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
            hangs.passEnded();
        }
        sweeping = false;
        if (whole) {
            sweeps.incrementAndGet();
            long endedAt = monotonicMs();
            long tookMs = endedAt - startedAt;
            events.swept(tookMs);
            times.ended(Pass.SWEEP, startedAt, endedAt);
            indexing.writes().use(this::writeMode);
            LOG.info("swept root={} millis={}", root.key().text(), tookMs);
        }
    }

    private void warn(UnreadFolder folder) {
        unreadLines.warn(
                "folder cannot be read, its rows are kept folder={} reason={}", folder.path(), folder.reason());
    }

    /** {@code watch} only while the kernel tells of all that happens, and all that it did not tell was made up for. */
    private String modeText() {
        return connection.online() && connection.isAllWatched() && doubtsSettled == events.doubts() ? "watch" : "poll";
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
        if (!modeText().equals("watch") || hangs.hangs()) {
            return OptionalLong.empty();
        }
        long behindMs = Math.max(service.queue().depth().behindMs(), folders.behindMs());
        return OptionalLong.of(nowAt - behindMs - UNHEARD_MS);
    }

    /** Warns once when the root begins to hang, and once when it is over. */
    void tellOfHang() {
        lineLimits().forEach(LineLimit::tick);
        hangs.tell();
    }

    /** Puts files that are due for another look into the queue. */
    void remindOfDue(IndexContents contents, ClockSteps.Due until) {
        if (!connection.online()) {
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
        return connection.online();
    }

    @Override
    public boolean notice(FileKey key) {
        return service.notice(key, folder -> {
            rescans.count(Rescans.ASKED);
            askedFolders.ask(folder);
            folders.mark(folder, 0);
        });
    }

    /** Also while the root is away: that may be just what somebody confirms. */
    @Override
    public boolean confirmGone() {
        confirmed.set(true);
        rescans.count(Rescans.ASKED);
        askedFolders.ask(root.key());
        folders.mark(root.key(), 0);
        return true;
    }

    @Override
    public boolean isOpen(FileKey key) {
        return askedFolders.isOpen(key) || service.queue().isOpen(key);
    }

    /** Does every thread of it live? One that hangs in its mount does. */
    boolean isAlive() {
        return thread.isAlive() && service.isAlive();
    }

    /** Watched, and the workers run; the first sweep may still go on. */
    boolean ready() {
        return ready;
    }

    RootReport report() {
        return new RootReport(
                root.key().text(),
                modeText(),
                connection.online(),
                hangs.hangs(),
                sweeping,
                connection.folders(service.sweptFolders()),
                service.queue().depth(),
                folders.size(),
                events.losses(),
                rescans.snapshot(),
                sweeps.get(),
                hangs.stuckThreads());
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
