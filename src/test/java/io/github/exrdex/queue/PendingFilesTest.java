package io.github.exrdex.queue;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exrdex.file.FileKey;
import io.github.exrdex.file.FileStamp;
import io.github.exrdex.file.FileStat;
import io.github.exrdex.file.Sighting;
import io.github.exrdex.support.ManualClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PendingFilesTest {
    private static final long REST_MS = 3_000;

    private final ManualClock clock = new ManualClock(1_000_000);
    private final PendingFiles queue = new PendingFiles(3, 2, REST_MS, clock);

    /** With room for what a sweep finds. */
    private final PendingFiles large = new PendingFiles(3, 1_000, REST_MS, clock);

    private boolean offer(String path) {
        return queue.offer(new FileKey(path), Path.of(path));
    }

    private static PendingFile found(String path) {
        FileStat stat = new FileStat(FileStat.Kind.FILE, 1, new FileStamp(1, 2, 3, 4));
        return PendingFile.found(new FileKey(path), Path.of(path), new Sighting(stat, 1, 0), Optional.empty());
    }

    private List<String> polled() {
        return queue.poll(10).stream().map(file -> file.key().encoded()).toList();
    }

    @Test
    void aFirstLookIsDueAtOnce() {
        offer("/a.exr");

        assertEquals(List.of("/a.exr"), polled());
        assertEquals(List.of(), polled());
    }

    @Test
    void aFileRewrittenAThousandTimesASecondIsLookedAtOnceARest() {
        int looks = 0;
        for (int ms = 0; ms < 30_000; ms++) {
            offer("/a.exr");
            looks += polled().size();
            clock.advance(Duration.ofMillis(1));
        }

        assertEquals(10, looks);
    }

    @Test
    void theLastChangeOfABurstIsLookedAt() {
        offer("/a.exr");
        polled();
        clock.advance(Duration.ofMillis(REST_MS - 1));
        offer("/a.exr");
        assertEquals(List.of(), polled());

        clock.advance(Duration.ofMillis(1));

        assertEquals(List.of("/a.exr"), polled());
    }

    @Test
    void aChangeDuringALookLeadsToAnother() {
        offer("/a.exr");
        List<PendingFile> inHand = queue.poll(1);
        offer("/a.exr");
        queue.done(inHand);
        clock.advance(Duration.ofMillis(REST_MS));

        assertEquals(List.of("/a.exr"), polled());
    }

    @Test
    void aReminderOfAFileThatRestsIsNoNews() {
        offer("/a.exr");
        polled();
        queue.remind(new FileKey("/a.exr"), Path.of("/a.exr"), Optional.of(new FileStamp(1, 2, 3, 4)));
        clock.advance(Duration.ofMillis(REST_MS));

        assertEquals(List.of(), polled());
    }

    @Test
    void whatDoesNotFitIsRefusedAndRestedFilesMakeRoom() {
        assertTrue(offer("/a.exr"));
        assertTrue(offer("/b.exr"));
        assertTrue(offer("/c.exr"));
        assertFalse(offer("/d.exr"));
        assertTrue(offer("/c.exr"));

        polled();
        assertFalse(offer("/d.exr"));
        clock.advance(Duration.ofMillis(REST_MS));

        assertTrue(offer("/d.exr"));
    }

    @Test
    void aWaitingFileIsNotDroppedToMakeRoom() {
        offer("/a.exr");
        offer("/b.exr");
        offer("/c.exr");
        clock.advance(Duration.ofMillis(10 * REST_MS));

        assertFalse(offer("/d.exr"));
        assertEquals(3, polled().size());
    }

    @Test
    void whatASweepFoundOfAFileThatWaitsOrRestsIsOneMoreReasonToLook() throws InterruptedException {
        offer("/a.exr");
        polled();
        queue.put(List.of(found("/a.exr"), found("/b.exr")));

        assertEquals(List.of("/b.exr"), polled());
        clock.advance(Duration.ofMillis(REST_MS));
        assertEquals(List.of("/a.exr"), polled());
    }

    @Test
    void aSweepWaitsWhileTheWorkersAreBehind() throws InterruptedException {
        queue.put(List.of(found("/a.exr"), found("/b.exr"), found("/c.exr")));
        CountDownLatch putting = new CountDownLatch(1);
        FutureTask<Boolean> sweep = new FutureTask<>(() -> {
            putting.countDown();
            queue.put(List.of(found("/d.exr")));
            return true;
        });
        Thread thread = new Thread(sweep);
        thread.start();
        assertTrue(putting.await(5, TimeUnit.SECONDS));
        await().until(() -> thread.getState() == Thread.State.WAITING);

        List<String> taken = new ArrayList<>(
                queue.poll(2).stream().map(file -> file.key().encoded()).toList());
        await().until(sweep::isDone);
        taken.addAll(polled());

        assertEquals(List.of("/a.exr", "/b.exr", "/c.exr", "/d.exr"), taken);
    }

    /** @return how many of each folder, in the order of the folders */
    private static List<String> foldersOf(List<PendingFile> files) {
        return files.stream()
                .map(file -> file.key().folder().encoded())
                .distinct()
                .map(folder -> folder + " "
                        + files.stream()
                                .filter(file -> file.key().folder().encoded().equals(folder))
                                .count())
                .toList();
    }

    private static List<PendingFile> frames(String folder, int count) {
        List<PendingFile> frames = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            frames.add(found(folder + "/a." + (1001 + i) + ".exr"));
        }
        return frames;
    }

    @Test
    void whatASweepFoundIsTakenFolderByFolder() throws InterruptedException {
        large.put(frames("/sh010", 3));
        large.put(frames("/sh010b", 2));

        assertEquals(List.of("/sh010 3"), foldersOf(large.poll(10)));
        assertEquals(List.of("/sh010b 2"), foldersOf(large.poll(10)));
    }

    @Test
    void whileASweepIsFarAheadOneWorkerGetsTheFramesOfAWholeSequence() throws InterruptedException {
        large.put(frames("/sh010", 35));
        large.put(frames("/sh020", 300));

        assertEquals(List.of("/sh010 35"), foldersOf(large.poll(10)));
        assertEquals(List.of("/sh020 37"), foldersOf(large.poll(10)));
    }

    @Test
    void whileLittleWaitsAllWorkersGetSomeOfASequence() throws InterruptedException {
        large.put(frames("/sh010", 40));

        assertEquals(List.of("/sh010 10"), foldersOf(large.poll(10)));
        assertEquals(List.of("/sh010 10"), foldersOf(large.poll(10)));
    }

    @Test
    void anEventBesideASweepHoldsUpNeither() throws InterruptedException {
        queue.put(frames("/sh010", 2));
        offer("/sh020/a.1001.exr");

        assertEquals(List.of("/sh020 1", "/sh010 2"), foldersOf(queue.poll(10)));
    }

    @Test
    void aSweepIsDoneWhenTheLastOfItsFilesIs() throws InterruptedException {
        queue.put(List.of(found("/a.exr")));
        List<PendingFile> inHand = queue.poll(1);
        FutureTask<Boolean> done = new FutureTask<>(queue::awaitFoundDone);
        Thread thread = new Thread(done);
        thread.start();
        await().until(() -> thread.getState() == Thread.State.WAITING);

        queue.done(inHand);

        await().until(done::isDone);
    }

    @Test
    void whatIsInHandCanBeWaitedForWhateverIsTakenMeanwhile() {
        offer("/a.exr");
        List<PendingFile> inHand = queue.poll(1);
        FutureTask<Boolean> waiting = new FutureTask<>(() -> {
            queue.awaitTakenDone(60_000);
            return true;
        });
        Thread thread = new Thread(waiting);
        thread.start();
        await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);
        offer("/b.exr");
        List<PendingFile> later = queue.poll(1);
        assertEquals(1, later.size());

        queue.done(inHand);

        await().until(waiting::isDone);
    }

    @Test
    void aHandThatHangsIsNotWaitedForForEver() throws InterruptedException {
        offer("/a.exr");
        assertEquals(1, queue.poll(1).size());

        queue.awaitTakenDone(20);
    }

    @Test
    void closingWakesWhoeverWaits() {
        FutureTask<List<PendingFile>> take = new FutureTask<>(() -> queue.take(1));
        new Thread(take).start();

        queue.close();

        await().untilAsserted(() -> assertEquals(List.of(), take.get(1, TimeUnit.SECONDS)));
    }

    @Test
    void theDepthTellsHowLongTheOldestWaits() {
        offer("/a.exr");
        clock.advance(Duration.ofMillis(700));
        offer("/b.exr");

        assertEquals(new PendingFiles.Depth(2, 700, 700), queue.depth());
        polled();
        assertEquals(new PendingFiles.Depth(0, 0, 700), queue.depth(), "somebody has them in hand");
    }

    @Test
    void whatIsInHandCountsAsBehindUntilItIsDone() {
        offer("/a.exr");
        List<PendingFile> inHand = queue.poll(10);
        clock.advance(Duration.ofMillis(40));
        assertEquals(40, queue.depth().behindMs());

        queue.done(inHand);

        assertEquals(0, queue.depth().behindMs());
    }

    @Test
    void aLookIsDueAtOnceOrWhenTheRestIsOver() {
        offer("/a.exr");
        long askedAt = clock.getAsLong();
        assertEquals(OptionalLong.of(askedAt), queue.poll(10).get(0).dueAtMs());
        offer("/a.exr");
        clock.advance(Duration.ofMillis(REST_MS + 5));

        assertEquals(OptionalLong.of(askedAt + REST_MS), queue.poll(10).get(0).dueAtMs());
    }

    @Test
    void aFileIsOpenFromTheAskingUntilItsLookIsDone() {
        FileKey file = new FileKey("/a.exr");
        assertFalse(queue.isOpen(file));
        offer("/a.exr");
        assertTrue(queue.isOpen(file));
        List<PendingFile> inHand = queue.poll(10);
        assertTrue(queue.isOpen(file));

        offer("/a.exr");
        queue.done(inHand);
        assertTrue(queue.isOpen(file), "it was asked for again meanwhile");
        clock.advance(Duration.ofMillis(REST_MS));
        queue.done(queue.poll(10));
        assertFalse(queue.isOpen(file), "it only rests");
    }

    @Test
    void aLookThatTakesLongerThanTheRestKeepsItsFileOpen() {
        offer("/a.exr");
        List<PendingFile> inHand = queue.poll(10);
        clock.advance(Duration.ofMillis(10 * REST_MS));
        assertEquals(List.of(), polled());
        assertTrue(queue.isOpen(new FileKey("/a.exr")));
        queue.done(inHand);
        assertFalse(queue.isOpen(new FileKey("/a.exr")));
    }
}
