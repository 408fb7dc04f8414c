package io.github.exrdex.index;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exrdex.file.FileStat;
import io.github.exrdex.support.TinyExr;
import io.github.exrdex.support.WrittenExr;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the stamps of folders tell, pass by pass; how the service paces them is in {@link WatchTest}. */
class PollTest {
    private static final WrittenExr IMAGE = TinyExr.scanline(16, 8).written();
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final long DAYS_MS = 3 * 24 * 3_600_000L;

    @TempDir
    Path temp;

    private Path root = Path.of("");
    private TestIndex index = new TestIndex(Path.of(""));
    private final Disk disk = new Disk();

    /** Added to the clock that stamps are compared with, so that folders are as old as a test wants them. */
    private final AtomicLong aheadMs = new AtomicLong(3_600_000);

    private @Nullable Indexer opened;

    /** The real disk, but that a test may say what a stat of a folder answers. */
    private static final class Disk implements FolderFacts {
        final Map<Path, FileStat> frozen = new ConcurrentHashMap<>();
        volatile boolean shared;

        @Override
        public FileStat stat(Path folder) throws IOException {
            FileStat answer = frozen.get(folder);
            return answer == null ? SYSTEM.stat(folder) : answer;
        }

        @Override
        public boolean isShared(Path folder) {
            return shared;
        }

        void freeze(Path folder) throws IOException {
            frozen.put(folder, SYSTEM.stat(folder));
        }
    }

    @BeforeEach
    void makeRoot() throws IOException {
        root = Files.createDirectory(temp.toRealPath().resolve("renders"));
        index = new TestIndex(temp.resolve("index.db"));
    }

    @AfterEach
    void close() {
        if (opened != null) {
            opened.close();
        }
    }

    private Indexer indexer() {
        Indexer indexer = opened;
        if (indexer == null) {
            IndexOptions options = IndexOptions.DEFAULT.withPace(new IndexOptions.Pace(200, 600_000, 500, 3_600_000));
            indexer = Indexer.open(index.file(), options, disk, () -> System.currentTimeMillis() + aheadMs.get());
            opened = indexer;
        }
        return indexer;
    }

    private Path image(String name) {
        return IMAGE.writeTo(root.resolve(name));
    }

    /** What a look cost. */
    private record Cost(long folders, long files, long opens) {}

    private Cost look(Pass pass) throws InterruptedException {
        Counts before = counts;
        ScanSummary summary = indexer().look(List.of(IndexRoot.of(root)), pass, ScanListener.NONE);
        assertTrue(summary.finished());
        counts = summary.counts();
        return new Cost(
                counts.folders() - before.folders(), counts.files() - before.files(), counts.opens() - before.opens());
    }

    private Counts counts = new Counts(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    private Cost poll() throws InterruptedException {
        return look(Pass.FOLDERS);
    }

    private void makeFarm() throws InterruptedException {
        image("sq01/sh010/v001/x.1001.exr");
        image("sq01/sh010/v001/x.1002.exr");
        image("sq01/sh020/v001/x.1001.exr");
        image("sq02/sh010/x.1001.exr");
        look(Pass.SWEEP);
    }

    @Test
    void nothingChangedListsNoFolderAndAsksForNoFile() throws InterruptedException {
        makeFarm();

        assertEquals(new Cost(0, 0, 0), poll());
        assertEquals(4, index.states(root).size());
        assertEquals("4", index.one("SELECT count(*) FROM file WHERE gone_at IS NULL"));
    }

    @Test
    void whatComesGoesOrIsRenamedIsFoundAndNoOtherFolderListed() throws IOException, InterruptedException {
        makeFarm();

        image("sq01/sh010/v001/x.1003.exr");
        assertEquals(new Cost(1, 3, 1), poll());
        assertEquals("complete", index.states(root).get("sq01/sh010/v001/x.1003.exr"));

        Files.delete(root.resolve("sq02/sh010/x.1001.exr"));
        assertEquals(new Cost(1, 0, 0), poll());
        assertEquals("gone", index.states(root).get("sq02/sh010/x.1001.exr"));

        Path v001 = root.resolve("sq01/sh020/v001");
        Files.move(v001.resolve("x.1001.exr"), v001.resolve("y.1001.exr"));
        assertEquals(new Cost(1, 1, 1), poll());
        assertEquals("gone", index.states(root).get("sq01/sh020/v001/x.1001.exr"));
        assertEquals("complete", index.states(root).get("sq01/sh020/v001/y.1001.exr"));
        assertEquals(new Cost(0, 0, 0), poll());
    }

    @Test
    void aFileThatIsReplacedUnderItsNameIsFound() throws IOException, InterruptedException {
        makeFarm();
        Path file = root.resolve("sq02/sh010/x.1001.exr");
        FileTime time = Files.getLastModifiedTime(file);
        Path fresh = IMAGE.cutInLastChunk().writeTo(root.resolve("sq02/sh010/fresh.tmp"));
        Files.setLastModifiedTime(fresh, time);
        Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);

        assertEquals(new Cost(1, 1, 1), poll());
        assertEquals("truncated", index.states(root).get("sq02/sh010/x.1001.exr"));
    }

