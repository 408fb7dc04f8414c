package io.github.exrdex.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exrdex.Ran;
import io.github.exrdex.file.FileKey;
import io.github.exrdex.index.Spool;
import io.github.exrdex.index.Wish;
import io.github.exrdex.store.IndexDatabase;
import io.github.exrdex.support.TinyExr;
import io.github.exrdex.support.WrittenExr;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a host has to give differs from host to host; these ask about the index alone. */
class DoctorCommandTest {
    private static final WrittenExr IMAGE = TinyExr.scanline(8, 8).written();

    /** Those that speak of the machine that the test runs on. */
    private static final List<String> OF_HOST = List.of(
            "locale",
            "open files",
            "temporary folder",
            "database place",
            "free space",
            "inotify watches",
            "inotify instances");

    @TempDir
    Path temp;

    private Path root = Path.of("");
    private Path database = Path.of("");

    @BeforeEach
    void scanARoot() throws IOException {
        root = Files.createDirectory(temp.toRealPath().resolve("renders"));
        database = temp.resolve("index.db");
        for (int frame = 1001; frame <= 1020; frame++) {
            IMAGE.writeTo(root.resolve("sh010/x." + frame + ".exr"));
        }
        assertEquals(ExitCode.FOUND, Ran.ask(database, "scan", root.toString()).code());
    }

    private Ran doctor(String... words) {
        return Ran.verb(database, "doctor", words);
    }

    /** Check to {@code result: found}, those of the host left out. */
    private static Map<String, String> checks(Ran ran) {
        Map<String, String> checks = new TreeMap<>();
        ran.lines().stream()
                .skip(1)
                .map(line -> line.split("\t", -1))
                .filter(cells -> !OF_HOST.contains(cells[0]))
                .forEach(cells -> checks.put(cells[0], cells[1] + ": " + cells[2]));
        return checks;
    }

    private static String advice(Ran ran, String check) {
        return ran.lines().stream()
                .map(line -> line.split("\t", -1))
                .filter(cells -> cells[0].equals(check))
                .map(cells -> cells[3])
                .reduce("", (all, one) -> all + one);
    }

    @Test
    void aHookWhoseProgramIsNotThereFails() throws IOException {
        Path config = Files.writeString(temp.resolve("exrdex.toml"), """
                [[on]]
                name = "here"
                state = ["truncated"]
                command = ["sh", "-c", "x"]
                [[on]]
                name = "not-here"
                sequence = "complete"
                command = ["bin/tell"]
                [[on]]
                name = "nowhere"
                sequence = "complete"
                command = ["no-such-program-here"]
                """);
        Files.createDirectory(temp.resolve("bin"));
        Files.createFile(temp.resolve("bin/tell"));
        Ran ran = Ran.run(
                Map.of("EXRDEX_DB", database.toString(), "EXRDEX_CONFIG", config.toString(), "PATH", "/usr/bin::/bin"),
                "",
                "doctor");
        assertEquals(ExitCode.NOTHING_FOUND, ran.code());
        Map<String, String> checks = checks(ran);
        assertTrue(List.of("ok: /usr/bin/sh", "ok: /bin/sh").contains(checks.get("hook here")), checks.toString());
        assertEquals(
                "fail: " + temp.resolve("bin/tell") + ": no such program, or not executable",
                checks.get("hook not-here"));
        assertEquals(
                "fail: no-such-program-here on the PATH: no such program, or not executable",
                checks.get("hook nowhere"));
        assertTrue(advice(ran, "hook not-here").contains("change the command of [[on]] not-here"), ran.out());
    }

    private void update(String sql) {
        try (IndexDatabase index = IndexDatabase.open(database);
                Handle handle = index.writeHandle()) {
            handle.execute(sql);
        }
    }

