package io.github.exrdex.hook;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exrdex.config.HookRule;
import io.github.exrdex.config.PathGlob;
import io.github.exrdex.config.PatternException;
import io.github.exrdex.file.FileState;
import io.github.exrdex.index.HookCounts;
import io.github.exrdex.index.IndexOptions;
import io.github.exrdex.index.IndexRoot;
import io.github.exrdex.index.Indexer;
import io.github.exrdex.support.Answers;
import io.github.exrdex.support.TinyExr;
import io.github.exrdex.support.WrittenExr;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hooks of an indexer that watches real files, with real commands. */
class HooksTest {
    private static final WrittenExr IMAGE = TinyExr.scanline(16, 8).written();
    private static final WrittenExr WIDER = TinyExr.scanline(20, 8).written();
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final IndexOptions QUICK =
            IndexOptions.DEFAULT.withPace(new IndexOptions.Pace(200, 600_000, 500, 3_600_000));

    @TempDir
    Path temp;

    private Path root = Path.of("");
    private Path told = Path.of("");
    private final List<Running> running = new ArrayList<>();

    @BeforeEach
    void makeRoot() throws IOException {
        root = Files.createDirectory(temp.toRealPath().resolve("renders"));
        told = Files.createFile(temp.resolve("told"));
    }

    @AfterEach
    void stopAll() throws InterruptedException {
        for (Running each : List.copyOf(running)) {
            each.stop();
        }
    }

    /** An indexer with hooks that watches on a thread of its own. */
    private final class Running {
        final Hooks hooks;
        final Indexer indexer;
        final Thread thread;

