package io.github.exrdex.index;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exrdex.support.TinyExr;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A file system that does not answer, without a mount: a named pipe that nobody writes to lets whoever opens it wait in
 * the kernel, deaf to interrupts, as a dead filer does. It takes the place of a file between the sweep's stat and the
 * worker's open; and a listing hangs where the rule for what is excluded, which is asked of every entry, does not answer.
 */
class HangingRootTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final int WORKERS = 2;

    private static final IndexOptions QUICK = new IndexOptions(
            IndexOptions.DEFAULT.naming(),
            IndexOptions.DEFAULT.tokens(),
            IndexOptions.DEFAULT.limits(),
            WORKERS,
            WORKERS,
            new IndexOptions.Pace(200, 600_000, 500, 3_600_000, 1_000),
            false,
            IndexOptions.DEFAULT.historyMs());

    @TempDir
    Path temp;

    private Path dead = Path.of("");
    private Path alive = Path.of("");
    private TestIndex index = new TestIndex(Path.of(""));
    private final List<Path> pipes = new ArrayList<>();
    private final CountDownLatch listingAnswers = new CountDownLatch(1);
    private Thread watch = new Thread(() -> {});

    @BeforeEach
    void makeRoots() throws IOException {
        dead = Files.createDirectory(temp.toRealPath().resolve("dead"));
        alive = Files.createDirectory(temp.toRealPath().resolve("live"));
        index = new TestIndex(temp.resolve("index.db"));
        image(alive.resolve("sh010/before.exr"));
    }

    /** Whoever hangs is let go, so that the folder can be removed. */
    @AfterEach
    void answer() throws IOException {
        listingAnswers.countDown();
        for (Path pipe : pipes) {
            new RandomAccessFile(pipe.toFile(), "rw").close();
        }
    }

    private static Path image(Path file) {
        return TinyExr.scanline(8, 8).writeTo(file);
    }

    private void becomePipes(List<Path> files) {
        List<String> words = new ArrayList<>(List.of("mkfifo"));
        try {
            for (Path file : files) {
                Files.delete(file);
                words.add(file.toString());
            }
            assertEquals(0, new ProcessBuilder(words).start().waitFor(), "mkfifo");
            pipes.addAll(files);
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Indexer watch(IndexRoot... roots) throws InterruptedException {
        Indexer indexer = Indexer.open(index.file(), QUICK, System::currentTimeMillis);
        CountDownLatch ready = new CountDownLatch(1);
        watch = new Thread(() -> {
            try {
                indexer.watch(List.of(roots), (count, watched, unwatched) -> ready.countDown());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        watch.start();
        return indexer;
    }

    private void assertTheOtherRootIsFollowed() {
        image(alive.resolve("sh010/later.exr"));
        await().atMost(SOON)
                .untilAsserted(() -> assertEquals(
                        Map.of("sh010/before.exr", "complete", "sh010/later.exr", "complete"), index.states(alive)));
        // Duties of the service as a whole go on too: looks that are due, and its sign of life.
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertEquals("0", index.one("SELECT count(*) FROM file WHERE recheck_at IS NOT NULL")));
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertEquals("watch", index.one("SELECT mode FROM v_root WHERE path LIKE '%/live'")));
    }

    /** Of the root that hangs, by the service's last word. */
    private String told(String field) {
        List<List<String>> rows =
                index.rows("SELECT json_extract(value, '$." + field + "') FROM daemon, json_each(report, '$.roots')"
                        + " WHERE json_extract(value, '$.path') LIKE '%/dead'");
        return rows.isEmpty() ? "" : rows.get(0).get(0);
    }

    private void assertItEndsAll(Indexer indexer) throws InterruptedException {
        Thread[] hanging = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("exrdex-"))
                .toArray(Thread[]::new);
        indexer.stop();
        watch.join(20_000);
        assertFalse(watch.isAlive(), "a root that hangs does not keep the service from ending");
        indexer.close();
        assertTrue(Stream.of(hanging).noneMatch(Thread::isInterrupted), "nobody is interrupted");
        assertEquals("ok", index.one("PRAGMA integrity_check"));
    }

    @Test
    void workersThatHangInOpenStopTheirRootAlone() throws IOException, InterruptedException {
        List<Path> files = new ArrayList<>();
        // As many as the sweep hands over at once, and more than one worker takes.
        for (int i = 0; i < 63; i++) {
            files.add(image(dead.resolve("x." + i + ".exr")));
        }
        image(dead.resolve("z/last.exr"));
        AtomicBoolean done = new AtomicBoolean();
        // The folder z is pushed last and entered last, when all files beside it were met and not one was handed over.
        IndexRoot root = new IndexRoot(dead, IndexRoot.Mode.POLL, path -> {
            if (path.endsWith("z/last.exr") && !done.getAndSet(true)) {
                becomePipes(files);
            }
            return false;
        });
        Indexer indexer = watch(root, IndexRoot.of(alive));

        await().atMost(SOON).untilAsserted(() -> assertEquals("" + WORKERS, told("stuckThreads")));
        assertEquals("1", told("hangs"));
        assertTheOtherRootIsFollowed();
        assertEquals("null", index.one("SELECT watched_as_of FROM v_root WHERE path LIKE '%/dead'"));
        assertItEndsAll(indexer);
    }

    @Test
    void aListingThatHangsStopsItsRootAlone() throws InterruptedException {
        image(dead.resolve("x.exr"));
        IndexRoot root = new IndexRoot(dead, IndexRoot.Mode.POLL, path -> {
            boolean interrupted = false;
            while (listingAnswers.getCount() > 0) {
                try {
                    listingAnswers.await(1, TimeUnit.SECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            return interrupted;
        });
        Indexer indexer = watch(root, IndexRoot.of(alive));

        await().atMost(SOON).untilAsserted(() -> assertEquals("1", told("stuckThreads")));
        assertEquals("1", told("hangs"));
        assertTheOtherRootIsFollowed();

        listingAnswers.countDown();
        await().atMost(SOON).untilAsserted(() -> assertEquals(Map.of("x.exr", "complete"), index.states(dead)));
        await().atMost(SOON).untilAsserted(() -> assertEquals("0", told("hangs")));
        assertItEndsAll(indexer);
    }
}
