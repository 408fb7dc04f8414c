package io.github.exrdex;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exrdex.support.Answers;
import io.github.exrdex.support.TinyExr;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as a process of its own: signals, kills and full disks. */
class IndexingProcessTest {
    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    Path temp;

    private Path root = Path.of("");
    private final List<Process> started = new ArrayList<>();

    @BeforeEach
    void makeRoot() throws IOException {
        root = Files.createDirectory(temp.toRealPath().resolve("renders"));
    }

    @AfterEach
    void endAll() {
        started.forEach(Process::destroyForcibly);
    }

    /** @param before shell words in front of the program */
    private Process exrdex(String before, Path index, String... arguments) throws IOException {
        Files.deleteIfExists(temp.resolve("log"));
        Process process =
                ChildProgram.of(index, temp.resolve("log")).after(before).start(arguments);
        started.add(process);
        return process;
    }

    private String log() {
        try {
            return Files.readString(temp.resolve("log"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    private int exitOf(Process process) throws InterruptedException {
        assertTrue(process.waitFor(90, TimeUnit.SECONDS), this::log);
        return process.exitValue();
    }

    private static String one(Path index, String sql) {
        try {
            return Answers.one(index, sql);
        } catch (IllegalStateException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static final String CONTENT = """
            SELECT group_concat(line, x'0a') FROM (
              SELECT path || ' ' || state || ' ' || size_bytes || ' ' || (SELECT count(*) FROM v_channel c WHERE c.file_id = f.file_id)
                  || ' ' || (SELECT count(*) FROM v_attribute a WHERE a.file_id = f.file_id) AS line
              FROM v_file f ORDER BY path)""";

    private void images(int count) {
        for (int i = 0; i < count; i++) {
            TinyExr.scanline(8, 8)
                    .string("frame", "number " + i)
                    .writeTo(root.resolve("sh" + i / 50 + "/x." + i + ".exr"));
        }
    }

    @Test
    void sigtermEndsAWatchInGoodOrder() throws IOException, InterruptedException {
        images(40);
        Path index = temp.resolve("index.db");
        Process watch = exrdex("", index, "watch", root.toString());
        await().atMost(SOON).until(() -> log().contains("watching 2 folders below 1 root"));
        TinyExr.scanline(8, 8).writeTo(root.resolve("new/y.exr"));
        await().atMost(SOON)
                .untilAsserted(() -> assertEquals("41", one(index, "SELECT count(*) FROM file"), this::log));

        watch.destroy();

        assertEquals(0, exitOf(watch), this::log);
        assertEquals("1", one(index, "SELECT stopped_at >= started_at FROM daemon"));
        assertEquals("ok", one(index, "PRAGMA integrity_check"));
    }

    @Test
    void aKilledScanLeavesNothingThatASecondOneDoesNotMend() throws IOException, InterruptedException {
        images(1_500);
        Path killed = temp.resolve("killed.db");
        Process scan = exrdex("", killed, "scan", root.toString());
        await().atMost(SOON)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> !scan.isAlive()
                        || one(killed, "SELECT count(*) > 0 FROM file").equals("1"));
        scan.destroyForcibly();
        scan.waitFor();
        assertEquals("ok", one(killed, "PRAGMA integrity_check"));

        assertEquals(0, exitOf(exrdex("", killed, "scan", root.toString())), this::log);
        Path clean = temp.resolve("clean.db");
        assertEquals(0, exitOf(exrdex("", clean, "scan", root.toString())), this::log);

        assertEquals("1500", one(killed, "SELECT count(*) FROM file"));
        assertEquals(one(clean, CONTENT), one(killed, CONTENT));
    }

    @Test
    void anIndexThatCannotGrowEndsTheScanLoudly() throws IOException, InterruptedException {
        for (int i = 0; i < 12_000; i++) {
            Files.createFile(root.resolve("a-rather-long-name-that-fills-the-index." + i + ".exr"));
        }
        Path index = temp.resolve("index.db");

        // In 512-byte blocks: room for Java's own files and not for the index. The JVM turns the signal into an error.
        Process scan = exrdex("ulimit -f 4000;", index, "scan", root.toString());

        assertEquals(4, exitOf(scan), this::log);
        assertTrue(log().contains("exrdex: the index cannot be written: "), this::log);
        assertEquals("ok", one(index, "PRAGMA integrity_check"));
        assertEquals(0, exitOf(exrdex("", index, "scan", root.toString())), this::log);
        assertEquals("12000", one(index, "SELECT count(*) FROM file"));
    }

    @Test
    void whatWasToldIsServedHoweverOftenTheDaemonIsKilled() throws IOException, InterruptedException {
        images(200);
        Path index = temp.resolve("index.db");
        Path spool = temp.resolve("index.db.spool");
        Path config =
                Files.writeString(temp.resolve("exrdex.toml"), "[[root]]\npath = \"" + root + "\"\nmode = \"poll\"\n");
        assertEquals(0, exitOf(exrdex("", index, "scan", root.toString())), this::log);
        Random random = new Random(20_261_126);
        for (int round = 0; round < 4; round++) {
            Process watch = exrdex("", index, "watch", "--config", config.toString());
            StringBuilder told = new StringBuilder();
            for (int i = 0; i < 200; i++) {
                Path file = root.resolve("sh" + i / 50 + "/x." + i + ".exr");
                TinyExr.scanline(8, 8).string("round", round + "").writeTo(file);
                told.append(file).append('\0');
            }
            assertEquals(
                    0,
                    Ran.run(Map.of("EXRDEX_DB", index.toString()), told.toString(), "notify", "-0")
                            .code());
            assertFalse(watch.waitFor(random.nextInt(2_500), TimeUnit.MILLISECONDS), this::log);
            watch.destroyForcibly().waitFor();
        }

        exrdex("", index, "watch", "--config", config.toString());

        await().atMost(SOON).untilAsserted(() -> {
            try (Stream<Path> wishes = Files.list(spool)) {
                assertEquals(0, wishes.count(), this::log);
            }
        });
        Ran audit = Ran.ask(index, "audit", "--deep");
        assertEquals(0, audit.code(), audit.out());
        assertEquals(
                "200", one(index, "SELECT count(DISTINCT path) FROM v_attribute WHERE name = 'round' AND text = '3'"));
    }

    @Test
    void aSecondWriterIsToldOfTheFirst() throws IOException, InterruptedException {
        Path index = temp.resolve("index.db");
        Process watch = exrdex("", index, "watch", root.toString());
        await().atMost(SOON).until(() -> log().contains("watching 1 folder below"));

        int code = exitOf(exrdex("", index, "scan", root.toString()));

        assertEquals(4, code);
        assertTrue(log().contains("another exrdex (process " + watch.pid() + ") is writing"), this::log);
    }
}
