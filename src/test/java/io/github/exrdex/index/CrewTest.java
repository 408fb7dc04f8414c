package io.github.exrdex.index;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exrdex.file.FileKey;
import io.github.exrdex.file.FileStamp;
import io.github.exrdex.file.FileStat;
import io.github.exrdex.file.Sighting;
import io.github.exrdex.queue.PendingFile;
import io.github.exrdex.queue.PendingFiles;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Real threads and a real queue; what the workers wait for is told by the test. */
class CrewTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final int REGULARS = 2;
    private static final int MOST = 5;
    private static final int FILES = 10_000;

    private final PendingFiles queue = new PendingFiles(10, FILES + 1, 0, () -> 0);
    private final AtomicInteger made = new AtomicInteger();
    private final AtomicInteger working = new AtomicInteger();
    private final AtomicInteger looked = new AtomicInteger();
    private final Semaphore disk = new Semaphore(0, true);
    private final Set<Worker> sparing = ConcurrentHashMap.newKeySet();
    private volatile OptionalDouble waited = OptionalDouble.empty();
    private volatile boolean failing;
    private final Crew crew = new Crew("crew-test-", REGULARS, MOST, queue, Worker::new, Meter::new);

    /** Each look takes one answer of the disk. */
    private final class Worker implements Crew.Worker {
        private volatile boolean looking;

        Worker() {
            made.incrementAndGet();
        }

        @Override
        public Crew.AfterLooks lookAt(List<PendingFile> files) throws InterruptedException {
            looking = true;
            working.incrementAndGet();
            disk.acquire();
            looking = false;
            working.decrementAndGet();
            if (failing) {
                throw new IllegalStateException("a fault, as the test wants");
            }
            return () -> looked.addAndGet(files.size());
        }

        @Override
        public void spareDisk() {
            sparing.add(this);
        }

        @Override
        public long lookingForMs() {
            return looking ? 1_000 : 0;
        }
    }

    private final class Meter implements Crew.Meter {
        @Override
        public void start() {
            // Nothing is measured.
        }

        @Override
        public OptionalDouble stop() {
            return waited;
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }

    @BeforeEach
    void start() throws InterruptedException {
        crew.start();
        find();
        awaitWorking(REGULARS);
    }

    private void find() throws InterruptedException {
        List<PendingFile> found = new ArrayList<>();
        for (int i = 0; i < FILES; i++) {
            String path = "/sh010/a." + i + ".exr";
            FileStat stat = new FileStat(FileStat.Kind.FILE, 1, new FileStamp(1, 2, 3, 4));
            found.add(PendingFile.found(new FileKey(path), Path.of(path), new Sighting(stat, 1, 0), Optional.empty()));
        }
        queue.put(found);
    }

    @AfterEach
    void end() throws InterruptedException {
        queue.close();
        disk.release(FILES);
        assertTrue(crew.awaitEnded(SOON.toMillis()));
    }

    private void awaitWorking(int workers) {
        await().atMost(SOON).until(() -> working.get() == workers);
    }

    private void answer(int looks, double share) {
        waited = OptionalDouble.of(share);
        disk.release(looks);
        await().atMost(SOON).until(() -> !disk.hasQueuedThreads() || disk.availablePermits() == 0);
    }

    @Test
    void helpersComeWhileTheWorkersWaitForTheDisk() {
        answer(1, 0.3);
        awaitWorking(REGULARS + 1);
        answer(2, 0.3);
        awaitWorking(MOST);
        answer(10, 0.9);
        awaitWorking(MOST);

        assertEquals(MOST, sparing.size());
        assertEquals(MOST, made.get());
        assertEquals(MOST, crew.stuckFor(999));
        assertTrue(crew.allStuckFor(999));
        assertFalse(crew.allStuckFor(1_000));
    }

    @Test
    void helpersGoWhenTheProcessorsAreWhatEverybodyWaitsFor() {
        answer(3, 0.3);
        awaitWorking(MOST);

        answer(20, 0.05);

        awaitWorking(REGULARS);
        assertTrue(looked.get() < FILES);
        assertEquals(REGULARS, crew.stuckFor(999));
    }

    @Test
    void aMiddlingWaitChangesNothing() {
        answer(1, 0.3);
        awaitWorking(REGULARS + 1);

        sparing.clear();
        answer(20, 0.15);

        assertEquals(Set.of(), sparing);
        awaitWorking(REGULARS + 1);
        assertEquals(REGULARS + 1, made.get());
    }

    @Test
    void helpersGoWhenNothingIsLeftAndComeBackAsTheSameWorkers() throws InterruptedException {
        answer(FILES, 0.3);
        await().atMost(SOON).until(() -> looked.get() == FILES && working.get() == 0);

        assertEquals(MOST, made.get());
        await().atMost(SOON).until(() -> crew.size() == REGULARS);
        assertTrue(crew.isAlive());
        disk.drainPermits();
        find();
        awaitWorking(REGULARS);
        answer(3, 0.3);
        awaitWorking(MOST);
        assertEquals(MOST, made.get());
    }

    @Test
    void theFaultOfAHelperIsSeen() {
        answer(1, 0.3);
        awaitWorking(REGULARS + 1);
        assertTrue(crew.isAlive());
        failing = true;

        disk.release(REGULARS + 1);

        await().dontCatchUncaughtExceptions().atMost(SOON).until(() -> !crew.isAlive());
    }
}
