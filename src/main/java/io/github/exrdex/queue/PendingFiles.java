package io.github.exrdex.queue;

import io.github.exrdex.file.FileKey;
import io.github.exrdex.file.FileStamp;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Files that wait to be looked at. Events and sweeps put them in, workers take them out; a path is in here once at most.
 *
 * <p>A file that was just looked at because of an event rests for a while: what happens to it meanwhile is remembered and
 * leads to one look when the rest is over. Files that a sweep found carry what it saw and need no rest.
 *
 * <p>Memory is bounded: events beyond the capacity are refused, and the caller has to remember that something was lost;
 * a sweep waits. Threads: any.
 */
public final class PendingFiles {
    private static final long LONGEST_WAIT_MS = 1_000;

    /** So many times as much is taken at once where a sweep is far ahead. */
    private static final int MOST_TIMES = 4;

    /** So far ahead is it that nobody takes more than this part of what it found. */
    private static final int LEAST_SHARES = 8;

    private final int capacity;
    private final int foundCapacity;
    private final LookPace pace;
    private final LongSupplier clockMs;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition mayTake = lock.newCondition();
    private final Condition mayPut = lock.newCondition();
    private final Condition drained = lock.newCondition();
    private final Condition batchDone = lock.newCondition();
    private final Map<FileKey, Entry> entries = new HashMap<>();
    private final PriorityQueue<Entry> byTime = new PriorityQueue<>(Comparator.comparingLong(entry -> entry.atMs));
    private final ArrayDeque<PendingFile> found = new ArrayDeque<>();
    private int foundInHand;

    /** Paths from events that were taken and are not done yet, and how many times. */
    private final Map<FileKey, Integer> inHand = new HashMap<>();

    /** What was taken and is not done yet, each batch by its identity, and when the first of it was asked for. */
    private final IdentityHashMap<List<PendingFile>, Long> batches = new IdentityHashMap<>();

    private boolean closed;

    /** A path that waits for its look, or rests after one. */
    private static final class Entry {
        final FileKey key;
        final Path path;
        boolean waits = true;
        Optional<FileStamp> before;
        /** When it was asked for; meaningless while it only rests. */
        long askedAt;
        /** When it is due, or when its rest is over. Never changed while it is in the heap. */
        long atMs;

        Entry(FileKey key, Path path, Optional<FileStamp> before, long askedAt, long atMs) {
            this.key = key;
            this.path = path;
            this.before = before;
            this.askedAt = askedAt;
            this.atMs = atMs;
        }
    }

    /**
     * @param capacity how many paths from events may wait or rest
     * @param foundCapacity how many paths from sweeps may wait
     * @param restMs shortest time between two looks at one path
     * @param clockMs milliseconds of a monotonic clock
     */
    public PendingFiles(int capacity, int foundCapacity, long restMs, LongSupplier clockMs) {
        this.capacity = capacity;
        this.foundCapacity = foundCapacity;
        this.pace = new LookPace(restMs);
        this.clockMs = clockMs;
    }

    /**
     * Something happened to a file: look at it at once, or when its rest is over.
     *
     * @return false where there is no room
     */
    public boolean offer(FileKey key, Path path) {
        return add(key, path, true, Optional.empty());
    }

    /**
     * A look was promised and is due. Of a file that waits or rests already nothing new is remembered.
     *
     * @param before its stamp at the look that the promise was made by; empty where it comes too early to prove anything
     */
    public boolean remind(FileKey key, Path path, Optional<FileStamp> before) {
        return add(key, path, false, before);
    }

    private boolean add(FileKey key, Path path, boolean news, Optional<FileStamp> before) {
        lock.lock();
        try {
            long now = clockMs.getAsLong();
            Entry entry = entries.get(key);
            if (entry != null) {
                if (news) {
                    ask(entry, now);
                }
                return true;
            }
            if (entries.size() >= capacity) {
                dropRested(now);
                if (entries.size() >= capacity) {
                    return false;
                }
            }
            entry = new Entry(key, path, before, now, pace.dueAt(OptionalLong.empty(), now));
            entries.put(key, entry);
            byTime.add(entry);
            mayTake.signal();
            return true;
        } finally {
            lock.unlock();
        }
    }

    private static void ask(Entry entry, long now) {
        if (!entry.waits) {
            entry.waits = true;
            entry.askedAt = now;
        }
    }

    /** Frees the places of paths whose rest ended without news. */
    private void dropRested(long now) {
        List<Entry> due = new ArrayList<>();
        for (Entry head = byTime.peek(); head != null && head.atMs <= now; head = byTime.peek()) {
            byTime.poll();
            if (head.waits) {
                due.add(head);
            } else {
                entries.remove(head.key);
            }
        }
        byTime.addAll(due);
    }

