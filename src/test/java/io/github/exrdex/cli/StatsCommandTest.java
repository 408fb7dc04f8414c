package io.github.exrdex.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exrdex.Ran;
import io.github.exrdex.exr.Attribute;
import io.github.exrdex.exr.AttributeValue;
import io.github.exrdex.exr.Part;
import io.github.exrdex.file.FileKey;
import io.github.exrdex.file.FileState;
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

/** {@code stats} and {@code du}: the same files counted in two ways. */
class StatsCommandTest {
    /** {@code /renders/SHOT/LAYER} and below it {@code /AOV}. */
    private static final PathTokens TOKENS = path -> {
        String[] folders = path.split("/", -1);
        Map<String, String> tokens = new HashMap<>();
        if (folders.length > 4) {
            tokens.put("shot", folders[2]);
            tokens.put("layer", folders[3]);
        }
        if (folders.length > 5) {
            tokens.put("aov", folders[4]);
        }
        return tokens;
    };

    @TempDir
    static Path shared = Path.of("");

    private static Path database = Path.of("");

    private static Attribute compression(int number, String name) {
        return DisklessIndex.attribute("compression", "compression", new AttributeValue.Named(number, name));
    }

    private static Attribute window(int width, int height) {
        return DisklessIndex.attribute(
                "dataWindow", "box2i", new AttributeValue.Ints(List.of(0, 0, width - 1, height - 1)));
    }

    @BeforeAll
    static void fill() {
        Part zip = DisklessIndex.with(DisklessIndex.part("R", "G", "B", "Z"), compression(3, "zip"));
        Part normals = DisklessIndex.with(DisklessIndex.part("R", "G", "B"), compression(2, "zips"));
        try (DisklessIndex index = new DisklessIndex(shared, "/renders", TOKENS)) {
            database = index.database();
            index.putFrames("sh010/lgt/a.%04d.exr", 1, 4, zip)
                    .putFrames("sh010/lgt/N/a.%04d.exr", 1, 2, normals)
                    .put(
                            key("sh020/fx/parts.0001.exr"),
                            FileState.COMPLETE,
                            10_000,
                            List.of(),
                            List.of(
                                    DisklessIndex.with(
                                            DisklessIndex.named(0, "diffuse", "R", "G", "B"),
                                            compression(3, "zip"),
                                            window(10, 10)),
                                    DisklessIndex.with(
                                            DisklessIndex.named(1, "Z", "Z"), compression(4, "piz"), window(20, 5))))
                    .put("sh020/fx/parts.0002.exr", FileState.EMPTY)
                    .swept(Ran.NOW_MS - 120_000);
        }
    }

    private static FileKey key(String path) {
        return FileKey.of(Path.of("/renders").resolve(path));
    }

    private static Ran ask(String... words) {
        return Ran.ask(database, words);
    }

    private static List<String> rows(String... words) {
        return rowsOf(database, words);
    }

    private static List<String> rowsOf(Path index, String... words) {
        List<String> all = new ArrayList<>(Arrays.asList(words));
        all.addAll(List.of("--format", "csv"));
        Ran ran = Ran.ask(index, all.toArray(String[]::new));
        return ran.lines().subList(1, ran.lines().size());
    }

    @Test
    void aTableForPeople() {
        Ran ran = Ran.onTerminal(120, "stats", "--by", "compression", "--db", database.toString());
        assertEquals(
                List.of(
                        "COMPRESSION  SEQUENCES  FILES     SIZE  AVERAGE  SHARE",
                        "piz,zip              1      1  9.8 KiB  9.8 KiB  58.8%",
                        "zip                  1      4  3.9 KiB   1000 B  23.5%",
                        "zips                 1      2  2.0 KiB   1000 B  11.8%",
                        "-                    1      1   1000 B   1000 B   5.9%"),
                ran.lines());
        assertTrue(ran.err().startsWith("4 rows, 8 files of 16.6 KiB in all, as of "), ran.err());
        assertEquals(ExitCode.FOUND, ran.code());
    }

    @Test
    void anyKeysMayBeCombined() {
        assertEquals(
                List.of(
                        "sh020,fx,complete,1,1,10000,10000,0.5882",
                        "sh010,lgt,complete,2,6,6000,1000,0.3529",
                        "sh020,fx,empty,1,1,1000,1000,0.0588"),
                rows("stats", "--by", "shot,layer,state"));
        assertEquals(
                List.of("4,1,4,4000,1000,0.6667", "3,1,2,2000,1000,0.3333"),
                rows("stats", "shot=sh010", "--by", "channel-count"));
        assertEquals(List.of("exr,3,8,17000,2125,1.0"), rows("stats", "--by", "extension"));
        assertEquals(1, rows("stats", "--by", "day").size());
        assertEquals(List.of("half,3,7,16000,2285,1.0"), rows("stats", "--by", "type", "--state", "complete"));
    }

