package io.github.exrdex;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.exrdex.support.Answers;
import io.github.exrdex.support.HostTool;
import io.github.exrdex.support.TinyExr;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kernels and file systems that refuse: limits of a user namespace, and system calls that strace lets fail. Needs no
 * privileges; skips where the host forbids either.
 */
class HostileHostTest {
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

    private ChildProgram program() {
        return ChildProgram.of(temp.resolve("index.db"), temp.resolve("log")).with("-XX:+UseSerialGC");
    }

    private Path image(String name) {
        return TinyExr.scanline(8, 8).writeTo(root.resolve(name));
    }

    private List<String> answers(String sql) {
        return Answers.of(temp.resolve("index.db"), sql);
    }

    /** The words that start a program in a user namespace with that limit. */
    private static String limited(String limit, int value) throws InterruptedException {
        String set = "echo " + value + " > /proc/sys/user/" + limit;
        assumeTrue(HostTool.works("unshare", "-Ur", "sh", "-c", set), "skipped: no user namespaces here");
        return "exec unshare -Ur sh -c '" + set + "; exec \"$@\"' sh \"$@\";";
    }

    /** The words that start a program whose system calls fail. */
    private static String failing(String... inject) throws InterruptedException {
        assumeTrue(
                HostTool.works("strace", "-f", "-o", "/dev/null", "true"),
                "skipped: no strace here, or it may not trace");
        return "exec strace -f -qq -o /dev/null " + String.join(" ", inject) + " \"$@\";";
    }

    private Path polling() throws IOException {
        return Files.writeString(
                temp.resolve("exrdex.toml"), "[index]\npoll_seconds = 1\n[[root]]\npath = \"" + root + "\"\n");
    }

    @Test
    void foldersBeyondTheWatchLimitArePolledAndCounted() throws IOException, InterruptedException {
        for (int i = 0; i < 40; i++) {
            image("sh" + i + "/x.exr");
        }
        ChildProgram program = program().after(limited("max_inotify_watches", 12));
        started.add(program.start("watch", "--config", polling().toString()));
        await().atMost(SOON).until(() -> program.said().contains(" more cannot be watched and are polled"));
        for (int i = 0; i < 40; i++) {
            image("sh" + i + "/later.exr");
        }

        await().atMost(SOON)
                .untilAsserted(() -> assertEquals(
                        List.of("80"), answers("SELECT count(*) FROM v_file WHERE state = 'complete'"), program::said));
        String status = Ran.askNow(temp.resolve("index.db"), "status", "--format", "tsv")
                .out();
        assertTrue(status.contains("\twatched_folders\t12\n"), status);
        assertTrue(status.contains("\tunwatched_folders\t29\n"), status);
        assertTrue(status.contains("\tmode\tpoll\n"), "nobody calls that watched: " + status);
    }

    @Test
    void withoutAnInotifyInstanceEverythingIsPolled() throws IOException, InterruptedException {
        image("sh010/x.exr");
        ChildProgram program = program().after(limited("max_inotify_instances", 0));
        started.add(program.start("watch", "--config", polling().toString()));
        await().atMost(SOON).until(() -> program.said().contains("root cannot be watched and is polled"));
        image("sh010/y.exr");

        await().atMost(SOON)
                .untilAsserted(() -> assertEquals(
                        List.of("2"), answers("SELECT count(*) FROM v_file WHERE state = 'complete'"), program::said));
    }

    @Test
    void aKillInsideAMigrationLeavesAnIndexThatTheNextStartCompletes() throws IOException, InterruptedException {
        image("x.exr");
        Random random = new Random(20_261_126);
        for (int round = 0; round < 4; round++) {
            int when = 1 + random.nextInt(60);
            String kill = failing("-e", "trace=pwrite64", "-e", "inject=pwrite64:signal=KILL:when=" + when);
            program().after(kill).run("scan", root.toString());
            assertEquals(
                    0,
                    program().run("scan", root.toString()),
                    () -> "write " + when + program().said());
            assertEquals(List.of("ok"), answers("PRAGMA integrity_check"));
            assertEquals(List.of("complete"), answers("SELECT state FROM v_file"));
            for (String file : List.of("index.db", "index.db-wal", "index.db-shm")) {
                Files.deleteIfExists(temp.resolve(file));
            }
        }
    }

