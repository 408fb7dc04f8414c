package io.github.exrdex;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exrdex.support.Answers;
import io.github.exrdex.support.DiskOracle;
import io.github.exrdex.support.TinyExr;
import io.github.exrdex.support.WrittenExr;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The daemon as a process that is killed again and again, or stopped until the kernel drops events, while the tree below it
 * changes at random. Afterwards the index says what a walk over the disk says. A few rounds; {@code -Plong} plays many.
 * The seed is printed; {@code -Dexrdex.seed=N} plays the same changes again.
 */
class CrashLaneTest {
    private static final int KILLS = Integer.getInteger("exrdex.kills", 4);
    private static final int BURST_FILES = Integer.getInteger("exrdex.burst", 5_000);
    private static final int OVERFLOWS = Integer.getInteger("exrdex.overflows", 1);
    private static final long SEED = Long.getLong("exrdex.seed", System.nanoTime() % 1_000_000);

    private static final Duration LONG_ENOUGH = Duration.ofMinutes(2);

    /** More than the 512 events of a folder that Java keeps. */
    private static final int BURST = 4_000;

    private static final List<WrittenExr> IMAGES = List.of(
            TinyExr.scanline(16, 8).written(),
            TinyExr.scanline(16, 8).string("owner", "another").written(),
            TinyExr.scanline(16, 8).written().cutInLastChunk());

    @TempDir
    Path temp;

    private final Random random = new Random(SEED);
    private Path root = Path.of("");
    private Path outside = Path.of("");
    private Path index = Path.of("");
    private ChildProgram program = ChildProgram.of(Path.of(""), Path.of(""));
    private final List<Process> started = new ArrayList<>();

    @BeforeEach
    void makeRoot() throws IOException {
        root = Files.createDirectory(temp.toRealPath().resolve("renders"));
        outside = Files.createDirectory(temp.toRealPath().resolve("outside"));
        index = temp.resolve("index.db");
        program = ChildProgram.of(index, temp.resolve("log")).with("-Xmx128m", "-XX:+UseSerialGC");
        System.out.println("CrashLaneTest seed=" + SEED);
    }

    @AfterEach
    void endAll() {
        started.forEach(Process::destroyForcibly);
    }

    private Process watch() throws IOException {
        Process watch = program.start("watch", root.toString());
        started.add(watch);
        return watch;
    }

    private static void signal(String name, Process process) throws IOException, InterruptedException {
        assertEquals(
                0,
                new ProcessBuilder("kill", "-" + name, "" + process.pid())
                        .start()
                        .waitFor());
    }

    private String one(String sql) {
        return Answers.one(index, sql);
    }

    private void assertIndexIsDisk(String when) {
        await(when)
                .atMost(LONG_ENOUGH)
                .pollInterval(Duration.ofMillis(200))
                .untilAsserted(() -> assertEquals(
                        List.of(), DiskOracle.differences(root, index), () -> when + " seed=" + SEED + program.said()));
    }

    @Test
    void whateverIsKilledWheneverNothingIsLost() throws IOException, InterruptedException, SQLException {
        long steps = 0;
        for (int round = 0; round < KILLS; round++) {
            Files.deleteIfExists(temp.resolve("log"));
            Process watch = watch();
            long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(200 + random.nextInt(2_800));
            while (System.nanoTime() - until < 0) {
                step();
                steps++;
                if (random.nextInt(4) == 0) {
                    TimeUnit.MILLISECONDS.sleep(random.nextInt(30));
                }
                if (random.nextInt(200) == 0) {
                    signal("STOP", watch);
                    for (int i = 0; i < 50; i++) {
                        step();
                    }
                    signal("CONT", watch);
                }
            }
            Map<String, String> acknowledged =
                    Files.exists(index) && hasTables() ? DiskOracle.inIndex(index) : Map.of();
            assertTrue(watch.isAlive(), program::said);
            watch.destroyForcibly().waitFor();
            if (!acknowledged.isEmpty()) {
                assertEquals("ok", one("PRAGMA integrity_check"));
                assertEquals(
                        "0",
                        one("SELECT count(*) FROM strike WHERE deaths >= 3"),
                        "nobody blames a file for a killer of processes");
                String rows = one("SELECT count(*) FROM file");
                assertTrue(Integer.parseInt(rows) >= acknowledged.size(), "acknowledged rows are there");
            }
            if (round % 10 == 9) {
                check(round);
            }
        }
        check(KILLS);
        System.out.println("CrashLaneTest kills=" + KILLS + " steps=" + steps + " lost=0 seed=" + SEED);
    }

    private boolean hasTables() {
        return one("SELECT count(*) FROM sqlite_master WHERE name = 'v_file'").equals("1");
    }

    /** A daemon that is let be for once. */
    private void check(int round) throws IOException, InterruptedException {
        Process watch = watch();
        assertIndexIsDisk("after round " + round);
        watch.destroy();
        assertTrue(watch.waitFor(60, TimeUnit.SECONDS), program::said);
    }

