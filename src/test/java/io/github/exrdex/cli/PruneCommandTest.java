package io.github.exrdex.cli;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exrdex.Ran;
import io.github.exrdex.exr.HeaderProblem;
import io.github.exrdex.exr.ProblemKind;
import io.github.exrdex.file.FileKey;
import io.github.exrdex.file.FileState;
import io.github.exrdex.index.Spool;
import io.github.exrdex.index.Wish;
import io.github.exrdex.store.PathTokens;
import io.github.exrdex.support.DisklessIndex;
import io.github.exrdex.support.RunningDaemon;
import io.github.exrdex.support.TinyExr;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PruneCommandTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    /** Pairs of a table and what it points at; nothing may point at nothing. */
    private static final List<String> POINTERS = List.of(
            "file folder folder_id",
            "file sequence sequence_id",
            "file header header_id",
            "frame_values file file_id",
            "frame_slot header header_id",
            "problem file file_id",
            "sequence folder folder_id",
            "part header header_id",
            "part channel_set channel_set_id",
            "part attribute_set attribute_set_id",
            "channel channel_set channel_set_id",
            "set_attribute attribute_set attribute_set_id");

    @TempDir
    Path temp;

    private Path root = Path.of("");
    private Path database = Path.of("");

    @BeforeEach
    void makeRoot() throws IOException {
        root = Files.createDirectory(temp.toRealPath().resolve("renders"));
        database = temp.resolve("index.db");
    }

    private Ran ask(String... words) {
        return Ran.ask(database, words);
    }

    private String sql(String question) {
        return ask("sql", question).lines().stream().skip(1).reduce("", (all, line) -> all + line);
    }

    private void assertNothingPointsAtNothing() {
        for (String pointer : POINTERS) {
            String[] words = pointer.split(" ", -1);
            String lost = sql("SELECT count(*) FROM " + words[0] + " a WHERE a." + words[2]
                    + " IS NOT NULL AND NOT EXISTS (SELECT 1 FROM " + words[1] + " b WHERE b." + words[2] + " = a."
                    + words[2] + ")");
            assertEquals("0", lost, pointer);
        }
    }

    private DisklessIndex withGoneFiles() {
        DisklessIndex index = new DisklessIndex(temp, "/renders", PathTokens.NONE)
                .putFrames("a/stays.%04d.exr", 1, 4, DisklessIndex.part("R", "G"))
                .putFrames("a/mixed.%04d.exr", 1, 4, DisklessIndex.part("R", "G"))
                .putFrames("b/leaves.%04d.exr", 1, 3, DisklessIndex.part("Z"))
                .put(
                        "b/broken.exr",
                        FileState.EMPTY,
                        List.of(HeaderProblem.fatal(ProblemKind.EMPTY_FILE, 0, "0 bytes")));
        for (String gone : List.of("a/mixed.0001.exr", "b/leaves.0001.exr", "b/leaves.0002.exr", "b/leaves.0003.exr")) {
            index.remove(gone);
        }
        return index.remove("b/broken.exr").flush();
    }

    @Test
    void rowsOfOldGoneFilesLeaveWithAllThatOnlyTheyNeeded() {
        withGoneFiles().close();
        String living = ask("find", "--files", "--format", "tsv").out();
        String channels = sql("SELECT count(*) FROM v_channel c JOIN v_file f USING (file_id) WHERE gone_at IS NULL");

        Ran dry = ask("prune", "--gone-before", "30d", "--dry-run");
        assertEquals("would remove 5 files gone for more than 30 d, 2 sequences, 1 folder, 1 header\n", dry.out());
        assertEquals("12", sql("SELECT count(*) FROM file"));

        Ran ran = ask("prune", "--gone-before", "30d");
        assertEquals(ExitCode.FOUND, ran.code(), ran.err());
        assertEquals("removed 5 files gone for more than 30 d, 2 sequences, 1 folder, 1 header\n", ran.out());
        assertEquals(living, ask("find", "--files", "--format", "tsv").out());
        assertEquals(
                channels, sql("SELECT count(*) FROM v_channel c JOIN v_file f USING (file_id) WHERE gone_at IS NULL"));
        assertEquals("0", sql("SELECT count(*) FROM file WHERE state = 'gone'"));
        assertEquals("1", sql("SELECT count(*) FROM channel_set"));
        assertEquals("0", sql("SELECT count(*) FROM problem"));
        assertNothingPointsAtNothing();
    }

    @Test
    void whatIsGoneForAShorterTimeStays() {
        withGoneFiles().close();
        // Gone in November of 2023, some three years before the program believes that it runs.
        Ran ran = ask("prune", "--gone-before", "2000d");
        assertEquals("removed 0 files gone for more than 2000 d, 0 sequences, 0 folders, 0 headers\n", ran.out());
        assertEquals("12", sql("SELECT count(*) FROM file"));
    }

    @Test
    void thousandsOfRowsAreRemovedStepByStep() {
        try (DisklessIndex index = new DisklessIndex(temp, "/renders", PathTokens.NONE)) {
            index.putFrames("a/x.%05d.exr", 1, 5000, DisklessIndex.part("R"));
            for (int i = 1; i <= 4999; i++) {
                index.remove(String.format("a/x.%05d.exr", i));
            }
        }
        assertTrue(ask("prune", "--gone-before", "1d")
                .out()
                .startsWith("removed 4,999 files gone for more than 1 d, 0 seq"));
        assertEquals("1", sql("SELECT count(*) FROM file"));
        assertNothingPointsAtNothing();
    }

    private void emptyFiles(int count) throws IOException {
        Files.createDirectories(root.resolve("sh010"));
        for (int i = 0; i < count; i++) {
            Files.createFile(root.resolve("sh010/y." + i + ".exr"));
        }
    }

    private void deleteAll() throws IOException {
        try (Stream<Path> files = Files.list(root.resolve("sh010"))) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
    }

    private void scanWithHeldFiles() throws IOException {
        emptyFiles(200);
        ask("scan", root.toString());
        deleteAll();
        ask("scan", root.toString());
        assertEquals("200", sql("SELECT held_files FROM v_root"));
    }

    @Test
    void heldFilesAreGoneOnceSomebodyConfirmsIt() throws IOException {
        scanWithHeldFiles();
        assertTrue(sql("SELECT note FROM v_root").endsWith("run: exrdex prune --confirm " + root));

        Ran dry = ask("prune", "--confirm", root.toString(), "--dry-run");
        assertEquals("would take for gone: 200 files held below " + root + "\n", dry.out());
        assertEquals("0", sql("SELECT count(*) FROM v_file WHERE state = 'gone'"));

        Ran ran = ask("prune", "--confirm", root.toString());
        assertEquals(new Ran(ExitCode.FOUND, "200 files below " + root + " now gone\n", ""), ran);
        assertEquals("200", sql("SELECT count(*) FROM v_file WHERE state = 'gone'"));
        assertEquals("0", sql("SELECT held_files FROM v_root"));

        Ran again = ask("prune", "--confirm", root.toString());
        assertEquals(new Ran(ExitCode.NOTHING_FOUND, "", "exrdex: nothing is held below " + root + "\n"), again);
    }

    @Test
    void aRootThatWasDeletedIsGoneOnceSomebodyConfirmsIt() throws IOException {
        emptyFiles(3);
        ask("scan", root.toString());
        deleteAll();
        Files.delete(root.resolve("sh010"));
        Files.delete(root);

        assertEquals(
                "3 files below " + root + " now gone\n",
                ask("prune", "--confirm", root.toString()).out());
        assertEquals("3", sql("SELECT count(*) FROM v_file WHERE state = 'gone'"));
    }

    @Test
    void onlyARootCanBeConfirmed() throws IOException {
        emptyFiles(1);
        ask("scan", root.toString());
        Ran below = ask("prune", "--confirm", root.resolve("sh010").toString());
        assertEquals(ExitCode.NOT_INDEXED, below.code());
        assertEquals(
                "exrdex: " + root.resolve("sh010") + " is not a root itself; its root is " + root + "\n", below.err());
        assertEquals(
                ExitCode.NOT_INDEXED, ask("prune", "--confirm", "/elsewhere").code());
        assertEquals(ExitCode.USAGE, ask("prune").code());
    }

    @Test
    void aRunningDaemonIsAskedToTakeThemForGone() throws IOException, InterruptedException {
        scanWithHeldFiles();
        try (RunningDaemon daemon = RunningDaemon.polling(database, RunningDaemon.ASLEEP, root)) {
            await().atMost(SOON).until(() -> sql("SELECT mode FROM v_root").equals("poll"));

            Ran ran = ask("prune", "--confirm", root.toString());

            assertEquals(new Ran(ExitCode.FOUND, "200 files below " + root + " now gone\n", ""), ran);
            assertEquals("200", sql("SELECT count(*) FROM v_file WHERE state = 'gone'"));
            daemon.assertAlive();
        }
    }

    @Test
    void oneConfirmationIsGoodForOneSweep() throws IOException, InterruptedException {
        scanWithHeldFiles();
        try (RunningDaemon daemon = RunningDaemon.polling(database, RunningDaemon.ASLEEP, root)) {
            await().atMost(SOON).until(() -> sql("SELECT mode FROM v_root").equals("poll"));
            ask("prune", "--confirm", root.toString());
            emptyFiles(200);
            ask("notify", root.toString());
            await().atMost(SOON)
                    .until(() -> sql("SELECT count(*) FROM v_file WHERE state = 'empty'")
                            .equals("200"));
            deleteAll();
            ask("notify", root.toString());
            await().atMost(SOON)
                    .until(() -> sql("SELECT held_files FROM v_root").equals("200"));
            daemon.assertAlive();
        }
    }

    @Test
    void aConfirmationOfYesterdayCountsForNothing() throws IOException, InterruptedException {
        scanWithHeldFiles();
        Path wish = Spool.beside(database).put(new Wish.ConfirmGone(FileKey.of(root)));
        Files.setLastModifiedTime(wish, FileTime.fromMillis(System.currentTimeMillis() - 86_400_000));
        try (RunningDaemon daemon = RunningDaemon.polling(database, RunningDaemon.ASLEEP, root)) {
            await().atMost(SOON).until(() -> Files.notExists(wish));
            daemon.assertAlive();
        }
        assertEquals("200", sql("SELECT held_files FROM v_root"));
        assertEquals("0", sql("SELECT count(*) FROM v_file WHERE state = 'gone'"));
    }

    @Test
    void aRunningDaemonRemovesRowsAndGoesOnWithWhatItHadRemembered() throws IOException, InterruptedException {
        Path file = root.resolve("sh010/x.1001.exr");
        TinyExr.scanline(8, 8).writeTo(file);
        try (RunningDaemon daemon = RunningDaemon.polling(database, RunningDaemon.ASLEEP, root)) {
            await().atMost(SOON)
                    .until(() -> sql("SELECT count(*) FROM v_file WHERE state = 'complete'")
                            .equals("1"));
            Files.delete(file);
            ask("notify", file.toString());
            await().atMost(SOON).until(() -> sql("SELECT state FROM v_file").equals("gone"));

            // The clock of these questions stands before the daemon's, so that not even 0 s is long enough.
            assertEquals(
                    "removed 0 files gone for more than 0 s, 0 sequences, 0 folders, 0 headers\n",
                    ask("prune", "--gone-before", "0s").out());
            Path wish = Spool.beside(database).put(new Wish.Prune(System.currentTimeMillis() + 1000));
            await().atMost(SOON).until(() -> Files.notExists(wish));
            assertEquals("0", sql("SELECT count(*) FROM file"));
            assertEquals("0", sql("SELECT count(*) FROM header"));

            TinyExr.scanline(8, 8).writeTo(file);
            ask("notify", file.toString());
            await().atMost(SOON)
                    .until(() -> sql("SELECT count(*) > 0 FROM v_channel").equals("1"));
            assertNothingPointsAtNothing();
            daemon.assertAlive();
        }
    }

    @Test
    void whoeverElseHasTheIndexIsNotDisturbed() {
        try (DisklessIndex index = withGoneFiles()) {
            Ran ran = Ran.ask(index.database(), "prune", "--gone-before", "1d");
            assertEquals(ExitCode.DATABASE, ran.code());
            assertTrue(ran.err().contains("another exrdex is writing " + index.database()), ran.err());
        }
    }
}
