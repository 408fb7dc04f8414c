package io.github.exrdex.index;

import io.github.exrdex.file.ExrNames;
import io.github.exrdex.file.FileKey;
import io.github.exrdex.queue.PendingFolders;
import io.github.exrdex.watch.FileEvent;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the kernel tells of a root: files go to the workers, and whatever concerns a folder (it appeared, went away, was lost
 * track of) leads to one and the same answer, that it is listed again. Threads: any.
 */
final class RootEvents {
    private static final Logger LOG = LoggerFactory.getLogger(RootEvents.class);

    /** A new folder is mostly filled at once; its files come as events of their own meanwhile. Picked, not measured. */
    static final long NEW_FOLDER_MS = 1_000;

    private final ClaimedRoot root;
    private final RootService service;
    private final PendingFolders folders;
    private final Rescans rescans;
    private final LineLimit lossLines = new LineLimit(LOG, "losses");
    private final AtomicLong losses = new AtomicLong();

    /** How often something may have happened below the root that nobody told us. */
    private final AtomicLong doubts = new AtomicLong();

    private volatile long lastSweepMs;

    RootEvents(ClaimedRoot root, RootService service, PendingFolders folders, Rescans rescans) {
        this.root = root;
        this.service = service;
        this.folders = folders;
        this.rescans = rescans;
    }

    void accept(FileEvent event) {
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

    /** How often something may have happened that nobody told us; a sweep that began at this number settles it. */
    long doubts() {
        return doubts.get();
    }

    /** How often events were lost and a folder was listed again for it. */
    long losses() {
        return losses.get();
    }

    /** @param tookMs of the whole root */
    void swept(long tookMs) {
        lastSweepMs = tookMs;
    }

    LineLimit lossLines() {
        return lossLines;
    }
}