    @Test
    void anIndexInOrderHasNothingToDo() {
        Map<String, String> checks = checks(doctor());
        String sqlite = checks.remove("sqlite");
        assertTrue(String.valueOf(sqlite).startsWith("ok: 3."), sqlite);
        assertEquals(
                Map.of(
                        "daemon",
                        "ok: never ran on this index, so it is as fresh as its last scan",
                        "index",
                        "ok: schema " + IndexDatabase.SCHEMA_VERSION,
                        "integrity",
                        "ok: sound",
                        "root " + root,
                        "ok: can be read, mode scan",
                        "sample",
                        "ok: 20 files compared with the disk, all as the index says",
                        "spool",
                        "ok: empty",
                        "write-ahead log",
                        "ok: 0 MiB"),
                checks);
        assertEquals(
                "ok: sound, every index and every count compared with its table",
                checks(doctor("--full")).get("integrity"));
    }

    @Test
    void aSequenceThatIsCountedAsSomethingElseThanItsFilesIsFound() {
        update("UPDATE sequence SET counted_bytes = counted_bytes + 1 WHERE sequence_id = 1");

        assertEquals("ok: sound", checks(doctor()).get("integrity"));
        assertEquals(
                "fail: damaged: sequences with a count that is not that of their files: 1",
                checks(doctor("--full")).get("integrity"));
    }

    @Test
    void everyHostCheckIsThere() {
        List<String> names = doctor().lines().stream()
                .map(line -> line.replaceFirst("\t.*", ""))
                .toList();
        assertTrue(names.containsAll(OF_HOST), names.toString());
    }

    @Test
    void theExitCodeSaysWhetherSomethingIsNotOk() throws IOException {
        Ran ran = doctor();
        boolean well = ran.lines().stream().skip(1).allMatch(line -> line.contains("\tok\t"));
        assertEquals(well ? ExitCode.FOUND : ExitCode.NOTHING_FOUND, ran.code(), ran.out());
        Files.move(root, temp.resolve("away"));
        assertEquals(ExitCode.NOTHING_FOUND, doctor().code());
    }

    @Test
    void aRootThatIsAwayFailsAndItsFilesAreNotHeldAgainstTheIndex() throws IOException {
        Files.move(root, temp.resolve("away"));
        Ran ran = doctor();
        assertEquals(
                "fail: is not there, what the index knows of it is kept",
                checks(ran).get("root " + root));
        assertTrue(advice(ran, "root " + root).contains("exrdex prune --confirm " + root), ran.out());
        assertEquals(
                "ok: 0 files compared with the disk, all as the index says",
                checks(ran).get("sample"));
    }

    @Test
    void heldFilesAndUnfinishedSweepsWarn() {
        update("UPDATE root SET held_files = 300");
        assertEquals(
                "warn: 300 files vanished at once and are kept",
                checks(doctor()).get("root " + root));
        update("UPDATE root SET held_files = 0, unread_folders = 2");
        assertEquals(
                "warn: 2 folders could not be listed by the last sweep",
                checks(doctor()).get("root " + root));
        update("UPDATE root SET unread_folders = 0, sweep_completed_at = NULL");
        assertEquals("warn: was never seen completely", checks(doctor()).get("root " + root));
    }

    @Test
    void aSampleThatDiffersWarns() throws IOException {
        for (int frame = 1001; frame <= 1020; frame++) {
            Files.write(root.resolve("sh010/x." + frame + ".exr"), new byte[] {1});
        }
        Ran ran = doctor();
        String sample = String.valueOf(checks(ran).get("sample"));
        assertTrue(sample.matches("warn: 20 files compared with the disk, 20 differ: .* is 1, mtime .*"), sample);
        assertTrue(advice(ran, "sample").contains("exrdex audit"), ran.out());
        assertEquals(
                "ok: 0 files compared with the disk, all as the index says",
                checks(doctor("--sample", "0")).get("sample"));
    }

