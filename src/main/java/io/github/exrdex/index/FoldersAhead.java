package io.github.exrdex.index;

import io.github.exrdex.file.FileKey;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Folders that a walk has still to look into, in the order of their paths. A walk that goes on where another one was
 * interrupted comes to what that one had not reached first, and to the rest after it. Threads: one; made for one walk.
 */
final class FoldersAhead {
    /** A folder comes right before what is in it: shot, shot/v001, shot-old. */
    static final Comparator<FileKey> IN_ORDER = Comparator.comparing(FoldersAhead::inOrder);

    private static final Comparator<Folder> FOLDERS_IN_ORDER = Comparator.comparing(Folder::key, IN_ORDER);

    private final ArrayDeque<Folder> ahead = new ArrayDeque<>();
    private final List<Folder> later = new ArrayList<>();
    private Optional<FileKey> reached;

    record Folder(FileKey key, Path path) {}

    /** @param reached how far the walk before had come; empty where it had come to its end */
    FoldersAhead(Optional<FileKey> reached) {
        this.reached = reached;
    }

    /** @param siblings in any order */
    void add(List<Folder> siblings) {
        List<Folder> sorted = new ArrayList<>(siblings);
        sorted.sort(FOLDERS_IN_ORDER.reversed());
        for (Folder folder : sorted) {
            if (reached.isPresent() && isBefore(folder.key(), reached.get())) {
                later.add(folder);
            } else {
                ahead.push(folder);
            }
        }
    }

    /** Does the whole tree of a folder come before a path? */
    private static boolean isBefore(FileKey folder, FileKey path) {
        return !path.isUnder(folder) && inOrder(folder).compareTo(inOrder(path)) < 0;
    }

    private static String inOrder(FileKey key) {
        return key.encoded().replace('/', '\0');
    }

    /** Empty at the end of the walk. */
    Optional<Folder> next() {
        if (ahead.isEmpty() && !later.isEmpty()) {
            reached = Optional.empty();
            later.sort(FOLDERS_IN_ORDER);
            ahead.addAll(later);
            later.clear();
        }
        return Optional.ofNullable(ahead.poll());
    }
}
