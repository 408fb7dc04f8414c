package io.github.exrdex.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exrdex.Ran;
import io.github.exrdex.exr.Part;
import io.github.exrdex.file.FileState;
import io.github.exrdex.store.PathTokens;
import io.github.exrdex.support.DisklessIndex;
import io.github.exrdex.support.FilledIndex;
import io.github.exrdex.support.TempIndex;
import io.github.exrdex.support.TinyExr;
import io.github.exrdex.support.TinyPart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DriftCommandTest {
    @TempDir
    Path folder;

    private Path renders = Path.of("");

    @BeforeEach
    void makeRoot() throws IOException {
        renders = Files.createDirectories(folder.resolve("renders"));
    }

    private static TinyPart frame() {
        return TinyExr.scanline(64, 32).channels("R", "G", "B", "A").compression("zip");
    }

    /** A sequence {@code s.1001-1010#.exr} whose frames are usual but for the ones given. */
    private interface Frames {
        TinyPart at(int frame);
    }

    private void scan(Set<String> varying, Frames frames) {
        try (FilledIndex index = new FilledIndex(folder, renders, TempIndex.PLAIN, PathTokens.NONE, varying)) {
            for (int frame = 1001; frame <= 1010; frame++) {
                Path file = renders.resolve("s." + frame + ".exr");
                frames.at(frame).writeTo(file);
                index.scan(file);
            }
        }
    }

    private Ran drift(String... words) {
        return Ran.verb(folder.resolve("index.db"), "drift", words);
    }

    /** {@code what frames found usual} of every row. */
    private static List<String> rows(Ran ran) {
        return ran.lines().stream()
                .skip(1)
                .map(line -> line.split("\t", -1))
                .map(fields -> String.join(" | ", fields[1], fields[2], fields[3], fields[4]))
                .toList();
    }

    @Test
    void aScopeThatHitsNothingIsNoCleanBill() {
        scan(Set.of(), frame -> frame());
        for (String word : List.of("shot=nope", renders.resolve("nope").toString())) {
            Ran ran = drift(word);
            assertEquals(ExitCode.NOTHING_FOUND, ran.code());
            assertTrue(ran.err().contains("exrdex: nothing to compare: no file fits the scope\n"), ran.err());
        }
        assertTrue(drift("shot=nope").err().contains("no path in the index says its shot"));
        assertTrue(drift(renders.resolve("nope").toString()).err().contains("the index has nothing of "));
    }

    @Test
    void sequencesWhoseFramesAreAlikeDoNotDrift() {
        scan(Set.of(), frame -> frame());
        Ran ran = drift();
        assertEquals(ExitCode.FOUND, ran.code());
        assertEquals(List.of(), rows(ran));
        assertEquals("", ran.err());
    }

    @Test
    void framesWithOtherChannelsAreListedWithWhatTheyHaveAndLack() {
        scan(Set.of(), frame -> {
            if (frame <= 1003) {
                return frame().channels("R", "G", "B", "A", "smoke.R", "smoke.G", "smoke.B");
            }
            return frame == 1007 ? frame().channels("R", "G", "B").channel("A", "float") : frame();
        });
        Ran ran = drift();
        assertEquals(ExitCode.NOTHING_FOUND, ran.code());
        assertEquals(
                List.of(
                        "channels | 1001-1003 | has smoke.* | 4 channels",
                        "channels | 1007 | A float, not half | 4 channels"),
                rows(ran));
        assertTrue(ran.lines().get(1).startsWith("s.1001-1010#.exr\t"), ran.out());
    }

    @Test
    void resolutionCompressionAndPixelAspectDriftOnTheirOwn() {
        scan(Set.of(), frame -> switch (frame) {
            case 1004 -> TinyExr.scanline(32, 16).channels("R", "G", "B", "A").compression("zip");
            case 1005, 1006, 1010 -> frame().compression("dwaa");
            case 1008 -> frame().attribute("pixelAspectRatio").floatNumber(2);
            default -> frame();
        });
        assertEquals(
                List.of(
                        "resolution | 1004 | 32x16 | 64x32",
                        "compression | 1005-1006,1010 | dwaa | zip",
                        "pixel_aspect | 1008 | 2 | 1"),
                rows(drift()));
    }

    @Test
    void aDataWindowDriftsUnlessMostFramesHaveTheirOwn() {
        scan(Set.of(), frame -> frame == 1002 ? frame().dataWindow(8, 8, 15, 15).displayWindow(0, 0, 63, 31) : frame());
        assertEquals(List.of("data_window | 1002 | 8x8 at 8,8 | whole"), rows(drift()));
    }

    @Test
    void croppedSequencesAreNotedOnly() {
        scan(Set.of(), frame -> frame().dataWindow(0, 0, frame - 990, 20).displayWindow(0, 0, 63, 31));
        Ran ran = drift();
        assertEquals(List.of(), rows(ran));
        assertEquals(ExitCode.FOUND, ran.code());
        assertEquals(
                "exrdex: 1 sequence with a data window of its own on most frames, which is not taken for drift\n",
                ran.err());
    }

    /** The index keeps them in one place or in another; the answer is the same. */
    @Test
    void attributesThatComeAndGoDriftWhetherOrNotTheyVary() {
        Frames frames = frame -> {
            TinyPart part = frame().string("software", "Arnold");
            if (frame != 1009) {
                part.string("zzLast", "frame " + frame);
            }
            return frame == 1003 ? part.string("comments", "fixed") : part;
        };
        List<String> wanted = List.of(
                "attributes | 1003 | has comments | 10 attributes", "attributes | 1009 | lacks zzLast | 10 attributes");
        scan(Set.of(), frames);
        assertEquals(wanted, rows(drift()));
    }

    @Test
    void attributesThatAreKnownToVaryAndThenLackDriftToo() {
        scan(Set.of("zzLast", "comments"), frame -> {
            TinyPart part = frame().string("software", "Arnold");
            if (frame != 1009) {
                part.string("zzLast", "frame " + frame);
            }
            return frame == 1003 ? part.string("comments", "fixed") : part;
        });
        assertEquals(
                List.of(
                        "attributes | 1003 | has comments | 10 attributes",
                        "attributes | 1009 | lacks zzLast | 10 attributes"),
                rows(drift()));
    }

    @Test
    void valuesAreComparedOnRequestWhereMostFramesShareOne() {
        scan(
                Set.of(),
                frame -> frame().string("colorspace", frame == 1004 || frame == 1006 ? "sRGB" : "ACEScg")
                        .string("timeCode", "10:" + frame));
        assertEquals(List.of(), rows(drift()));
        Ran ran = drift("--values");
        assertEquals(List.of("attr.colorspace | 1004,1006 | sRGB | ACEScg"), rows(ran));
        assertEquals(ExitCode.NOTHING_FOUND, ran.code());
    }

    @Test
    void aScopeOfFramesIsComparedByItself() {
        scan(Set.of(), frame -> frame <= 1003 ? frame().compression("rle") : frame());
        String pattern = renders + "/s.1002-1010#.exr";
        assertEquals(List.of("compression | 1002-1003 | rle | zip"), rows(drift(pattern)));
        assertEquals(List.of(), rows(drift(renders + "/s.1004-1010#.exr")));
        assertEquals("1\n", drift("--format", "count").out());
    }

    @Test
    void partsThatComeAndGoAreNamed() {
        try (DisklessIndex index = new DisklessIndex(folder, "/renders", PathTokens.NONE)) {
            Part beauty = DisklessIndex.named(0, "rgba", "R", "G", "B");
            Part depth = DisklessIndex.named(1, "depth", "Z");
            index.putFrames("a.%04d.exr", 1, 4, beauty, depth)
                    .put("a.0005.exr", FileState.COMPLETE, beauty)
                    .put("a.0006.exr", FileState.COMPLETE, DisklessIndex.part("R", "G", "B", "depth.Z"))
                    .put("b.0001.exr", FileState.EMPTY)
                    .swept(Ran.NOW_MS - 60_000);
        }
        assertEquals(
                List.of("parts | 5-6 | 1 part | rgba, depth", "channels | 5 | lacks depth.Z | 4 channels"),
                rows(drift()),
                "depth.Z is the same in a part of its own");
    }

    @Test
    void aTerminalGetsATableAndAFooter() {
        scan(Set.of(), frame -> frame == 1004 ? frame().compression("rle") : frame());
        Ran ran =
                Ran.onTerminal(120, "drift", "--db", folder.resolve("index.db").toString());
        assertTrue(
                ran.lines().get(0).startsWith("PATTERN           WHAT         FRAMES  FOUND  USUAL  DIRECTORY"),
                ran.out());
        assertTrue(ran.err().startsWith("1 difference, "), ran.err());
    }

    @Test
    void aFolderThatIsNotIndexedIsRefused() {
        scan(Set.of(), frame -> frame());
        assertEquals(ExitCode.NOT_INDEXED, drift("/elsewhere").code());
        assertEquals(ExitCode.NOT_INDEXED, drift("--max-age", "1h").code());
        assertEquals(ExitCode.USAGE, drift("--format", "paths").code());
    }
}
