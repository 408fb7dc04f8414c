package io.github.exrdex.store;

import io.github.exrdex.file.FileStamp;
import java.util.OptionalLong;
import org.jdbi.v3.core.Handle;

/**
 * Brings together the two halves of a rename: a name that went and one that is new, in whichever order they are met. Where
 * memory does not reach back so far they stay two. Threads: the writer's own.
 */
final class Moves {
    private RecentFiles fresh = new RecentFiles();
    private RecentFiles gone = new RecentFiles();

    /** A file has its first row. */
    void appeared(Handle handle, long fileId, FileStamp stamp, long nowAt) {
        OptionalLong from = gone.take(stamp, nowAt);
        if (from.isEmpty() || !HistoryDao.moved(handle, from.getAsLong(), fileId)) {
            fresh.add(stamp, fileId, nowAt);
        }
    }

    /** A file is not there any more. */
    void went(Handle handle, long fileId, FileStamp stamp, long nowAt) {
        OptionalLong to = fresh.take(stamp, nowAt);
        // It may be new itself.
        if (to.isEmpty() || to.getAsLong() == fileId || !HistoryDao.moved(handle, fileId, to.getAsLong())) {
            gone.add(stamp, fileId, nowAt);
        }
    }

    /** File numbers may begin anew. */
    void forget() {
        fresh = new RecentFiles();
        gone = new RecentFiles();
    }
}
