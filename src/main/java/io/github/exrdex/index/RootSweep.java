package io.github.exrdex.index;

import io.github.exrdex.file.ExrNames;
import io.github.exrdex.file.FileKey;
import io.github.exrdex.file.FileStat;
import io.github.exrdex.file.Reasons;
import io.github.exrdex.file.Sighting;
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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Walks a folder tree once and compares it with the index: files that are new or changed go to the workers, rows whose
 * files are certainly not there any more become gone. Symbolic links are not followed, so the walk ends.
 *
 * <p>A row becomes gone only after its folder was listed to the end without an error (or is itself missing from a folder
 * that is there), its path was asked for once more, the root is the same folder as at the last sweep, and not too
 * many vanish at once. Threads: one; made for one sweep.
 */
final class RootSweep {
    /** Enough to spare most lock operations, few enough to keep all workers busy. */
    private static final int HANDOFF = 64;

    /** More names than this are held by {@link VanishingRule} anyway, so they need not be kept. */
    private static final int KEPT_NAMES = 20_000;

    private final ClaimedRoot root;
    private final FileKey scope;
    private final IndexContents contents;
    private final PendingFiles queue;
    private final WriteLoop writes;
    private final Observations observations;
    private final IndexStats stats;
    private final LongSupplier clockMs;
    private final boolean acceptGone;
    private final BooleanSupplier stopping;
    private final Consumer<FileKey> onFolder;
    private final Consumer<UnreadFolder> onUnread;

    private final ArrayDeque<Folder> ahead = new ArrayDeque<>();
    private final List<PendingFile> handoff = new ArrayList<>(HANDOFF);
    private final Set<FileKey> listed = new HashSet<>();
    private final Set<FileKey> unread = new HashSet<>();
    private final List<FileKey> vanished = new ArrayList<>();
    private long vanishedCount;
    private long found;

    private record Folder(FileKey key, Path path) {}

    /**
     * @param scope the root or a folder below it
     * @param acceptGone somebody vouches for it that what is not found is gone
     * @param onFolder told of each folder before it is listed
     */
    RootSweep(
            ClaimedRoot root,
            FileKey scope,
            IndexContents contents,
            Indexing indexing,
            PendingFiles queue,
            boolean acceptGone,
            BooleanSupplier stopping,
            Consumer<FileKey> onFolder,
            Consumer<UnreadFolder> onUnread) {
        this.root = root;
        this.scope = scope;
        this.contents = contents;
        this.queue = queue;
        this.writes = indexing.writes();
        this.observations = indexing.observations();
        this.stats = indexing.stats();
        this.clockMs = indexing.clockMs();
        this.acceptGone = acceptGone;
        this.stopping = stopping;
        this.onFolder = onFolder;
        this.onUnread = onUnread;
    }

    /** @param expected identity of the root when it was swept last; empty before the first time */
    SweepResult run(Optional<String> expected) throws InterruptedException {
        long startedAt = clockMs.getAsLong();
        Optional<String> identity = root.identityNow();
        if (identity.isEmpty()) {
            return notThere(startedAt);
        }
        Set<FileKey> known = contents.foldersWithFiles(scope);
        Standing standing = Standing.of(root.key(), scope);
        if (standing == Standing.STANDS) {
            walk(known);
        }
        if (stopping.getAsBoolean()) {
            return new SweepResult(startedAt, true, true, unread.size(), found, 0, identity.get(), "");
        }
        Gone gone = foldersNotSeen(known);
        boolean sameRoot =
                root.identityNow().equals(identity) && (expected.isEmpty() || expected.equals(identity) || acceptGone);
        long candidates = vanishedCount + gone.files();
        if (sameRoot && !hold(candidates)) {
            if (standing == Standing.ABSENT) {
                // Also where no row is known: a worker may have one in hand.
                gone.folders().add(scope);
            }
            markGone(gone.folders());
            return new SweepResult(startedAt, false, true, unread.size(), found, 0, identity.get(), "");
        }
        String note = candidates == 0 ? "" : note(candidates, sameRoot);
        return new SweepResult(startedAt, false, true, unread.size(), found, candidates, identity.get(), note);
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

    private String note(long candidates, boolean sameRoot) {
        return candidates + " files that were here are not found"
                + (sameRoot ? "" : ", and the folder is another one than before (a mount that went away or came back?)")
                + "; the index keeps them. If they are really deleted, run: exrdex prune --confirm "
                + root.key().text();
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

    private void walk(Set<FileKey> known) throws InterruptedException {
        ahead.push(new Folder(scope, scope.toPath()));
        while (!ahead.isEmpty() && !stopping.getAsBoolean()) {
            Folder folder = ahead.pop();
            // A map that is not shared: what is left in it after the listing has vanished.
            Map<String, Known> rows = known.contains(folder.key()) ? contents.filesIn(folder.key()) : new HashMap<>();
            list(folder, rows);
        }
        handOver();
    }

    private void list(Folder folder, Map<String, Known> rows) throws InterruptedException {
        onFolder.accept(folder.key());
        Optional<String> failure = Optional.empty();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder.path())) {
            for (Path entry : entries) {
                if (stopping.getAsBoolean()) {
                    return;
                }
                try {
                    meet(folder, entry, rows);
                } catch (NoSuchFileException | NotDirectoryException e) {
                    // It went away between the listing and the look; the rows say whether that is news.
                } catch (IOException e) {
                    rows.remove(folder.key().childOf(entry).name());
                    failure = Optional.of("of " + entry.getFileName() + ": " + Reasons.of(e));
                }
            }
        } catch (NoSuchFileException | NotDirectoryException e) {
            return; // It went away in mid-sweep; whoever looks for known folders will find out.
        } catch (DirectoryIteratorException e) {
            failure = Optional.of(e.getCause() == null ? Reasons.of(e) : Reasons.of(e.getCause()));
        } catch (IOException e) {
            failure = Optional.of(Reasons.of(e));
        }
        if (failure.isPresent()) {
            unread.add(folder.key());
            stats.unreadFolders.increment();
            onUnread.accept(new UnreadFolder(folder.key().text(), failure.get()));
            return;
        }
        stats.folders.increment();
        listed.add(folder.key());
        for (String name : rows.keySet()) {
            vanish(folder.key().child(name));
        }
    }

