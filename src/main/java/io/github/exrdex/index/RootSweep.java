package io.github.exrdex.index;

import io.github.exrdex.file.FileKey;
import io.github.exrdex.file.FileStat;
import io.github.exrdex.index.FolderLook.Met;
import io.github.exrdex.index.FolderStamps.Held;
import io.github.exrdex.index.FolderStamps.Listing;
import io.github.exrdex.index.FoldersAhead.Folder;
import io.github.exrdex.queue.PendingFiles;
import io.github.exrdex.store.FileChange;
import io.github.exrdex.store.IndexContents;
import io.github.exrdex.store.IndexContents.Known;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Walks a folder tree once and compares it with the index: files that are new or changed go to the workers, rows whose
 * files are certainly not there any more become gone. Symbolic links are not followed, so the walk ends.
 *
 * <p>A row becomes gone only after its folder was listed to the end without an error (or is itself missing from a folder
 * that is there), its path was asked for once more, the root is the same folder as at the last sweep, and not too
 * many vanish at once, see {@link Vanished}. Threads: one; made for one sweep.
 */
final class RootSweep {
    private final ClaimedRoot root;
    private final FileKey scope;
    private final Pass pass;
    private final boolean acceptGone;
    private final IndexContents contents;
    private final WriteLoop writes;
    private final Observations observations;
    private final IndexStats stats;
    private final LongSupplier clockMs;
    private final FolderStamps stamps;
    private final SubMounts mounts;
    private final FolderLook look;
    private final Surroundings surroundings;
    private final Vanished vanished;

    private final FoldersAhead ahead;
    private final Set<FileKey> listed = new HashSet<>();
    private final Set<FileKey> unread = new HashSet<>();
    private OptionalLong ownDevice = OptionalLong.empty();
    private long found;

    /**
     * What to sweep.
     *
     * @param scope the root or a folder below it
     * @param acceptGone somebody vouches for it that what is not found is gone
     * @param reached how far a sweep had come that was interrupted; what it had not reached comes first
     */
    record Order(FileKey scope, Pass pass, boolean acceptGone, Optional<FileKey> reached) {}

    /** Who wants to know how it goes. */
    interface Surroundings {
        /** Asked before everything that is met. */
        boolean mustEnd();

        /** A folder is about to be looked into. */
        void enter(FileKey folder) throws InterruptedException;

        void unread(UnreadFolder folder);
    }

    RootSweep(
            ClaimedRoot root,
            Order order,
            IndexContents contents,
            Indexing indexing,
            PendingFiles queue,
            FolderStamps stamps,
            SubMounts mounts,
            FileGlances glances,
            Surroundings surroundings) {
        this.root = root;
        this.scope = order.scope();
        this.pass = order.pass();
        this.acceptGone = order.acceptGone();
        this.ahead = new FoldersAhead(order.reached());
        this.contents = contents;
        this.writes = indexing.writes();
        this.observations = indexing.observations();
        this.stats = indexing.stats();
        this.clockMs = indexing.clockMs();
        this.stamps = stamps;
        this.mounts = mounts;
        this.look = new FolderLook(root, glances, queue, indexing.stats(), surroundings::mustEnd);
        this.surroundings = surroundings;
        this.vanished = new Vanished(root, contents, mounts, acceptGone);
    }

    /** @param expected identity of the root when it was swept last; empty before the first time */
    SweepResult run(Optional<String> expected) throws InterruptedException {
        long startedAt = clockMs.getAsLong();
        Optional<String> identity = root.identityNow();
        if (identity.isEmpty()) {
            return notThere(startedAt);
        }
        ownDevice = mounts.ownDevice();
        Set<FileKey> known = contents.foldersWithFiles(scope);
        Standing standing = Standing.of(root.key(), scope);
        if (standing == Standing.STANDS) {
            try (RowsAhead rows = new RowsAhead(contents, known, FoldersAhead.IN_ORDER)) {
                walk(rows);
            }
        } else {
            stamps.forget(scope);
        }
        if (surroundings.mustEnd()) {
            return new SweepResult(startedAt, true, true, unread.size(), found, 0, identity.get(), "");
        }
        for (FileKey folder : known) {
            if (!listed.contains(folder) && !isUnderUnread(folder)) {
                vanished.addFolder(folder);
            }
        }
        boolean sameRoot =
                root.identityNow().equals(identity) && (expected.isEmpty() || expected.equals(identity) || acceptGone);
        boolean hold = !sameRoot || hold(vanished.count());
        if (hold) {
            // Their stamps would say next time that all is well.
            vanished.touched().forEach(stamps::forget);
        } else {
            // Also where no row is known: a worker may have one in hand.
            Optional<FileKey> absent = standing == Standing.ABSENT ? Optional.of(scope) : Optional.empty();
            vanished.markGone(absent, writes, observations);
        }
        if (scope.equals(root.key()) && unread.isEmpty()) {
            stamps.keepOnly(listed);
        }
        long held = (hold ? vanished.count() : 0) + vanished.unmounted();
        String note = held == 0 ? "" : note(held, sameRoot);
        return new SweepResult(startedAt, false, true, unread.size(), found, held, identity.get(), note);
    }