    @Test
    void newFoldersAndThoseFarBelowAreFound() throws InterruptedException {
        makeFarm();

        image("sq01/sh030/v001/beauty/x.1001.exr");
        assertEquals(new Cost(4, 1, 1), poll(), "sq01, and the three new ones");
        image("sq01/sh030/v001/beauty/x.1002.exr");
        assertEquals(new Cost(1, 2, 1), poll());
        assertEquals(new Cost(0, 0, 0), poll());
    }

    @Test
    void foldersThatGoOrMoveAreFollowed() throws IOException, InterruptedException {
        makeFarm();

        Files.move(root.resolve("sq01/sh010"), root.resolve("sq02/sh015"));
        poll();

        assertEquals(
                Map.of(
                        "sq01/sh010/v001/x.1001.exr", "gone",
                        "sq01/sh010/v001/x.1002.exr", "gone",
                        "sq01/sh020/v001/x.1001.exr", "complete",
                        "sq02/sh010/x.1001.exr", "complete",
                        "sq02/sh015/v001/x.1001.exr", "complete",
                        "sq02/sh015/v001/x.1002.exr", "complete"),
                index.states(root));
    }

    @Test
    void foldersThatChangePlacesAreListedAgain() throws IOException, InterruptedException {
        makeFarm();
        image("sq01/sh020/v001/only.exr");
        poll();
        Path aside = root.resolve("sq01/aside");

        Files.move(root.resolve("sq01/sh010"), aside);
        Files.move(root.resolve("sq01/sh020"), root.resolve("sq01/sh010"));
        Files.move(aside, root.resolve("sq01/sh020"));
        poll();

        assertEquals("complete", index.states(root).get("sq01/sh010/v001/only.exr"));
        assertEquals("gone", index.states(root).get("sq01/sh020/v001/only.exr"));
        assertEquals("gone", index.states(root).get("sq01/sh010/v001/x.1002.exr"));
        assertEquals("complete", index.states(root).get("sq01/sh020/v001/x.1002.exr"));
    }

    @Test
    void aFileWrittenOverInPlaceIsFoundByThoseWhoAskForFiles() throws IOException, InterruptedException {
        makeFarm();
        Path file = root.resolve("sq02/sh010/x.1001.exr");
        Files.write(file, IMAGE.cutInLastChunk().bytes());

        assertEquals(new Cost(0, 0, 0), poll(), "a folder does not know what is written into its files");
        assertEquals("complete", index.states(root).get("sq02/sh010/x.1001.exr"));
        assertEquals(new Cost(8, 4, 1), look(Pass.RECENT_FILES));
        assertEquals("truncated", index.states(root).get("sq02/sh010/x.1001.exr"));
    }

    @Test
    void filesOfOldFoldersAreLeftToTheSweep() throws IOException, InterruptedException {
        aheadMs.set(DAYS_MS);
        makeFarm();
        Path file = root.resolve("sq02/sh010/x.1001.exr");
        Files.write(file, IMAGE.cutInLastChunk().bytes());

        assertEquals(new Cost(0, 0, 0), look(Pass.RECENT_FILES));
        assertEquals(new Cost(8, 4, 1), look(Pass.SWEEP));
        assertEquals("truncated", index.states(root).get("sq02/sh010/x.1001.exr"));

        // Where one file was written over, the next will be soon.
        Files.write(file, IMAGE.bytes());
        assertEquals(new Cost(1, 1, 1), look(Pass.RECENT_FILES));
        assertEquals("complete", index.states(root).get("sq02/sh010/x.1001.exr"));
    }

    @Test
    void aChangeWithinTheTickOfTheStampIsNotMissed() throws IOException, InterruptedException {
        // The stamp is from a moment ago or from later, however slow this machine is.
        aheadMs.set(-3_600_000);
        Path folder = root.resolve("sq01");
        image("sq01/x.1001.exr");
        disk.freeze(folder);
        look(Pass.SWEEP);

        image("sq01/x.1002.exr");
        await().atMost(SOON).until(() -> {
            poll();
            return "complete".equals(index.states(root).get("sq01/x.1002.exr"));
        });
        await().atMost(SOON).until(() -> poll().equals(new Cost(0, 0, 0)));
    }