    @Test
    void aFileThatTheFilerDoesNotGiveIsNeitherLostNorGone() throws IOException, InterruptedException {
        Path stale = image("stale.exr");
        Path denied = image("denied.exr");
        image("good.exr");
        String fail = failing("-P", stale.toString(), "-e", "inject=openat:error=ESTALE");
        assertEquals(0, program().after(fail).run("scan", root.toString()), program()::said);
        assertEquals(
                List.of("denied.exr complete", "good.exr complete", "stale.exr unreadable"),
                answers("SELECT name || ' ' || state FROM v_file ORDER BY name"));
        Files.write(denied, TinyExr.scanline(16, 16).written().bytes());
        fail = failing("-P", denied.toString(), "-e", "inject=openat:error=EACCES");
        program().after(fail).run("scan", root.toString());
        assertEquals(
                List.of("permission denied"),
                answers("SELECT detail FROM v_problem WHERE path LIKE '%/denied.exr'"),
                program()::said);

        // Permissions are mended without a trace in the file, so such files are read again after a minute at the
        // latest.
        assertEquals(List.of("0"), answers("SELECT count(*) FROM v_file WHERE gone_at IS NOT NULL"));
        assertTrue(Long.parseLong(answers("SELECT min(recheck_at) FROM file WHERE state = 'unreadable'")
                        .get(0))
                < System.currentTimeMillis() + 61_000);
    }

    @Test
    void aListingThatBreaksOffDeletesNothing() throws IOException, InterruptedException {
        for (int i = 0; i < 50; i++) {
            image("sh010/x." + i + ".exr");
        }
        image("sh020/y.exr");
        assertEquals(0, program().run("scan", root.toString()), program()::said);
        Files.delete(root.resolve("sh010/x.7.exr"));
        Files.delete(root.resolve("sh020/y.exr"));
        String fail = failing("-P", root.resolve("sh010").toString(), "-e", "inject=getdents64:error=EIO:when=1+");

        program().after(fail).run("scan", root.toString());

        assertEquals(List.of("y.exr"), answers("SELECT name FROM v_file WHERE gone_at IS NOT NULL"), program()::said);
        assertEquals(List.of("1"), answers("SELECT unread_folders FROM v_root"));
        assertEquals(0, program().run("scan", root.toString()), program()::said);
        assertEquals(List.of("2"), answers("SELECT count(*) FROM v_file WHERE gone_at IS NOT NULL"));
    }

    @Test
    void aPowerFailureLosesTheLastCommitsAtMost() throws IOException, InterruptedException {
        for (int i = 0; i < 300; i++) {
            image("sh010/x." + i + ".exr");
        }
        ChildProgram program = program();
        Process scan = program.start("watch", root.toString());
        started.add(scan);
        await().atMost(SOON)
                .ignoreExceptions()
                .until(() -> answers("SELECT path FROM v_file").size() == 300);
        Random random = new Random(7);
        Path wal = temp.resolve("index.db-wal");
        byte[] log = Files.readAllBytes(wal);
        Path survivor = Files.createDirectories(temp.resolve("survivor"));
        for (int round = 0; round < 20; round++) {
            Files.copy(temp.resolve("index.db"), survivor.resolve("index.db"), StandardCopyOption.REPLACE_EXISTING);
            Files.deleteIfExists(survivor.resolve("index.db-shm"));
            Files.write(survivor.resolve("index.db-wal"), Arrays.copyOf(log, random.nextInt(log.length + 1)));
            assertEquals("ok", Answers.one(survivor.resolve("index.db"), "PRAGMA integrity_check"));
        }
        ChildProgram mended = ChildProgram.of(survivor.resolve("index.db"), temp.resolve("log2"));
        assertEquals(0, mended.run("scan", root.toString()), mended::said);
        assertEquals(0, Ran.askNow(survivor.resolve("index.db"), "audit").code());
    }