    private SweepResult notThere(long startedAt) throws InterruptedException {
        long obs = observations.next();
        boolean gone = acceptGone && Standing.isGone(root.path());
        if (gone) {
            writes.put(List.of(new FileChange.TreeGone(scope, obs)));
        }
        String note = gone
                ? "the folder is not there, and somebody said that its files are gone"
                : "the folder is not there; what the index knows of it is kept. If it is deleted for good, run: exrdex"
                        + " prune --confirm " + root.key().text();
        return new SweepResult(startedAt, false, false, 0, 0, 0, "", note);
    }

    private String note(long held, boolean sameRoot) {
        return held + " files that were here are not found"
                + (sameRoot ? "" : ", and the folder is another one than before (a mount that went away or came back?)")
                + (vanished.unmounted() == 0
                        ? ""
                        : ", " + vanished.unmounted()
                                + " of them where another file system is mounted now than was then")
                + "; the index keeps them. If they are really deleted, run: exrdex prune --confirm "
                + root.key().text();
    }

    private void walk(RowsAhead rows) throws InterruptedException {
        ahead.add(List.of(new Folder(scope, scope.toPath())));
        for (Optional<Folder> next = ahead.next(); next.isPresent() && !surroundings.mustEnd(); next = ahead.next()) {
            Folder folder = next.get();
            surroundings.enter(folder.key());
            Optional<FolderStamps.Glance> glance = glance(folder);
            if (glance.isPresent() && glance.get().stat().kind() != FileStat.Kind.FOLDER) {
                continue; // It was one when its parent was looked at; whoever looks for known folders will find out.
            }
            Optional<Listing> believed = glance.flatMap(now -> stamps.believed(folder.key(), now, pass));
            if (believed.isPresent()) {
                listed.add(folder.key());
                found += believed.get().held().files();
                ahead.add(believed.get().held().folders().stream()
                        .map(child -> new Folder(child, child.toPath()))
                        .toList());
                continue;
            }
            // What is left of them after the listing has vanished.
            look(folder, rows.of(folder.key()), glance);
        }
        look.handOver();
    }

    /** Empty where the system does not say; the listing will tell why. */
    private Optional<FolderStamps.Glance> glance(Folder folder) {
        try {
            return Optional.of(stamps.glance(folder.path()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private void look(Folder folder, Map<String, Known> rows, Optional<FolderStamps.Glance> before)
            throws InterruptedException {
        boolean fresh = rows.isEmpty();
        Optional<Met> looked = look.into(folder, rows);
        if (looked.isEmpty()) {
            return; // It went away in mid-sweep, or it has to end; whoever looks for known folders will find out.
        }
        Met met = looked.get();
        ahead.add(met.folders());
        found += met.files();
        if (met.failure().isPresent()) {
            stamps.forget(folder.key());
            unread.add(folder.key());
            stats.unreadFolders.increment();
            surroundings.unread(
                    new UnreadFolder(folder.key().text(), met.failure().get()));
            return;
        }
        stats.folders.increment();
        listed.add(folder.key());
        conclude(folder.key(), rows.keySet(), before, met, fresh || met.known() || acceptGone);
    }

    /** @param sure the files that were met are those that the index knows of this folder, or the first */
    private void conclude(
            FileKey folder, Set<String> missing, Optional<FolderStamps.Glance> before, Met met, boolean sure)
            throws InterruptedException {
        boolean believable = vanished.addFiles(folder, missing);
        if (before.isEmpty()) {
            stamps.forget(folder);
            return;
        }
        if (sure && met.files() > 0 && ownDevice.isPresent()) {
            Optional<OptionalLong> device =
                    mounts.seen(folder, before.get().stat().device(), ownDevice.getAsLong());
            if (device.isPresent()) {
                writes.put(
                        List.of(new FileChange.FolderMount(folder, root.rootId(), device.get(), observations.next())));
            }
        }
        if (believable) {
            List<FileKey> folders = met.folders().stream().map(Folder::key).toList();
            Held held = new Held(folders, met.files(), met.names());
            stamps.remember(folder, before.get(), held, met.news() || !missing.isEmpty());
        } else {
            stamps.forget(folder);
        }
    }

    /** A folder that somebody deleted as a whole needs no second thought; one that stands and is suddenly empty does. */
    private boolean hold(long candidates) {
        boolean whole = scope.equals(root.key());
        if (acceptGone || candidates <= VanishingRule.FEW_FILES || (!whole && !listed.contains(scope))) {
            return false;
        }
        long known = contents.states(root.key()).values().stream()
                .mapToLong(Long::longValue)
                .sum();
        return VanishingRule.hold(candidates, known, whole ? found : known - candidates);
    }

    private boolean isUnderUnread(FileKey folder) {
        if (unread.isEmpty()) {
            return false;
        }
        FileKey at = folder;
        while (!unread.contains(at) && at.isUnder(scope) && !at.equals(scope)) {
            at = at.folder();
        }
        return unread.contains(at);
    }
}