    @Test
    void withoutKeysThereIsOneRowAboutEverything() {
        assertEquals(List.of("3,8,17000,2125,1.0"), rows("stats"));
        assertEquals(List.of("2,6,6000,1000,1.0"), rows("stats", "shot=sh010"));
        assertEquals(ExitCode.NOTHING_FOUND, ask("stats", "shot=sh999").code());
    }

    @Test
    void aovsAreSharedOutByTheirSamples() {
        assertEquals(
                List.of(
                        "diffuse,1,1,7500,7500,0.4412,estimate",
                        "Z,2,5,3500,700,0.2059,estimate",
                        "beauty,1,4,3000,750,0.1765,estimate",
                        "N,1,2,2000,1000,0.1176,exact",
                        ",1,1,1000,1000,0.0588,exact"),
                rows("du"));
        assertEquals(
                "exrdex: an estimate shares a part out by the bytes of its samples before compression; how well each"
                        + " compresses is not known\n",
                ask("du").err());
    }

    /** Two of the three say what their parts take, and have a third of the bytes in headers and the like. */
    @Test
    void partsOfTheirOwnAreExactWhereAllFilesSayWhatTheyTake() {
        Part zip = DisklessIndex.with(DisklessIndex.named(0, "diffuse", "R", "G", "B"), compression(3, "zip"));
        Part mixed = DisklessIndex.with(DisklessIndex.named(1, "rest", "Z", "N.X", "N.Y"), compression(3, "zip"));
        List<Part> parts = List.of(DisklessIndex.with(zip, window(10, 10)), DisklessIndex.with(mixed, window(10, 10)));
        Path counted = shared.resolve("counted");
        try (DisklessIndex index = new DisklessIndex(counted, "/renders", TOKENS)) {
            index.put(key("sh010/fx/a.0001.exr"), FileState.COMPLETE, 9_000, List.of(), parts, List.of(4_000L, 2_000L))
                    .put(key("sh010/fx/a.0002.exr"), FileState.COMPLETE, 9_000, List.of(), parts, List.of(6_000L, 0L))
                    .put(
                            key("sh020/fx/a.0001.exr"),
                            FileState.COMPLETE,
                            9_000,
                            List.of(),
                            parts,
                            List.of(3_000L, 3_000L))
                    .put(key("sh020/fx/a.0002.exr"), FileState.COMPLETE, 9_000, List.of(), parts)
                    .swept(Ran.NOW_MS - 120_000);
            Path db = index.database();
            assertEquals(
                    List.of(
                            "sh010,diffuse,1,2,15000,7500,0.8333,exact",
                            "sh010,N,1,2,2000,1000,0.1111,estimate",
                            "sh010,Z,1,2,1000,500,0.0556,estimate"),
                    rowsOf(db, "du", "--by", "shot,aov", "shot=sh010"));
            assertEquals(
                    List.of("diffuse,2,4,24000,6000,0.6667,mixed"), rowsOf(db, "du", "--by", "aov", "--limit", "1"));
            assertEquals(
                    List.of("diffuse,1,2,15000,7500,0.8333,exact", "rest,1,2,3000,1500,0.1667,exact"),
                    rowsOf(db, "du", "--by", "part", "shot=sh010"));
        }
    }

    @Test
    void wholeFilesAreExact() {
        Ran ran = ask("du", "--by", "shot", "--format", "jsonl", "--limit", "1");
        assertEquals(
                "{\"shot\":\"sh020\",\"sequence_count\":1,\"file_count\":2,\"size_bytes\":11000,\"average_bytes\":5500,"
                        + "\"share\":0.6471,\"method\":\"exact\"}\n",
                ran.out());
        assertEquals("", ran.err());
        assertEquals(
                List.of(
                        "sh010,beauty,1,4,3000,750,0.5,estimate",
                        "sh010,N,1,2,2000,1000,0.3333,exact",
                        "sh010,Z,1,4,1000,250,0.1667,estimate"),
                rows("du", "--by", "shot,aov", "shot=sh010"));
    }

    @Test
    void whatAFileHasSeveralOfIsNotForStats() {
        Ran stats = ask("stats", "--by", "aov");
        assertEquals(ExitCode.USAGE, stats.code());
        assertEquals(
                "exrdex: a file has several of \"aov\", so its bytes belong to none alone; ask `exrdex du --by aov` or"
                        + " `exrdex values aov`\n",
                stats.err());
        assertEquals(ExitCode.USAGE, ask("du", "--by", "aov,part").code());
        Ran wrong = ask("stats", "--by", "resolutoin");
        assertEquals(ExitCode.USAGE, wrong.code());
        assertTrue(wrong.err().contains("did you mean resolution?"), wrong.err());
    }
}
