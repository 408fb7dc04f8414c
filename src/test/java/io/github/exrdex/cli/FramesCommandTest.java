package io.github.exrdex.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exrdex.Ran;
import io.github.exrdex.exr.Part;
import io.github.exrdex.file.FileState;
import io.github.exrdex.store.PathTokens;
import io.github.exrdex.support.DisklessIndex;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FramesCommandTest {
    /** {@code /renders/SHOW/SHOT/LAYER}. */
    private static final PathTokens TOKENS = path -> {
        String[] folders = path.split("/", -1);
        return folders.length > 5 ? Map.of("show", folders[2], "shot", folders[3], "layer", folders[4]) : Map.of();
    };

    private static final Part PLAIN = DisklessIndex.part("R", "G", "B");

    @TempDir
    static Path shared = Path.of("");

    private static Path database = Path.of("");

    @TempDir
    Path folder;

    @BeforeAll
    static void fill() {
        try (DisklessIndex index = new DisklessIndex(shared, "/renders", TOKENS)) {
            database = index.database();
            index.putFrames("abc/sh010/lgt/sh010.%04d.exr", 1001, 1024, PLAIN)
                    .putFrames("abc/sh010/fx/fx.%04d.exr", 1001, 1006, PLAIN)
                    .putFrames("abc/sh010/fx/fx.%04d.exr", 1008, 1010, PLAIN)
                    .put("abc/sh010/fx/fx.1012.exr", FileState.EMPTY)
                    .put("abc/sh010/fx/fx.1015.exr", FileState.TRUNCATED, PLAIN)
                    .put("abc/sh010/fx/fx.1016.exr", FileState.WRITING, PLAIN)
                    .putFrames("abc/sh020/lgt/sh020.%04d.exr", 1001, 1010, PLAIN)
                    .putFrames("abc/sh020/fx/fx.%04d.exr", 1001, 1010, PLAIN)
                    .putFrames("abc/sh030/lgt/sh030.%04d.exr", 1001, 1002, PLAIN)
                    .put("abc/sh030/lgt/sh030.1003.exr", FileState.WRITING)
                    .putFrames("abc/sh040/fx/twos.%04d.exr", 1001, 1001, PLAIN)
                    .putFrames("abc/sh040/fx/twos.%04d.exr", 1003, 1003, PLAIN)
                    .putFrames("abc/sh040/fx/twos.%04d.exr", 1005, 1005, PLAIN)
                    .put("abc/sh050/lgt/still.exr", FileState.CORRUPT)
                    .put("abc/sh050/lgt/whole.exr", FileState.COMPLETE, PLAIN)
                    .putFrames("abc/sh060/lgt/grows.%d.exr", 998, 1002, PLAIN)
                    .put("abc/sh070/lgt/was.0002.exr", FileState.COMPLETE, PLAIN)
                    .putFrames("abc/sh070/lgt/was.%04d.exr", 1, 3, PLAIN)
                    .remove("abc/sh070/lgt/was.0002.exr")
                    .swept(Ran.NOW_MS - 120_000);
        }
    }

    private static Ran frames(String... words) {
        return Ran.verb(database, "frames", words);
    }

    @Test
    void aTableSaysWhatIsMissingAndWhatIsBad() {
        Ran ran = Ran.onTerminal(200, "frames", "--db", database.toString(), "shot=sh010");
        assertEquals(
                List.of(
                        "PATTERN               VERDICT      FRAMES  MISSING              BAD                         WRITING"
                                + "  DIRECTORY",
                        "fx.1001-1016#.exr     defective  12 of 16  1007,1011,1013-1014  empty 1012; truncated 1015  1016   "
                                + "  /renders/abc/sh010/fx",
                        "sh010.1001-1024#.exr  complete   24 of 24  -                    -                           -      "
                                + "  /renders/abc/sh010/lgt"),
                ran.lines());
        assertTrue(ran.err().startsWith("2 sequences (1 complete, 1 defective), as of "), ran.err());
        assertEquals(ExitCode.NOTHING_FOUND, ran.code());
    }

    @Test
    void namesAreWrittenInTheStyleThatWasAskedFor() {
        String[] columns = {"fx.%04d.exr 1001-1016", "fx.$F4.exr", "fx.1001-1016@@@@.exr", "fx.????.exr"};
        String[] styles = {"nuke", "houdini", "rv", "glob"};
        for (int i = 0; i < styles.length; i++) {
            List<String> lines =
                    frames("shot=sh010", "layer=fx", "--seq-style", styles[i]).lines();
            assertEquals(columns[i], lines.get(1).split("\t", -1)[0]);
        }
        Ran wrong = frames("--seq-style", "maya");
        assertEquals(ExitCode.USAGE, wrong.code());
        assertEquals("exrdex: --seq-style maya is not one of fileseq, nuke, houdini, rv, glob\n", wrong.err());
    }

    @Test
    void completeSequencesAreClean() {
        Ran ran = frames("shot=sh020");
        assertEquals(ExitCode.FOUND, ran.code());
        assertEquals("", ran.err());
        assertEquals(3, ran.lines().size());
        assertEquals(ExitCode.FOUND, frames("shot=sh060").code(), "999 is followed by 1000");
    }

    @Test
    void aListForTheFarmHasWhatIsMissingAndWithBadWhatIsOfNoUse() {
        assertEquals(
                "1007,1011,1013-1014\n",
                frames("shot=sh010", "--format", "frames").out());
        assertEquals(
                "1007,1011-1015\n",
                frames("shot=sh010", "--bad", "--format", "frames").out(),
                "1016 is being written and needs no second render");
        assertEquals("", frames("shot=sh020", "--format", "frames").out());
    }

    @Test
    void aRangeIsWhatThereShouldBe() {
        Ran ran = frames("shot=sh020", "layer=lgt", "--range", "1001-1012", "--format", "jsonl");
        assertEquals(ExitCode.NOTHING_FOUND, ran.code());
        assertTrue(
                ran.out()
                        .contains("\"expected\":\"1001-1012\",\"expected_count\":12,\"present_count\":10,"
                                + "\"missing_count\":2,\"missing\":\"1011-1012\",\"empty\":null"),
                ran.out());
        ran = frames("shot=sh020", "layer=lgt", "--range", "1003-1008", "--format", "jsonl");
        assertEquals(ExitCode.FOUND, ran.code());
        assertTrue(ran.out().contains("\"beyond\":\"1001-1002,1009-1010\""), ran.out());
    }

    @Test
    void aSlateBeforeTheFirstFrameIsBeyondTheRangeAndNoFault() {
        Ran ran = frames("shot=sh060", "--range", "999-1002", "--format", "jsonl");
        assertEquals(ExitCode.FOUND, ran.code());
        assertTrue(ran.out().contains("\"missing_count\":0"), ran.out());
        assertTrue(ran.out().contains("\"beyond\":\"998\""), ran.out());
    }

    @Test
    void aRangeMayHaveSteps() {
        assertEquals(
                ExitCode.FOUND, frames("shot=sh040", "--range", "1001-1006x2").code());
        assertEquals(
                "1007,1009\n",
                frames("shot=sh040", "--range", "1001-1010x2", "--format", "frames")
                        .out());
        assertEquals("1002,1004\n", frames("shot=sh040", "--format", "frames").out());
        Ran wrong = frames("--range", "1001..1100");
        assertEquals(ExitCode.USAGE, wrong.code());
        assertEquals(
                "exrdex: \"1001..1100\" are no frames; write 1001-1100, 1001-1100x2 or 1001-1010,1020\n", wrong.err());
    }

    @Test
    void framesInTheScopeAreWhatThereShouldBe() {
        String place = "/renders/abc/sh020/lgt/sh020.";
        assertEquals(
                "1011-1012\n",
                frames(place + "1001-1012#.exr", "--format", "frames").out());
        assertEquals(
                "999-1000\n",
                frames(place + "999-1010#.exr", "--format", "frames").out());
        assertEquals(ExitCode.FOUND, frames(place + "1002-1004#.exr").code());
        assertEquals(ExitCode.FOUND, frames(place + "####.exr").code());
        assertEquals(
                "1011\n",
                frames(place + "1001-1012#.exr", "--range", "1001-1011", "--format", "frames")
                        .out(),
                "--range comes first");
    }

    @Test
    void anotherLayerOfTheSameShotSaysWhatThereShouldBe() {
        Ran ran = frames("layer=fx", "--like", "layer=lgt", "--format", "jsonl");
        assertEquals(3, ran.lines().size());
        assertTrue(ran.lines().get(0).contains("\"expected\":\"1001-1024\""), ran.out());
        assertTrue(ran.lines().get(0).contains("\"missing\":\"1007,1011,1013-1014,1017-1024\""), ran.out());
        assertTrue(ran.lines().get(1).contains("\"verdict\":\"complete\""), ran.out());
        assertTrue(ran.lines().get(2).contains("\"verdict\":\"unknown\""), ran.out());
        assertEquals(
                "exrdex: --like names nothing of the same show, seq and shot for 1 sequence, so what it should have is"
                        + " not known\n",
                ran.err());
        assertEquals(
                ExitCode.NOT_INDEXED,
                frames("shot=sh040", "--like", "shot=sh01*", "--like", "shot=sh02*")
                        .code());
    }

    @Test
    void aLoneModelIsMeantForEverything() {
        assertEquals(
                "1002,1004,1006-1010\n",
                frames("shot=sh040", "--like", "/renders/abc/sh020/lgt", "--format", "frames")
                        .out());
        Ran none = frames("shot=sh040", "--like", "layer=nothing");
        assertEquals(ExitCode.USAGE, none.code());
        assertEquals("exrdex: --like names no sequence of the index\n", none.err());
        assertEquals(
                "exrdex: --range and --like both say which frames there should be; use one of them\n",
                frames("--like", "layer=lgt", "--range", "1-2").err());
    }

    @Test
    void whatIsBeingWrittenIsNotComplete() {
        Ran ran = frames("shot=sh030", "--format", "jsonl");
        assertEquals(ExitCode.NOTHING_FOUND, ran.code());
        assertTrue(ran.out().contains("\"verdict\":\"writing\""), ran.out());
        assertTrue(ran.out().contains("\"writing\":\"1003\""), ran.out());
        assertEquals("", frames("shot=sh030", "--bad", "--format", "frames").out());
    }

    @Test
    void aFileWithoutAFrameNumberCountsAsOne() {
        Ran ran = frames("shot=sh050", "--format", "jsonl");
        assertTrue(ran.lines().get(0).contains("\"verdict\":\"defective\""), ran.out());
        assertTrue(ran.lines().get(0).contains("\"corrupt\":\"file\""), ran.out());
        assertTrue(ran.lines().get(1).contains("\"verdict\":\"complete\""), ran.out());
        assertEquals("", frames("shot=sh050", "--bad", "--format", "frames").out());
    }

    @Test
    void aFrameThatWentIsMissing() {
        assertEquals("2\n", frames("shot=sh070", "--format", "frames").out());
    }

    @Test
    void badListsOnlySequencesWithSomethingToDo() {
        Ran ran = frames("--bad", "--format", "jsonl", "layer=fx");
        assertEquals(2, ran.lines().size());
        assertEquals("4\n", frames("--bad", "--format", "count").out());
    }

    @Test
    void nothingIsCalledCompleteWhereAFolderCouldNotBeRead() {
        try (DisklessIndex index = new DisklessIndex(folder, "/renders", TOKENS)) {
            index.putFrames("abc/sh010/lgt/sh010.%04d.exr", 1001, 1003, PLAIN).flush();
            Ran never = Ran.ask(index.database(), "frames", "shot=sh010", "--format", "jsonl");
            assertEquals(ExitCode.NOT_INDEXED, never.code());
            assertTrue(never.out().contains("\"verdict\":\"unknown\""), never.out());
            assertEquals(
                    "exrdex: /renders was never seen completely, so nothing there is called complete; `exrdex scan` it,"
                            + " then ask again\n",
                    never.err());
            index.swept(Ran.NOW_MS - 500);
            assertEquals(ExitCode.FOUND, Ran.ask(index.database(), "frames").code());
            index.sweptInDoubt(Ran.NOW_MS, 2, 0);
            Ran unread = Ran.ask(index.database(), "frames");
            assertEquals(ExitCode.NOT_INDEXED, unread.code());
            assertTrue(unread.err().contains("the last sweep of /renders could not read 2 folders, so"), unread.err());
            index.sweptInDoubt(Ran.NOW_MS, 0, 3);
            Ran held = Ran.ask(index.database(), "frames");
            assertEquals(ExitCode.NOT_INDEXED, held.code());
            assertTrue(held.err().contains("3 files of /renders could not be found any more"), held.err());
            assertEquals(
                    ExitCode.NOTHING_FOUND,
                    Ran.ask(index.database(), "frames", "--range", "1001-1004").code(),
                    "what is certainly not there is still a violation");
        }
    }

    @Test
    void nothingInTheScopeIsNotClean() {
        Ran ran = frames("shot=sh999");
        assertEquals(ExitCode.NOTHING_FOUND, ran.code());
        assertFalse(ran.out().contains("sh0"), ran.out());
    }
}
