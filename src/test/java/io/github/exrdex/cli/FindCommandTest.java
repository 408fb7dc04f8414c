package io.github.exrdex.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exrdex.Ran;
import io.github.exrdex.exr.AttributeValue;
import io.github.exrdex.exr.HeaderProblem;
import io.github.exrdex.exr.Part;
import io.github.exrdex.exr.ProblemKind;
import io.github.exrdex.file.FileKey;
import io.github.exrdex.file.FileState;
import io.github.exrdex.store.PathTokens;
import io.github.exrdex.support.DisklessIndex;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FindCommandTest {
    /** {@code /renders/SHOW/SHOT/LAYER} or {@code /renders/SHOW/SHOT/aov/AOV}. */
    private static final PathTokens TOKENS = path -> {
        String[] folders = path.split("/", -1);
        Map<String, String> tokens = new HashMap<>();
        if (folders.length > 5) {
            tokens.put("show", folders[2]);
            tokens.put("shot", folders[3]);
            tokens.put(folders[4].equals("aov") ? "aov" : "layer", folders[folders.length - 2]);
        }
        return tokens;
    };

    private static final Part PLAIN = DisklessIndex.part("R", "G", "B", "A", "diffuse.R", "diffuse.G");
    private static final Part WITH_CRYPTO =
            DisklessIndex.part("R", "G", "B", "A", "diffuse.R", "diffuse.G", "CryptoObject00.R");

    @TempDir
    static Path shared = Path.of("");

    private static Path database = Path.of("");

    @TempDir
    Path folder;

    /** Every test only asks; those that need other files make an index of their own. */
    @BeforeAll
    static void fill() {
        try (DisklessIndex index = new DisklessIndex(shared, "/renders", TOKENS)) {
            database = index.database();
            index.putFrames("abc/sh010/lgt/sh010_lgt.%04d.exr", 1001, 1002, WITH_CRYPTO)
                    .put("abc/sh010/lgt/sh010_lgt.1004.exr", FileState.COMPLETE, WITH_CRYPTO)
                    .put(
                            "abc/sh010/lgt/sh010_lgt.1005.exr",
                            FileState.TRUNCATED,
                            List.of(HeaderProblem.fatal(
                                    ProblemKind.CHUNKS_BEYOND_END, 400, "30 of 68 chunks beyond the end")),
                            WITH_CRYPTO)
                    .put(
                            "abc/sh010/lgt/sh010_lgt.1006.exr",
                            FileState.EMPTY,
                            List.of(HeaderProblem.fatal(ProblemKind.EMPTY_FILE, 0, "0 bytes")))
                    .putFrames("abc/sh020/lgt/sh020_lgt.%04d.exr", 1001, 1003, PLAIN)
                    .putFrames("abc/sh030/lgt/sh030_lgt.%04d.exr", 1001, 1002, WITH_CRYPTO)
                    .put("abc/sh030/lgt/sh030_lgt.1003.exr", FileState.COMPLETE, PLAIN)
                    .put(
                            "abc/sh040/lgt/parts.0999.exr",
                            FileState.COMPLETE,
                            DisklessIndex.named(0, "specular", "R", "G", "B"),
                            DisklessIndex.named(1, "emission", "R", "G", "B"))
                    .put("abc/sh050/aov/sheen/sheen.0001.exr", FileState.COMPLETE, DisklessIndex.part("R", "G", "B"))
                    .put("abc/sh050/lgt/was.0001.exr", FileState.COMPLETE, PLAIN)
                    .put("still.exr", FileState.COMPLETE, DisklessIndex.part("Y"))
                    .remove("abc/sh050/lgt/was.0001.exr")
                    .swept(Ran.NOW_MS - 120_000);
        }
    }

    private static Ran find(String... words) {
        return Ran.verb(database, "find", words);
    }

    /** The paths of an answer, without the root. */
    private static List<String> paths(String... words) {
        List<String> all = new ArrayList<>(Arrays.asList(words));
        all.addAll(List.of("--format", "paths"));
        Ran ran = find(all.toArray(String[]::new));
        return ran.lines().stream()
                .map(path -> path.substring("/renders/".length()))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {60, 80, 120})
    void everyAnswerFitsTheTerminal(int widthChars) {
        for (String line : List.of(
                "find",
                "find --files",
                "find --by shot",
                "find --columns pattern,res,compression,layer,shot,show",
                "channels",
                "channels --by sequence",
                "frames",
                "drift",
                "values channel",
                "stats --by compression,type,state",
                "du")) {
            List<String> words = new ArrayList<>(List.of(line.split(" ", -1)));
            words.addAll(List.of("--db", database.toString()));
            Ran ran = Ran.onTerminal(widthChars, words.toArray(String[]::new));
            assertTrue(ran.code() <= ExitCode.NOTHING_FOUND, ran::toString);
            assertTrue(
                    ran.lines().stream().allMatch(text -> TextWidth.of(text) <= widthChars),
                    () -> line + "\n" + ran.out());
        }
    }

    @Test
    void aTableForPeopleFitsTheirTerminal() {
        Ran ran = Ran.onTerminal(105, "find", "--db", database.toString(), "/renders/abc/sh010", "/renders/abc/sh030");
        assertEquals(
                "PATTERN                   FRAMES  MISSING  BAD     SIZE  STATE                     DIRECTORY",
                ran.lines().get(0));
        assertEquals(
                "sh010_lgt.1001-1006#.exr       5        1    2  4.9 KiB  complete,truncated,empty"
                        + "  /renders/abc/sh010/lgt",
                ran.lines().get(1));
        assertEquals("2 sequences, as of " + PlainText.time(Ran.NOW_MS - 120_000) + " (2 m ago)\n", ran.err());
        assertEquals(ExitCode.FOUND, ran.code());
    }

    @Test
    void aPipeGetsColumnsForProgramsAndNoFooter() {
        Ran ran = find("/renders/abc/sh010");
        assertEquals(
                List.of(
                        "pattern\tdirectory\tfirst_frame\tlast_frame\tframe_count\tmatching_count\tmissing_count"
                                + "\tbad_count\tsize_bytes\tstates\tshow\tseq\tshot\ttask\tlayer\taov\tversion\tview",
                        "sh010_lgt.1001-1006#.exr\t/renders/abc/sh010/lgt\t1001\t1006\t5\t5\t1\t2\t5000"
                                + "\tcomplete,truncated,empty\tabc\t\tsh010\t\tlgt\t\t\t"),
                ran.lines());
        assertEquals("", ran.err());
    }

    @Test
    void findsWhatHasAnAovHoweverItWasWritten() {
        assertEquals(
                List.of("abc/sh010/lgt/sh010_lgt.1001.exr", "abc/sh010/lgt/sh010_lgt.1002.exr"),
                paths("--has", "CryptoObject00", "--limit", "2"));
        assertEquals(List.of("abc/sh040/lgt/parts.0999.exr"), paths("--has", "specular"));
        assertEquals(List.of("abc/sh040/lgt/parts.0999.exr"), paths("--has", "specular,emission"));
        assertEquals(List.of("abc/sh050/aov/sheen/sheen.0001.exr"), paths("--has", "sheen"));
        assertEquals(List.of("still.exr"), paths("--has", "Y"));
        assertEquals(6, paths("--has", "diffuse.G", "--has", "C*").size());
    }

    @Test
    void bareColourInANamedPartIsNotTheBeauty() {
        assertFalse(paths("--has", "beauty").contains("abc/sh040/lgt/parts.0999.exr"));
        assertTrue(paths("--has", "beauty").contains("abc/sh020/lgt/sh020_lgt.1001.exr"));
        assertTrue(paths("--lacks", "beauty").contains("abc/sh040/lgt/parts.0999.exr"));
    }

    @Test
    void absenceListsSequencesWithAnyFrameThatLacksIt() {
        Ran ran = Ran.onTerminal(
                200, "find", "--db", database.toString(), "--lacks", "CryptoObject00", "layer=lgt", "shot=sh0[123]*");
        assertEquals(ExitCode.NOTHING_FOUND, ran.code(), "a bracket is a bracket");
        ran = Ran.onTerminal(
                200, "find", "--db", database.toString(), "--lacks", "Crypto*", "shot=sh02?", "shot=sh030");
        assertTrue(ran.lines().get(1).startsWith("sh020_lgt.1001-1003#.exr       3 "), ran.out());
        assertTrue(ran.lines().get(2).startsWith("sh030_lgt.1001-1003#.exr  1 of 3 "), ran.out());
        assertEquals(3, ran.lines().size());
    }

    @Test
    void absenceLeavesOutFilesThatCannotTellAndSaysSo() {
        Ran ran = find("--lacks", "emission", "/renders/abc/sh010", "--format", "paths");
        assertEquals(4, ran.lines().size());
        assertFalse(ran.out().contains("1006"), ran.out());
        assertEquals(
                "exrdex: 1 file without a readable header is left out, for what it lacks cannot be told\n", ran.err());
    }

    @Test
    void anAovInThePathCountsAsPresent() {
        assertFalse(paths("--lacks", "sheen").contains("abc/sh050/aov/sheen/sheen.0001.exr"));
        assertTrue(paths("--lacks", "sheen").contains("abc/sh020/lgt/sh020_lgt.1001.exr"));
    }

    @Test
    void aMisspeltNameGetsASuggestion() {
        Ran ran = find("--has", "difuse");
        assertEquals(ExitCode.NOTHING_FOUND, ran.code());
        assertEquals("exrdex: nothing is called \"difuse\"; did you mean \"diffuse\" (10 files)?\n", ran.err());
        assertEquals(
                "exrdex: nothing is called \"diffuse.X\"; did you mean \"diffuse.G\" (10 files)?\n",
                find("--has", "diffuse.X").err());
        assertEquals(
                "exrdex: nothing is called \"volumetrics\"\n",
                find("--has", "volumetrics").err());
        assertEquals(
                "exrdex: nothing is called like \"vol*\"\n",
                find("--has", "vol*").err());
    }

    @Test
    void statesAreFoundAndGoneFilesOnlyWhereAskedFor() {
        assertEquals(
                List.of("abc/sh010/lgt/sh010_lgt.1005.exr", "abc/sh010/lgt/sh010_lgt.1006.exr"),
                paths("--state", "truncated,empty"));
        assertEquals(List.of("abc/sh050/lgt/was.0001.exr"), paths("--state", "gone"));
        assertFalse(paths().contains("abc/sh050/lgt/was.0001.exr"));
        assertFalse(paths("--state", "complete").contains("abc/sh050/lgt/was.0001.exr"));
        assertEquals(
                "exrdex: no state is called \"broken\"; there are writing, complete, incomplete, truncated, empty,"
                        + " corrupt, not_exr, unreadable, gone\n",
                find("--state", "broken").err());
    }

    @Test
    void filesSayWhatIsWrongWithThem() {
        Ran ran = find("--files", "--state", "truncated", "--format", "jsonl");
        assertEquals(
                "{\"path\":\"/renders/abc/sh010/lgt/sh010_lgt.1005.exr\",\"state\":\"truncated\",\"size_bytes\":1000,"
                        + "\"mtime_ns\":1700000000000000004,\"frame\":1005,\"problem\":\"30 of 68 chunks beyond the end\","
                        + "\"show\":\"abc\",\"seq\":null,\"shot\":\"sh010\",\"task\":null,\"layer\":\"lgt\",\"aov\":null,"
                        + "\"version\":null,\"view\":null}\n",
                ran.out());
    }

    @Test
    void framesAreListedForTheFarm() {
        assertEquals(
                List.of("1001-1002,1004-1006", "1001-1003"),
                find("/renders/abc/sh010", "/renders/abc/sh020", "--format", "frames")
                        .lines());
        assertEquals(
                List.of("1005-1006"),
                find("shot=sh010", "--state", "truncated,empty", "--format", "frames")
                        .lines());
        assertEquals(1, find("--format", "frames", "--limit", "1").lines().size());
        assertEquals(
                ExitCode.NOTHING_FOUND,
                find("/renders/still.exr", "--format", "frames").code());
    }

    @Test
    void aPatternFindsItsFrames() {
        assertEquals(
                List.of("abc/sh010/lgt/sh010_lgt.1002.exr", "abc/sh010/lgt/sh010_lgt.1004.exr"),
                paths("/renders/abc/sh010/lgt/sh010_lgt.1002-1005#.exr", "--state", "complete"));
        assertEquals(
                List.of("abc/sh010/lgt/sh010_lgt.1001.exr", "abc/sh010/lgt/sh010_lgt.1005.exr"),
                paths("/renders/abc/sh010/lgt/sh010_lgt.1001-1006x4#.exr"));
        assertEquals(5, paths("/renders/abc/sh010/lgt/sh010_lgt.####.exr").size());
        assertEquals(3, paths("/renders/abc/sh020/lgt/sh020_lgt.%04d.exr").size());
        assertEquals(3, paths("/renders/abc/sh020/lgt/sh020_lgt.@@@@.exr").size());
        assertEquals(
                3, paths("/renders/abc/sh020/lgt/sh020_lgt.@.exr").size(), "no leading zeros, so any padding fits");
        assertEquals(0, paths("/renders/abc/sh020/lgt/sh020_lgt.@@@@@.exr").size());
        assertEquals(3, paths("/renders/abc/sh020/lgt/sh020_lgt.*.exr").size());
        assertEquals(3, paths("/renders/abc/sh020/lgt/sh020_lgt.????.exr").size());
        assertEquals(3, paths("/renders/abc/sh020/lgt/sh020_lgt.$F4.exr").size());
        assertEquals(
                2, paths("/renders/abc/sh020/lgt/sh020_lgt.%04d.exr 1002-1003").size());
        assertEquals(
                2,
                paths("/renders/abc/sh020/lgt/sh020_lgt.%04d.exr", "1002-1003").size());
        assertEquals(1, paths("/renders/abc/sh040/lgt/parts.#.exr").size());
        assertEquals(0, paths("/renders/abc/sh040/lgt/parts.@@@.exr").size(), "0999 is padded to four for certain");
    }

    @Test
    void everyPatternThatIsPrintedIsUnderstood() {
        Ran printed = Ran.ask(database, "sql", "SELECT directory || '/' || pattern FROM v_sequence ORDER BY 1");
        List<String> patterns = printed.lines().subList(1, printed.lines().size());
        List<String> found = find("--format", "tsv").lines().stream()
                .skip(1)
                .map(line -> line.split("\t", -1))
                .map(fields -> fields[1] + "/" + fields[0])
                .sorted()
                .toList();
        assertEquals(patterns, found);
        for (String pattern : patterns) {
            assertEquals("1", find(pattern, "--format", "count").out().strip(), pattern);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"fileseq", "nuke", "houdini", "rv", "glob"})
    void sequencesPrintedInAnyStyleAreUnderstood(String style) {
        List<String> names = find("show=abc", "--seq-style", style).lines().stream()
                .skip(1)
                .map(line -> line.split("\t", -1))
                .map(fields -> fields[1] + "/" + fields[0])
                .toList();
        assertEquals(5, names.size());
        for (String name : names) {
            assertEquals("1", find(name, "--format", "count").out().strip(), name);
        }
    }

    @Test
    void aSequenceIsWrittenInTheStyleThatWasAskedFor() {
        assertEquals(
                "sh020_lgt.%04d.exr 1001-1003",
                find("shot=sh020", "--seq-style", "nuke").lines().get(1).split("\t", -1)[0]);
        assertEquals(
                "exrdex: --seq-style maya is not one of fileseq, nuke, houdini, rv, glob\n",
                find("--seq-style", "maya").err());
    }

    @Test
    void severalPlacesAreAnyOfThemAndTokensNarrow() {
        assertEquals(
                "3",
                find("--format", "count", "/renders/abc/sh010", "/renders/abc/sh020", "/renders/still.exr")
                        .out()
                        .strip());
        assertEquals(
                "1",
                find("--format", "count", "/renders/abc", "shot=sh010").out().strip());
        assertEquals(
                "2",
                find("--format", "count", "shot=sh010", "shot=sh02*", "show=abc")
                        .out()
                        .strip());
        assertEquals(ExitCode.NOTHING_FOUND, find("shot=sh010", "show=xyz").code());
    }

    @Test
    void aShellMayNameThousandsOfFiles() {
        List<String> words = new ArrayList<>(List.of("--format", "count", "--files"));
        IntStream.range(0, 2000).forEach(i -> words.add("/renders/abc/sh010/lgt/sh010_lgt." + (1001 + i) + ".exr"));
        assertEquals("5", find(words.toArray(String[]::new)).out().strip());
        words.clear();
        IntStream.range(0, 2000).forEach(i -> words.add("shot=sh" + i));
        assertEquals(ExitCode.USAGE, find(words.toArray(String[]::new)).code());
    }

    @Test
    void aTokenThatNoPathHasIsExplained() {
        Ran ran = find("task=lighting");
        assertEquals(ExitCode.NOTHING_FOUND, ran.code());
        assertEquals(
                "exrdex: no path in the index says its task; a [[template]] of the config tells where paths do\n",
                ran.err());
    }

    @Test
    void aScopeOutsideTheRootsIsNotIndexed() {
        Ran ran = find("/elsewhere/abc");
        assertEquals(ExitCode.NOT_INDEXED, ran.code());
        assertEquals(
                "exrdex: /elsewhere/abc is not indexed; indexed are: /renders (`exrdex scan DIR` adds a folder)\n",
                ran.err());
        assertEquals("", ran.out());
        assertEquals(ExitCode.NOT_INDEXED, find("/rendersXL").code());
        assertEquals(ExitCode.NOT_INDEXED, find("/elsewhere/shot.####.exr").code());
        assertEquals(ExitCode.NOTHING_FOUND, find("/renders/abc/sh999").code());
        assertEquals(ExitCode.FOUND, find("/").code(), "all roots are below it");
    }

    @Test
    void wordsThatMeanNothingAreRefusedInOneLine() {
        for (String[] words : new String[][] {
            {"/renders/shot*.exr"},
            {"--seq-style", "maya"},
            {"sho=sh010"},
            {"shot="},
            {""},
            {"/renders/a.1100-1001#.exr"},
            {"--attr", "> 5"},
            {"--attr", "owner =="},
            {"--limit", "0"},
            {"--limit", "many"},
            {"--max-age", "soon"},
            {"--format", "xml"},
            {"--hass", "x"},
        }) {
            Ran ran = find(words);
            assertEquals(ExitCode.USAGE, ran.code(), Arrays.toString(words));
            assertEquals(1, ran.err().lines().count(), ran.err());
            assertEquals("", ran.out());
        }
    }

    @Test
    void followsALinkToThePlaceThatIsIndexed() throws IOException {
        Path real = Files.createDirectories(folder.resolve("disk1/renders")).toRealPath();
        Path link = Files.createSymbolicLink(folder.resolve("projects"), folder.resolve("disk1"));
        Path own = Files.createDirectory(folder.resolve("own"));
        try (DisklessIndex index = new DisklessIndex(own, real.toString(), PathTokens.NONE)) {
            index.put("a/b.0001.exr", FileState.COMPLETE, PLAIN).flush();
            Ran ran = Ran.ask(index.database(), "find", link + "/renders/a", "--format", "paths");
            assertEquals(List.of(real + "/a/b.0001.exr"), ran.lines());
            assertEquals(
                    ran.out(),
                    Ran.ask(index.database(), "find", link + "/renders/a/b.#.exr", "--format", "paths")
                            .out());
        }
    }

    @Test
    void pathsAreTheBytesThatTheSystemHas() throws IOException {
        Path own = Files.createDirectory(folder.resolve("own"));
        try (DisklessIndex index = new DisklessIndex(own, "/renders", PathTokens.NONE)) {
            index.put(
                            new FileKey("/renders/caf%C3%A9%0Aone%1B[31m.0001.exr".replace("[", "%5B")),
                            FileState.COMPLETE,
                            5,
                            List.of(),
                            List.of(PLAIN))
                    .flush();
            Ran raw = Ran.ask(index.database(), "find", "--format", "paths0");
            assertEquals("/renders/caf\u00e9\none\u001b[31m.0001.exr\0", raw.out());
            Ran table = Ran.ask(index.database(), "find", "--format", "table", "--files");
            assertTrue(table.out().contains("/renders/caf\u00e9\\none\\x1b[31m.0001.exr"), table.out());
            assertEquals(2, table.lines().size());
            Ran tsv = Ran.ask(index.database(), "find", "--format", "tsv", "--files");
            assertEquals(2, tsv.lines().size());
        }
    }

    @Test
    void attributesCompareAsNumbersWhereTheyAreNumbers() throws IOException {
        Path own = Files.createDirectory(folder.resolve("own"));
        try (DisklessIndex index = new DisklessIndex(own, "/r", PathTokens.NONE)) {
            for (int frame = 1; frame <= 9; frame++) {
                index.put(
                        "a.000" + frame + ".exr",
                        FileState.COMPLETE,
                        DisklessIndex.with(
                                PLAIN,
                                DisklessIndex.attribute(
                                        "renderTime", "float", new AttributeValue.FloatNumber(frame * 10 + 0.5f)),
                                DisklessIndex.attribute(
                                        "samples", "string", new AttributeValue.Text(Integer.toString(frame * 4))),
                                DisklessIndex.attribute("owner", "string", new AttributeValue.Text("Ada \"A\" Lane"))));
            }
            index.put("b.0001.exr", FileState.COMPLETE, PLAIN).flush();
            Path other = index.database();
            assertEquals("6-9", frames(other, "renderTime > 50.5"));
            assertEquals("5-9", frames(other, "renderTime>=50.5"));
            assertEquals("1", frames(other, "renderTime == 10.50"));
            assertEquals("1-4,6-9", frames(other, "renderTime != 50.5"));
            assertEquals("3-9", frames(other, "samples > 9"), "text that is a number compares as one");
            assertEquals("1-9", frames(other, "owner ~ Lane"));
            assertEquals("1-9", frames(other, "owner ~ ^Ada .* L.ne$"));
            assertEquals("", frames(other, "owner ~ lane"));
            assertEquals("1-9", frames(other, "owner"));
            assertEquals("1-9", frames(other, "owner == \"Ada \"A\" Lane\""));
            assertEquals("1-9", frames(other, "owner < Bob"));
            assertEquals(
                    "exrdex: no attribute is called \"rendertim\"; did you mean \"renderTime\"?\n",
                    Ran.ask(other, "find", "--attr", "rendertim > 5").err());
        }
    }

    private static String frames(Path index, String test) {
        return Ran.ask(index, "find", "--attr", test, "--format", "frames")
                .out()
                .strip();
    }

    @Test
    void aChannelIsFoundByItsFullName() {
        assertEquals(10, paths("--channel", "diffuse.?").size());
        assertEquals(10, paths("--channel", "*.R", "--channel", "d*").size());
        assertEquals(0, paths("--channel", "diffuse").size());
    }

    @Test
    void refusesAnAnswerThatIsTooOld() {
        assertEquals(ExitCode.FOUND, find("--max-age", "10m").code());
        Ran ran = find("--max-age", "1m");
        assertEquals(ExitCode.NOT_INDEXED, ran.code());
        assertEquals("", ran.out());
        assertEquals(
                "exrdex: /renders was last seen completely 120 s ago, more than the 60 s of --max-age; run `exrdex scan`"
                        + " on it, or start the daemon\n",
                ran.err());
    }

    @Test
    void jsonIsOneArrayAlsoOfNothing() {
        assertEquals("[]\n", find("/renders/abc/sh999", "--format", "json").out());
        String json = find("/renders/abc/sh020", "/renders/still.exr", "--format", "json")
                .out();
        assertTrue(json.startsWith("[\n{\"pattern\":\"still.exr\""), json);
        assertTrue(json.contains("\"first_frame\":null"), json);
        assertTrue(json.endsWith("}\n]\n"), json);
    }
}
