package io.github.exrdex.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exrdex.Ran;
import io.github.exrdex.exr.AttributeValue;
import io.github.exrdex.exr.Part;
import io.github.exrdex.file.FileState;
import io.github.exrdex.store.PathTokens;
import io.github.exrdex.support.DisklessIndex;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ValuesCommandTest {
    /** {@code /renders/SHOT/LAYER} and below it {@code /AOV}. */
    private static final PathTokens TOKENS = path -> {
        String[] folders = path.split("/", -1);
        Map<String, String> tokens = new HashMap<>();
        if (folders.length > 4) {
            tokens.put("shot", folders[2]);
            tokens.put("layer", folders[3]);
            tokens.put("artist", "lee");
        }
        if (folders.length > 5) {
            tokens.put("aov", folders[4]);
        }
        return tokens;
    };

    @TempDir
    static Path shared = Path.of("");

    @TempDir
    Path own = Path.of("");

    private static Path database = Path.of("");

    private static Part text(Part part, String name, String value) {
        return DisklessIndex.with(part, DisklessIndex.attribute(name, "string", new AttributeValue.Text(value)));
    }

    private static Part display(Part part, int width, int height) {
        return DisklessIndex.with(
                part,
                DisklessIndex.attribute(
                        "displayWindow", "box2i", new AttributeValue.Ints(List.of(0, 0, width - 1, height - 1))));
    }

    @BeforeAll
    static void fill() {
        Part rgb = DisklessIndex.part("R", "G", "B");
        try (DisklessIndex index = new DisklessIndex(shared, "/renders", TOKENS)) {
            database = index.database();
            index.putFrames("sh010/lgt/a.%04d.exr", 1, 4, text(display(rgb, 1920, 1080), "colorspace", "ACEScg"))
                    .putFrames("sh020/lgt/a.%04d.exr", 1, 3, text(display(rgb, 4096, 1716), "colorspace", "ACEScg"))
                    .putFrames("sh020/lgt/b.%04d.exr", 1, 2, text(display(rgb, 4096, 1716), "colorspace", "lin_srgb"))
                    .putFrames("sh020/lgt/N/a.%04d.exr", 1, 2, rgb)
                    .put(
                            "sh030/lgt/parts.0001.exr",
                            FileState.COMPLETE,
                            DisklessIndex.named(0, "diffuse", "R", "G", "B"),
                            text(DisklessIndex.named(1, "data", "N.X", "Z"), "colorspace", "raw"))
                    .put("sh030/lgt/parts.0002.exr", FileState.EMPTY);
            for (int frame = 1; frame <= 6; frame++) {
                index.put(
                        "sh040/lgt/a.000" + frame + ".exr",
                        FileState.COMPLETE,
                        text(rgb, "host", frame == 5 ? "rn2" : "rn" + frame));
                index.flush();
            }
            index.swept(Ran.NOW_MS - 120_000);
        }
    }

    private static Ran values(String... words) {
        return Ran.verb(database, "values", words);
    }

    private static List<String> rows(String... words) {
        Ran ran = values(words);
        assertEquals("value\tfile_count\tsequence_count", ran.lines().get(0));
        return ran.lines().subList(1, ran.lines().size());
    }

    @Test
    void theMostFrequentComesFirstAndWhatHasNoneLast() {
        assertEquals(List.of("ACEScg\t7\t2", "lin_srgb\t2\t1", "raw\t1\t1", "\t9\t3"), rows("attr.colorspace"));
        assertEquals(List.of("ACEScg\t3\t1", "lin_srgb\t2\t1", "\t2\t1"), rows("attr.colorspace", "shot=sh020"));
    }

    @Test
    void anAttributeThatVariesIsCountedFileByFile() {
        assertEquals(
                List.of("1"),
                Ran.ask(database, "sql", "SELECT count(*) FROM varying_attribute WHERE name = 'host'")
                        .lines()
                        .subList(1, 2));
        assertEquals(
                List.of("rn2\t2\t1", "rn1\t1\t1", "rn3\t1\t1", "rn4\t1\t1", "rn6\t1\t1"),
                rows("attr.host", "shot=sh040"));
        assertEquals("\t13\t5", rows("attr.host").get(5));
    }

    @Test
    void aFileCountsOnceForEachOfItsValues() {
        assertEquals(
                List.of("beauty\t15\t4", "N\t3\t2", "Z\t1\t1", "diffuse\t1\t1", "\t1\t1"),
                rows("aov"),
                "R, G and B of a path or part that is an AOV are that AOV");
        assertEquals(List.of("N\t1\t1", "\t18\t6"), rows("layer"));
        assertEquals(List.of("half\t18\t6", "\t1\t1"), rows("type"));
        assertEquals(List.of("data\t1\t1", "diffuse\t1\t1"), rows("part", "shot=sh030", "--state", "complete"));
        assertEquals("B\t18\t6", rows("channel").get(0));
    }

    @Test
    void numbersThatAreAsFrequentComeInTheirOwnOrder() {
        Part rgb = DisklessIndex.part("R");
        try (DisklessIndex index = new DisklessIndex(own, "/n", TOKENS)) {
            index.put("sh/lgt/a.1.exr", FileState.COMPLETE, text(rgb, "cost", "nan"));
            for (int frame : List.of(18, 20, 2000)) {
                index.put("sh/lgt/a." + frame + ".exr", FileState.COMPLETE, text(rgb, "cost", frame / 2.0 + ""));
            }
            index.put("sh/lgt/b.1.exr", FileState.COMPLETE, text(rgb, "word", "10"))
                    .put("sh/lgt/b.2.exr", FileState.COMPLETE, text(rgb, "word", "9 lives"))
                    .swept(Ran.NOW_MS - 120_000);
        }
        assertEquals(
                List.of("value", "9.0", "10.0", "1000.0", "nan", ""),
                firsts(Ran.verb(own.resolve("index.db"), "values", "attr.cost")));
        assertEquals(
                List.of("value", "10", "9 lives", ""),
                firsts(Ran.verb(own.resolve("index.db"), "values", "attr.word")));
    }

    private static List<String> firsts(Ran ran) {
        return ran.lines().stream().map(line -> line.split("\t", -1)[0]).toList();
    }

    @Test
    void resolutionIsThatOfTheDisplayWindow() {
        assertEquals(List.of("4096x1716\t5\t2", "1920x1080\t4\t1", "\t10\t3"), rows("resolution"));
    }

    @Test
    void statesTokensAndFoldersAreCountedToo() {
        assertEquals(List.of("complete\t18\t6", "empty\t1\t1"), rows("state"));
        assertEquals("sh020\t7\t3", rows("shot").get(0));
        assertEquals(List.of("lgt\t19\t6"), rows("token.layer"));
        assertEquals(List.of("lee\t19\t6"), rows("artist"));
        assertEquals("/renders/sh040/lgt\t6\t1", rows("folder").get(0));
        assertEquals(List.of("exr\t19\t6"), rows("extension"));
        assertEquals(List.of("3\t17\t5", "5\t1\t1", "\t1\t1"), rows("channel-count"));
        assertEquals(List.of("1\t17\t5", "2\t1\t1", "\t1\t1"), rows("part-count"));
        assertEquals(1, rows("day").size());
    }

    @Test
    void aMisspeltFieldGetsASuggestion() {
        Ran field = values("compresion");
        assertEquals(ExitCode.USAGE, field.code());
        assertTrue(
                field.err().startsWith("exrdex: values knows no \"compresion\"; did you mean compression? There are "),
                field.err());
        Ran attribute = values("attr.colourspace");
        assertEquals(ExitCode.NOTHING_FOUND, attribute.code());
        assertEquals("exrdex: no attribute is called \"colourspace\"; did you mean \"colorspace\"?\n", attribute.err());
        assertEquals(ExitCode.USAGE, values().code());
    }

    @Test
    void formatsAndLimits() {
        assertEquals("2\n", values("resolution", "--format", "count").out());
        assertEquals(
                "{\"value\":\"complete\",\"file_count\":18,\"sequence_count\":6}\n",
                values("state", "--format", "jsonl", "--limit", "1").out());
        Ran table = Ran.onTerminal(80, "values", "state", "--db", database.toString());
        assertEquals(
                List.of("VALUE     FILES  SEQUENCES", "complete     18          6", "empty         1          1"),
                table.lines());
        assertTrue(table.err().startsWith("2 values, as of "), table.err());
    }

    @Test
    void nothingInTheScopeHasNoValues() {
        assertEquals(ExitCode.NOTHING_FOUND, values("state", "shot=sh999").code());
        assertEquals(ExitCode.NOT_INDEXED, values("state", "/elsewhere").code());
    }

    @Test
    void eachUnitIsCountedForItself() {
        assertEquals(
                List.of(
                        "shot,value,file_count,sequence_count",
                        "sh010,ACEScg,4,1",
                        "sh020,ACEScg,3,1",
                        "sh020,lin_srgb,2,1",
                        "sh020,,2,1",
                        "sh030,raw,1,1",
                        "sh030,,1,1",
                        "sh040,,6,1"),
                values("attr.colorspace", "--by", "shot", "--format", "csv").lines());
        assertEquals(
                "4\n",
                values("attr.colorspace", "--by", "shot", "--format", "count").out());
        assertEquals(
                "{\"shot\":\"sh040\",\"value\":\"rn2\",\"file_count\":2,\"sequence_count\":1}",
                values("attr.host", "shot=sh040", "--by", "shot", "--format", "jsonl")
                        .lines()
                        .get(0),
                "an attribute that varies from frame to frame");
        assertEquals(
                "sh030  N            1          1",
                values("aov", "shot=sh030", "--by", "shot", "--format", "table")
                        .lines()
                        .get(1));
        assertTrue(values("aov", "--by", "shto").err().contains("--by knows no \"shto\"; did you mean shot?"));
    }

    @Test
    void whatPathsDoNotSayComesLast() {
        List<String> lines =
                values("resolution", "--by", "aov,shot", "--format", "csv").lines();
        assertEquals("aov,shot,value,file_count,sequence_count", lines.get(0));
        assertTrue(lines.get(lines.size() - 1).startsWith(",sh040,"), lines::toString);
    }
}
