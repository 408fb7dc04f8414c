package io.github.exrdex.index;

import io.github.exrdex.file.ExrNames;
import io.github.exrdex.file.FileKey;
import io.github.exrdex.file.FileStamp;
import io.github.exrdex.file.FileStat;
import io.github.exrdex.file.Reasons;
import io.github.exrdex.file.Sighting;
import io.github.exrdex.index.FileGlances.Entry;
import io.github.exrdex.index.FileGlances.Glance;
import io.github.exrdex.index.FolderStamps.Held;
import io.github.exrdex.index.FolderStamps.Listing;
import io.github.exrdex.index.FoldersAhead.Folder;
import io.github.exrdex.queue.PendingFile;
import io.github.exrdex.queue.PendingFiles;
import io.github.exrdex.store.FileChange;
import io.github.exrdex.store.IndexContents;
import io.github.exrdex.store.IndexContents.Known;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Walks a folder tree once and compares it with the index: files that are new or changed go to the workers, rows whose
 * files are certainly not there any more become gone. Symbolic links are not followed, so the walk ends.
 *
 * <p>A row becomes gone only after its folder was listed to the end without an error (or is itself missing from a folder
 * that is there), its path was asked for once more, the root is the same folder as at the last sweep, and not too
 * many vanish at once, see {@link Vanished}. Threads: one; made for one sweep.
 */
final class RootSweep {
    /** Enough to spare most lock operations, few enough to keep all workers busy. */
    private static final int HANDOFF = 64;

    /** Files that are asked for while the names behind them are still being listed. */
    private static final int ASKED_AT_ONCE = 32;

    /** Of a folder with a million files not all names are kept at once. */
    private static final int ROUNDS_AT_ONCE = 16;

    private final ClaimedRoot root;
    private final FileKey scope;
    private final Pass pass;
    private final boolean acceptGone;
    private final IndexContents contents;
    private final PendingFiles queue;
    private final WriteLoop writes;
    private final Observations observations;
    private final IndexStats stats;
    private final LongSupplier clockMs;
    private final FolderStamps stamps;
    private final SubMounts mounts;
    private final FileGlances glances;
    private final Surroundings surroundings;
    private final Vanished vanished;

    private final FoldersAhead ahead;
    private final List<PendingFile> handoff = new ArrayList<>(HANDOFF);
    private final Set<FileKey> listed = new HashSet<>();
    private final Set<FileKey> unread = new HashSet<>();
    private OptionalLong ownDevice = OptionalLong.empty();
    private long found;

    /** What was met in one folder. */
    private static final class Met {
        final List<Folder> folders = new ArrayList<>();
        long files;
        long names;
        /** Something was new or changed. */
        boolean news;
        /** Something was there as the index knows it. */
        boolean known;

