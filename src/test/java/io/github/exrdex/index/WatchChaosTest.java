package io.github.exrdex.index;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.github.exrdex.support.DiskOracle;
import io.github.exrdex.support.Shrinker;
import io.github.exrdex.support.TinyExr;
import io.github.exrdex.support.WrittenExr;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever happens to a tree, in whatever order: when it is quiet again, the index says what a walk says. */
class WatchChaosTest {
    private static final List<WrittenExr> IMAGES = List.of(
            TinyExr.scanline(16, 8).written(),
            TinyExr.scanline(16, 8).string("owner", "another").written(),
            TinyExr.scanline(16, 8).written().cutInLastChunk());

    private static final IndexOptions QUICK =
            IndexOptions.DEFAULT.withPace(new IndexOptions.Pace(100, 600_000, 500, 3_600_000));

    private static final int STEPS = 600;

    /** A game that still fails takes its five seconds. */
    private static final int MOST_GAMES = 60;

    @TempDir
    Path temp;

    private int games;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void theIndexEndsAsTheDisk(long seed) throws Exception {
        follow(seed, IndexRoot.Mode.AUTO);
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 5})
    void soItDoesWhereOnlyTheStampsOfFoldersTellOfChanges(long seed) throws Exception {
        follow(seed, IndexRoot.Mode.POLL);
    }

    /** A game that fails is told by its seed and by the fewest steps that fail as well; a broken seed stays in the list above. */
    private void follow(long seed, IndexRoot.Mode mode) throws Exception {
        List<Long> steps = new Random(seed).longs(STEPS).boxed().toList();
        Optional<String> failure = play(steps, mode, Duration.ofSeconds(40));
        if (failure.isPresent()) {
            List<Long> shortest = Shrinker.shortest(
                    steps, some -> play(some, mode, Duration.ofSeconds(5)).isPresent(), MOST_GAMES);
            fail("seed " + seed + ": " + failure.get() + "; it also fails with the steps " + shortest);
        }
    }

    /** @return what was wrong at the end; empty where all was right */
    private Optional<String> play(List<Long> steps, IndexRoot.Mode mode, Duration patience) throws Exception {
        Path place = Files.createDirectory(temp.toRealPath().resolve("game-" + games++));
        Path root = Files.createDirectory(place.resolve("root"));
        Path outside = Files.createDirectory(place.resolve("outside"));
        TestIndex index = new TestIndex(place.resolve("index.db"));
        CountDownLatch ready = new CountDownLatch(1);
        try (Indexer indexer = Indexer.open(index.file(), QUICK, System::currentTimeMillis)) {
            Thread watch = new Thread(() -> {
                try {
                    indexer.watch(
                            List.of(new IndexRoot(root, mode, any -> false)),
                            (roots, watched, unwatched) -> ready.countDown());
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            watch.start();
            assertTrue(ready.await(20, TimeUnit.SECONDS));
            for (long step : steps) {
                Random random = new Random(step);
                step(random, root, outside);
                if (random.nextInt(20) == 0) {
                    // Now and then the service gets a word in, so that its looks and sweeps meet a tree in motion.
                    LockSupport.parkNanos(random.nextInt(60_000_000));
                }
            }
            try {
                await().atMost(patience)
                        .untilAsserted(() -> assertEquals(List.of(), DiskOracle.differences(root, index.file())));
                // Files as young as these are looked at twice.
                await().atMost(patience)
                        .untilAsserted(() ->
                                assertEquals("0", index.one("SELECT count(*) FROM file WHERE recheck_at IS NOT NULL")));
            } catch (ConditionTimeoutException e) {
                return Optional.of(String.valueOf(e.getMessage()));
            } finally {
                indexer.stop();
                watch.join(20_000);
            }
        }
        long opens = index.scan(root).counts().opens();
        return opens == 0 ? Optional.empty() : Optional.of(opens + " files were left to be read");
    }

    private static void step(Random random, Path root, Path outside) throws IOException {
        Path folder = folder(random, root);
        Path file = folder.resolve("x." + random.nextInt(6) + ".exr");
        switch (random.nextInt(12)) {
            case 0, 1, 2 -> IMAGES.get(random.nextInt(IMAGES.size())).writeTo(file);
            case 3 -> {
                Path part = IMAGES.get(random.nextInt(IMAGES.size())).writeTo(folder.resolve("new.tmp"));
                Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
            }
            case 4 -> Files.deleteIfExists(file);
            case 5 -> {
                if (Files.exists(file)) {
                    Files.write(file, new byte[] {1, 2, 3}, StandardOpenOption.APPEND);
                }
            }
            case 6 -> {
                if (Files.exists(file)) {
                    Path other = Files.createDirectories(folder(random, root)).resolve("x.9.exr");
                    Files.move(file, other, StandardCopyOption.REPLACE_EXISTING);
                }
            }
            case 7, 8 -> moveTree(folder, folder(random, root));
            case 9 -> moveTree(folder, outside.resolve("o" + random.nextInt(3)));
            case 10 -> moveTree(outside.resolve("o" + random.nextInt(3)), folder);
            default -> deleteTree(folder);
        }
    }

    private static Path folder(Random random, Path root) {
        Path folder = root;
        for (int depth = 1 + random.nextInt(3); depth > 0; depth--) {
            folder = folder.resolve(List.of("a", "b", "a-b", "c.exr").get(random.nextInt(4)));
        }
        return folder;
    }

    private static void moveTree(Path from, Path to) throws IOException {
        Path parent = to.getParent();
        if (parent == null || !Files.isDirectory(from) || Files.exists(to) || to.startsWith(from)) {
            return;
        }
        Files.createDirectories(parent);
        Files.move(from, to);
    }

    private static void deleteTree(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(path);
            }
        }
    }
}