    @Test
    void stampsThatAreCaughtLyingAreNeverBelievedAgain() throws IOException, InterruptedException {
        makeFarm();
        disk.freeze(root.resolve("sq02/sh010"));
        image("sq02/sh010/x.1002.exr");
        assertEquals(new Cost(0, 0, 0), poll(), "what nobody stamps nobody sees");

        assertEquals(1, look(Pass.SWEEP).opens());
        await().atMost(SOON).until(() -> poll().folders() > 0);

        image("sq02/sh010/x.1003.exr");
        assertEquals(new Cost(8, 6, 1), poll(), "from now on everything is listed");
        assertEquals("complete", index.states(root).get("sq02/sh010/x.1003.exr"));
    }

    @Test
    void stampsThatAreOnlyLateAreBelievedAgain() throws IOException, InterruptedException {
        makeFarm();
        Path folder = root.resolve("sq02/sh010");
        disk.freeze(folder);
        image("sq02/sh010/x.1002.exr");
        assertEquals(1, look(Pass.SWEEP).opens());
        disk.frozen.remove(folder);
        poll();

        await().atMost(SOON).until(() -> poll().equals(new Cost(0, 0, 0)));
        image("sq02/sh010/x.1003.exr");
        assertEquals(new Cost(1, 3, 1), poll());
    }

    @Test
    void aFileServersClockIsNotTrusted() throws IOException, InterruptedException {
        disk.shared = true;
        Path folder = root.resolve("sq01");
        image("sq01/x.1001.exr");
        // By its word an hour old; who says that its clock is right?
        disk.freeze(folder);
        look(Pass.SWEEP);

        image("sq01/x.1002.exr");
        await().atMost(SOON).until(() -> {
            poll();
            return "complete".equals(index.states(root).get("sq01/x.1002.exr"));
        });
    }

    @Test
    void aFolderThatBecameAFileIsGone() throws IOException, InterruptedException {
        makeFarm();
        Path folder = root.resolve("sq02");
        Files.delete(folder.resolve("sh010/x.1001.exr"));
        Files.delete(folder.resolve("sh010"));
        Files.delete(folder);
        Files.createFile(folder);
        poll();

        assertEquals("gone", index.states(root).get("sq02/sh010/x.1001.exr"));
    }

    @Test
    void whatVanishesAtOnceIsHeldPollAfterPoll() throws IOException, InterruptedException {
        for (int i = 0; i < 101; i++) {
            image("sq01/x." + i + ".exr");
        }
        look(Pass.SWEEP);
        for (int i = 0; i < 101; i++) {
            Files.delete(root.resolve("sq01/x." + i + ".exr"));
        }
        for (int i = 0; i < 3; i++) {
            poll();
            assertEquals("101", index.one("SELECT held_files FROM v_root"));
            assertTrue(index.one("SELECT note FROM v_root").contains("101 files that were here are not found"));
        }
        assertEquals("101", index.one("SELECT count(*) FROM file WHERE state = 'complete'"));

        for (int i = 0; i < 101; i++) {
            image("sq01/x." + i + ".exr");
        }
        poll();
        assertEquals("0", index.one("SELECT held_files FROM v_root"));
    }

    @Test
    void aPollSaysUpToWhenNamesAreKnownAndCompletesNoSweep() throws InterruptedException {
        makeFarm();
        String swept = index.one("SELECT sweep_as_of FROM v_root");
        poll();

        assertEquals(swept, index.one("SELECT sweep_as_of FROM v_root"));
        long polledAt = Long.parseLong(index.one("SELECT polled_as_of FROM v_root"));
        assertTrue(polledAt >= Long.parseLong(swept) - 200, "but for the time that a stamp may hide a change");
    }

    @Test
    void aYoungFileOnAFileServerIsLookedAtTwiceThoughItsClockIsAhead() throws IOException, InterruptedException {
        disk.shared = true;
        Path file = image("sq01/x.exr");
        Files.setLastModifiedTime(file, FileTime.fromMillis(System.currentTimeMillis() + DAYS_MS));
        look(Pass.SWEEP);
        assertEquals("1", index.one("SELECT count(*) FROM file WHERE recheck_at IS NOT NULL"));

        aheadMs.addAndGet(1_000);
        assertEquals(1, look(Pass.SWEEP).opens());
        assertEquals("0", index.one("SELECT count(*) FROM file WHERE recheck_at IS NOT NULL"));
        assertEquals(0, look(Pass.SWEEP).opens());
    }
}
