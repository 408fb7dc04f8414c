package io.github.exrdex.hook;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exrdex.file.FileState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class WaitingEventsTest {
    private static final Optional<FileState> NEW = Optional.empty();

    private final AtomicLong nowNs = new AtomicLong(1_000);

    private static HookEvent event(long id, Optional<FileState> before, FileState state) {
        return new HookEvent(id, before, state, 0);
    }

    private static HookEvent event(long id) {
        return event(id, NEW, FileState.COMPLETE);
    }

    private static List<Long> ids(List<HookEvent> events) {
        return events.stream().map(HookEvent::id).toList();
    }

    @Test
    void whoeverIsTalkedOfAgainWaitsAnewAndIsToldOnceFromTheFirstToTheLast() throws InterruptedException {
        WaitingEvents waiting = new WaitingEvents(10, 100, nowNs::get);
        waiting.put(event(1, Optional.of(FileState.COMPLETE), FileState.TRUNCATED));
        waiting.put(event(2));
        nowNs.addAndGet(60);
        waiting.put(event(1, Optional.of(FileState.TRUNCATED), FileState.COMPLETE));
        nowNs.addAndGet(60);
        assertEquals(List.of(2L), ids(waiting.take(10)));
        assertTrue(waiting.has(1));
        nowNs.addAndGet(60);
        assertEquals(List.of(event(1, Optional.of(FileState.COMPLETE), FileState.COMPLETE)), waiting.take(10));
        assertEquals(0, waiting.size());
    }

    @Test
    void asManyAsAreWantedAreHandedOutOldestFirst() throws InterruptedException {
        WaitingEvents waiting = new WaitingEvents(10, 0, nowNs::get);
        for (long id = 1; id <= 5; id++) {
            waiting.put(event(id));
        }
        assertEquals(List.of(1L, 2L, 3L), ids(waiting.take(3)));
        assertEquals(List.of(4L, 5L), ids(waiting.take(3)));
    }

    @Test
    void theOldestGivesWayWhereTooManyWait() throws InterruptedException {
        WaitingEvents waiting = new WaitingEvents(2, 0, nowNs::get);
        assertTrue(waiting.put(event(1)));
        assertTrue(waiting.put(event(2)));
        assertTrue(waiting.put(event(1)), "the same one takes no more room");
        assertFalse(waiting.put(event(3)));
        assertEquals(List.of(1L, 3L), ids(waiting.take(9)));
    }

    @Test
    void takersWakeWhenSomethingComesAndWhenItIsClosed() throws InterruptedException {
        WaitingEvents waiting = new WaitingEvents(10, 0, System::nanoTime);
        List<List<Long>> taken = new ArrayList<>();
        Thread taker = new Thread(() -> {
            try {
                for (List<HookEvent> some = waiting.take(9); !some.isEmpty(); some = waiting.take(9)) {
                    taken.add(ids(some));
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        taker.start();
        await().atMost(Duration.ofSeconds(20)).until(() -> taker.getState() == Thread.State.WAITING);
        waiting.put(event(1));
        await().atMost(Duration.ofSeconds(20)).until(() -> waiting.size() == 0);
        await().atMost(Duration.ofSeconds(20)).until(() -> taker.getState() == Thread.State.WAITING);
        waiting.close();
        taker.join(20_000);
        assertFalse(taker.isAlive());
        assertEquals(List.of(List.of(1L)), taken);
        waiting.put(event(2));
        assertEquals(List.of(), waiting.take(9), "what comes after the end is never handed out");
    }
}
