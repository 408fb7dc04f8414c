package io.github.exrdex.index;

import io.github.exrdex.file.FileKey;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;

/** Folders that somebody outside asked for and that were not swept since. Threads: any. */
final class AskedFolders {
    /** Each with the number of the asking, so that a sweep does not answer whoever asked after it began. */
    private final ConcurrentMap<FileKey, Long> open = new ConcurrentHashMap<>();

    private final AtomicLong askings = new AtomicLong();

    void ask(FileKey folder) {
        open.put(folder, askings.incrementAndGet());
    }

    boolean isOpen(FileKey folder) {
        return open.containsKey(folder);
    }

    /** What a sweep that begins now will have answered. */
    Map<FileKey, Long> now() {
        return Map.copyOf(open);
    }

    /** @param asked {@link #now} when the sweep of the folder began */
    void swept(FileKey folder, Map<FileKey, Long> asked) {
        asked.forEach((path, number) -> {
            if (path.isUnder(folder)) {
                open.remove(path, number);
            }
        });
    }
}
