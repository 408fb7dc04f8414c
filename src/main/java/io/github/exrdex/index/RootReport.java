package io.github.exrdex.index;

import io.github.exrdex.queue.PendingFiles;
import java.util.Map;

/**
 * What there is to say of a root that is kept up to date.
 *
 * @param mode watch or poll
 * @param folders how they are covered
 * @param losses how often events were lost
 * @param rescans how often folders were listed again, by reason
 * @param stuckThreads that wait for the file system for longer than it may take
 */
record RootReport(
        String path,
        String mode,
        boolean online,
        boolean hangs,
        boolean sweeping,
        Folders folders,
        PendingFiles.Depth queue,
        int pendingFolders,
        long losses,
        Map<String, Long> rescans,
        long sweeps,
        int stuckThreads) {
    /**
     * @param watched the kernel tells of them
     * @param unwatched could not be watched, and are polled with all that is below them
     * @param polled all of the root, where it is not watched at all
     */
    record Folders(int watched, int unwatched, long polled) {}

    int watchedFolders() {
        return folders.watched();
    }

    int unwatchedFolders() {
        return folders.unwatched();
    }
}
