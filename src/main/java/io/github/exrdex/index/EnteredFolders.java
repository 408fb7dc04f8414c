package io.github.exrdex.index;

import io.github.exrdex.file.FileKey;
import java.util.concurrent.ConcurrentSkipListSet;

/**
 * Folders that were looked into lately. When a name goes away nobody can tell any more what it stood for; if it was one of
 * these, or a folder above one, there may be rows of it in the index or on their way there.
 *
 * <p>Lately is since the sweep of the root before the last, so that folders of long ago take no memory. Threads: any.
 */
final class EnteredFolders {
    private volatile ConcurrentSkipListSet<FileKey> before = new ConcurrentSkipListSet<>();
    private volatile ConcurrentSkipListSet<FileKey> now = new ConcurrentSkipListSet<>();

    /** Before anything in it is looked at. */
    void enter(FileKey folder) {
        now.add(folder);
    }

    /** A sweep of the whole root begins, and will enter every folder that there is. */
    void startOver() {
        before = now;
        now = new ConcurrentSkipListSet<>();
    }

    /** Since the sweep of the root began. */
    int count() {
        return now.size();
    }

    boolean anyUnder(FileKey path) {
        return anyUnder(path, now) || anyUnder(path, before);
    }

    private static boolean anyUnder(FileKey path, ConcurrentSkipListSet<FileKey> folders) {
        if (folders.contains(path)) {
            return true;
        }
        // Not simply the next one: shot-old sorts between shot and shot/v001.
        FileKey next = folders.ceiling(path.child(""));
        return next != null && next.isUnder(path);
    }
}
