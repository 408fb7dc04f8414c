package io.github.exrdex.hook;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real child processes. */
class ChildRunTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    Path temp;

    private final List<String> said = new ArrayList<>();

    private static ChildRun run(long timeoutMs, String... command) {
        return new ChildRun(List.of(command), Map.of("EXRDEX_DB", "/x/index.db"), timeoutMs, System::nanoTime);
    }

    private ChildRun.Result run(ChildRun run, String input) throws IOException, InterruptedException {
        return run.run(input, (pid, line) -> said.add(line), () -> false);
    }

    private Path script(String text) throws IOException {
        Path file = Files.writeString(temp.resolve("script"), "#!/bin/sh\n" + text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static boolean lives(String pid) {
        // Killed, and not waited for yet by whoever has to, is dead enough.
        return ProcessHandle.of(Long.parseLong(pid.strip()))
                .filter(ProcessHandle::isAlive)
                .filter(process -> !isZombie(process.pid()))
                .isPresent();
    }

    private static boolean isZombie(long pid) {
        try {
            return Files.readString(Path.of("/proc/" + pid + "/stat")).contains(") Z ");
        } catch (IOException e) {
            return true;
        }
    }

    @Test
    void theInputArrivesAndTheOutputAndTheExitCodeComeBack() throws IOException, InterruptedException {
        ChildRun.Result result =
                run(run(60_000, "sh", "-c", "cat; echo \"db $EXRDEX_DB\"; echo oops >&2; exit 3"), "{\"a\":1}\n");
        assertEquals(ChildRun.End.BY_ITSELF, result.end());
        assertEquals(3, result.code());
        assertEquals(List.of("{\"a\":1}", "db /x/index.db", "oops"), said);
    }

    @Test
    void noShellTakesTheCommandApart() throws IOException, InterruptedException {
        Path spoiled = temp.resolve("spoiled");
        String nasty = "$(touch " + spoiled + ") `id`; touch " + spoiled + " & * 'x' \"y\" > " + spoiled;
        run(run(60_000, script("printf '%s\\n' \"$1\"; echo \"$#\"").toString(), nasty, ""), "");
        assertEquals(List.of(nasty, "2"), said);
        assertFalse(Files.exists(spoiled));
    }

    @Test
    void aCommandThatReadsNothingHoldsNobodyUp() throws IOException, InterruptedException {
        ChildRun.Result result = run(run(60_000, "true"), "x".repeat(1 << 20));
        assertEquals(0, result.code());
    }

    @Test
    void aCommandThatIsNotThereIsRefusedWithTheReason() {
        IOException e = assertThrows(IOException.class, () -> run(run(60_000, "/nowhere/program"), ""));
        assertTrue(String.valueOf(e.getMessage()).contains("No such file"), e.getMessage());
    }

    @Test
    void aRunThatTakesTooLongDiesWithAllThatItStarted() throws IOException, InterruptedException {
        Path pids = temp.resolve("pids");
        ChildRun.Result result = run(
                run(
                        500,
                        "sh",
                        "-c",
                        "sleep 1000 & echo $! >'" + pids + "'; sh -c 'trap \"\" TERM; echo $$ >>\"" + pids
                                + "\"; while :; do sleep 1; done'; echo unreachable"),
                "");
        assertEquals(ChildRun.End.TIMED_OUT, result.end());
        assertEquals(List.of(), said);
        List<String> started = Files.readAllLines(pids);
        assertEquals(2, started.size());
        started.forEach(pid -> await().atMost(SOON).until(() -> !lives(pid)));
    }

    @Test
    void lastWordsOfARunThatIsEndedAreHeard() throws IOException, InterruptedException {
        ChildRun run =
                run(60_000, "sh", "-c", "trap 'echo good bye; exit 0' TERM; echo ready; while :; do sleep 0.05; done");
        AtomicInteger asked = new AtomicInteger();
        ChildRun.Result result =
                run.run("", (pid, line) -> said.add(line), () -> !said.isEmpty() && asked.incrementAndGet() > 1);
        assertEquals(ChildRun.End.STOPPED, result.end());
        assertEquals("good bye", said.get(said.size() - 1));
    }

    @Test
    void aGrandchildThatKeepsThePipeOpenIsNotWaitedFor() throws IOException, InterruptedException {
        Path pid = temp.resolve("pid");
        ChildRun.Result result =
                run(run(60_000, "sh", "-c", "sleep 30 & echo $! >'" + pid + "'; sleep 0.2; echo done"), "");
        assertEquals(ChildRun.End.BY_ITSELF, result.end());
        assertEquals(0, result.code());
        assertEquals(List.of("done"), said);
        String grandchild = Files.readString(pid);
        assertTrue(lives(grandchild), "what a command leaves behind on purpose is its own business");
        ProcessHandle.of(Long.parseLong(grandchild.strip())).ifPresent(ProcessHandle::destroyForcibly);
    }

    @Test
    void aCommandThatTalksWithoutEndIsLoggedUpToAMeasureAndEndedInTime() throws IOException, InterruptedException {
        ChildRun.Result result = run(run(500, "sh", "-c", "yes yes yes"), "");
        assertEquals(ChildRun.End.TIMED_OUT, result.end());
        assertEquals(OutputLines.MOST_LINES + 1, said.size());
        assertTrue(
                said.get(OutputLines.MOST_LINES).endsWith("bytes more are not logged)"),
                said.get(OutputLines.MOST_LINES));
    }

    @Test
    void nothingIsLeftBehindInTheTemporaryFolder() throws IOException, InterruptedException {
        ChildRun.Result result =
                run(run(60_000, "sh", "-c", "until ls -l /proc/self/fd/0 | grep deleted; do sleep 0.1; done"), "x");
        assertEquals(0, result.code());
        assertTrue(said.get(0).contains("exrdex-hook-") && said.get(0).endsWith(".json (deleted)"), said.toString());
        assertTrue(result.millis() < TimeUnit.MINUTES.toMillis(1));
    }
}
