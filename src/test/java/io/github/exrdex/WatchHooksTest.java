package io.github.exrdex;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exrdex.cli.ExitCode;
import io.github.exrdex.support.TinyExr;
import io.github.exrdex.support.WrittenExr;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The {@code [[on]]} tables of a real daemon. */
class WatchHooksTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final WrittenExr IMAGE = TinyExr.scanline(16, 8).written();

    @TempDir
    Path temp;

    @Test
    void theDaemonRunsWhatTheConfigSaysLogsItCountsItAndEndsIt() throws IOException, InterruptedException {
        Path root = Files.createDirectory(temp.toRealPath().resolve("renders"));
        Path pid = temp.resolve("pid");
        Path config = Files.writeString(temp.resolve("exrdex.toml"), """
                [[root]]
                path = "renders"
                [[on]]
                name = "cut"
                state = ["truncated"]
                quiet_seconds = 0
                command = ["sh", "-c", 'echo "$1"; cat; echo "[$WATCHDOG_PID]"; exit 3', "sh", "$(id); `id`"]
                [[on]]
                name = "hangs"
                state = ["empty"]
                quiet_seconds = 0
                command = ["sh", "-c", 'echo $$ >%s; trap "" TERM; while :; do sleep 1; done']
                """.formatted(pid));
        Path index = temp.resolve("index.db");
        ChildProgram program = ChildProgram.of(index, temp.resolve("log"))
                .set("EXRDEX_CONFIG", config.toString())
                .set("WATCHDOG_PID", "1");
        Process watch = program.start("watch");
        try {
            await().atMost(SOON).until(() -> program.said().contains("swept root="));
            IMAGE.cutInLastChunk().writeTo(root.resolve("sh010/x.1001.exr"));
            await().atMost(SOON).until(() -> program.said().contains("hook failed hook=cut"));
            assertLogged(program, "hook ready hook=cut on=[truncated] command=sh\n");
            assertLogged(program, " line=$(id); `id`\n");
            assertLogged(
                    program, " line={\"hook\":\"cut\",\"event\":\"file\",\"path\":\"" + root + "/sh010/x.1001.exr\",");
            assertLogged(program, " line=[]\n"); // nobody else speaks to systemd in the daemon's name
            assertLogged(program, "events=1 millis=");
            assertLogged(program, " code=3\n");

            Files.createFile(root.resolve("nothing.exr"));
            await().atMost(SOON).until(() -> Files.exists(pid) && Files.size(pid) > 0);
            await().atMost(SOON)
                    .until(() -> Ran.askNow(index, "status")
                            .lines()
                            .containsAll(
                                    List.of("hook\tcut\truns\t1", "hook\tcut\tfailed\t1", "hook\thangs\trunning\t1")));

            watch.destroy();
            assertTrue(watch.waitFor(60, TimeUnit.SECONDS), program::said);
            assertEquals(ExitCode.FOUND, watch.exitValue(), program::said);
            assertLogged(program, "hook killed, as the daemon stops hook=hangs");
            long number = Long.parseLong(Files.readString(pid).strip());
            assertFalse(ProcessHandle.of(number).filter(ProcessHandle::isAlive).isPresent());
        } finally {
            watch.destroyForcibly();
        }
    }

    private static void assertLogged(ChildProgram program, String text) {
        assertTrue(program.said().contains(text), () -> text + " is not in " + program.said());
    }
}
