package io.github.exrdex.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exrdex.Ran;
import io.github.exrdex.exr.AttributeValue;
import io.github.exrdex.exr.Part;
import io.github.exrdex.file.FileState;
import io.github.exrdex.query.SequenceStyle;
import io.github.exrdex.store.PathTokens;
import io.github.exrdex.support.DisklessIndex;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code --columns} and {@code --sort} of {@code find}. */
class FindColumnsTest {
    /** {@code /r/SHOT/VERSION/ARTIST/name.exr}. */
    private static final PathTokens TOKENS = path -> {
        String[] folders = path.split("/", -1);
        Map<String, String> tokens = new HashMap<>();
        tokens.put("shot", folders[2]);
        tokens.put("version", folders[3]);
        tokens.put("artist", folders[4]);
        return tokens;
    };

    @TempDir
    static Path shared = Path.of("");

    private static Path database = Path.of("");

    @BeforeAll
    static void fill() {
        try (DisklessIndex index = new DisklessIndex(shared, "/r", TOKENS)) {
            database = index.database();
            for (int frame = 1001; frame <= 1005; frame++) {
                index.put("sh010/9/ada/a." + frame + ".exr", FileState.COMPLETE, frame(frame, "host" + frame));
            }
            for (int frame = 1001; frame <= 1002; frame++) {
                index.put("sh010/10/bob/b." + frame + ".exr", FileState.COMPLETE, frame(10, "host" + frame));
            }
            index.put("sh020/10/bob/c.0001.exr", FileState.COMPLETE, DisklessIndex.part("R"))
                    .put("sh030/2/eve/d.exr", FileState.EMPTY)
                    .swept(Ran.NOW_MS - 1000);
        }
    }

    @Test
    void anAttributeThatNobodyHasIsToldOf() {
        Ran ran = Ran.verb(database, "find", "--columns", "pattern,attr.renderTme", "--sort", "attr.hots");
        assertEquals("""
                exrdex: no attribute is called "renderTme"; did you mean "renderTime"?
                exrdex: no attribute is called "hots"; did you mean "host"?
                """, ran.err());
        assertEquals(ExitCode.FOUND, ran.code());
    }

    @Test
    void namesThatWouldMoveTheCursorDoNotOnATerminal() {
        Path own = shared.resolve("own");
        try (DisklessIndex index = new DisklessIndex(own, "/r", TOKENS)) {
            index.put("a/1/b/esc\u001b[31m\u009b\u202e\n.exr", FileState.EMPTY).swept(Ran.NOW_MS - 1000);
        }
        String database = own.resolve("index.db").toString();
        String plain = "/r/a/1/b/esc\\x1b[31m\\x9b\\u202e\\n.exr";
        Ran paths = Ran.onTerminal(80, "find", "--format", "paths", "--db", database);
        assertEquals(plain + "\n", paths.out());
        Ran csv = Ran.onTerminal(80, "find", "--files", "--columns", "path", "--format", "csv", "--db", database);
        assertEquals("path\n" + plain + "\n", csv.out());
        String raw = "/r/a/1/b/esc\u001b[31m\u009b\u202e\n.exr";
        assertEquals(
                raw + "\n",
                Ran.ask(own.resolve("index.db"), "find", "--format", "paths").out());
        assertEquals(
                "{\"path\":\"/r/a/1/b/esc\\u001B[31m\\u009B\\u202E\\n.exr\"}\n",
                Ran.ask(own.resolve("index.db"), "find", "--files", "--columns", "path", "--format", "jsonl")
                        .out());
    }

    private static Part frame(int seconds, String host) {
        return DisklessIndex.with(
                DisklessIndex.part("R", "G"),
                DisklessIndex.attribute("renderTime", "float", new AttributeValue.FloatNumber(seconds + 0.1f)),
                DisklessIndex.attribute("host", "string", new AttributeValue.Text(host)),
                DisklessIndex.attribute("software", "string", new AttributeValue.Text("Arnold 7.1")),
                DisklessIndex.attribute("compression", "compression", new AttributeValue.Named(3, "zip")),
                DisklessIndex.attribute("dataWindow", "box2i", new AttributeValue.Ints(List.of(-1, -1, 1920, 1080))),
                DisklessIndex.attribute("displayWindow", "box2i", new AttributeValue.Ints(List.of(0, 0, 1919, 1079))));
    }

    private static Ran find(String... words) {
        return Ran.verb(database, "find", words);
    }

    private static List<String> csv(String... words) {
        List<String> all = new ArrayList<>(Arrays.asList(words));
        all.addAll(List.of("--format", "csv"));
        return find(all.toArray(String[]::new)).lines();
    }

    @Test
    void attributesAndTokensAreColumnsOfFiles() {
        assertEquals(
                List.of(
                        "shot,frame,attr.renderTime,attr.host,artist",
                        "sh010,1001,1001.1,host1001,ada",
                        "sh010,1002,1002.1,host1002,ada"),
                csv("--columns", "shot,frame,attr.renderTime,attr.host,artist", "--limit", "2", "version=9"));
    }

