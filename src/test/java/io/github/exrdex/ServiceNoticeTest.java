package io.github.exrdex;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.exrdex.support.HostTool;
import io.github.exrdex.support.TinyExr;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What systemd hears of a daemon that it started. */
class ServiceNoticeTest {
    private static final Duration SOON = Duration.ofSeconds(40);

    @TempDir
    Path temp;

    private Path root = Path.of("");
    private Path heard = Path.of("");
    private final List<Process> started = new ArrayList<>();

    @BeforeEach
    void makeRoot() throws IOException {
        root = Files.createDirectory(temp.toRealPath().resolve("renders"));
        heard = temp.resolve("heard");
        TinyExr.scanline(8, 8).writeTo(root.resolve("x.exr"));
    }

    @AfterEach
    void endAll() {
        started.forEach(Process::destroyForcibly);
    }

    /** A program of that name which does what the script says. */
    private Path fake(String script) throws IOException {
        Path folder = Files.createDirectories(temp.resolve("bin"));
        Path program = folder.resolve("systemd-notify");
        Files.writeString(program, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        return folder;
    }

    private ChildProgram program() {
        return ChildProgram.of(temp.resolve("index.db"), temp.resolve("log"))
                .set("NOTIFY_SOCKET", temp.resolve("socket").toString())
                .set("WATCHDOG_USEC", "3000000");
    }

    private Process watch(ChildProgram program) throws IOException {
        Process watch = program.start("watch", root.toString());
        started.add(watch);
        return watch;
    }

    private String heard() {
        try {
            return Files.exists(heard) ? Files.readString(heard) : "";
        } catch (IOException e) {
            return e.toString();
        }
    }

    private long alives() {
        return heard().lines().filter(line -> line.contains("WATCHDOG=1")).count();
    }

    @Test
    void itHearsOfStartLifeAndEnd() throws IOException, InterruptedException {
        Path bin = fake("echo \"$NOTIFY_SOCKET $*\" >> " + heard);
        ChildProgram program = program().set("PATH", bin + ":" + System.getenv("PATH"));
        Process watch = watch(program);
        await().atMost(SOON).until(() -> alives() >= 1);

        watch.destroy();

        assertTrue(watch.waitFor(40, TimeUnit.SECONDS), program::said);
        assertEquals(0, watch.exitValue(), program::said);
        List<String> lines = heard().lines().toList();
        assertTrue(lines.get(0).startsWith(temp.resolve("socket") + " READY=1"), this::heard);
        assertTrue(lines.get(0).contains("STATUS=watching 1 folder below 1 root"), this::heard);
        assertTrue(heard().contains("WATCHDOG=1 STATUS=roots 1; folders watched 1; files waiting "), this::heard);
        assertTrue(lines.get(lines.size() - 1).contains("STOPPING=1"), this::heard);
    }

    @Test
    void aWriterThatIsStuckIsNotCalledAlive() throws IOException, InterruptedException, SQLException {
        Path bin = fake("echo \"$*\" >> " + heard);
        ChildProgram program = program().set("PATH", bin + ":" + System.getenv("PATH"));
        watch(program);
        await().atMost(SOON).until(() -> alives() >= 1);
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + program.index());
                Statement statement = other.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
            long before = alives();
            // A beat takes five seconds; one may have been on its way.
            await().pollDelay(Duration.ofSeconds(12)).atMost(SOON).until(() -> true);
            assertTrue(alives() <= before + 1, this::heard);
            statement.execute("ROLLBACK");
            long held = alives();
            await().atMost(SOON).until(() -> alives() > held);
        }
    }

    @Test
    void aProgramThatHangsOrFailsHoldsUpNothing() throws IOException, InterruptedException {
        Path bin = fake("exec sleep 600");
        ChildProgram program = program().set("PATH", bin + ":" + System.getenv("PATH"));
        Process watch = watch(program);
        await().atMost(SOON).until(() -> program.said().contains("watching 1 folder below 1 root"));
        await().atMost(SOON).until(() -> program.said().contains("systemd-notify does not end message="));

        watch.destroy();

        assertTrue(watch.waitFor(40, TimeUnit.SECONDS), program::said);
        assertEquals(0, watch.exitValue(), program::said);
    }

    @Test
    void withoutTheProgramItSaysSoOnceAndGoesOn() throws IOException, InterruptedException {
        ChildProgram program = program();
        Process watch = watch(program.after("PATH=" + temp + "; export PATH;"));
        await().atMost(SOON).until(() -> program.said().contains("watching 1 folder below 1 root"));
        assertTrue(program.said().contains("systemd-notify is not on the PATH"), program::said);

        watch.destroy();

        assertTrue(watch.waitFor(40, TimeUnit.SECONDS), program::said);
    }

    @Test
    void aRealSocketGetsIt() throws IOException, InterruptedException {
        assumeTrue(HostTool.works("systemd-notify", "--version"), "skipped: no systemd-notify here");
        assumeTrue(
                HostTool.works("python3", "-c", "import socket"), "skipped: no python3 here to listen on the socket");
        String script = """
                import socket, sys
                s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
                s.bind(sys.argv[1])
                while True:
                    text = s.recv(65536).decode()
                    open(sys.argv[2], 'a').write(text.replace(chr(10), ' ') + chr(10))
                """;
        Path socket = temp.resolve("socket");
        started.add(new ProcessBuilder("python3", "-c", script, socket.toString(), heard.toString()).start());
        await().atMost(SOON).until(() -> Files.exists(socket));

        watch(program());

        await().atMost(SOON).until(() -> heard().contains("READY=1") && alives() >= 1);
    }
}