        void note(String name) {
            // In whatever order they come; the golden ratio spreads neighbouring names.
            names += name.hashCode() * 0x9E3779B97F4A7C15L;
        }
    }

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
        this.queue = queue;
        this.writes = indexing.writes();
        this.observations = indexing.observations();
        this.stats = indexing.stats();
        this.clockMs = indexing.clockMs();
        this.stamps = stamps;
        this.mounts = mounts;
        this.glances = glances;
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
            list(folder, rows.of(folder.key()), glance);
        }
        handOver();
    }

    /** Empty where the system does not say; the listing will tell why. */
    private Optional<FolderStamps.Glance> glance(Folder folder) {
        try {
            return Optional.of(stamps.glance(folder.path()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private void list(Folder folder, Map<String, Known> rows, Optional<FolderStamps.Glance> before)
            throws InterruptedException {
        Met met = new Met();
        boolean fresh = rows.isEmpty();
        Optional<String> failure = Optional.empty();
        List<FileGlances.Round> asked = new ArrayList<>();
        List<Entry> files = new ArrayList<>(ASKED_AT_ONCE);
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder.path())) {
            for (Path entry : entries) {
                if (surroundings.mustEnd()) {
                    return;
                }
                String text = FileKey.lastSegment(entry);
                if (!ExrNames.isExr(text)) {
                    failure = meetOther(folder, entry, text, met).or(failuresSoFar(failure));
                    continue;
                }
                if (root.excluded().test(entry)) {
                    continue;
                }
                files.add(new Entry(entry, FileKey.nameOf(entry, text)));
                if (files.size() == ASKED_AT_ONCE) {
                    asked.add(glances.of(files));
                    files = new ArrayList<>(ASKED_AT_ONCE);
                }
                if (asked.size() == ROUNDS_AT_ONCE) {
                    failure = meetFiles(folder, asked, rows, met).or(failuresSoFar(failure));
                    asked.clear();
                }
            }
            asked.add(glances.of(files));
            failure = meetFiles(folder, asked, rows, met).or(failuresSoFar(failure));
            if (surroundings.mustEnd()) {
                return;
            }
        } catch (NoSuchFileException | NotDirectoryException e) {
            return; // It went away in mid-sweep; whoever looks for known folders will find out.
        } catch (DirectoryIteratorException e) {
            failure = Optional.of(e.getCause() == null ? Reasons.of(e) : Reasons.of(e.getCause()));
        } catch (IOException e) {
            failure = Optional.of(Reasons.of(e));
        }
        ahead.add(met.folders);
        found += met.files;
        if (failure.isPresent()) {
            stamps.forget(folder.key());
            unread.add(folder.key());
            stats.unreadFolders.increment();
            surroundings.unread(new UnreadFolder(folder.key().text(), failure.get()));
            return;
        }
        stats.folders.increment();
        listed.add(folder.key());
        conclude(folder.key(), rows.keySet(), before, met, fresh || met.known || acceptGone);
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
        if (sure && met.files > 0 && ownDevice.isPresent()) {
            Optional<OptionalLong> device =
                    mounts.seen(folder, before.get().stat().device(), ownDevice.getAsLong());
            if (device.isPresent()) {
                writes.put(
                        List.of(new FileChange.FolderMount(folder, root.rootId(), device.get(), observations.next())));
            }
        }
        if (believable) {
            List<FileKey> folders = met.folders.stream().map(Folder::key).toList();
            folders.forEach(child -> met.note(child.name()));
            Held held = new Held(folders, met.files, met.names);
            stamps.remember(folder, before.get(), held, met.news || !missing.isEmpty());
        } else {
            stamps.forget(folder);
        }
    }

    private static Supplier<Optional<String>> failuresSoFar(Optional<String> failure) {
        return () -> failure;
    }

    private static Optional<String> failure(Path entry, IOException e) {
        // What went away between the listing and the look is no failure; the rows say whether it is news.
        return e instanceof NoSuchFileException || e instanceof NotDirectoryException
                ? Optional.empty()
                : Optional.of("of " + entry.getFileName() + ": " + Reasons.of(e));
    }

    /** @return why the folder is not known to its end, where that is so */
    private Optional<String> meetOther(Folder folder, Path entry, String text, Met met) {
        try {
            if (ExrNames.isWalked(text) && isFolder(entry) && !root.excluded().test(entry)) {
                met.folders.add(new Folder(folder.key().child(FileKey.nameOf(entry, text)), entry));
            }
            return Optional.empty();
        } catch (IOException e) {
            return failure(entry, e);
        }
    }

    /** @return why the folder is not known to its end, where that is so */
    private Optional<String> meetFiles(Folder folder, List<FileGlances.Round> asked, Map<String, Known> rows, Met met)
            throws InterruptedException {
        Optional<String> failure = Optional.empty();
        for (FileGlances.Round round : asked) {
            for (int i = 0; i < round.entries().size(); i++) {
                Glance glance = round.get(i);
                if (glance == null) {
                    // It has to end, or a look broke off: what nobody saw is not known to be away.
                    return Optional.of("not all of its files were looked at");
                }
                Entry file = round.entries().get(i);
                if (glance.sighting() != null) {
                    meet(folder.key(), file, glance.sighting(), rows, met);
                } else if (glance.failure() != null) {
                    Optional<String> reason = failure(file.path(), glance.failure());
                    if (reason.isPresent()) {
                        rows.remove(file.name());
                        failure = reason;
                    }
                }
            }
        }
        return failure;
    }

    private void meet(FileKey folder, Entry file, Sighting sighting, Map<String, Known> rows, Met met)
            throws InterruptedException {
        String name = file.name();
        FileStat stat = sighting.stat();
        if (stat.kind() == FileStat.Kind.FOLDER) {
            met.folders.add(new Folder(folder.child(name), file.path()));
            return;
        }
        if (stat.kind() == FileStat.Kind.LINK) {
            stats.links.increment();
            return;
        }
        met.files++;
        stats.files.increment();
        met.note(name);
        Known row = rows.isEmpty() ? null : rows.remove(name);
        boolean same = row != null && row.stamp().sameAs(stat.stamp());
        met.known |= same;
        if (row != null && row.vouchesFor(stat.stamp(), sighting.atMs())) {
            stats.unchanged.increment();
            return;
        }
        met.news |= !same;
        Optional<FileStamp> before = row == null ? Optional.empty() : Optional.of(row.stamp());
        handoff.add(PendingFile.found(folder.child(name), file.path(), sighting, before));
        if (handoff.size() == HANDOFF) {
            handOver();
        }
    }

    private static boolean isFolder(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .isDirectory();
    }

    private void handOver() throws InterruptedException {
        if (!handoff.isEmpty()) {
            queue.put(handoff);
            handoff.clear();
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
