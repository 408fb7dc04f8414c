package io.github.exrdex.watch;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderWatcherTest {
    @TempDir
    Path temp;

    private final List<FileEvent> events = new CopyOnWriteArrayList<>();
    private Path root = Path.of("");
    private FolderWatcher watcher = new FolderWatcher(root, any -> false, events::add);

    @BeforeEach
    void start() throws IOException {
        root = Files.createDirectory(temp.toRealPath().resolve("root"));
        Files.createDirectories(root.resolve("there/deep"));
        Files.createDirectories(root.resolve("tmp/deep"));
        Files.createDirectories(root.resolve(".snapshot/deep"));
        watcher = new FolderWatcher(root, path -> path.endsWith("tmp"), events::add);
        watcher.start();
    }

    @AfterEach
    void stop() {
        watcher.close();
    }

    private void awaitEvent(FileEvent event) {
        await().untilAsserted(() -> assertTrue(events.contains(event), () -> event + " not in " + events));
    }

    @Test
    void watchesWhatIsNotLeftOut() {
        assertEquals(3, watcher.watchedFolders());
        assertEquals(0, watcher.unwatchedFolders());
    }

    @Test
    void tellsOfFilesUnderExrNamesAlone() throws IOException {
        Files.createFile(root.resolve("tmp/x.exr"));
        Files.createFile(root.resolve("there/x.jpg"));
        Path file = Files.createFile(root.resolve("there/deep/x.exr"));
        awaitEvent(new FileEvent.Changed(file));
        Files.delete(file);
        awaitEvent(new FileEvent.Vanished(file));

        assertTrue(
                events.stream()
                        .allMatch(event -> event.equals(new FileEvent.Changed(file))
                                || event.equals(new FileEvent.Vanished(file))),
                events::toString);
    }

    @Test
    void aNewFolderIsWatchedAndToldOfWithWhatIsInIt() throws IOException {
        Path folder = Files.createDirectories(root.resolve("new/deep"));
        Path file = Files.createFile(folder.resolve("x.exr"));

        awaitEvent(new FileEvent.FolderAppeared(root.resolve("new")));
        awaitEvent(new FileEvent.Changed(file));
        await().until(() -> watcher.watchedFolders() == 5);
    }

    @Test
    void aFolderMovedAwayIsToldOfOnceAndNotItsNeighbours() throws IOException {
        Files.createDirectory(root.resolve("there-old"));
        await().until(() -> watcher.watchedFolders() == 4);

        Files.move(root.resolve("there"), temp.resolve("away"));

        awaitEvent(new FileEvent.Vanished(root.resolve("there")));
        assertEquals(2, watcher.watchedFolders());
    }

    @Test
    void aFolderMovedWithinIsWatchedInItsNewPlace() throws IOException {
        Files.move(root.resolve("there"), root.resolve("here"));
        awaitEvent(new FileEvent.FolderAppeared(root.resolve("here")));

        Path file = Files.createFile(root.resolve("here/deep/x.exr"));

        awaitEvent(new FileEvent.Changed(file));
    }

    @Test
    void eventsThatTheKernelDropsAreToldAsLost() throws IOException {
        CountDownLatch burstOver = new CountDownLatch(1);
        try (FolderWatcher slow = new FolderWatcher(root, any -> false, event -> {
            awaitUninterruptibly(burstOver);
            events.add(event);
        })) {
            slow.start();
            for (int i = 0; i < 5_000; i++) {
                Files.createFile(root.resolve("there/x." + i + ".exr"));
            }
            burstOver.countDown();

            awaitEvent(new FileEvent.Lost(root, "the kernel dropped events"));
        }
    }

    @Test
    void aRootThatGoesAwayEndsTheWatch() throws IOException {
        Files.delete(root.resolve("there/deep"));
        Files.delete(root.resolve("there"));
        Files.delete(root.resolve("tmp/deep"));
        Files.delete(root.resolve("tmp"));
        Files.delete(root.resolve(".snapshot/deep"));
        Files.delete(root.resolve(".snapshot"));
        assertTrue(watcher.isAlive());

        Files.delete(root);

        await().until(() -> !watcher.isAlive());
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