    private void meet(Folder folder, Path entry, Map<String, Known> rows) throws IOException, InterruptedException {
        String name = entry.getFileName().toString();
        if (!ExrNames.isExr(name)) {
            if (ExrNames.isWalked(name) && isFolder(entry) && !root.excluded().test(entry)) {
                ahead.push(new Folder(folder.key().childOf(entry), entry));
            }
            return;
        }
        if (root.excluded().test(entry)) {
            return;
        }
        long obs = observations.next();
        FileStat stat = FileStat.of(entry);
        if (stat.kind() == FileStat.Kind.FOLDER) {
            ahead.push(new Folder(folder.key().childOf(entry), entry));
            return;
        }
        if (stat.kind() == FileStat.Kind.LINK) {
            stats.links.increment();
            return;
        }
        long at = clockMs.getAsLong();
        found++;
        stats.files.increment();
        FileKey key = folder.key().childOf(entry);
        Known row = rows.isEmpty() ? null : rows.remove(key.name());
        if (row != null && row.vouchesFor(stat.stamp(), at)) {
            stats.unchanged.increment();
            return;
        }
        handoff.add(PendingFile.found(key, entry, new Sighting(stat, obs, at)));
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

    private void vanish(FileKey file) {
        vanishedCount++;
        if (acceptGone || vanished.size() < KEPT_NAMES) {
            vanished.add(file);
        }
    }

    /** Known folders that are certainly not there any more, and how many files they held. */
    private record Gone(List<FileKey> folders, long files) {}

    private Gone foldersNotSeen(Set<FileKey> known) {
        List<FileKey> folders = new ArrayList<>();
        long files = 0;
        for (FileKey folder : known) {
            if (listed.contains(folder) || isUnderUnread(folder)) {
                continue;
            }
            boolean leftOut = root.leavesOut(folder);
            if (!leftOut && Standing.of(root.key(), folder) != Standing.ABSENT) {
                continue;
            }
            folders.add(folder);
            if (!leftOut) {
                files += contents.filesIn(folder).size();
            }
        }
        return new Gone(folders, files);
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

    private void markGone(List<FileKey> folders) throws InterruptedException {
        List<FileChange> changes = new ArrayList<>();
        for (FileKey file : vanished) {
            long obs = observations.next();
            Path path = file.toPath();
            if (root.excluded().test(path) || Standing.isGone(path)) {
                changes.add(new FileChange.Gone(file, obs));
            }
            if (changes.size() == HANDOFF) {
                writes.put(List.copyOf(changes));
                changes.clear();
            }
        }
        Optional<FileKey> last = Optional.empty();
        for (FileKey folder : folders.stream().sorted().toList()) {
            if (last.isPresent() && folder.isUnder(last.get())) {
                continue;
            }
            last = Optional.of(folder);
            long obs = observations.next();
            if (root.leavesOut(folder) || Standing.of(root.key(), folder) == Standing.ABSENT) {
                changes.add(new FileChange.TreeGone(folder, obs));
            }
        }
        writes.put(changes);
    }
}
