package io.github.exrdex;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.exrdex.cli.ExitCode;
import io.github.exrdex.support.TinyExr;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A disk that is full while the daemon runs: a small tmpfs in a mount namespace of its own, which needs no privileges but
 * a kernel that lets users make one. {@code PatientWriterTest} is the same without a mount.
 */
class FullDiskTest {
    private static final List<String> FLAGS = List.of("-XX:TieredStopAtLevel=1", "-Xshare:auto", "-Xmx128m");
    private static final long DISK_BYTES = 4 << 20;
    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    Path temp;

    private Path root = Path.of("");
    private Path disk = Path.of("");
    private Path heard = Path.of("");
    private final List<Process> started = new ArrayList<>();

    @BeforeEach
    void makeDisk() throws IOException, InterruptedException {
        root = Files.createDirectory(temp.toRealPath().resolve("renders"));
        disk = Files.createDirectory(temp.toRealPath().resolve("disk"));
        heard = temp.resolve("heard");
        Path mounted = temp.resolve("mounted");
        Process holder = new ProcessBuilder(
                        "unshare",
                        "-Urm",
                        "sh",
                        "-c",
                        "mount -t tmpfs -o size=" + DISK_BYTES + " none \"$1\" && : > \"$2\" && exec sleep 600",
                        "sh",
                        disk.toString(),
                        mounted.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        started.add(holder);
        await().atMost(SOON).until(() -> Files.exists(mounted) || !holder.isAlive());
        assumeTrue(holder.isAlive(), "skipped: users may not mount in a namespace of their own here");
    }

    @AfterEach
    void endAll() {
        started.forEach(Process::destroyForcibly);
    }

    /** A file on the small disk, seen from outside of the namespace. */
    private Path onDisk(String name) {
        return Path.of("/proc/" + started.get(0).pid() + "/root" + disk).resolve(name);
    }

    private String inNamespace() {
        return "exec nsenter -t " + started.get(0).pid() + " -U -m --preserve-credentials \"$@\";";
    }

    private ChildProgram program() throws IOException {
        Path notify = Files.createDirectories(temp.resolve("bin")).resolve("systemd-notify");
        Files.writeString(notify, "#!/bin/sh\necho \"$*\" >> " + heard + "\n");
        Files.setPosixFilePermissions(notify, PosixFilePermissions.fromString("rwxr-xr-x"));
        return ChildProgram.of(disk.resolve("index.db"), temp.resolve("log"))
                .after(inNamespace())
                .set("NOTIFY_SOCKET", temp.resolve("socket").toString())
                .set("WATCHDOG_USEC", "3000000")
                .set("PATH", notify.getParent() + ":" + System.getenv("PATH"));
    }

    private Process watch(ChildProgram program) throws IOException {
        Process watch = program.start("watch", root.toString());
        started.add(watch);
        await().atMost(SOON).until(() -> program.said().contains("watching ") || !watch.isAlive());
        assertTrue(watch.isAlive(), program::said);
        return watch;
    }

    /** Never more than the small disk holds, wherever it ends up. */
    private void fill(String name) throws IOException {
        byte[] block = new byte[4096];
        try (OutputStream ballast = Files.newOutputStream(onDisk(name))) {
            for (long written = 0; written < DISK_BYTES; written += block.length) {
                ballast.write(block);
            }
        } catch (IOException e) {
            assertTrue(String.valueOf(e.getMessage()).contains("No space left"), e::toString);
        }
    }

    private void render(String folder, int count) {
        for (int i = 0; i < count; i++) {
            TinyExr.scanline(8, 8).writeTo(root.resolve(folder + "/a_long_name_of_a_frame." + i + ".exr"));
        }
    }

    /** From inside of the namespace, for SQLite would look for the path outside. */
    private String asked(String... words) {
        try {
            Path answer = Files.createTempFile(temp, "answer", ".txt");
            ChildProgram asking = new ChildProgram(disk.resolve("index.db"), answer, inNamespace(), FLAGS, Map.of());
            asking.run(words);
            return asking.said();
        } catch (IOException e) {
            return e.toString();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return e.toString();
        }
    }

    private boolean areComplete(int files) {
        return asked("find", "--files", "--state", "complete", "--format", "count")
                .strip()
                .equals("" + files);
    }

    private String heardText() throws IOException {
        return Files.exists(heard) ? Files.readString(heard) : "";
    }

    private static long count(String text, String words) {
        return text.lines().filter(line -> line.contains(words)).count();
    }

    @Test
    void isWaitedForToldAndOutlived() throws IOException, InterruptedException {
        render("sh010", 20);
        ChildProgram program = program();
        Process watch = watch(program);
        await().atMost(SOON).until(() -> areComplete(20));

        fill("ballast");
        render("sh020", 400);
        await().atMost(SOON).until(() -> program.said().contains("writing is paused, nothing is lost"));
        await().atMost(SOON).until(() -> count(heardText(), "WATCHDOG=1 STATUS=writing is paused for ") >= 2);

        String status = asked("status", "--format", "tsv");
        assertTrue(status.contains("daemon\t\tstate\tpaused\n"), status);
        assertTrue(status.contains("daemon\t\tpaused_reason\tno room left: 0 MiB free in " + disk), status);
        String table = asked("status", "--format", "table");
        assertTrue(table.contains("daemon     process " + watch.pid() + " cannot write since "), table);
        String doctor = asked("doctor");
        assertTrue(doctor.contains("nothing is lost"), doctor);

        Files.delete(onDisk("ballast"));
        await().atMost(SOON).until(() -> areComplete(420));
        assertTrue(program.said().contains("writing goes on after_seconds="), program::said);
        assertEquals(1, count(program.said(), "writing is paused"), program::said);
        assertTrue(asked("status", "--format", "tsv").contains("daemon\t\tstate\trunning\n"));
        assertTrue(asked("audit").contains("420 files"), "and audit finds no difference");
        assertTrue(watch.isAlive(), program::said);
    }

    @Test
    void doesNotHoldUpSigtermAndTheNextStartFindsWhatWasNotWritten() throws IOException, InterruptedException {
        render("sh010", 20);
        ChildProgram program = program();
        Process watch = watch(program);
        await().atMost(SOON).until(() -> areComplete(20));
        fill("ballast");
        render("sh020", 400);
        await().atMost(SOON).until(() -> program.said().contains("writing is paused, nothing is lost"));

        watch.destroy();

        assertTrue(watch.waitFor(20, TimeUnit.SECONDS), program::said);
        assertEquals(ExitCode.INTERRUPTED, watch.exitValue(), program::said);
        assertTrue(program.said().contains("exrdex: stopped while the index could not be written"), program::said);
        // Its end has merged the log into the database, which made room.
        fill("more");
        String scan = asked("scan", root.toString());
        assertTrue(scan.contains("no room left: 0 MiB free in " + disk), scan);

        Process again = program.start("watch", root.toString());
        started.add(again);
        // At once, unless the log that the first one left has room for what a start writes.
        String secondPause = "(?s).*writing is paused, nothing is lost.*writing is paused, nothing is lost.*";
        await().atMost(SOON)
                .until(() -> program.said().contains("the start waits until the index can be written")
                        || program.said().matches(secondPause));
        assertTrue(again.isAlive(), program::said);
        Files.delete(onDisk("ballast"));
        Files.delete(onDisk("more"));
        await().atMost(SOON).until(() -> areComplete(420));
    }
}
