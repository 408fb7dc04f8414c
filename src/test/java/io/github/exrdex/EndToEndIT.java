package io.github.exrdex;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.exrdex.cli.ExitCode;
import io.github.exrdex.support.TinyExr;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged program, started by its launcher as a user starts it: from folder to answer, and from mistake to advice. */
class EndToEndIT {
    @TempDir
    Path temp;

    private Path renders = Path.of("");
    private Installed exrdex = Installed.here(Path.of(""));

    @BeforeEach
    void installAndRender() throws IOException {
        Path folder = temp.toRealPath();
        exrdex = Installed.here(folder)
                .with("EXRDEX_DB", folder.resolve("index.db").toString());
        renders = folder.resolve("renders");
        for (int frame = 1001; frame <= 1003; frame++) {
            TinyExr.scanline(16, 8)
                    .channels("R", "G", "B", "crypto_asset00.R")
                    .string("cryptomatte/1/name", "crypto_asset")
                    .writeTo(renders.resolve("sh010/sh010." + frame + ".exr"));
            TinyExr.scanline(16, 8).channels("R", "G", "B").writeTo(renders.resolve("sh020/sh020." + frame + ".exr"));
        }
        Path cut = TinyExr.scanline(16, 8).written().cutInLastChunk().writeTo(renders.resolve("sh020/sh020.1005.exr"));
        Files.setLastModifiedTime(cut, FileTime.from(Instant.now().minusSeconds(86_400)));
    }

    private static void refused(Installed.Ran ran, int code, String... parts) {
        assertEquals(code, ran.code(), ran::toString);
        assertEquals("", ran.out());
        assertEquals(1, ran.err().lines().count(), ran::err);
        assertTrue(ran.err().startsWith("exrdex"), ran::err);
        assertFalse(ran.err().contains("Exception"), ran::err);
        for (String part : parts) {
            assertTrue(ran.err().contains(part), ran::err);
        }
    }

    private static void answered(Installed.Ran ran, String... lines) {
        assertEquals(ExitCode.FOUND, ran.code(), ran::toString);
        assertEquals(List.of(lines), ran.out().lines().toList());
        assertEquals("", ran.err());
    }

    @Test
    void theDemoFindsTheFaultsThatItPlanted() {
        Installed.Ran demo = exrdex.run("demo", temp.resolve("demo").toString());
        assertEquals(ExitCode.FOUND, demo.code(), demo::toString);
        Stream.of(
                        "complete 34  truncated 1\n",
                        "\nsh030_beauty_v001\\.1001-1008#\\.exr .*\nsh030_fx_v001\\.1001-1004#\\.exr .*\n\n2\\.",
                        "/sh010_beauty_v002\\.1006\\.exr  truncated .* beyond the end\n\n3\\.",
                        "\nsh020   *001   *sh020_beauty_v001\\.1001-1008#\\.exr   *1\n\n4\\.")
                .forEach(answer ->
                        assertTrue(Pattern.compile(answer).matcher(demo.out()).find(), answer + " in " + demo.out()));
    }

    @Test
    void whatIsScannedCanBeFoundShownAndAskedFor() {
        Installed.Ran scan = exrdex.run("scan", renders.toString());
        assertEquals(ExitCode.FOUND, scan.code(), scan::toString);
        assertTrue(scan.out().contains("new 7  changed 0  unchanged 0  gone 0\n"), scan::out);

        answered(exrdex.run("find", "--lacks", "cryptomatte", "--format", "frames"), "1001-1003,1005");
        answered(
                exrdex.run("find", "--state", "truncated", "--format", "paths"),
                renders.resolve("sh020/sh020.1005.exr").toString());
        answered(
                exrdex.run("sql", "SELECT frame, state FROM v_file WHERE name GLOB 'sh020*' AND frame > 1002"),
                "frame\tstate",
                "1003\tcomplete",
                "1005\ttruncated");
        Installed.Ran shown = exrdex.run("show", renders + "/sh010/sh010.1001.exr", "--format", "json");
        assertEquals(ExitCode.FOUND, shown.code(), shown::toString);
        assertTrue(shown.out().contains("\"crypto_asset00.R\""), shown::out);
        assertTrue(exrdex.run("status").out().contains("files\ttruncated\tcount\t1\n"));

        Installed.Ran nothing = exrdex.run("find", "--has", "R", "--lacks", "R");
        assertEquals(ExitCode.NOTHING_FOUND, nothing.code(), nothing::toString);
        refused(exrdex.run("find", temp.resolve("elsewhere").toString()), ExitCode.NOT_INDEXED, "elsewhere");
    }