    @Test
    void whateverTheKernelDropsIsListedAgain() throws IOException, InterruptedException, SQLException {
        Files.createDirectories(root.resolve("first"));
        Process watch = watch();
        await().atMost(LONG_ENOUGH).until(() -> program.said().contains("watching "));
        int overflows = 0;
        for (int round = 0; overflows < OVERFLOWS && round < 3 * OVERFLOWS; round++) {
            long before = losses();
            Path folder = Files.createDirectories(root.resolve("burst" + round));
            // The folder is watched before the burst begins.
            Files.createFile(folder.resolve("first.exr"));
            assertIndexIsDisk("before burst " + round);
            signal("STOP", watch);
            for (int i = 0; i < BURST; i++) {
                Files.createFile(folder.resolve("x." + i + ".exr"));
            }
            signal("CONT", watch);
            assertIndexIsDisk("after burst " + round);
            await().atMost(Duration.ofSeconds(20))
                    .pollInterval(Duration.ofMillis(500))
                    .until(() -> one("SELECT heartbeat_at > " + System.currentTimeMillis() + " - 4000 FROM daemon")
                            .equals("1"));
            if (losses() > before) {
                overflows++;
            }
        }
        assertEquals(OVERFLOWS, overflows, "events were dropped at all");
        watch.destroy();
        assertTrue(watch.waitFor(60, TimeUnit.SECONDS), program::said);
        System.out.println("CrashLaneTest overflows=" + overflows + " files="
                + DiskOracle.inIndex(index).size() + " lost=0 seed=" + SEED);
    }

    /** Files of no byte: what is tried is the number of names in one folder. */
    @Test
    void aBurstIntoOneFolderIsAllThere() throws IOException, InterruptedException, SQLException {
        Path folder = Files.createDirectories(root.resolve("burst"));
        Process watch = watch();
        await().atMost(LONG_ENOUGH).until(() -> program.said().contains("watching "));
        for (int i = 0; i < BURST_FILES; i++) {
            Files.createFile(folder.resolve("x." + i + ".exr"));
        }
        await().atMost(LONG_ENOUGH.plusMillis(10L * BURST_FILES))
                .pollInterval(Duration.ofMillis(500))
                .until(() ->
                        one("SELECT count(*) FROM file WHERE state = 'empty'").equals("" + BURST_FILES));
        assertIndexIsDisk("after the burst");
        watch.destroy();
        assertTrue(watch.waitFor(60, TimeUnit.SECONDS), program::said);
        System.out.println("CrashLaneTest burst=" + BURST_FILES + " lost=0");
    }

    private long losses() {
        String losses = one("SELECT json_extract(report, '$.losses') FROM daemon");
        return losses.isEmpty() || losses.equals("null") ? 0 : Long.parseLong(losses);
    }

    private Path folder() {
        Path folder = root.resolve("sh0" + random.nextInt(4));
        return random.nextBoolean() ? folder : folder.resolve("v00" + random.nextInt(3));
    }

    private WrittenExr image() {
        return IMAGES.get(random.nextInt(IMAGES.size()));
    }

    private void step() throws IOException {
        Path folder = folder();
        Path file = folder.resolve("x." + random.nextInt(30) + ".exr");
        switch (random.nextInt(14)) {
            case 0, 1, 2, 3 -> image().writeTo(file);
            case 4 -> {
                byte[] bytes = image().bytes();
                Files.createDirectories(folder);
                Files.write(file, new byte[0]);
                for (int at = 0; at < bytes.length; at += 150) {
                    Files.write(
                            file,
                            Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + 150)),
                            StandardOpenOption.APPEND);
                }
            }
            case 5 -> {
                Path part = image().writeTo(folder.resolve("x.exr.part"));
                Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
            }
            case 6 -> Files.deleteIfExists(file);
            case 7 -> {
                if (Files.exists(file)) {
                    Files.write(file, new byte[] {1, 2, 3}, StandardOpenOption.APPEND);
                }
            }
            case 8 -> {
                if (Files.exists(file)) {
                    Path other = Files.createDirectories(folder()).resolve("moved." + random.nextInt(5) + ".exr");
                    Files.move(file, other, StandardCopyOption.REPLACE_EXISTING);
                }
            }
            case 9 -> {
                if (Files.exists(file)) {
                    Files.setLastModifiedTime(file, FileTime.fromMillis(1_600_000_000_000L + random.nextInt(1000)));
                }
            }
            case 10 -> {
                if (Files.exists(file)) {
                    Files.setPosixFilePermissions(
                            file, PosixFilePermissions.fromString(random.nextBoolean() ? "rw-------" : "rw-r--r--"));
                }
            }
            case 11 -> swap(root.resolve("sh0" + random.nextInt(4)), root.resolve("sh0" + random.nextInt(4)));
            case 12 -> swap(root.resolve("sh0" + random.nextInt(4)), outside.resolve("sh0" + random.nextInt(4)));
            default -> {
                if (Files.exists(file)) {
                    byte[] bytes = Files.readAllBytes(file);
                    Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
                }
            }
        }
    }

    private void swap(Path one, Path other) throws IOException {
        Path aside = outside.resolve("aside");
        boolean moved = !one.equals(other) && Files.exists(one);
        if (moved) {
            Files.move(one, aside);
            if (Files.exists(other)) {
                Files.move(other, one);
            }
            Files.move(aside, other);
        }
    }
}