    @Test
    void theDaemonsHealthIsTold() {
        String row = "INSERT OR REPLACE INTO daemon VALUES (1, 4711, 1, %d, %s, '{\"roots\":[{\"watchedFolders\":9}],"
                + "\"watchedFolders\":700,\"unwatchedFolders\":40}')";
        update(String.format(row, Ran.NOW_MS - 3000, "NULL"));
        Ran running = doctor();
        assertEquals(
                "ok: process 4711, last sign of life 3 s ago", checks(running).get("daemon"));
        assertTrue(
                running.out().contains(" for 740 folders, 40 of them cannot be watched and are polled\t"),
                running.out());
        assertTrue(advice(running, "inotify watches").contains("fs.inotify.max_user_watches = 524288"), running.out());
        update(String.format(row, Ran.NOW_MS - 3_600_000, "NULL"));
        assertEquals(
                "fail: process 4711 died or hangs, last sign of life 3600 s ago",
                checks(doctor()).get("daemon"));
        update(String.format(row, Ran.NOW_MS - 3_600_000, "5"));
        assertEquals("warn: was stopped", checks(doctor()).get("daemon"));
    }

    @Test
    void wishesThatNobodyServesWarn() throws IOException {
        Path wish = Spool.beside(database).put(new Wish.Look(List.of(FileKey.of(root))));
        Files.setLastModifiedTime(wish, FileTime.fromMillis(Ran.NOW_MS - 59_000));
        assertEquals("ok: 1 waiting, the oldest for 59 s", checks(doctor()).get("spool"));
        Files.setLastModifiedTime(wish, FileTime.fromMillis(Ran.NOW_MS - 90_000));
        assertEquals("warn: 1 waiting, the oldest for 90 s", checks(doctor()).get("spool"));
    }

    @Test
    void aDamagedIndexIsFoundAndLeftAsItIs() throws IOException {
        DamagedIndex.damage(database);
        byte[] before = Files.readAllBytes(database);
        Ran ran = doctor();
        assertEquals(ExitCode.DATABASE, ran.code(), ran.out());
        assertTrue(String.valueOf(checks(ran).get("integrity")).startsWith("fail: damaged: "), ran.out());
        assertArrayEquals(before, Files.readAllBytes(database));
    }

    @Test
    void withoutAnIndexTheHostIsCheckedAllTheSame() throws IOException {
        Path none = temp.resolve("none/index.db");
        Ran ran = Ran.ask(none, "doctor");
        assertEquals(ExitCode.DATABASE, ran.code());
        assertTrue(String.valueOf(checks(ran).get("index")).startsWith("fail: no index at " + none), ran.out());
        assertTrue(ran.out().contains("open files\t"), ran.out());
        assertEquals(false, Files.exists(none.resolve("..")));
        Path garbage = Files.write(temp.resolve("garbage.db"), new byte[5000]);
        assertEquals(ExitCode.DATABASE, Ran.ask(garbage, "doctor").code());
    }

    @Test
    void peopleGetATableAndThenWhatToDo() throws IOException {
        Files.move(root, temp.resolve("away"));
        Ran ran = Ran.onTerminal(120, "doctor", "--db", database.toString());
        String[] halves = ran.out().split("\nWhat to do:\n", -1);
        assertEquals(2, halves.length, ran.out());
        assertTrue(halves[0].startsWith("CHECK "), ran.out());
        assertTrue(halves[1].contains("  root " + root + ": mount it; "), ran.out());
    }

    @Test
    void programsGetRowsWithNames() {
        Ran ran = doctor("--format", "jsonl");
        assertTrue(
                ran.lines().contains("{\"check\":\"spool\",\"result\":\"ok\",\"found\":\"empty\",\"advice\":null}"),
                ran.out());
        assertEquals(ExitCode.USAGE, doctor("--format", "paths").code());
        assertEquals(ExitCode.USAGE, doctor("--sample", "-1").code());
        assertTrue(
                Arrays.asList(doctor("--format", "json").out().split("\n", -1)).contains("]"));
    }
}
