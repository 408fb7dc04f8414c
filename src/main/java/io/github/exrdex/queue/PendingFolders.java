package io.github.exrdex.queue;

import io.github.exrdex.file.FileKey;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Folders whose trees have to be listed again. A folder covers those below it, and too many become their root, so memory is
 * bounded and nothing is lost. Threads: any.
 */
public final class PendingFolders {
    /** Picked, not measured: beyond this one listing of the root costs less than so many of its parts. */
    private static final int MOST = 512;

    private final FileKey root;
    private final LongSupplier clockMs;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<FileKey, Long> dueAt = new HashMap<>();
    private boolean closed;

    /** @param clockMs milliseconds of a monotonic clock */
    public PendingFolders(FileKey root, LongSupplier clockMs) {
        this.root = root;
        this.clockMs = clockMs;
    }

    /**
     * @param inMs how long to wait for more of the same; an earlier time that was set before stays
     * @return false where it waits already
     */
    public boolean mark(FileKey folder, long inMs) {
        lock.lock();
        try {
            long at = clockMs.getAsLong() + inMs;
            boolean fresh = !dueAt.containsKey(folder);
            if (dueAt.size() >= MOST && fresh) {
                dueAt.clear();
                dueAt.put(root, at);
            } else {
                dueAt.merge(folder, at, Math::min);
            }
            changed.signalAll();
            return fresh;
        } finally {
            lock.unlock();
        }
    }

    /** Waits for a folder that is due; takes out all folders below it too. Empty when the time is over. */
    public Optional<FileKey> take(long waitMs) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long until = clockMs.getAsLong() + waitMs;
            while (!closed) {
                long now = clockMs.getAsLong();
                Map.Entry<FileKey, Long> next = earliest();
                if (next != null && next.getValue() <= now) {
                    FileKey folder = next.getKey();
                    dueAt.keySet().removeIf(key -> key.isUnder(folder));
                    return Optional.of(folder);
                }
                if (now >= until) {
                    return Optional.empty();
                }
                long wake = next == null ? until : Math.min(until, next.getValue());
                changed.await(Math.max(1, wake - now), TimeUnit.MILLISECONDS);
            }
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    private Map.@Nullable Entry<FileKey, Long> earliest() {
        Map.Entry<FileKey, Long> best = null;
        for (Map.Entry<FileKey, Long> entry : dueAt.entrySet()) {
            if (best == null || entry.getValue() < best.getValue()) {
                best = entry;
            }
        }
        return best;
    }

    public int size() {
        lock.lock();
        try {
            return dueAt.size();
        } finally {
            lock.unlock();
        }
    }

    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
