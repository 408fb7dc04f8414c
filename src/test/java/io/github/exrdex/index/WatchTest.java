package io.github.exrdex.index;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exrdex.support.TinyExr;
import io.github.exrdex.support.WrittenExr;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchTest {
    private static final WrittenExr IMAGE = TinyExr.scanline(16, 8).written();
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final IndexOptions QUICK =
            IndexOptions.DEFAULT.withPace(new IndexOptions.Pace(200, 600_000, 500, 3_600_000));

    @TempDir
    Path temp;

    private Path root = Path.of("");
    private TestIndex index = new TestIndex(Path.of(""));
    private final List<Running> running = new ArrayList<>();

    @BeforeEach
    void makeRoot() throws IOException {
        root = Files.createDirectory(temp.toRealPath().resolve("renders"));
        index = new TestIndex(temp.resolve("index.db"));
    }

    @AfterEach
    void stopAll() throws InterruptedException {
        for (Running each : running) {
            each.stop();
        }
    }

    /** An indexer that watches on a thread of its own. */
    private final class Running {
        final Indexer indexer;
        final Thread thread;
        final CountDownLatch ready = new CountDownLatch(1);
        volatile Optional<Throwable> failure = Optional.empty();

        Running(IndexOptions options, List<IndexRoot> roots) {
            indexer = Indexer.open(index.file(), options, System::currentTimeMillis);
            thread = new Thread(() -> {
                try {
                    indexer.watch(roots, (count, watched, unwatched) -> ready.countDown());
                } catch (InterruptedException | RuntimeException e) {
                    failure = Optional.of(e);
                }
            });
            thread.start();
        }

        void stop() throws InterruptedException {
            indexer.stop();
            thread.join(20_000);
            indexer.close();
        }
    }

    private Running watch(Path... roots) throws InterruptedException {
        return watch(QUICK, Stream.of(roots).map(IndexRoot::of).toList());
    }

    private Running watch(IndexOptions options, List<IndexRoot> roots) throws InterruptedException {
        Running started = new Running(options, roots);
        running.add(started);
        assertTrue(started.ready.await(20, TimeUnit.SECONDS), () -> "not ready: " + started.failure);
        return started;
    }

    private Path image(String name) {
        return IMAGE.writeTo(root.resolve(name));
    }

    private void awaitStates(Map<String, String> expected) {
        await().atMost(SOON).untilAsserted(() -> assertEquals(expected, index.states(root)));
    }

    @Test
    void whatIsThereIsIndexedAndWhatComesIsFollowed() throws IOException, InterruptedException {
        image("sh010/before.exr");
        watch(root);
        Path written = image("sh010/written.exr");
        Path deleted = image("sh010/deleted.exr");
        Path moved = image("sh010/moved.exr");
        awaitStates(Map.of(
                "sh010/before.exr", "complete",
                "sh010/written.exr", "complete",
                "sh010/deleted.exr", "complete",
                "sh010/moved.exr", "complete"));

        FileTime time = Files.getLastModifiedTime(written);
        Path fresh = IMAGE.cutInLastChunk().writeTo(root.resolve("sh010/fresh.tmp"));
        Files.setLastModifiedTime(fresh, time);
        Files.move(fresh, written, StandardCopyOption.REPLACE_EXISTING);
        Files.delete(deleted);
        Files.move(moved, root.resolve("sh010/renamed.exr"));

        awaitStates(Map.of(
                "sh010/before.exr", "complete",
                "sh010/written.exr", "truncated",
                "sh010/deleted.exr", "gone",
                "sh010/moved.exr", "gone",
                "sh010/renamed.exr", "complete"));
        assertEquals(
                List.of(List.of(
                        moved.toString(), root.resolve("sh010/renamed.exr").toString())),
                index.rows("SELECT path, moved_to FROM v_history WHERE change = 'moved'"));
    }

    @Test
    void aFileThatGrowsEndsAsComplete() throws IOException, InterruptedException {
        watch(root);
        byte[] bytes = IMAGE.bytes();
        Path file = Files.createFile(root.resolve("x.exr"));
        for (int at = 0; at < bytes.length; at += 97) {
            Files.write(
                    file, Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + 97)), StandardOpenOption.APPEND);
        }

        awaitStates(Map.of("x.exr", "complete"));
    }

    @Test
    void sequencesAreCountedOnceNothingIsWrittenAnyMore() throws InterruptedException {
        image("sh010/a.1001.exr");
        watch(root);
        awaitCounts("1 1001-1001");
        image("sh010/a.1002.exr");
        image("sh010/a.1003.exr");
        awaitCounts("3 1001-1003");
    }

    private void awaitCounts(String expected) {
        await().atMost(SOON)
                .untilAsserted(() -> assertEquals(
                        List.of(List.of(expected)),
                        index.rows("SELECT counted_files || ' ' || first_frame || '-' || last_frame FROM sequence"
                                + " WHERE counted_files IS NOT NULL")));
    }

    @Test
    void nestedFoldersMadeAndFilledAtOnceLoseNothing() throws InterruptedException {
        watch(root);
        for (int i = 0; i < 150; i++) {
            for (int frame = 0; frame < 4; frame++) {
                image("a" + i + "/b/c/d/x." + frame + ".exr");
            }
        }

        await().atMost(SOON)
                .untilAsserted(
                        () -> assertEquals("600", index.one("SELECT count(*) FROM file WHERE state = 'complete'")));
    }

    @Test
    void foldersMoveWithinOutOfAndIntoTheRoot() throws IOException, InterruptedException {
        image("v001/deep/x.exr");
        image("v001-old/x.exr");
        image("leaves/y.exr");
        Path outside = Files.createDirectories(temp.resolve("outside"));
        IMAGE.writeTo(outside.resolve("comes/deep/z.exr"));
        watch(root);
        awaitStates(Map.of("v001/deep/x.exr", "complete", "v001-old/x.exr", "complete", "leaves/y.exr", "complete"));

        Files.move(root.resolve("v001"), root.resolve("v002"));
        Files.move(root.resolve("leaves"), outside.resolve("left"));
        Files.move(outside.resolve("comes"), root.resolve("came"));
        Map<String, String> after = Map.of(
                "v001/deep/x.exr", "gone",
                "v001-old/x.exr", "complete",
                "v002/deep/x.exr", "complete",
                "leaves/y.exr", "gone",
                "came/deep/z.exr", "complete");
        awaitStates(after);

        // Moved folders are watched where they are now.
        Files.delete(root.resolve("v002/deep/x.exr"));
        image("came/deep/more.exr");
        await().atMost(SOON).untilAsserted(() -> {
            assertEquals("gone", index.states(root).get("v002/deep/x.exr"));
            assertEquals("complete", index.states(root).get("came/deep/more.exr"));
        });
    }

    @Test
    void aFolderDeletedAndMadeAgainIsFollowed() throws IOException, InterruptedException {
        Path file = image("sh010/x.exr");
        watch(root);
        awaitStates(Map.of("sh010/x.exr", "complete"));
        Files.delete(file);
        Files.delete(root.resolve("sh010"));
        awaitStates(Map.of("sh010/x.exr", "gone"));

        image("sh010/x.exr");
        awaitStates(Map.of("sh010/x.exr", "complete"));
        image("sh010/y.exr");
        awaitStates(Map.of("sh010/x.exr", "complete", "sh010/y.exr", "complete"));
    }

    @Test
    void aRootThatGoesAwayKeepsItsRowsAndIsFollowedWhenItIsBack() throws IOException, InterruptedException {
        image("sh010/x.exr");
        watch(root);
        awaitStates(Map.of("sh010/x.exr", "complete"));
        Path away = temp.resolve("away");
        Files.move(root, away);
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertTrue(index.one("SELECT note FROM v_root").contains("not there")));
        assertEquals("complete", index.states(root).get("sh010/x.exr"));
        // Nobody can say how fresh a root is that nobody sees.
        await().atMost(SOON).untilAsserted(() -> assertEquals("poll", index.one("SELECT mode FROM v_root")));

        Files.move(away, root);
        image("sh010/y.exr");

        awaitStates(Map.of("sh010/x.exr", "complete", "sh010/y.exr", "complete"));
        await().atMost(SOON).untilAsserted(() -> {
            assertEquals("null", index.one("SELECT note FROM v_root"));
            assertEquals("watch", index.one("SELECT mode FROM v_root"));
        });
    }

    @Test
    void lostEventsAreMadeUpForByListingAgain() throws IOException, InterruptedException {
        CountDownLatch burstOver = new CountDownLatch(1);
        Path folder = Files.createDirectories(root.resolve("burst"));
        // Asked on the thread that fetches events, so events pile up: far more than the 512 that Java keeps for a
        // folder.
        watch(QUICK, List.of(new IndexRoot(root, IndexRoot.Mode.AUTO, path -> {
            if (Thread.currentThread().getName().equals("exrdex-watch")) {
                awaitUninterruptibly(burstOver);
            }
            return false;
        })));
        for (int i = 0; i < 5_000; i++) {
            Files.createFile(folder.resolve("x." + i + ".exr"));
        }
        burstOver.countDown();

        await().atMost(Duration.ofSeconds(40))
                .untilAsserted(() -> assertEquals("5000", index.one("SELECT count(*) FROM file")));
        await().atMost(SOON)
                .untilAsserted(() -> assertTrue(
                        Integer.parseInt(index.one("SELECT json_extract(report, '$.losses') FROM daemon")) > 0));
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void excludedFoldersAreNotFollowed() throws InterruptedException {
        watch(
                QUICK,
                List.of(new IndexRoot(
                        root, IndexRoot.Mode.AUTO, path -> path.toString().contains("/tmp-"))));
        image("tmp-1/x.exr");
        image("keep/y.exr");

        awaitStates(Map.of("keep/y.exr", "complete"));
    }

    /** As the config file makes them: patterns speak of the path that somebody wrote. */
    private static IndexRoot without(Path named, String excluded) {
        return new IndexRoot(
                named,
                IndexRoot.Mode.AUTO,
                path -> path.startsWith(named) && path.toString().contains(excluded));
    }

    @Test
    void whatIsExcludedStaysSoWhereTheRootIsNamedThroughALink() throws IOException, InterruptedException {
        image("tmp-1/before.exr");
        Path link = Files.createSymbolicLink(temp.resolve("link"), root);
        watch(QUICK, List.of(without(link, "/tmp-")));
        image("tmp-1/x.exr");
        image("tmp-2/x.exr");
        image("keep/tmp-y.exr");
        image("keep/y.exr");

        awaitStates(Map.of("keep/y.exr", "complete"));
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertEquals("2", index.one("SELECT json_extract(report, '$.watchedFolders') FROM daemon")));
    }

    @Test
    void aLinkToWhatIsNotMountedYetIsFollowedWhenItIs() throws IOException, InterruptedException {
        Path mount = temp.toRealPath().resolve("mount");
        Path link = Files.createSymbolicLink(temp.resolve("link"), mount.resolve("renders"));
        watch(QUICK, List.of(without(link, "/tmp-")));
        assertEquals("0", index.one("SELECT count(*) FROM file"));

        IMAGE.writeTo(mount.resolve("renders/keep/x.exr"));
        IMAGE.writeTo(mount.resolve("renders/tmp-1/x.exr"));

        await().atMost(SOON)
                .untilAsserted(() -> assertEquals(Map.of("renders/keep/x.exr", "complete"), index.states(mount)));
        assertEquals("1", index.one("SELECT count(*) FROM v_root"));
    }

    @Test
    void aLinkThatIsMadeLateOrTurnedIsFollowed() throws IOException, InterruptedException {
        image("first/x.exr");
        image("second/x.exr");
        Path link = temp.toRealPath().resolve("link");
        watch(link);

        Files.createSymbolicLink(link, root.resolve("first"));
        awaitStates(Map.of("first/x.exr", "complete"));
        Files.delete(link);
        Files.createSymbolicLink(link, root.resolve("second"));
        awaitStates(Map.of("first/x.exr", "complete", "second/x.exr", "complete"));
        image("second/y.exr");
        awaitStates(Map.of("first/x.exr", "complete", "second/x.exr", "complete", "second/y.exr", "complete"));

        assertEquals(
                List.of(
                        List.of(root.resolve("first").toString()),
                        List.of(root.resolve("second").toString())),
                index.rows("SELECT path FROM v_root ORDER BY path"));
        await().atMost(SOON)
                .untilAsserted(() -> assertEquals(
                        "poll", index.one("SELECT mode FROM v_root WHERE path LIKE '%/first'"), "nobody follows it"));
    }

    @Test
    void aPolledRootIsSweptAgainAndAgain() throws InterruptedException {
        watch(QUICK, List.of(new IndexRoot(root, IndexRoot.Mode.POLL, any -> false)));
        image("x.exr");

        awaitStates(Map.of("x.exr", "complete"));
        assertEquals("poll", index.one("SELECT mode FROM v_root"));
    }

    @Test
    void aPolledRootIsFollowedThroughTheStampsOfItsFoldersWithoutASweep() throws IOException, InterruptedException {
        Path old = image("sh010/x.exr");
        image("sh020/y.exr");
        watch(QUICK, List.of(new IndexRoot(root, IndexRoot.Mode.POLL, any -> false)));
        awaitStates(Map.of("sh010/x.exr", "complete", "sh020/y.exr", "complete"));

        image("sh030/deep/z.exr");
        Files.move(root.resolve("sh020"), root.resolve("sh025"));
        awaitStates(Map.of(
                "sh010/x.exr", "complete",
                "sh020/y.exr", "gone",
                "sh025/y.exr", "complete",
                "sh030/deep/z.exr", "complete"));
        Files.write(old, IMAGE.cutInLastChunk().bytes());
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertEquals("truncated", index.states(root).get("sh010/x.exr")));
        await().atMost(SOON)
                .until(() -> !index.one("SELECT polled_as_of FROM v_root").equals("null"));
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertEquals("1", index.one("SELECT json_extract(report, '$.roots[0].sweeps') FROM daemon")));
    }

    @Test
    void anUnfinishedFileIsJudgedAgainWhenItIsOld() throws IOException, InterruptedException {
        IMAGE.zeroTable().writeTo(root.resolve("x.exr"));
        watch(
                IndexOptions.DEFAULT.withPace(new IndexOptions.Pace(200, 1_500, 500, 3_600_000)),
                List.of(IndexRoot.of(root)));
        awaitStates(Map.of("x.exr", "writing"));

        awaitStates(Map.of("x.exr", "incomplete"));
    }

    @Test
    void theServiceSaysThatItLivesAndThatItStopped() throws InterruptedException {
        image("x.exr");
        Running watch = watch(root);
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertEquals("1", index.one("SELECT json_extract(report, '$.watchedFolders') FROM daemon")));
        assertEquals(Long.toString(ProcessHandle.current().pid()), index.one("SELECT pid FROM daemon"));
        assertEquals("null", index.one("SELECT stopped_at FROM daemon"));

        watch.stop();

        assertEquals(Optional.empty(), watch.failure);
        assertTrue(Long.parseLong(index.one("SELECT stopped_at FROM daemon")) > 0);
    }

    @Test
    void whatWasFoundBeforeTheStopIsKept() throws InterruptedException {
        for (int i = 0; i < 300; i++) {
            image("x." + i + ".exr");
        }
        Running watch = watch(root);
        watch.stop();
        ScanSummary rest = index.scan(root);

        assertEquals(300, rest.counts().files());
        assertEquals("300", index.one("SELECT count(*) FROM file WHERE state = 'complete'"));
    }
}