    /** Files that a sweep found new or changed. Waits while too many are here. */
    public void put(List<PendingFile> files) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (found.size() >= foundCapacity && !closed) {
                mayPut.await();
            }
            long now = clockMs.getAsLong();
            for (PendingFile file : files) {
                Entry entry = entries.isEmpty() ? null : entries.get(file.key());
                if (entry == null) {
                    found.add(file);
                } else {
                    ask(entry, now);
                }
            }
            mayTake.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for files that are due. Those that a sweep found are of one folder: frames of a sequence have most in common with
     * each other, and whoever reads them profits from having read the one before.
     *
     * @param most how many to take; up to four times as many of those that a sweep found, while they pile up
     * @return at least one file, each to be handed to {@link #done}; none after {@link #close}
     */
    public List<PendingFile> take(int most) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!closed) {
                List<PendingFile> files = due(most);
                if (!files.isEmpty()) {
                    return files;
                }
                Entry next = byTime.peek();
                long wait = next == null ? LONGEST_WAIT_MS : next.atMs - clockMs.getAsLong();
                mayTake.await(Math.max(1, Math.min(wait, LONGEST_WAIT_MS)), TimeUnit.MILLISECONDS);
            }
            return List.of();
        } finally {
            lock.unlock();
        }
    }

    /** The same without waiting: none where nothing is due. */
    public List<PendingFile> poll(int most) {
        lock.lock();
        try {
            return closed ? List.of() : due(most);
        } finally {
            lock.unlock();
        }
    }

    private List<PendingFile> due(int most) {
        List<PendingFile> files = new ArrayList<>(Math.min(most, byTime.size() + found.size()));
        long now = clockMs.getAsLong();
        long oldestAskedAt = Long.MAX_VALUE;
        for (Entry head = byTime.peek();
                head != null && head.atMs <= now && files.size() < most;
                head = byTime.peek()) {
            byTime.poll();
            if (head.waits) {
                head.waits = false;
                inHand.merge(head.key, 1, Integer::sum);
                files.add(new PendingFile(
                        head.key, head.path, Optional.empty(), OptionalLong.of(head.atMs), head.before));
                head.before = Optional.empty();
                oldestAskedAt = Math.min(oldestAskedAt, head.askedAt);
                head.atMs = pace.restOverAt(now);
                byTime.add(head);
            } else {
                entries.remove(head.key);
            }
        }
        // While much waits nobody is idle, whoever has the frames of one sequence; where little does, all get some.
        int mostFound = Math.max(most, Math.min(MOST_TIMES * most, found.size() / LEAST_SHARES));
        FileKey last = null;
        for (PendingFile head = found.peek();
                head != null
                        && files.size() < mostFound
                        && (last == null || head.key().isBeside(last));
                head = found.peek()) {
            files.add(found.poll());
            foundInHand++;
            last = head.key();
        }
        if (found.size() < foundCapacity) {
            mayPut.signal();
        }
        if (!files.isEmpty()) {
            batches.put(files, oldestAskedAt);
        }
        return files;
    }

    /** Files that were taken have been dealt with. */
    public void done(List<PendingFile> files) {
        lock.lock();
        try {
            batches.remove(files);
            batchDone.signalAll();
            int fromSweep = 0;
            for (PendingFile file : files) {
                if (file.sighting().isPresent()) {
                    fromSweep++;
                } else {
                    inHand.computeIfPresent(file.key(), (key, times) -> times == 1 ? null : times - 1);
                }
            }
            foundInHand -= fromSweep;
            if (fromSweep > 0 && foundInHand == 0 && found.isEmpty()) {
                drained.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until all that is in somebody's hand now has been dealt with, whatever is taken meanwhile.
     *
     * @param mostMs how long to wait for hands that hang
     */
    public void awaitTakenDone(long mostMs) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            Set<List<PendingFile>> taken = Collections.newSetFromMap(new IdentityHashMap<>());
            taken.addAll(batches.keySet());
            long leftNs = TimeUnit.MILLISECONDS.toNanos(mostMs);
            while (!closed && leftNs > 0 && taken.stream().anyMatch(batches::containsKey)) {
                leftNs = batchDone.awaitNanos(leftNs);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Does a file that something happened to wait for its look, or is it being looked at? */
    public boolean isOpen(FileKey key) {
        lock.lock();
        try {
            Entry entry = entries.get(key);
            return inHand.containsKey(key) || (entry != null && entry.waits);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until all that sweeps had put in has been dealt with.
     *
     * @return false where the queue was closed before
     */
    public boolean awaitFoundDone() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!closed && (foundInHand > 0 || !found.isEmpty())) {
                drained.await();
            }
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    /** Files that sweeps found and that nobody is done with. */
    public int foundAwaited() {
        lock.lock();
        try {
            return found.size() + foundInHand;
        } finally {
            lock.unlock();
        }
    }

    /**
     * How full it is.
     *
     * @param waiting files that wait for a look
     * @param oldestMs how long the one has waited that waits longest; 0 where none does
     * @param behindMs the same of all that something happened to, also of those that somebody is looking at
     */
    public record Depth(int waiting, long oldestMs, long behindMs) {}

    public Depth depth() {
        lock.lock();
        try {
            long now = clockMs.getAsLong();
            int waiting = found.size() + foundInHand;
            long oldest = now;
            for (Entry entry : byTime) {
                if (entry.waits) {
                    waiting++;
                    oldest = Math.min(oldest, entry.askedAt);
                }
            }
            long behind = oldest;
            for (long askedAt : batches.values()) {
                behind = Math.min(behind, askedAt);
            }
            return new Depth(waiting, now - oldest, now - behind);
        } finally {
            lock.unlock();
        }
    }

    /** Wakes everybody who waits; what is still in here stays undone. */
    public void close() {
        lock.lock();
        try {
            closed = true;
            mayTake.signalAll();
            mayPut.signalAll();
            drained.signalAll();
            batchDone.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
