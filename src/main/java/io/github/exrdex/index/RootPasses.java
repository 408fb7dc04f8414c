package io.github.exrdex.index;

import io.github.exrdex.file.FileKey;
import io.github.exrdex.queue.PendingFiles;
import io.github.exrdex.store.IndexContents;
import io.github.exrdex.store.RootDao;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Passes over one root, and what has to be known from one to the next. Each waits until all that it found is in the index, and
 * notes there how it went.
 *
 * <p>Threads: {@link #sweep} and {@link #poll} one at a time; the rest any.
 */
final class RootPasses {
    /** A look takes milliseconds; one that takes so long hangs in its mount. */
    private static final long HANGING_MS = 5_000;

    /** One pass over all costs less than so many of single folders; picked, not measured. */
    private static final int MANY_FOLDERS = 128;

    /** How much of a long sweep may be done twice; picked, not measured. */
    private static final long NOTE_MS = 10_000;

    private final ClaimedRoot root;
    private final Indexing indexing;
    private final PendingFiles queue;
    private final FolderStamps stamps;
    private final BooleanSupplier stopping;
    private final FileGlances glances;
    private final EnteredFolders entered = new EnteredFolders();
    private boolean mountKnown;
    private volatile Optional<SubMounts> mounts = Optional.empty();
    private volatile boolean shared;
    private volatile Optional<String> identity;
    private volatile long sweptAtMs;
    private volatile long sweptFolders;

    /**
     * @param identity of the root folder when it was swept last; empty before the first time
     * @param queue takes the files that are found
     * @param stopping does somebody want it to end?
     */
    RootPasses(
            ClaimedRoot root,
            Optional<String> identity,
            Indexing indexing,
            PendingFiles queue,
            FolderStamps stamps,
            BooleanSupplier stopping) {
        this.root = root;
        this.identity = identity;
        this.indexing = indexing;
        this.queue = queue;
        this.stamps = stamps;
        this.stopping = stopping;
        this.glances = new FileGlances(
                "exrdex-stat-" + root.rootId(),
                indexing.options().workers(),
                indexing.observations(),
                indexing.clockMs(),
                this::mustEnd);
    }

    FolderStamps stamps() {
        return stamps;
    }

    /** Folders that were looked into lately. */
    EnteredFolders entered() {
        return entered;
    }

    /** Do other hosts write to the root's file system? */
    boolean isShared() {
        return shared;
    }

    /** Folders that the last pass over the whole root looked into. */
    long sweptFolders() {
        return sweptFolders;
    }

    /** How long the pass that goes on has met nothing new. Meaningless where none goes on. */
    long stillForMs() {
        return monotonicMs() - sweptAtMs;
    }

    /** Is the root the folder that it was, and a folder below it in the file system where it was? Asks the disk. */
    boolean isAsBefore(FileKey folder) {
        if (mounts.isEmpty() || !mounts.get().isAsBefore(folder)) {
            return false;
        }
        Optional<String> now = root.identityNow();
        return now.isPresent() && (identity.isEmpty() || identity.equals(now));
    }

    /**
     * Sweeps the whole root or a part of it.
     *
     * @param acceptGone somebody vouches for it that what is not found is gone
     */
    SweepResult sweep(
            FileKey scope, String mode, IndexContents contents, boolean acceptGone, Consumer<UnreadFolder> onUnread)
            throws InterruptedException {
        sweptAtMs = monotonicMs();
        boolean whole = scope.equals(root.key());
        RootDao roots = new RootDao();
        Optional<FileKey> reached = Optional.empty();
        if (whole) {
            long startedAt = indexing.clockMs().getAsLong();
            reached = indexing.writes().ask(handle -> {
                roots.sweepStarted(handle, root.rootId(), mode, startedAt);
                return roots.sweepCursor(handle, root.rootId());
            });
        }
        Company company = new Company(whole, onUnread);
        SweepResult result =
                look(List.of(new RootSweep.Order(scope, Pass.SWEEP, acceptGone, reached)), contents, company);
        if (result.stopped()) {
            company.noteReached();
            return result;
        }
        if (whole) {
            RootDao.SweepEnd end = end(result, true);
            indexing.writes().use(handle -> {
                roots.sweepEnded(handle, root.rootId(), end);
                roots.sweepCameRound(handle, root.rootId());
            });
            learn(end);
        } else {
            indexing.writes().flush();
        }
        return result;
    }

    /**
     * Looks for what changed by the stamps of folders.
     *
     * @param pass any but {@link Pass#SWEEP}
     */
    SweepResult poll(Pass pass, IndexContents contents, Consumer<UnreadFolder> onUnread) throws InterruptedException {
        sweptAtMs = monotonicMs();
        Company company = new Company(false, onUnread);
        if (pass == Pass.HOT_FOLDERS) {
            List<RootSweep.Order> orders = changedHotFolders().stream()
                    .map(folder -> new RootSweep.Order(folder, Pass.FOLDERS, false, Optional.empty()))
                    .toList();
            return orders.isEmpty() ? SweepResult.NOTHING : look(orders, contents, company);
        }
        SweepResult result =
                look(List.of(new RootSweep.Order(root.key(), pass, false, Optional.empty())), contents, company);
        if (result.stopped()) {
            return result;
        }
        RootDao.SweepEnd end = end(result, false);
        // A stamp may hide for so long what happened.
        OptionalLong asOf = result.complete() && result.heldFiles() == 0
                ? OptionalLong.of(result.startedAt() - indexing.options().pace().settleMs(shared))
                : OptionalLong.empty();
        indexing.writes().use(handle -> new RootDao().polled(handle, root.rootId(), end, asOf));
        learn(end);
        return result;
    }

    /** Those that are to be listed again, none below another; the root where they are many. */
    private List<FileKey> changedHotFolders() {
        List<FileKey> changed = new ArrayList<>();
        for (FileKey folder : stamps.hot().stream().sorted().toList()) {
            if (mustEnd()) {
                return List.of();
            }
            if (changed.size() >= MANY_FOLDERS) {
                return List.of(root.key());
            }
            if (changed.stream().noneMatch(folder::isUnder) && !isBelieved(folder)) {
                changed.add(folder);
            }
        }
        return changed;
    }

    private boolean isBelieved(FileKey folder) {
        try {
            return stamps.believed(folder, stamps.glance(folder.toPath()), Pass.HOT_FOLDERS)
                    .isPresent();
        } catch (IOException e) {
            return false;
        }
    }

    /** Goes along with a sweep. Threads: the sweep's own. */
    private final class Company implements RootSweep.Surroundings {
        private final boolean noting;
        private final Consumer<UnreadFolder> onUnread;
        private Optional<FileKey> last = Optional.empty();
        private long notedMs = monotonicMs();

        /** @param noting how far the sweep has come is noted, so that another one can go on there */
        Company(boolean noting, Consumer<UnreadFolder> onUnread) {
            this.noting = noting;
            this.onUnread = onUnread;
        }

        @Override
        public boolean mustEnd() {
            return RootPasses.this.mustEnd();
        }

        @Override
        public void enter(FileKey folder) throws InterruptedException {
            entered.enter(folder);
            last = Optional.of(folder);
            if (monotonicMs() - notedMs > NOTE_MS) {
                noteReached();
            }
        }

        void noteReached() throws InterruptedException {
            notedMs = monotonicMs();
            // A sweep that hung may come to its end after everybody else has gone.
            if (noting && last.isPresent() && indexing.writes().isAlive()) {
                FileKey folder = last.get();
                indexing.writes().use(handle -> new RootDao().sweepReached(handle, root.rootId(), folder));
            }
        }

        @Override
        public void unread(UnreadFolder folder) {
            onUnread.accept(folder);
        }
    }

    /** @return how the last one went, or the one that was stopped */
    private SweepResult look(List<RootSweep.Order> orders, IndexContents contents, RootSweep.Surroundings company)
            throws InterruptedException {
        SubMounts mounts = subMounts(contents);
        // A sweep compares the disk with the rows that it finds, so those that are on their way have to be there first.
        queue.awaitTakenDone(HANGING_MS);
        indexing.writes().flush();
        SweepResult result = SweepResult.NOTHING;
        for (RootSweep.Order order : orders) {
            boolean whole = order.scope().equals(root.key());
            if (whole || !mountKnown) {
                askForMount();
            }
            if (whole) {
                entered.startOver();
            }
            try {
                result = new RootSweep(root, order, contents, indexing, queue, stamps, mounts, glances, company)
                        .run(identity);
            } catch (RuntimeException e) {
                // Nobody knows how far it came.
                stamps.clear();
                throw e;
            }
            if (whole && result.reached()) {
                sweptFolders = entered.count();
            }
            if (result.stopped()) {
                break;
            }
        }
        if (!queue.awaitFoundDone()) {
            indexing.writes().failure().ifPresent(failure -> {
                throw failure;
            });
            return result.asStopped();
        }
        return result;
    }

    private SubMounts subMounts(IndexContents contents) {
        SubMounts known =
                mounts.orElseGet(() -> new SubMounts(root, indexing.folderFacts(), contents.mounts(root.key())));
        mounts = Optional.of(known);
        return known;
    }

    /** What is mounted at the root may change while it is away. */
    private void askForMount() {
        try {
            shared = indexing.folderFacts().isShared(root.path());
            stamps.shared(shared);
            mountKnown = true;
        } catch (IOException e) {
            // The root is not there, or the sweep will find that it cannot be read.
        }
    }

    private void learn(RootDao.SweepEnd end) {
        if (end.identity().isPresent()) {
            identity = end.identity();
        }
    }

    /** @param everything every file was asked for */
    private RootDao.SweepEnd end(SweepResult result, boolean everything) {
        // An empty folder under rows that are held may be a mount point without its mount: its identity proves nothing.
        boolean doubtful = !result.reached() || (result.found() == 0 && result.heldFiles() > 0);
        OptionalLong completedAt = everything && result.complete() && !doubtful
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

    /** Asked before everything that is met. */
    private boolean mustEnd() {
        sweptAtMs = monotonicMs();
        return stopping.getAsBoolean();
    }

    private static long monotonicMs() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }
}