        Running(int mostWaiting, HookRule... rules) {
            hooks = new Hooks(
                    List.of(rules),
                    new HookPlace(
                            temp.resolve("index.db"),
                            Optional.of(temp.resolve("exrdex.toml")),
                            mostWaiting,
                            200,
                            System::currentTimeMillis,
                            System::nanoTime));
            indexer = Indexer.open(temp.resolve("index.db"), QUICK, hooks, System::currentTimeMillis);
            hooks.start();
            thread = new Thread(() -> {
                try {
                    indexer.watch(List.of(IndexRoot.of(root)), (count, watched, unwatched) -> {});
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            thread.start();
        }

        HookCounts counts() {
            return hooks.counts().get(0);
        }

        void stop() throws InterruptedException {
            running.remove(this);
            hooks.stop();
            indexer.stop();
            thread.join(20_000);
            indexer.close();
            hooks.close();
        }
    }

    /** Returns when the root was swept for the first time. */
    private Running watch(int mostWaiting, HookRule... rules) {
        Running started = new Running(mostWaiting, rules);
        running.add(started);
        await().atMost(SOON).until(() -> "1".equals(one("SELECT count(*) FROM root WHERE identity IS NOT NULL")));
        return started;
    }

    private Running watch(HookRule... rules) {
        return watch(Hook.MOST_WAITING, rules);
    }

    private String one(String sql) {
        return Answers.one(temp.resolve("index.db"), sql);
    }

    private static HookRule.Pace pace(int atOnce, int batch) {
        return new HookRule.Pace(0, 60, atOnce, batch);
    }

    private HookRule onFiles(HookRule.Pace pace, String script, FileState... states) {
        return new HookRule("cut", Set.of(states), List.of(), List.of("sh", "-c", script, "sh", told.toString()), pace);
    }

    /** Puts what it reads, and a line end of its own, behind the file. */
    private HookRule tellOf(FileState... states) {
        return onFiles(pace(1, 1), "cat >>\"$1\"", states);
    }

    private HookRule tellOfSequences() {
        return new HookRule(
                "whole",
                Set.of(),
                List.of(),
                List.of("sh", "-c", "cat >>\"$1\"", "sh", told.toString()),
                new HookRule.Pace(1, 60, 1, 1));
    }

    /** At once: a file that grows has states on its way. */
    private Path put(WrittenExr file, String name) {
        try {
            Path place = root.resolve(name);
            Files.createDirectories(place.getParent());
            return Files.move(file.writeTo(temp.resolve("fresh")), place, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path image(String name) {
        return put(IMAGE, name);
    }

    private Path cut(String name) {
        return put(IMAGE.cutInLastChunk(), name);
    }

    private List<String> told() {
        try {
            return Files.readAllLines(told);
        } catch (IOException e) {
            return List.of(e.toString());
        }
    }

    private List<String> awaitTold(int lines) {
        await().atMost(SOON).until(() -> told().size() >= lines);
        return told();
    }

    private static String word(String line, String name) {
        Matcher value = Pattern.compile("\"" + name + "\":(\"[^\"]*\"|[^,}]*)").matcher(line);
        return value.find() ? value.group(1).replace("\"", "") : "absent";
    }

    private static List<String> words(String line, String... names) {
        return Stream.of(names).map(name -> word(line, name)).toList();
    }

    /** A file that nobody is told of, so that all that was written before it is known to be in the index. */
    private void awaitIndexed(String name) {
        image(name);
        await().atMost(SOON)
                .until(() -> "1"
                        .equals(one("SELECT count(*) FROM v_file WHERE state = 'complete' AND name = '"
                                + Path.of(name).getFileName() + "'")));
    }

    @Test
    void aFileThatReachesAStateIsToldWithWhatIsKnownOfIt() {
        image("sh010/x.1001.exr");
        watch(tellOf(FileState.TRUNCATED));

        Path file = cut("sh010/x.1002.exr");

        String line = awaitTold(1).get(0);
        assertEquals(
                List.of(
                        "cut",
                        "file",
                        file.toString(),
                        "truncated",
                        "null",
                        "1002",
                        "x.1001-1002#.exr",
                        root.toString()),
                words(line, "hook", "event", "path", "state", "before", "frame", "sequence", "root"));
        assertEquals(String.valueOf(file.toFile().length()), word(line, "sizeBytes"));
        assertTrue(line.contains("\"problems\":[{\"severity\":\"fatal\",\"kind\":"), line);
        assertEquals("null", word(line, "shot"), "nobody told what the folders mean");
    }

    @Test
    void theStateBeforeIsToldAndARenderThatIsWrittenAnewIsCompleteAgain() {
        watch(tellOf(FileState.TRUNCATED, FileState.COMPLETE, FileState.GONE));
        image("x.exr");
        awaitTold(1);
        cut("x.exr");
        awaitTold(2);
        image("x.exr");
        awaitTold(3);
        put(WIDER, "x.exr");
        awaitTold(4);
        assertTrue(root.resolve("x.exr").toFile().delete());
        assertEquals(
                List.of(
                        "null>complete",
                        "complete>truncated",
                        "truncated>complete",
                        "complete>complete",
                        "complete>gone"),
                awaitTold(5).stream()
                        .map(line -> word(line, "before") + ">" + word(line, "state"))
                        .toList());
    }

    @Test
    void whatIsThereWhenARootIsMetIsNotToldAndWhatChangedWhileNobodyWatchedIs() throws Exception {
        image("old.exr");
        cut("oldcut.exr");
        watch(tellOf(FileState.COMPLETE, FileState.TRUNCATED));
        cut("young.exr");
        assertEquals(
                "young.exr",
                Path.of(word(awaitTold(1).get(0), "path")).getFileName().toString());
        running.get(0).stop();

        image("oldcut.exr");
        watch(tellOf(FileState.COMPLETE, FileState.TRUNCATED));

        assertEquals(List.of("truncated", "complete"), words(awaitTold(2).get(1), "before", "state"));
        image("end.exr");
        assertEquals(
                "end.exr",
                Path.of(word(awaitTold(3).get(2), "path")).getFileName().toString());
    }

    @Test
    void aSequenceIsToldOnceWhenItsLastMissingFrameHasLandedAndAgainWhenAFrameWasRenderedAnew() throws Exception {
        watch(tellOfSequences());
        image("sh010/x.1001.exr");
        image("sh010/x.1004.exr");
        image("sh010/single.1.exr");
        image("sh010/nonumber.exr");
        cut("sh010/x.1002.exr");
        image("sh010/x.1003.exr");
        Running watching = running.get(0);
        // Judged, and not found whole.
        await().atMost(SOON)
                .until(
                        () -> "4"
                                .equals(
                                        one(
                                                "SELECT count(*) FROM file WHERE state = 'complete' AND frame > 1000 OR state = 'truncated'")));
        await().atMost(SOON).until(() -> watching.counts().waiting() == 0);
        assertEquals(List.of(), told());

        image("sh010/x.1002.exr");

        String line = awaitTold(1).get(0);
        assertEquals(
                List.of("whole", "sequence", root + "/sh010/x.1001-1004#.exr", "complete", "1001", "1004", "4"),
                words(line, "hook", "event", "path", "state", "firstFrame", "lastFrame", "frameCount"));
        await().atMost(SOON)
                .until(() ->
                        watching.counts().waiting() == 0 && watching.counts().running() == 0);
        assertEquals(1, told().size());

        put(WIDER, "sh010/x.1003.exr");

        assertEquals("4", word(awaitTold(2).get(1), "frameCount"));
    }

    @Test
    void aSequenceIsNotToldWhileAFileOfItIsToBeLookedAtAgain() throws Exception {
        Running watching = watch(tellOfSequences());
        image("x.1.exr");
        await().atMost(SOON).until(() -> "1".equals(one("SELECT count(*) FROM file WHERE recheck_at IS NULL")));
        await().atMost(SOON).until(() -> watching.counts().waiting() == 0);
        update("UPDATE file SET recheck_at = 4102444800000");
        image("x.2.exr");
        await().atMost(SOON).until(() -> watching.counts().waiting() == 1);
        image("y.1.exr");
        image("y.2.exr");
        assertEquals("y.1-2@.exr", word(awaitTold(1).get(0), "sequence"));

        update("UPDATE file SET recheck_at = NULL");

        assertEquals("x.1-2@.exr", word(awaitTold(2).get(1), "sequence"));
    }

    private void update(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + temp.resolve("index.db"));
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    @Test
    void onlyPathsThatAHookIsAboutAreTold() throws PatternException {
        HookRule all = tellOf(FileState.COMPLETE);
        watch(new HookRule("some", all.states(), List.of(PathGlob.parse("**/light*/**")), all.command(), all.pace()));
        image("plates/x.exr");
        image("lighting/x.exr");
        image("lighting/y.exr");
        assertTrue(awaitTold(2).stream().allMatch(line -> line.contains("/lighting/")), told().toString());
    }

    @Test
    void aHookCanAskTheIndexForItIsToldWhereItIs() {
        watch(onFiles(pace(1, 1), "echo \"$EXRDEX_DB $EXRDEX_CONFIG\" >>\"$1\"", FileState.COMPLETE));
        image("x.exr");
        assertEquals(
                temp.resolve("index.db") + " " + temp.resolve("exrdex.toml"),
                awaitTold(1).get(0));
    }

    @Test
    void theIndexGoesOnWhileAHookHangsAndWhatItCannotFollowIsCounted() throws Exception {
        Path go = temp.resolve("go");
        Running watching = watch(
                3,
                onFiles(
                        pace(1, 1),
                        "cat >>\"$1\"; until test -e '" + go + "'; do sleep 0.05; done",
                        FileState.TRUNCATED));
        cut("x.1.exr");
        awaitTold(1);
        for (int i = 2; i <= 9; i++) {
            cut("x." + i + ".exr");
        }
        await().atMost(SOON).until(() -> "9".equals(one("SELECT count(*) FROM file WHERE state = 'truncated'")));
        awaitIndexed("end.exr");
        await().atMost(SOON).until(() -> watching.counts().dropped() == 5);
        assertEquals(new HookCounts("cut", 3, 1, 0, 0, 0, 5), watching.counts());
        Files.createFile(go);
        await().atMost(SOON).until(() -> watching.counts().equals(new HookCounts("cut", 0, 0, 4, 0, 0, 5)));
        assertEquals(4, told().size());
    }

    @Test
    void noMoreRunAtOnceThanAreAllowedAndABatchIsHandedToOneRun() throws Exception {
        Path go = temp.resolve("go");
        Running watching = watch(onFiles(
                pace(2, 3),
                "n=$(wc -l); until test -e '" + go + "'; do sleep 0.05; done; echo $n >>\"$1\"",
                FileState.TRUNCATED));
        cut("x.1.exr");
        await().atMost(SOON).until(() -> watching.counts().running() == 1);
        cut("x.2.exr");
        await().atMost(SOON).until(() -> watching.counts().running() == 2);
        for (int i = 3; i <= 6; i++) {
            cut("x." + i + ".exr");
        }
        await().atMost(SOON).until(() -> watching.counts().waiting() == 4);
        assertEquals(2, watching.counts().running());
        Files.createFile(go);
        await().atMost(SOON).until(() -> watching.counts().runs() == 4);
        assertEquals(
                List.of("1", "1", "1", "3"),
                told().stream().map(String::strip).sorted().toList());
    }

    @Test
    void aFileThatHasMovedOnBeforeTheCommandRunsIsNotToldInItsOldState() throws Exception {
        Path go = temp.resolve("go");
        Running watching = watch(onFiles(
                pace(1, 1), "cat >>\"$1\"; until test -e '" + go + "'; do sleep 0.05; done", FileState.TRUNCATED));
        cut("first.exr");
        awaitTold(1);
        cut("copy.exr");
        await().atMost(SOON).until(() -> watching.counts().waiting() == 1);
        image("copy.exr");
        await().atMost(SOON)
                .until(() ->
                        "1".equals(one("SELECT count(*) FROM v_file WHERE state = 'complete' AND name = 'copy.exr'")));
        cut("last.exr");
        await().atMost(SOON).until(() -> watching.counts().waiting() == 2);
        Files.createFile(go);
        await().atMost(SOON).until(() -> watching.counts().runs() == 2);
        assertEquals(
                List.of(root + "/first.exr", root + "/last.exr"),
                told().stream().map(line -> word(line, "path")).toList());
    }

    @Test
    void failuresAreCountedAndDoNotStopTheHook() {
        Running watching = watch(
                onFiles(pace(1, 1), "exit 7", FileState.TRUNCATED),
                new HookRule("missing", Set.of(FileState.TRUNCATED), List.of(), List.of("/nowhere/x"), pace(1, 1)),
                onFiles(new HookRule.Pace(0, 1, 1, 1), "sleep 1000", FileState.TRUNCATED));
        cut("x.exr");
        await().atMost(SOON).until(() -> watching.hooks.counts().stream().allMatch(counts -> counts.runs() == 1));
        assertEquals(
                List.of(
                        new HookCounts("cut", 0, 0, 1, 1, 0, 0),
                        new HookCounts("missing", 0, 0, 1, 1, 0, 0),
                        new HookCounts("cut", 0, 0, 1, 1, 1, 0)),
                watching.hooks.counts());
        cut("y.exr");
        await().atMost(SOON).until(() -> watching.hooks.counts().stream().allMatch(counts -> counts.runs() == 2));
    }

    @Test
    void aHookThatRunsWhenAllIsStoppedIsGivenAMomentAndThenKilled() throws Exception {
        Path pid = temp.resolve("pid");
        Running watching = watch(
                onFiles(pace(1, 1), "cat >>\"$1\"; echo $$ >'" + pid + "'; exec sleep 1000", FileState.TRUNCATED));
        cut("x.exr");
        await().atMost(SOON).until(() -> Files.exists(pid) && Files.size(pid) > 0);
        long number = Long.parseLong(Files.readString(pid).strip());
        cut("y.exr");
        await().atMost(SOON).until(() -> watching.counts().waiting() == 1);
        watching.stop();
        assertFalse(ProcessHandle.of(number).filter(ProcessHandle::isAlive).isPresent());
        assertEquals(1, told().size(), "nothing is started any more");
    }
}
