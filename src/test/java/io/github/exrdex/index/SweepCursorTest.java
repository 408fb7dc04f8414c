package io.github.exrdex.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exrdex.file.FileKey;
import io.github.exrdex.file.FileStat;
import io.github.exrdex.support.TinyExr;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SweepCursorTest {
    @TempDir
    Path temp;

    /** Notes which folders are asked for, and calls somebody at one of them. */
    private static final class Disk implements FolderFacts {
        final List<String> asked = new ArrayList<>();
        final String at;
        final Runnable call;

        Disk(String at, Runnable call) {
            this.at = at;
            this.call = call;
        }

        @Override
        public FileStat stat(Path folder) throws IOException {
            String name = folder.getFileName().toString();
            if (!asked.contains(name)) {
                asked.add(name);
            }
            if (name.equals(at)) {
                call.run();
            }
            return SYSTEM.stat(folder);
        }

        @Override
        public boolean isShared(Path folder) {
            return false;
        }
    }

    @Test
    void aSweepThatWasInterruptedGoesOnWithWhatItHadNotReached() throws IOException, InterruptedException {
        Path root = Files.createDirectory(temp.toRealPath().resolve("renders"));
        for (String shot : List.of("sh010", "sh020", "sh030", "sh040")) {
            TinyExr.scanline(8, 8).writeTo(root.resolve(shot + "/in-" + shot + "/x.exr"));
        }
        TestIndex index = new TestIndex(temp.resolve("index.db"));
        AtomicReference<@Nullable Indexer> indexer = new AtomicReference<>();
        CountDownLatch stopSeen = new CountDownLatch(1);
        AtomicBoolean stopped = new AtomicBoolean();
        Thread scanner = Thread.currentThread();
        Disk first = new Disk("in-sh020", () -> {
            Indexer running = indexer.get();
            if (running != null && !stopped.get()) {
                running.stop();
                stopped.set(true);
                awaitStop(stopSeen, scanner);
            }
        });
        ScanListener listener = new ScanListener() {
            @Override
            public void progress(Counts counts) {
                if (stopped.get()) {
                    stopSeen.countDown();
                }
            }

            @Override
            public void unread(UnreadFolder folder) {}
        };
        List<IndexRoot> roots = List.of(IndexRoot.of(root));
        try (Indexer opened = Indexer.open(index.file(), IndexOptions.DEFAULT, first, System::currentTimeMillis)) {
            indexer.set(opened);
            opened.scan(roots, listener);
        }
        String cursor = index.one("SELECT sweep_cursor FROM root");
        assertTrue(cursor.startsWith(root.resolve("sh0").toString()), cursor);
        String stoppedAt = root.relativize(Path.of(cursor)).getName(0).toString();

        Disk second = new Disk("", () -> {});
        try (Indexer opened = Indexer.open(index.file(), IndexOptions.DEFAULT, second, System::currentTimeMillis)) {
            assertTrue(opened.scan(roots, ScanListener.NONE).finished());
        }
        assertEquals(stoppedAt, second.asked.get(1), "right behind the root");
        assertTrue(second.asked.indexOf("in-sh040") < second.asked.indexOf("sh010"), second.asked::toString);
        assertEquals("null", index.one("SELECT sweep_cursor FROM root"));
        assertEquals("4", index.one("SELECT count(*) FROM file WHERE state = 'complete'"));
    }

    /** Until the scan waits for its sweep to end, which it has told so by then. */
    private static void awaitStop(CountDownLatch seen, Thread scanner) {
        try {
            assertTrue(seen.await(20, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        while (scanner.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
    }

    @Test
    void foldersComeInTheOrderOfTheirPathsAndNoneTwice() {
        assertEquals(List.of("/r", "/r/shot", "/r/shot/a", "/r/shot/b", "/r/shot-old", "/r/z"), walk(Optional.empty()));
        assertEquals(
                List.of("/r", "/r/shot", "/r/shot/b", "/r/shot-old", "/r/z", "/r/shot/a"),
                walk(Optional.of(new FileKey("/r/shot/b"))));
        assertEquals(
                List.of("/r", "/r/z", "/r/shot", "/r/shot/a", "/r/shot/b", "/r/shot-old"),
                walk(Optional.of(new FileKey("/r/x-that-went"))));
    }

    private static List<String> walk(Optional<FileKey> reached) {
        List<String> tree = List.of("/r/z", "/r/shot-old", "/r/shot", "/r/shot/b", "/r/shot/a");
        List<String> met = new ArrayList<>();
        FoldersAhead ahead = new FoldersAhead(reached);
        ahead.add(List.of(folder("/r")));
        for (Optional<FoldersAhead.Folder> next = ahead.next(); next.isPresent(); next = ahead.next()) {
            FileKey at = next.get().key();
            met.add(at.encoded());
            ahead.add(tree.stream()
                    .filter(path -> new FileKey(path).folder().equals(at))
                    .map(SweepCursorTest::folder)
                    .toList());
        }
        return met;
    }

    private static FoldersAhead.Folder folder(String path) {
        return new FoldersAhead.Folder(new FileKey(path), Path.of(path));
    }
}
