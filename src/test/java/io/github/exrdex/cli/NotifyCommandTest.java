package io.github.exrdex.cli;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exrdex.Ran;
import io.github.exrdex.support.RunningDaemon;
import io.github.exrdex.support.TinyExr;
import io.github.exrdex.support.WrittenExr;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NotifyCommandTest {
    private static final WrittenExr IMAGE = TinyExr.scanline(8, 8).written();
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    Path temp;

    private Path root = Path.of("");
    private Path database = Path.of("");
    private Path spool = Path.of("");

    @BeforeEach
    void scanARoot() throws IOException {
        root = Files.createDirectory(temp.toRealPath().resolve("renders"));
        database = temp.resolve("index.db");
        spool = temp.resolve("index.db.spool");
        image("sh010/x.1001.exr");
        image("sh010/x.1002.exr");
        assertEquals(ExitCode.FOUND, Ran.ask(database, "scan", root.toString()).code());
    }

    private Path image(String name) {
        return IMAGE.writeTo(root.resolve(name));
    }

    private Ran tell(Object... words) {
        return Ran.ask(
                database,
                Stream.concat(Stream.of("notify"), Stream.of(words).map(Object::toString))
                        .toArray(String[]::new));
    }

    private List<String> spooled() {
        try (Stream<Path> files = Files.list(spool)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private Map<String, String> states() {
        Map<String, String> states = new TreeMap<>();
        Ran.ask(database, "sql", "SELECT path, state FROM v_file").lines().stream()
                .skip(1)
                .map(line -> line.split("\t", -1))
                .forEach(cells -> states.put(root.relativize(Path.of(cells[0])).toString(), cells[1]));
        return states;
    }

    private void awaitStates(Map<String, String> expected) {
        await().atMost(SOON).untilAsserted(() -> {
            assertEquals(expected, states());
            assertEquals(List.of(), spooled());
        });
    }

    private String opened() {
        return Ran.ask(database, "scan", "--format", "json", root.toString())
                .out()
                .replaceFirst("(?s).*\"opened\":([0-9]+).*", "$1");
    }

    @Test
    void aDaemonThatHearsOfNothingLooksAtWhatItIsToldOf() throws IOException, InterruptedException {
        try (RunningDaemon daemon = RunningDaemon.polling(database, RunningDaemon.ASLEEP, root)) {
            awaitStates(Map.of("sh010/x.1001.exr", "complete", "sh010/x.1002.exr", "complete"));
            Files.delete(root.resolve("sh010/x.1001.exr"));
            IMAGE.cutInLastChunk().writeTo(root.resolve("sh010/x.1002.exr"));
            Path fresh = image("sh020/y.1001.exr");
            image("sh030/deep/z.exr");
            image("sh040/untold.exr");

            Ran ran = tell(
                    root.resolve("sh010/x.1001.exr"), root.resolve("sh010/x.1002.exr"), fresh, root.resolve("sh030"));

            assertEquals(new Ran(ExitCode.FOUND, "", ""), ran);
            awaitStates(Map.of(
                    "sh010/x.1001.exr", "gone",
                    "sh010/x.1002.exr", "truncated",
                    "sh020/y.1001.exr", "complete",
                    "sh030/deep/z.exr", "complete"));
            daemon.assertAlive();
        }
    }

    @Test
    void withoutADaemonTheNextScanServesIt() {
        assertEquals("0", opened());
        tell(root.resolve("sh010/x.1002.exr"));
        assertEquals(1, spooled().size());

        assertEquals("1", opened(), "it looks unchanged, and was opened because somebody said so");

        assertEquals(List.of(), spooled());
        assertEquals("0", opened());
    }

    @Test
    void theNextDaemonServesItToo() throws InterruptedException {
        tell(root.resolve("sh010/x.1002.exr"));
        try (RunningDaemon daemon = RunningDaemon.polling(database, RunningDaemon.ASLEEP, root)) {
            await().atMost(SOON).untilAsserted(() -> assertEquals(List.of(), spooled()));
            daemon.assertAlive();
        }
    }

    @Test
    void whatConcernsARootThatIsAwayWaitsForIt() throws IOException, InterruptedException {
        Path away = temp.resolve("away");
        try (RunningDaemon daemon = RunningDaemon.polling(database, RunningDaemon.ASLEEP, root)) {
            Files.move(root, away);
            // The daemon has seen that the root is away once it says so in the index.
            await().atMost(SOON)
                    .until(() -> Ran.ask(database, "sql", "SELECT note FROM v_root")
                            .out()
                            .contains("not there"));
            tell(root.resolve("sh010/x.1002.exr"));
            assertEquals(1, spooled().size());

            Files.move(away, root);

            awaitStates(Map.of("sh010/x.1001.exr", "complete", "sh010/x.1002.exr", "complete"));
            daemon.assertAlive();
        }
    }

    @Test
    void pathsBelowNoRootAreRefusedAndTheOthersTaken() {
        Ran ran = tell("/elsewhere/a.exr", root.resolve("sh010/x.1001.exr"), temp.resolve("renders2/b.exr"));

        assertEquals(ExitCode.NOT_INDEXED, ran.code());
        assertEquals(
                List.of(
                        "exrdex: /elsewhere/a.exr is not indexed; indexed are: " + root
                                + " (`exrdex scan DIR` adds a folder)",
                        "exrdex: " + temp.resolve("renders2/b.exr") + " is not indexed; indexed are: " + root
                                + " (`exrdex scan DIR` adds a folder)"),
                ran.err().lines().toList());
        assertEquals(1, spooled().size());
        assertEquals("1", opened());
    }

    @Test
    void stdinTakesAnyNameThatAFileCanHave() throws IOException, InterruptedException {
        List<String> names = List.of("new\nline.exr", "gr\u00fc\u00df.1001.exr", "-rf.exr", "50%25 off.exr", "a b.exr");
        StringBuilder stdin = new StringBuilder();
        for (String name : names) {
            stdin.append(image("sh020/" + name)).append('\0');
        }
        try (RunningDaemon daemon = RunningDaemon.polling(database, RunningDaemon.ASLEEP, root)) {
            Ran ran = Ran.run(Map.of("EXRDEX_DB", database.toString()), stdin.toString(), "notify", "-0");
            assertEquals(new Ran(ExitCode.FOUND, "", ""), ran);
            await().atMost(SOON).untilAsserted(() -> assertEquals(List.of(), spooled()));
            assertEquals(
                    "7\n",
                    Ran.ask(database, "find", "--files", "--format", "count").out());
            daemon.assertAlive();
        }
    }

    @Test
    void aHookMayHandOnAllThatATaskWrote() throws IOException {
        Path log = Files.writeString(root.resolve("sh010/render.log"), "done");
        assertEquals(new Ran(ExitCode.FOUND, "", ""), tell(log));
        assertEquals(List.of(), spooled());
        assertEquals(new Ran(ExitCode.FOUND, "", ""), tell("-0"));
        assertEquals(ExitCode.USAGE, tell().code());
    }

    @Test
    void whatIsLeftOutStaysOut() throws IOException {
        image(".snapshot/x.exr");
        image("sh010/tmp.12x.exr");
        tell(root.resolve(".snapshot/x.exr"), root.resolve(".snapshot"), root.resolve("sh010/tmp.12x.exr"));
        assertEquals("0", opened());
        assertEquals(List.of(), spooled());
        assertEquals(2, states().size());
    }

    @Test
    void aPathThroughALinkIsTheFileBehindIt() throws IOException {
        Path link = Files.createSymbolicLink(temp.resolve("link"), root);
        assertEquals(ExitCode.FOUND, tell(link.resolve("sh010/x.1001.exr")).code());
        assertEquals("1", opened());
    }

    @Test
    void whatIsNoWishOrHalfAWishDoesNoHarm() throws IOException {
        Files.createDirectories(spool);
        Files.writeString(spool.resolve("00000000000001-1-1.wish"), "look\n" + root + "/sh010/x.1001.exr\n");
        Files.write(spool.resolve("00000000000002-1-1.wish"), new byte[] {0, 1, 2, (byte) 0xff});
        Files.writeString(spool.resolve("00000000000003-1-1.wish"), "look\nnot/absolute\nend\n");
        Files.writeString(spool.resolve("00000000000004-1-1.wish"), "look\n" + root + "/../../etc/x.exr\nend\n");
        Files.writeString(spool.resolve("00000000000005-1-1.part"), "look\n" + root);
        Files.writeString(spool.resolve("00000000000006-1-1.wish"), "look\n/etc/x.exr\nend\n");
        Files.writeString(spool.resolve("00000000000007-1-1.wish"), "look\n" + root + "/%2e%2e/x.exr\nend\n");

        assertEquals("0", opened());

        assertEquals(
                List.of("00000000000005-1-1.part", "00000000000006-1-1.wish"),
                spooled(),
                "what is no wish is removed; what is no business of this root stays for whoever has it");
    }

    @Test
    void aSpoolThatTakesNothingIsToldInOneLine() throws IOException {
        Files.writeString(spool, "a file where the folder should be");
        Ran ran = tell(root.resolve("sh010/x.1001.exr"));
        assertEquals(ExitCode.DATABASE, ran.code());
        assertEquals(1, ran.err().lines().count(), ran.err());
        assertTrue(ran.err().startsWith("exrdex: cannot leave word in " + spool), ran.err());
    }

    @Test
    void thousandsOfPathsAreServedWithoutLoss() {
        StringBuilder stdin = new StringBuilder();
        for (int i = 0; i < 12_345; i++) {
            stdin.append(root.resolve("sh010/absent." + i + ".exr")).append('\0');
        }
        stdin.append(root.resolve("sh010/x.1001.exr")).append('\0');
        assertEquals(
                ExitCode.FOUND,
                Ran.run(Map.of("EXRDEX_DB", database.toString()), stdin.toString(), "notify", "-0")
                        .code());
        assertEquals(2, spooled().size());
        assertEquals("1", opened());
        assertEquals(List.of(), spooled());
        assertFalse(states().containsKey("sh010/absent.1.exr"));
    }
}
