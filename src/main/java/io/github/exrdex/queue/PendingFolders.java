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
    private final Map<FileKey, Due> folders = new HashMap<>();

    /** Taken and not done yet. */
    private Optional<Due> inHand = Optional.empty();

    private boolean closed;

    /**
     * @param atMs when to list it
     * @param newsAtMs since when it is known that something happened there; far in the future where nothing did
     */
    private record Due(long atMs, long newsAtMs) {
        Due and(Due other) {
            return new Due(Math.min(atMs, other.atMs), Math.min(newsAtMs, other.newsAtMs));
        }
    }

    /** @param clockMs milliseconds of a monotonic clock */
    public PendingFolders(FileKey root, LongSupplier clockMs) {
        this.root = root;
        this.clockMs = clockMs;
    }

    /**
     * Something happened there.
     *
     * @param inMs how long to wait for more of the same; an earlier time that was set before stays
     * @return false where it waits already
     */
    public boolean mark(FileKey folder, long inMs) {
        long now = clockMs.getAsLong();
        return put(folder, new Due(now + inMs, now));
    }

    /** The same where nothing is known to have happened. */
    public boolean remind(FileKey folder) {
        return put(folder, new Due(clockMs.getAsLong(), Long.MAX_VALUE));
    }

    private boolean put(FileKey folder, Due due) {
        lock.lock();
        try {
            boolean fresh = !folders.containsKey(folder);
            if (folders.size() >= MOST && fresh) {
                Due all = folders.values().stream().reduce(due, Due::and);
                folders.clear();
                folders.put(root, new Due(due.atMs(), all.newsAtMs()));
            } else {
                folders.merge(folder, due, Due::and);
            }
            changed.signalAll();
            return fresh;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for a folder that is due; takes out all folders below it too. Empty when the time is over. It is to be handed to
     * {@link #done} before the next is taken.
     */
    public Optional<FileKey> take(long waitMs) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long until = clockMs.getAsLong() + waitMs;
            while (!closed) {
                long now = clockMs.getAsLong();
                Map.Entry<FileKey, Due> next = earliest();
                if (next != null && next.getValue().atMs() <= now) {
                    FileKey folder = next.getKey();
                    inHand = folders.entrySet().stream()
                            .filter(entry -> entry.getKey().isUnder(folder))
                            .map(Map.Entry::getValue)
                            .reduce(Due::and);
                    folders.keySet().removeIf(key -> key.isUnder(folder));
                    return Optional.of(folder);
                }
                if (now >= until) {
                    return Optional.empty();
                }
                long wake =
                        next == null ? until : Math.min(until, next.getValue().atMs());
                changed.await(Math.max(1, wake - now), TimeUnit.MILLISECONDS);
            }
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    /** What was taken last has been listed, and all of it is in the index. */
    public void done() {
        lock.lock();
        try {
            inHand = Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    /** How long something is known to have happened in a folder that is not listed since; 0 where nothing is. */
    public long behindMs() {
        lock.lock();
        try {
            long now = clockMs.getAsLong();
            long oldest = inHand.map(Due::newsAtMs).orElse(now);
            for (Due due : folders.values()) {
                oldest = Math.min(oldest, due.newsAtMs());
            }
            return Math.max(0, now - oldest);
        } finally {
            lock.unlock();
        }
    }

    private Map.@Nullable Entry<FileKey, Due> earliest() {
        Map.Entry<FileKey, Due> best = null;
        for (Map.Entry<FileKey, Due> entry : folders.entrySet()) {
            if (best == null || entry.getValue().atMs() < best.getValue().atMs()) {
                best = entry;
            }
        }
        return best;
    }

    public int size() {
        lock.lock();
        try {
            return folders.size();
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
