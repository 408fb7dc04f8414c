package io.github.exrdex.hook;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * What a hook was not run for yet, one entry a file or sequence. An entry is due when nothing more was said of it for a
 * while; all wait equally long, so they are due in the order in which they came.
 *
 * <p>Threads: any. {@link #put} never waits for more than the others' few microseconds.
 */
final class WaitingEvents {
    private final int most;
    private final long quietNs;
    private final LongSupplier nanoTime;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<Long, Waiting> waiting = new LinkedHashMap<>();
    private boolean closed;

    private record Waiting(HookEvent event, long dueNs) {}

    /** @param most entries; the oldest gives way to one more */
    WaitingEvents(int most, long quietNs, LongSupplier nanoTime) {
        this.most = most;
        this.quietNs = quietNs;
        this.nanoTime = nanoTime;
    }

    /** What waits already of the same file waits anew. @return false where another had to give way */
    boolean put(HookEvent event) {
        lock.lock();
        try {
            if (closed) {
                return true;
            }
            Waiting before = waiting.remove(event.id());
            boolean full = waiting.size() >= most;
            if (full) {
                Iterator<Long> oldest = waiting.keySet().iterator();
                oldest.next();
                oldest.remove();
            }
            boolean first = waiting.isEmpty();
            HookEvent all = before == null ? event : before.event().then(event);
            waiting.put(event.id(), new Waiting(all, nanoTime.getAsLong() + quietNs));
            if (first) {
                changed.signalAll();
            }
            return !full;
        } finally {
            lock.unlock();
        }
    }

    boolean has(long id) {
        lock.lock();
        try {
            return waiting.containsKey(id);
        } finally {
            lock.unlock();
        }
    }

    /** Waits until something is due. @return at most so many, oldest first; nothing once it is closed */
    List<HookEvent> take(int atMost) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!closed) {
                long nowNs = nanoTime.getAsLong();
                List<HookEvent> due = takeDue(atMost, nowNs);
                if (!due.isEmpty()) {
                    return due;
                }
                if (waiting.isEmpty()) {
                    changed.await();
                } else {
                    changed.awaitNanos(waiting.values().iterator().next().dueNs() - nowNs);
                }
            }
            return List.of();
        } finally {
            lock.unlock();
        }
    }

    private List<HookEvent> takeDue(int atMost, long nowNs) {
        List<HookEvent> due = new ArrayList<>();
        Iterator<Waiting> oldest = waiting.values().iterator();
        while (due.size() < atMost && oldest.hasNext()) {
            Waiting next = oldest.next();
            if (next.dueNs() - nowNs > 0) {
                break;
            }
            due.add(next.event());
            oldest.remove();
        }
        return due;
    }

    int size() {
        lock.lock();
        try {
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }

    /** What still waits is never handed out. */
    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