    @Test
    void aSequenceShowsAllTheValuesOfItsFrames() {
        assertEquals(
                List.of(
                        "pattern,attr.software,attr.renderTime,attr.host",
                        "b.1001-1002#.exr,Arnold 7.1,10.1,\"host1001, host1002\"",
                        "a.1001-1005#.exr,Arnold 7.1,1001.1 to 1005.1,\"host1001, host1002, host1003 and 2 more\"",
                        "c.1#.exr,,,",
                        "d.exr,,,"),
                csv("--columns", "pattern,attr.software,attr.renderTime,attr.host"));
    }

    @Test
    void onlyTheFramesThatFitHaveASay() {
        assertEquals(
                List.of("frames,attr.renderTime", "2 of 5,1004.1 to 1005.1"),
                csv("--columns", "frames,attr.renderTime", "--attr", "renderTime > 1003.5"));
    }

    @Test
    void factsOfTheHeaderAreColumns() {
        assertEquals(
                List.of("res,width,height,compression,type,channels,parts,part", "1920x1080,1922,1082,zip,half,2,1,"),
                csv("--columns", "res,width,height,compression,type,channels,parts,part", "version=9"));
    }

    @Test
    void numbersStayNumbersInJson() {
        assertEquals(
                "{\"frame\":1001,\"attr.renderTime\":1001.1,\"attr.host\":\"host1001\",\"channels\":2,\"res\":\"1920x1080\"}\n",
                find(
                                "--columns",
                                "frame,attr.renderTime,attr.host,channels,res",
                                "--format",
                                "jsonl",
                                "--limit",
                                "1",
                                "version=9")
                        .out());
    }

    @Test
    void aTableShowsWhatWasAskedForAndNothingElse() {
        Ran ran = Ran.onTerminal(
                80, "find", "--db", database.toString(), "--columns", "shot,size,modified,frame_count", "version=9");
        assertTrue(ran.lines().get(0).matches("SHOT +SIZE +MODIFIED +FRAME COUNT"), ran.out());
        assertTrue(ran.lines().get(1).matches("sh010 +4\\.9 KiB +2023-11-1. .* +5"), ran.out());
    }

    private static String patterns(String sort) {
        return String.join(" ", csv("--columns", "pattern", "--sort", sort))
                .replace("pattern ", "")
                .replaceAll("\\.\\S*", "");
    }

    @Test
    void rowsAreOrderedByAnyColumn() {
        assertEquals("b a c d", patterns("directory"));
        assertEquals("d c a b", patterns("-directory"));
        assertEquals("c d b a", patterns("frames,pattern"));
        assertEquals("a b c d", patterns("-size"));
        assertEquals("d a b c", patterns("version"), "2, 9, 10, 10: as numbers");
        assertEquals("b c a d", patterns("-version"));
        assertEquals("b a c d", patterns("attr.renderTime"), "what has none comes last");
        assertEquals("a b c d", patterns("-attr.renderTime"));
        assertEquals("a b c d", patterns("modified").replace("d c", "c d"));
        assertEquals("d c b a", patterns("-modified"));
        assertEquals("a b c d", patterns("artist"));
        assertEquals("d b c a", patterns("-artist,pattern"));
    }

    @Test
    void filesAreOrderedToo() {
        assertEquals(
                List.of("/r/sh010/9/ada/a.1005.exr", "/r/sh010/9/ada/a.1004.exr"),
                find("--format", "paths", "--sort", "-attr.renderTime", "--limit", "2")
                        .lines());
        assertEquals(List.of("frame", "1005"), csv("--columns", "frame", "--sort", "-attr.renderTime", "--limit", "1"));
    }

    @Test
    void everyUsualColumnCanBeShownAndSortedBy() {
        for (Cell<?> cell : FindCells.ofSequences(SequenceStyle.FILESEQ)) {
            String name = cell.column().name();
            assertEquals(5, csv("--columns", name, "--sort", "-" + name).size(), name);
        }
        for (Cell<?> cell : FindCells.ofFiles()) {
            String name = cell.column().name();
            assertEquals(10, csv("--files", "--columns", name, "--sort", name).size(), name);
        }
    }

    @Test
    void whatIsNoColumnIsRefusedInOneLine() {
        assertEquals(
                "exrdex: no column is called \"patern\"; did you mean \"pattern\"?\n",
                find("--columns", "patern").err());
        assertEquals(
                "exrdex: no column is called \"artst\"; did you mean \"artist\"?\n",
                find("--sort", "-artst").err());
        for (String[] words : new String[][] {
            {"--columns", "shot", "--format", "paths"},
            {"--columns", "shot", "--format", "frames"},
            {"--sort", "size", "--format", "frames"},
            {"--sort", "; DROP TABLE file"},
            {"--columns", "attr."},
        }) {
            Ran ran = find(words);
            assertEquals(ExitCode.USAGE, ran.code(), Arrays.toString(words));
            assertEquals(1, ran.err().lines().count(), ran.err());
        }
    }
}