    @Test
    void pipesLoopsAndClosedFoldersDoNotStopAScan() throws IOException, InterruptedException {
        assumeTrue(made(renders.resolve("pipe.exr")), "skipped: mkfifo is not here");
        Files.createSymbolicLink(renders.resolve("round"), renders);
        Files.createSymbolicLink(renders.resolve("self.exr"), Path.of("self.exr"));
        Path closed = Files.createDirectory(renders.resolve("closed"), PosixFilePermissions.asFileAttribute(Set.of()));

        Installed.Ran scan = exrdex.run("scan", renders.toString());

        assertEquals(ExitCode.FOUND, scan.code(), scan::toString);
        assertTrue(scan.out().contains("new 8 "), scan::out); // seven files and the pipe
        assertTrue(scan.out().contains("symbolic links not followed: 1\n"), scan::out);
        answered(
                exrdex.run(
                        "sql",
                        "SELECT state, detail FROM v_file JOIN v_problem USING (file_id) WHERE name = 'pipe.exr'"),
                "state\tdetail",
                "not_exr\tis a named pipe");
        if (!Files.isReadable(closed)) { // who is root may read everything
            assertTrue(scan.out().contains("folders that could not be read: 1 "), scan::out);
        }
        refused(exrdex.run("scan", renders + "/pipe.exr"), ExitCode.USAGE, "pipe.exr");
        refused(exrdex.run("scan", renders + "/gone"), ExitCode.USAGE, "no such folder: " + renders + "/gone");
    }

