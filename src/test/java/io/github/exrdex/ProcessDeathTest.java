package io.github.exrdex;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exrdex.cli.ExitCode;
import io.github.exrdex.support.Answers;
import io.github.exrdex.support.TinyExr;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ends that nobody wished for, and what is left of them. */
class ProcessDeathTest {
    private static final Duration SOON = Duration.ofSeconds(60);

    /** What the JVM says when the launcher's flag ends it. */
    private static final int OUT_OF_MEMORY = 3;

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

    private ChildProgram program() {
        return ChildProgram.of(temp.resolve("index.db"), temp.resolve("log"));
    }

    private Process watch(ChildProgram program) throws IOException {
        Process watch = program.start("watch", root.toString());
        started.add(watch);
        await().atMost(SOON).until(() -> program.said().contains("watching "));
        return watch;
    }

    private List<String> answers(String sql) {
        return Answers.of(temp.resolve("index.db"), sql);
    }

    /** Far more channels than a small heap can hold; all of it is as the format wants it. */
    private void poison(Path file) {
        String[] channels = IntStream.range(0, 60_000)
                .mapToObj(i -> "layer_with_a_long_name_" + "x".repeat(180) + i + ".R")
                .toArray(String[]::new);
        TinyExr.scanline(1, 1).channels(channels).writeTo(file);
    }

    @Test
    void aFileThatTakesAllMemoryThreeTimesIsLeftOutAndTheRestIsIndexed() throws IOException, InterruptedException {
        poison(root.resolve("poison.exr"));
        TinyExr.scanline(8, 8).writeTo(root.resolve("sh010/x.1.exr"));
        assertTrue(
                Files.readString(Path.of("src/main/launcher/exrdex")).contains(" -XX:+ExitOnOutOfMemoryError "),
                "the launcher starts it so");
        ChildProgram program = program().with("-Xmx32m", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError");
        for (int i = 0; i < 3; i++) {
            assertEquals(OUT_OF_MEMORY, program.run("scan", root.toString()), program::said);
        }

        assertEquals(0, program.run("scan", root.toString()), program::said);

        assertEquals(
                List.of("poison.exr unreadable quarantined", "x.1.exr complete "),
                answers("SELECT name || ' ' || state || ' ' || coalesce((SELECT kind FROM v_problem p"
                        + " WHERE p.file_id = f.file_id), '') FROM v_file f ORDER BY path"));
        assertEquals(List.of("ok"), answers("PRAGMA integrity_check"));
    }

    @Test
    void memoryThatTheJvmItselfDoesNotWatchEndsTheProcessToo() throws IOException, InterruptedException {
        // The buffers through which files are read lie outside of the heap; Java's library throws for these.
        TinyExr.scanline(8, 8).writeTo(root.resolve("x.exr"));
        ChildProgram program = program().with("-XX:MaxDirectMemorySize=1k");

        int code = program.run("watch", root.toString());

        assertNotEquals(ExitCode.FOUND, code, program::said);
    }

    @Test
    void aSecondSigtermEndsAtOnceAndNothingIsLost() throws IOException, InterruptedException, SQLException {
        TinyExr.scanline(8, 8).writeTo(root.resolve("sh010/x.1.exr"));
        ChildProgram program = program();
        Process watch = watch(program);
        await().atMost(SOON).until(() -> answers("SELECT path FROM v_file").size() == 1);
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + temp.resolve("index.db"));
                Statement statement = other.createStatement()) {
            // The writer waits for the lock, so the first signal cannot end it.
            statement.execute("BEGIN IMMEDIATE");
            for (int i = 2; i < 50; i++) {
                TinyExr.scanline(8, 8).writeTo(root.resolve("sh010/x." + i + ".exr"));
            }
            watch.destroy();
            assertTrue(!watch.waitFor(2, TimeUnit.SECONDS), program::said);

            watch.destroy();

            assertTrue(watch.waitFor(5, TimeUnit.SECONDS), program::said);
            assertEquals(ExitCode.INTERRUPTED, watch.exitValue(), program::said);
            statement.execute("ROLLBACK");
        }
        assertEquals(List.of("ok"), answers("PRAGMA integrity_check"));
        assertEquals(0, program.run("scan", root.toString()), program::said);
        assertEquals(List.of("49"), answers("SELECT count(*) FROM v_file WHERE state = 'complete'"));
        assertEquals(List.of("0"), answers("SELECT count(*) FROM strike"), "who was told to end blames no file");
    }

    @Test
    void anIndexThatIsLockedForAWhileIsWaitedForAndReadersGoOn()
            throws IOException, InterruptedException, SQLException {
        ChildProgram program = program();
        Process watch = watch(program);
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + temp.resolve("index.db"));
                Statement statement = other.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
            TinyExr.scanline(8, 8).writeTo(root.resolve("x.exr"));
            await().pollDelay(Duration.ofSeconds(3)).until(() -> true);
            assertEquals(1, Ran.ask(temp.resolve("index.db"), "find").code(), "readers are answered meanwhile");
            statement.execute("ROLLBACK");
        }
        await().atMost(SOON).until(() -> answers("SELECT state FROM v_file").equals(List.of("complete")));
        assertTrue(watch.isAlive(), program::said);
    }
}
