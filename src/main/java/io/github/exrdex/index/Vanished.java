package io.github.exrdex.index;

import io.github.exrdex.file.FileKey;
import io.github.exrdex.store.FileChange;
import io.github.exrdex.store.IndexContents;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Rows whose files one sweep did not find, and what becomes of them. Threads: one; made for one sweep. */
final class Vanished {
    private static final int HANDOFF = 64;

    /** More names than this are held by {@link VanishingRule} anyway, so they need not be kept. */
    private static final int KEPT_NAMES = 20_000;

    private final ClaimedRoot root;
    private final IndexContents contents;
    private final SubMounts mounts;
    private final boolean acceptGone;
    private final List<FileKey> files = new ArrayList<>();
    private final List<FileKey> folders = new ArrayList<>();
    private final Set<FileKey> touched = new HashSet<>();
    private final Set<FileKey> unmountedFolders = new HashSet<>();
    private long count;
    private long unmounted;

    /** @param acceptGone somebody vouches for it that what is not found is gone */
    Vanished(ClaimedRoot root, IndexContents contents, SubMounts mounts, boolean acceptGone) {
        this.root = root;
        this.contents = contents;
        this.mounts = mounts;
        this.acceptGone = acceptGone;
    }

    /**
     * Files that the index knows in a folder, and that a complete listing of it did not have.
     *
     * @return false where they prove nothing, as the folder lies in another file system than before
     */
    boolean addFiles(FileKey folder, Set<String> names) {
        if (names.isEmpty()) {
            return true;
        }
        if (!acceptGone && !mounts.isAsBefore(folder)) {
            unmounted += names.size();
            return false;
        }
        touched.add(folder);
        count += names.size();
        for (String name : names) {
            if (acceptGone || files.size() < KEPT_NAMES) {
                files.add(folder.child(name));
            }
        }
        return true;
    }

    /** A folder with rows that was not met, and that may still be there. */
    void addFolder(FileKey folder) {
        if (root.leavesOut(folder)) {
            folders.add(folder);
        } else if (Standing.of(root.key(), folder) == Standing.ABSENT) {
            long held = contents.filesIn(folder).size();
            if (acceptGone || mounts.isAsBefore(folder)) {
                folders.add(folder);
                count += held;
            } else {
                unmountedFolders.add(folder);
                unmounted += held;
            }
        }
    }

    /** Files that are not found where they should be, those of folders that are left out not counted. */
    long count() {
        return count;
    }

    /** Further files that are not found, where another file system is now than was then. They are kept. */
    long unmounted() {
        return unmounted;
    }

    /** Folders that stand and that files vanished from. */
    Set<FileKey> touched() {
        return touched;
    }

    /**
     * Asks for each once more, and tells the writer.
     *
     * @param absent a folder that is gone with all below it, be there rows or not
     */
    void markGone(Optional<FileKey> absent, WriteLoop writes, Observations observations) throws InterruptedException {
        absent.ifPresent(folders::add);
        List<FileChange> changes = new ArrayList<>();
        for (FileKey file : files) {
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
        for (FileKey folder : folders.stream().distinct().sorted().toList()) {
            if (last.isPresent() && folder.isUnder(last.get())) {
                continue;
            }
            long obs = observations.next();
            if (!root.leavesOut(folder) && Standing.of(root.key(), folder) != Standing.ABSENT) {
                continue;
            }
            if (unmountedFolders.stream().anyMatch(kept -> kept.isUnder(folder))) {
                // Not as a tree, for some of it is kept.
                contents.filesIn(folder)
                        .keySet()
                        .forEach(name -> changes.add(new FileChange.Gone(folder.child(name), obs)));
            } else {
                changes.add(new FileChange.TreeGone(folder, obs));
                last = Optional.of(folder);
            }
        }
        writes.put(changes);
    }
}
