package io.github.exrdex.index;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exrdex.support.TinyExr;
import io.github.exrdex.support.WrittenExr;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
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

    @TempDir
    Path temp;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void theIndexEndsAsTheDisk(long seed) throws IOException, InterruptedException {
        follow(seed, IndexRoot.Mode.AUTO);
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 5})
    void soItDoesWhereOnlyTheStampsOfFoldersTellOfChanges(long seed) throws IOException, InterruptedException {
        follow(seed, IndexRoot.Mode.POLL);
    }

    private void follow(long seed, IndexRoot.Mode mode) throws IOException, InterruptedException {
        Path root = Files.createDirectory(temp.toRealPath().resolve("root"));
        Path outside = Files.createDirectory(temp.toRealPath().resolve("outside"));
        TestIndex index = new TestIndex(temp.resolve("index.db"));
        Random random = new Random(seed);
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
            for (int i = 0; i < STEPS; i++) {
                step(random, root, outside);
                if (random.nextInt(20) == 0) {
                    // Now and then the service gets a word in, so that its looks and sweeps meet a tree in motion.
                    LockSupport.parkNanos(random.nextInt(60_000_000));
                }
            }

            await().atMost(Duration.ofSeconds(40))
                    .untilAsserted(() -> assertEquals(List.of(), differences(root, index)));
            // Files as young as these are looked at twice.
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() ->
                            assertEquals("0", index.one("SELECT count(*) FROM file WHERE recheck_at IS NOT NULL")));
            indexer.stop();
            watch.join(20_000);
        }
        assertEquals(0, index.scan(root).counts().opens(), "nothing is left to be read");
    }

    /** Empty where index and disk say the same. */
    private static List<String> differences(Path root, TestIndex index) throws IOException {
        Map<String, String> disk = onDisk(root);
        Map<String, String> known = inIndex(index);
        List<String> differences = new ArrayList<>();
        disk.forEach((path, facts) -> {
            if (!facts.equals(known.get(path))) {
                differences.add(path + " is " + facts + ", in the index " + known.get(path));
            }
        });
        known.forEach((path, facts) -> {
            if (!disk.containsKey(path)) {
                differences.add(path + " is gone, in the index " + facts);
            }
        });
        return differences;
    }

    private static Map<String, String> onDisk(Path root) throws IOException {
        Map<String, String> sizes = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(root)) {
            for (Path path : paths.toList()) {
                if (path.toString().endsWith(".exr") && Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
                    sizes.put(
                            path.toString(),
                            Files.size(path) + " "
                                    + Files.getLastModifiedTime(path).to(TimeUnit.NANOSECONDS));
                }
            }
        }
        return sizes;
    }

    private static Map<String, String> inIndex(TestIndex index) {
        Map<String, String> sizes = new TreeMap<>();
        for (List<String> row :
                index.rows("SELECT path, size_bytes || ' ' || mtime_ns FROM v_file WHERE gone_at IS NULL")) {
            sizes.put(row.get(0), row.get(1));
        }
        return sizes;
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
