package io.github.exrdex.index;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.exrdex.support.TinyExr;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The clock of the host is set by others, forth and back. */
class ClockStepsTest {
    private static final long HOUR_MS = 3_600_000;
    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    Path temp;

    private final AtomicLong monotonicMs = new AtomicLong(1_000);
    private final ClockSteps steps = new ClockSteps(monotonicMs::get);

    @Test
    void whatWasPromisedBeforeAStepBackIsDueForAWhile() {
        assertEquals(10 * HOUR_MS, steps.dueUntil(10 * HOUR_MS).atMs());
        monotonicMs.addAndGet(1_000);
        assertEquals(
                10 * HOUR_MS + 900,
                steps.dueUntil(10 * HOUR_MS + 900).atMs(),
                "a clock that is bent is none that is set");
        monotonicMs.addAndGet(1_000);
        ClockSteps.Due setBack = steps.dueUntil(8 * HOUR_MS + 2_000);
        assertEquals(new ClockSteps.Due(10 * HOUR_MS + 2_000, true), setBack, "and proves nothing");
        monotonicMs.addAndGet(119_000);
        assertEquals(
                10 * HOUR_MS + 121_000, steps.dueUntil(8 * HOUR_MS + 121_000).atMs());
        monotonicMs.addAndGet(1_000);
        assertEquals(
                8 * HOUR_MS + 122_000,
                steps.dueUntil(8 * HOUR_MS + 122_000).atMs(),
                "promises of now are kept by the new clock");
    }

    @Test
    void aStepForthOrASuspendedHostIsNoStepBack() {
        steps.dueUntil(HOUR_MS);
        monotonicMs.addAndGet(1_000);
        assertEquals(5 * HOUR_MS, steps.dueUntil(5 * HOUR_MS).atMs());
        monotonicMs.addAndGet(1_000);
        assertEquals(5 * HOUR_MS + 1_000, steps.dueUntil(5 * HOUR_MS + 1_000).atMs());
    }

    @Test
    void theServiceGoesOnAndLooksAgainWhenTheClockIsSetBackByHours() throws IOException, InterruptedException {
        Path root = Files.createDirectory(temp.toRealPath().resolve("renders"));
        byte[] whole = TinyExr.scanline(8, 8).written().bytes();
        Files.write(root.resolve("x.exr"), Arrays.copyOf(whole, 40));
        AtomicLong offMs = new AtomicLong();
        TestIndex index = new TestIndex(temp.resolve("index.db"));
        IndexOptions options = IndexOptions.DEFAULT.withPace(new IndexOptions.Pace(200, 4_000, HOUR_MS, HOUR_MS));
        Indexer indexer = Indexer.open(index.file(), options, () -> System.currentTimeMillis() + offMs.get());
        Thread daemon = new Thread(() -> {
            try {
                indexer.watch(
                        List.of(new IndexRoot(root, IndexRoot.Mode.POLL, any -> false)), (count, watched, not) -> {});
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        daemon.start();
        try {
            await().atMost(SOON)
                    .until(() -> !index.rows("SELECT 1 FROM file WHERE recheck_at IS NOT NULL")
                            .isEmpty());
            // Nobody tells of this change, and the next sweep is an hour away: only the promise finds it.
            Files.write(root.resolve("x.exr"), whole);
            offMs.set(-2 * HOUR_MS);
            await().atMost(SOON)
                    .until(() -> index.one("SELECT state FROM v_file").equals("complete"));
        } finally {
            indexer.stop();
            daemon.join(TimeUnit.SECONDS.toMillis(20));
            indexer.close();
        }
    }
}