    private static boolean made(Path pipe) throws InterruptedException {
        try {
            return new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void anIndexThatCannotBeUsedIsNamedWithACure() throws IOException, SQLException {
        Path database = temp.resolve("newer.db");
        Installed newer = exrdex.with("EXRDEX_DB", database.toString());
        assertEquals(ExitCode.FOUND, newer.run("scan", renders.toString()).code());
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA user_version = 99");
        }
        refused(newer.run("find"), ExitCode.DATABASE, "newer exrdex (schema 99", "--db");
        refused(newer.run("scan", renders.toString()), ExitCode.DATABASE, "newer exrdex (schema 99", "--db");

        Path text =
                Files.writeString(temp.resolve("notes.txt"), "no database, but text that is long enough\n".repeat(40));
        refused(exrdex.run("find", "--db", text.toString()), ExitCode.DATABASE, "not a database");
        Installed.Ran debug = exrdex.run("find", "--debug", "--db", text.toString());
        assertEquals(ExitCode.DATABASE, debug.code());
        assertTrue(debug.err().contains("\tat io.github.exrdex."), debug::err);

        refused(exrdex.run("find"), ExitCode.NOT_INDEXED, "exrdex scan DIR");
    }

    @Test
    void aPlaceThatTakesNoFilesIsNamedWithACure() {
        assumeTrue(Files.isDirectory(Path.of("/proc/self")), "skipped: no folder that refuses root too");
        refused(
                exrdex.run("scan", renders.toString(), "--db", "/proc/exrdex/index.db"),
                ExitCode.DATABASE,
                "cannot make the folder /proc/exrdex",
                "--db");
        refused(exrdex.run("scan", renders.toString(), "--db", "/proc/index.db"), ExitCode.DATABASE, "/proc", "--db");
    }

    @Test
    void aWrongWordIsNamedWithTheNearestRightOne() throws IOException {
        Path config = Files.writeString(temp.resolve("exrdex.toml"), "[index]\nworker = 3\n");
        refused(
                exrdex.run("scan", renders.toString(), "--config", config.toString()),
                ExitCode.USAGE,
                config + ":2:1: unknown key worker",
                "workers");
        Installed.Ran debug = exrdex.without("EXRDEX_DB").run("status", "--debug", "--config", config.toString());
        assertEquals(ExitCode.USAGE, debug.code(), debug::toString);
        assertTrue(debug.err().contains("\tat io.github.exrdex."), debug::err);
        refused(exrdex.run("find", "--lack", "Z"), ExitCode.USAGE, "--lacks");
        refused(exrdex.run("fnd"), ExitCode.USAGE, "find");
    }

    @Test
    void theLauncherFindsItsFolderAndAJava() throws IOException {
        Path java = Path.of(System.getProperty("java.home", ""));
        Path tools = Files.createDirectory(temp.resolve("tools"));
        for (String tool : List.of("dirname", "readlink")) {
            Files.copy(Installed.onPath(tool), tools.resolve(tool), StandardCopyOption.COPY_ATTRIBUTES);
        }
        Installed bare = exrdex.with("PATH", tools.toString());
        refused(bare.without("JAVA_HOME").run("--version"), ExitCode.USAGE, "no Java found", "JAVA_HOME");
        answered(bare.with("JAVA_HOME", java.toString()).run("--version"), exrdex.version());
        answered(
                bare.without("JAVA_HOME")
                        .with("PATH", tools + ":" + java.resolve("bin"))
                        .run("--version"),
                exrdex.version());

        Path spaced = temp.resolve("a folder with spaces");
        Installed copied = exrdex.copiedTo(spaced.resolve("ex rdex"));
        Path link = Files.createSymbolicLink(temp.resolve("latest"), copied.launcher());
        Path relative = Files.createSymbolicLink(temp.resolve("exrdex"), Path.of("latest"));
        Installed linked = copied.startedAs(relative).in(spaced).with("EXRDEX_DB", "index of today.db");
        assertTrue(Files.isSymbolicLink(link));
        Path frame = TinyExr.scanline(8, 8).writeTo(spaced.resolve("my renders/a b.1001.exr"));
        assertEquals(ExitCode.FOUND, linked.run("scan", "my renders").code());
        answered(
                linked.run("find", "./my renders", "--format", "paths"),
                spaced.toRealPath()
                        .resolve("my renders")
                        .resolve(frame.getFileName())
                        .toString());
        assertTrue(Files.exists(spaced.resolve("index of today.db")));
    }

    @Test
    void theShellCompletesNamesOfTheIndexAndManHasEveryVerb() {
        assertEquals(ExitCode.FOUND, exrdex.run("scan", renders.toString()).code());
        String pressTab = """
                PATH=${0%/*}:$PATH
                exec bash -c 'source <(exrdex completion bash)
                  COMP_LINE="exrdex find --lacks crypto" COMP_POINT=26 COMP_WORDBREAKS=" ="
                  _exrdex && printf "%s\\n" "${COMPREPLY[@]}"'
                """;
        answered(exrdex.shell(pressTab), "crypto_asset00", "cryptomatte");
        Path pages = exrdex.launcher().resolveSibling("../share/man/man1").normalize();
        for (String verb : List.of("", "-find", "-watch", "-ask", "-tokens-test", "-completion")) {
            assertTrue(Files.isRegularFile(pages.resolve("exrdex" + verb + ".1")), verb);
        }
    }

    @Test
    void aLaterStartIsPreparedInTheUsersCacheAndAnswersTheSame() throws IOException {
        Path cache = temp.resolve("cache");
        Installed quick = exrdex.with("EXRDEX_QUICK_START", "on").with("XDG_CACHE_HOME", cache.toString());
        assertEquals(ExitCode.FOUND, quick.run("scan", renders.toString()).code());
        List<Path> prepared = await().atMost(2, TimeUnit.MINUTES)
                .until(() -> entries(cache.resolve("exrdex")), ended -> {
                    return ended.size() == 1
                            && ended.get(0).getFileName().toString().matches("start-[0-9]+");
                });
        assertTrue(Files.size(prepared.get(0).resolve("classes")) > 1_000_000);
        answered(quick.run("find", "--lacks", "cryptomatte", "--format", "frames"), "1001-1003,1005");
        refused(quick.run("find", "--lack", "Z"), ExitCode.USAGE, "--lacks");
        // Whoever brings flags of his own is started without ours, which might not go with them.
        answered(
                quick.with("EXRDEX_JAVA_OPTS", "-Xshare:off")
                        .run("find", "--lacks", "cryptomatte", "--format", "frames"),
                "1001-1003,1005");
        assertEquals(prepared, entries(cache.resolve("exrdex")));
        refused(
                exrdex.with("EXRDEX_QUICK_START", "on")
                        .with("XDG_CACHE_HOME", "/proc/nowhere")
                        .run("find", "--lack", "Z"),
                ExitCode.USAGE,
                "--lacks");
    }

    /** Without the first every look at a file makes a map, without the second the kernel reads ahead. */
    @Test
    void theManifestOpensWhatTheJdkKnowsOfAFile() throws IOException {
        try (JarFile jar = new JarFile(exrdex.jar().toFile())) {
            assertEquals(
                    "java.base/sun.nio.fs java.base/sun.nio.ch",
                    jar.getManifest().getMainAttributes().getValue("Add-Opens"));
        }
    }

    private static List<Path> entries(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.toList();
        }
    }

    @Test
    void fileNamesStayWholeInAnyLocale() {
        // As bytes: this test itself may run in a locale that has no such letters.
        Path german = Path.of(URI.create("file://" + renders + "/sch%C3%B6n.1001.exr"));
        TinyExr.scanline(8, 8).writeTo(german);
        Installed posix = exrdex.with("LC_ALL", "POSIX");
        assertEquals(ExitCode.FOUND, posix.run("scan", renders.toString()).code());
        answered(posix.run("find", "--format", "paths", renders + "/sh010/../sh010"), sh010());
        answered(
                posix.shell("exec \"$0\" find \"$1\"/sch*1001.exr --format paths", renders.toString()),
                renders + "/sch\u00f6n.1001.exr");
    }

    private String[] sh010() {
        return Stream.of(1001, 1002, 1003)
                .map(frame -> renders + "/sh010/sh010." + frame + ".exr")
                .toArray(String[]::new);
    }
}