    @Test
    void folderNamesLongerThanTheSystemTakesDoNotEndTheWalk() throws IOException, InterruptedException {
        image("sh010/x.exr");
        String deeper =
                "cd '" + root + "' && i=0; while [ $i -lt 25 ]; do mkdir $0 && cd -P $0 || exit 1; i=$((i+1)); done;"
                        + " : > deep.exr";
        assumeTrue(HostTool.works("sh", "-c", deeper, "d".repeat(200)), "skipped: no such deep folders here");

        int code = program().run("scan", root.toString());

        assertEquals(List.of("x.exr"), answers("SELECT name FROM v_file"), program()::said);
        assertEquals(
                List.of("1"),
                answers("SELECT unread_folders FROM v_root"),
                () -> code + program().said());
        assertTrue(HostTool.works("rm", "-rf", root.toString()));
    }

    @Test
    void tooManyOpenFilesAreWaitedForAndNoFaultOfTheFiles() throws IOException, InterruptedException {
        for (int i = 0; i < 20; i++) {
            image("x." + i + ".exr");
        }
        String fail = failing("-P", root.resolve("x.3.exr").toString(), "-e", "inject=openat:error=EMFILE:when=1..2");

        assertEquals(0, program().after(fail).run("scan", root.toString()), program()::said);

        assertTrue(program().said().contains("too many open files, raise the limit"), program()::said);
        assertEquals(List.of("20"), answers("SELECT count(*) FROM v_file WHERE state = 'complete'"));
    }

    @Test
    void aHandleThatTheFilerForgotIsAskedForAgainAtOnce() throws IOException, InterruptedException {
        Path stale = image("stale.exr");
        String fail = failing("-P", stale.toString(), "-e", "inject=openat:error=ESTALE:when=1..3");

        assertEquals(0, program().after(fail).run("scan", root.toString()), program()::said);

        assertEquals(List.of("complete"), answers("SELECT state FROM v_file"), program()::said);
    }

    @Test
    void aTemporaryFolderThatTakesNoLibraryIsNamed() throws IOException, InterruptedException {
        String words = "exec unshare -Urm sh -c 'mount -t tmpfs -o noexec,size=8m none \"$0\" && exec \"$@\"' ";
        assumeTrue(HostTool.works("sh", "-c", words + temp + " true"), "skipped: users may not mount here");
        Path noexec = Files.createDirectory(temp.resolve("noexec"));
        for (Path folder : List.of(noexec, temp.resolve("missing"))) {
            ChildProgram program = ChildProgram.of(
                            temp.resolve("index.db"), temp.resolve(folder.getFileName() + ".log"))
                    .with("-Djava.io.tmpdir=" + folder)
                    .after(words + noexec + " \"$@\";");
            assertEquals(4, program.run("scan", root.toString()), program::said);
            assertEquals(
                    List.of("exrdex: the library of SQLite cannot be unpacked into " + folder
                            + " and loaded from there: is it full, missing, or mounted noexec? Name another folder with"
                            + " EXRDEX_JAVA_OPTS=-Dorg.sqlite.tmpdir=DIR"),
                    program.said().lines().toList());
            assertTrue(Files.notExists(temp.resolve("index.db")));
        }
    }

    @Test
    void anIndexOnAFileSystemOfSeveralHostsIsRefusedAndNotBegun() throws IOException, InterruptedException {
        Path real = Files.createDirectory(temp.resolve("real"));
        Path mount = Files.createDirectory(temp.resolve("mount"));
        assumeTrue(
                HostTool.works("bindfs", real.toString(), mount.toString()),
                "skipped: no bindfs here, or no /dev/fuse for us");
        try {
            ChildProgram program = ChildProgram.of(mount.resolve("sub/index.db"), temp.resolve("log"));
            assertEquals(4, program.run("scan", root.toString()), program::said);
            assertTrue(
                    program.said().contains(" would lie on fuse, where SQLite loses data; put it on a local disk")
                            || program.said().contains(" would lie on fuse.bindfs, where SQLite loses data"),
                    program::said);
            assertTrue(Files.notExists(real.resolve("sub")));
        } finally {
            HostTool.works("umount", mount.toString());
        }
    }
}
