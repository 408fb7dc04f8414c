package io.github.exrdex.index;

import io.github.exrdex.file.FileKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does the mount of a root hang, as far as one can see from outside? The thread of the root says when it asks the file
 * system, any may ask here.
 */
final class RootHangs {
    private static final Logger LOG = LoggerFactory.getLogger(RootHangs.class);
    private static final long IDLE = Long.MIN_VALUE;

    private final FileKey root;
    private final RootService service;
    private final Indexing indexing;

    private volatile long askingSinceMs = IDLE;
    private volatile boolean inPass;
    private volatile boolean told;

    RootHangs(FileKey root, RootService service, Indexing indexing) {
        this.root = root;
        this.service = service;
        this.indexing = indexing;
    }

    /** The root's thread asks for the folder at its path, and {@link #answered} when it knows. */
    void asking() {
        askingSinceMs = RootWatch.monotonicMs();
    }

    void answered() {
        askingSinceMs = IDLE;
    }

    /** A sweep or a poll begins, and {@link #passEnded ends}. */
    void passBegins() {
        inPass = true;
    }

    void passEnded() {
        inPass = false;
    }

    /** Threads of the root that wait for its file system for longer than it may take. */
    int stuckThreads() {
        return service.stuckWorkers() + (isThreadStuck() ? 1 : 0);
    }

    private boolean isThreadStuck() {
        long hangMs = indexing.options().pace().hangMs();
        long since = askingSinceMs;
        return (since != IDLE && RootWatch.monotonicMs() - since > hangMs)
                || (inPass
                        && Math.min(service.sweepStillForMs(), indexing.writes().troubledMs()) > hangMs
                        && service.queue().foundAwaited() == 0);
    }

    boolean hangs() {
        return isThreadStuck() || service.allWorkersStuck();
    }

    /** Warns once when the root begins to hang, and once when it is over. */
    void tell() {
        boolean now = hangs();
        if (now != told) {
            told = now;
            LOG.warn("root {} root={} threads={}", now ? "hangs" : "answers again", root.text(), stuckThreads());
        }
    }
}
