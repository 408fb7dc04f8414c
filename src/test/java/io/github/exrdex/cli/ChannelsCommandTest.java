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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChannelsCommandTest {
    /** {@code /renders/SHOW/SHOT/LAYER/VERSION} and below it {@code /AOV}. */
    private static final PathTokens TOKENS = path -> {
        String[] folders = path.split("/", -1);
        Map<String, String> tokens = new HashMap<>();
        if (folders.length > 6) {
            tokens.put("show", folders[2]);
            tokens.put("shot", folders[3]);
            tokens.put("layer", folders[4]);
            tokens.put("version", folders[5]);
            tokens.put("artist", folders[4].equals("fx") ? "kim" : "lee");
        }
        if (folders.length > 7) {
            tokens.put("aov", folders[6]);
        }
        return tokens;
    };

    private static final Part BEAUTY = DisklessIndex.part("R", "G", "B", "A");
    private static final Part WITH_N = DisklessIndex.part("R", "G", "B", "A", "N.X", "N.Y", "N.Z");
    private static final Part FULL = DisklessIndex.part("R", "G", "B", "A", "N.X", "N.Y", "N.Z", "diffuse.R", "Z");

    @TempDir
    static Path shared = Path.of("");

    private static Path database = Path.of("");

    @TempDir
    Path folder;

    @BeforeAll
    static void fill() {
        try (DisklessIndex index = new DisklessIndex(shared, "/renders", TOKENS)) {
            database = index.database();
            index.putFrames("abc/sh010/lgt/v001/a.%04d.exr", 1001, 1024, FULL)
                    .putFrames("abc/sh020/lgt/v001/a.%04d.exr", 1001, 1010, BEAUTY)
                    .putFrames("abc/sh020/lgt/v001/a.%04d.exr", 1011, 1024, WITH_N)
                    // N comes as a file of its own, diffuse as a part, Z as another layer's channel.
                    .putFrames("abc/sh030/lgt/v001/a.%04d.exr", 1001, 1004, BEAUTY)
                    .putFrames("abc/sh030/lgt/v001/N/a.%04d.exr", 1001, 1004, DisklessIndex.part("R", "G", "B"))
                    .putFrames("abc/sh030/fx/v003/fx.%04d.exr", 1001, 1004, DisklessIndex.part("Z"))
                    .putFrames("abc/sh040/lgt/v001/N/a.%04d.exr", 1001, 1002, DisklessIndex.part("R", "G", "B"))
                    .putFrames("abc/sh050/lgt/v001/a.%04d.exr", 1001, 1003, FULL)
                    .putFrames("abc/sh050/lgt/v002/a.%04d.exr", 1001, 1003, BEAUTY)
                    .putFrames("abc/sh060/lgt/v001/a.%04d.exr", 1001, 1003, FULL)
                    .put("abc/sh060/lgt/v001/a.1004.exr", FileState.EMPTY)
                    .put("abc/sh070/lgt/v001/a.0001.exr", FileState.CORRUPT)
                    .put("abc/sh070/lgt/v001/a.0002.exr", FileState.CORRUPT)
                    .putFrames("xyz/sh010/lgt/v001/a.%04d.exr", 1, 2, BEAUTY)
                    .put("still.exr", FileState.COMPLETE, WITH_N);
            for (int frame = 1001; frame <= 1004; frame++) {
                index.put(
                        "abc/sh030/fx/v003/parts." + frame + ".exr",
                        FileState.COMPLETE,
                        DisklessIndex.named(0, "diffuse", "R", "G", "B"));
            }
            index.swept(Ran.NOW_MS - 120_000);
        }
    }

    private static Ran channels(String... words) {
        return Ran.verb(database, "channels", words);
    }

    private static Ran onTerminal(String... words) {
        List<String> all = new ArrayList<>(List.of("channels", "--db", database.toString()));
        all.addAll(Arrays.asList(words));
        return Ran.onTerminal(200, all.toArray(String[]::new));
    }

    @Test
    void aRowForEachShotAndAColumnForEachAov() {
        Ran ran = onTerminal("show=abc", "shot=sh0[1-9]0");
        assertEquals(ExitCode.NOTHING_FOUND, ran.code(), "a bracket is a bracket");
        ran = onTerminal("shot=sh020", "shot=sh030", "--format", "table");
        assertEquals(
                List.of(
                        "SHOT   FRAMES  beauty  diffuse  N                       Z",
                        "sh020      24  ok      -        1011-1024 of 1001-1024  -",
                        "sh030       4  ok      ok       ok                      ok"),
                ran.lines());
        assertTrue(ran.err().startsWith("2 rows, 4 AOVs, as of "), ran.err());
        assertEquals(ExitCode.FOUND, ran.code(), "nothing was required");
    }

    @Test
    void requiredNamesAreTheColumnsInTheirOrder() {
        Ran ran = onTerminal("show=abc", "shot=sh010", "shot=sh020", "--require", "Z,N,diffuse.R,beauty");
        assertEquals(
                "SHOT   FRAMES  Z   N                       diffuse.R  beauty",
                ran.lines().get(0));
        assertEquals(
                "sh010      24  ok  ok                      ok         ok",
                ran.lines().get(1));
        assertEquals(
                "sh020      24  -   1011-1024 of 1001-1024  -          ok",
                ran.lines().get(2));
        assertTrue(ran.err().startsWith("1 of 2 rows lacks something, as of "), ran.err());
        assertEquals(ExitCode.NOTHING_FOUND, ran.code());
        assertEquals(
                ExitCode.FOUND,
                channels("shot=sh030", "--require", "N,diffuse,Z").code());
        assertEquals(
                ExitCode.FOUND,
                channels("shot=sh020", "--require", "N", "--channel", "N.*").code());
    }

    @Test
    void programsGetWholeLists() {
        assertEquals(
                List.of(
                        "show\tseq\tshot\tsequence\tframe_count\tframes\tmissing\thas.N\thas.Z",
                        "abc\t\tsh020\t\t24\t1001-1024\tN,Z\t1011-1024 of 1001-1024\t"),
                channels("shot=sh020", "--require", "N,Z").lines());
        assertEquals(
                "{\"show\":\"abc\",\"seq\":null,\"shot\":\"sh020\",\"sequence\":null,\"frame_count\":24,"
                        + "\"frames\":\"1001-1024\",\"missing\":\"Z\",\"has.beauty\":\"ok\",\"has.Z\":null}\n",
                channels("shot=sh020", "--require", "beauty,Z", "--format", "jsonl")
                        .out());
        assertEquals("7\n", channels("show=abc", "--format", "count").out());
    }

    @Test
    void bareColourInAFileOfItsOwnIsNotTheBeauty() {
        Ran ran = channels("shot=sh040", "--require", "N,beauty", "--format", "csv");
        assertTrue(ran.lines().get(1).endsWith(",beauty,ok,"), ran.out());
    }

    @Test
    void shotsOfTwoShowsAreTwo() {
        Ran ran = onTerminal("shot=sh010", "--require", "N");
        assertEquals("SHOW  SHOT   FRAMES  N", ran.lines().get(0));
        assertEquals("abc   sh010      24  ok", ran.lines().get(1));
        assertEquals("xyz   sh010       2  -", ran.lines().get(2));
    }

    @Test
    void severalVersionsOfAShotAreToldApartWhenAsked() {
        Ran mixed = channels("shot=sh050", "--require", "N");
        assertEquals(ExitCode.FOUND, mixed.code());
        assertEquals(
                "exrdex: 1 row mixes several versions, and what any of them has counts; --by shot,version tells them"
                        + " apart\n",
                mixed.err());
        Ran apart = onTerminal("shot=sh050", "--require", "N", "--by", "shot,version");
        assertEquals("sh050  v001          3  ok", apart.lines().get(1));
        assertEquals("sh050  v002          3  -", apart.lines().get(2));
        assertFalse(apart.err().contains("mixes"), apart.err());
        assertEquals("", channels("shot=sh030", "--require", "N").err(), "other layers may have versions of their own");
    }

    @Test
    void aRowMayBeASequenceOrAnyToken() {
        Ran ran = channels("shot=sh030", "--by", "sequence", "--require", "diffuse", "--format", "csv");
        assertEquals(5, ran.lines().size());
        assertTrue(ran.out().contains("/renders/abc/sh030/fx/v003/parts.1001-1004#.exr,4,1001-1004,,ok"), ran.out());
        Ran nuke = channels("shot=sh030", "--by", "sequence", "--require", "diffuse", "--seq-style", "nuke");
        assertTrue(nuke.out().contains("/renders/abc/sh030/fx/v003/parts.%04d.exr 1001-1004\t4\t"), nuke.out());
        ran = onTerminal("shot=sh030", "--by", "artist", "--require", "Z,N");
        assertEquals("ARTIST  FRAMES  Z   N", ran.lines().get(0));
        assertEquals("kim          4  ok  -", ran.lines().get(1));
        assertEquals("lee          4  -   ok", ran.lines().get(2));
        Ran wrong = channels("--by", "artits");
        assertEquals(ExitCode.USAGE, wrong.code());
        assertTrue(
                wrong.err().startsWith("exrdex: --by knows no \"artits\"; did you mean artist? There are show, seq,"),
                wrong.err());
    }

    @Test
    void aSequenceWithoutATokenIsARowOfItsOwn() {
        Ran ran = channels("/renders/still.exr", "/renders/xyz", "--require", "N", "--format", "csv");
        assertEquals(
                List.of(
                        "show,seq,shot,sequence,frame_count,frames,missing,has.N",
                        ",,,/renders/still.exr,0,,,ok",
                        "xyz,,sh010,,2,1-2,N,"),
                ran.lines());
    }

    @Test
    void filesWithoutAHeaderAreNamedAndCountAsLacking() {
        Ran ran = channels("shot=sh060", "--require", "N");
        assertEquals(ExitCode.NOTHING_FOUND, ran.code());
        assertTrue(ran.out().endsWith("\tN\t1001-1003 of 1001-1004\n"), ran.out());
        assertEquals(
                "exrdex: 1 file without a readable header cannot tell, and counts as lacking it:"
                        + " /renders/abc/sh060/lgt/v001/a.1004#.exr (empty)\n",
                ran.err());
        Ran unknown = channels("shot=sh070", "--require", "N");
        assertTrue(unknown.out().endsWith("\tN\t?\n"), unknown.out());
        assertTrue(unknown.err().contains("2 files without"), unknown.err());
        assertTrue(unknown.err().contains("/renders/abc/sh070/lgt/v001/a.1-2#.exr (corrupt)"), unknown.err());
        assertEquals(ExitCode.NOTHING_FOUND, unknown.code());
        assertEquals(
                ExitCode.FOUND,
                channels("shot=sh060", "--require", "N", "--state", "complete").code());
    }

    @Test
    void aMisspeltNameGetsASuggestion() {
        Ran ran = channels("shot=sh010", "--require", "difuse");
        assertEquals(ExitCode.NOTHING_FOUND, ran.code());
        assertTrue(ran.err().contains("nothing is called \"difuse\"; did you mean \"diffuse\" ("), ran.err());
    }

    @Test
    void nothingIsCalledWholeWhereTheIndexHasNotSeenEverything() {
        try (DisklessIndex index = new DisklessIndex(folder, "/renders", TOKENS)) {
            index.putFrames("abc/sh010/lgt/v001/a.%04d.exr", 1001, 1003, FULL).flush();
            Ran ran = Ran.ask(index.database(), "channels", "--require", "N");
            assertEquals(ExitCode.NOT_INDEXED, ran.code());
            assertTrue(ran.err().contains("/renders was never seen completely, so nothing there is called complete"));
            assertEquals(ExitCode.FOUND, Ran.ask(index.database(), "channels").code());
            assertEquals(
                    ExitCode.NOTHING_FOUND,
                    Ran.ask(index.database(), "channels", "--require", "sheen").code());
        }
    }

    @Test
    void nothingInTheScopeIsNotClean() {
        assertEquals(
                ExitCode.NOTHING_FOUND, channels("shot=sh999", "--require", "N").code());
    }
}
