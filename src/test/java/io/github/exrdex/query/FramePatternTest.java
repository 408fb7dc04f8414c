package io.github.exrdex.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exrdex.query.FramePattern.FrameRange;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FramePatternTest {
    @Test
    void readsTheNotationsOfFileseqAndNuke() {
        assertEquals(
                List.of(new FramePattern("shot.", List.of(4, 16), List.of(), ".exr")),
                FramePattern.readings("shot.####.exr"));
        assertPattern("shot.#.exr", "shot.", 4);
        assertPattern("shot.@@@@@.exr", "shot.", 5);
        assertPattern("shot.%04d.exr", "shot.", 4);
        assertPattern("shot.%d.exr", "shot.", 1);
        assertPattern("shot.%04d.exr 1001-1010,1020", "shot.", 4, range(1001, 1010, 1), range(1020, 1020, 1));
        assertPattern("shot.$F4.exr", "shot.", 4);
        assertPattern("shot.???.exr", "shot.", 3);
        assertEquals(
                List.of(new FramePattern("shot.", List.of(), List.of(), ".exr")), FramePattern.readings("shot.*.exr"));
        assertPattern("shot.1001-1100#.exr", "shot.", 4, new FrameRange(1001, 1100, 1));
        assertPattern("shot_1001,1003-1009x2#.exr", "shot_", 4, new FrameRange(1001, 1001, 1), range(1003, 1009, 2));
    }

    @Test
    void readsTheTilesOfMariAndArnold() {
        assertPattern("skin.<UDIM>.exr", "skin.", 4);
        assertPattern("skin_<udim>.exr", "skin_", 4);
        assertPattern("skin.%(UDIM)d.exr", "skin.", 4);
        assertEquals(List.of(), FramePattern.readings("<UDIM>/skin.exr"));
        assertEquals(List.of(), FramePattern.readings("skin.<UVTILE>.exr"));
    }

    private static FrameRange range(long first, long last, long step) {
        return new FrameRange(first, last, step);
    }

    @Test
    void aMinusIsASignOnlyAfterASeparator() {
        assertPattern("plate.-5-10#.exr", "plate.", 4, range(-5, 10, 1));
        assertPattern("plate.-10--5#.exr", "plate.", 4, range(-10, -5, 1));
        assertPattern("render-1001-1100#.exr", "render-", 4, range(1001, 1100, 1));
    }

    @Test
    void digitsElsewhereInTheNameAreNoFrames() {
        assertPattern("sh010_v012.1001-1100#.exr", "sh010_v012.", 4, range(1001, 1100, 1));
        assertPattern("sh010_v012.#.exr", "sh010_v012.", 4);
        assertPattern("1001-1100#.exr", "", 4, range(1001, 1100, 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"shot.1001.exr", "shot*.exr", "*.exr", "shot", "render@2x.exr", "a#b.1001.exr", "100%.exr"})
    void aPlainNameIsNoPattern(String name) {
        assertEquals(List.of(), FramePattern.readings(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"shot.1100-1001#.exr", "shot.1-10x0#.exr"})
    void framesThatRunNowhereAreRefused(String name) {
        assertThrows(QueryException.class, () -> FramePattern.readings(name));
    }

    @Test
    void moreRangesThanAnybodyTypesAreRefused() {
        String frames = IntStream.range(0, 500).mapToObj(i -> "" + 2 * i).collect(Collectors.joining(","));
        assertThrows(QueryException.class, () -> FramePattern.readings("shot." + frames + "#.exr"));
    }

    @ParameterizedTest
    @EnumSource(SequenceStyle.class)
    void whatItWritesItReads(SequenceStyle style) {
        for (SequenceName name : List.of(
                name("shot.", 1001, 1100, 4, ".exr"),
                name("shot.", 1001, 1001, 4, ".exr"),
                name("shot.", -5, 10, 3, ".exr"),
                name("shot_", 99, 104, 2, ".exr"),
                name("shot", 8, 12, 1, ".exr"),
                name("", 1001, 1002, 4, ".exr"),
                name("beauty.exr.", 1, 10, 4, ""),
                name("2024-11-", 24, 26, 2, ".exr"),
                name("take-12-", 7, 7, 2, ".exr"),
                name("take-12-", 20, 20, 2, ".exr"))) {
            List<FramePattern> readings = FramePattern.readings(name.text(style));
            assertTrue(
                    readings.stream().anyMatch(reading -> means(reading, name)),
                    name.text(style) + " is read as " + readings);
        }
    }

    @Test
    void printfFillsWithZerosHoweverManyDigits() {
        assertEquals("a.%d.exr 1", name("a.", 1, 1, 1, ".exr").text(SequenceStyle.NUKE));
        assertEquals("a.%04d.exr 1", name("a.", 1, 1, 4, ".exr").text(SequenceStyle.NUKE));
        assertEquals("a.%010d.exr 1", name("a.", 1, 1, 10, ".exr").text(SequenceStyle.NUKE));
    }

    private static SequenceName name(String prefix, long first, long last, int padding, String suffix) {
        return new SequenceName(prefix, OptionalLong.of(first), OptionalLong.of(last), padding, suffix);
    }

    private static boolean means(FramePattern reading, SequenceName name) {
        FrameRange frames =
                range(name.firstFrame().orElseThrow(), name.lastFrame().orElseThrow(), 1);
        return reading.prefix().equals(name.prefix())
                && reading.suffix().equals(name.suffix())
                && (reading.paddings().isEmpty() || reading.paddings().contains(name.padding()))
                && (reading.ranges().isEmpty() || reading.ranges().equals(List.of(frames)));
    }

    @Test
    void everyStyleHasItsNotation() {
        SequenceName name = name("shot.", 1001, 1096, 4, ".exr");
        assertEquals("shot.1001-1096#.exr", name.text(SequenceStyle.FILESEQ));
        assertEquals("shot.%04d.exr 1001-1096", name.text(SequenceStyle.NUKE));
        assertEquals("shot.$F4.exr", name.text(SequenceStyle.HOUDINI));
        assertEquals("shot.1001-1096@@@@.exr", name.text(SequenceStyle.RV));
        assertEquals("shot.????.exr", name.text(SequenceStyle.GLOB));
        SequenceName growing = name("shot.", 8, 101, 1, ".exr");
        assertEquals("shot.8-101@.exr", growing.text(SequenceStyle.FILESEQ));
        assertEquals("shot.%d.exr 8-101", growing.text(SequenceStyle.NUKE));
        assertEquals("shot.$F.exr", growing.text(SequenceStyle.HOUDINI));
        assertEquals("shot.[0-9]*.exr", growing.text(SequenceStyle.GLOB));
        SequenceName still = new SequenceName("still", OptionalLong.empty(), OptionalLong.empty(), 0, ".exr");
        for (SequenceStyle style : SequenceStyle.values()) {
            assertEquals("still.exr", still.text(style));
        }
    }

    private static void assertPattern(String name, String prefix, int padding, FrameRange... ranges) {
        assertEquals(
                new FramePattern(prefix, List.of(padding), List.of(ranges), ".exr"),
                FramePattern.readings(name).get(0));
    }
}
