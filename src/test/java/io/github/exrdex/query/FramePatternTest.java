package io.github.exrdex.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.exrdex.query.FramePattern.FrameRange;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FramePatternTest {
    @Test
    void readsTheNotationsOfFileseqAndNuke() {
        assertPattern("shot.####.exr", "shot.", 16);
        assertPattern("shot.#.exr", "shot.", 4);
        assertPattern("shot.@@@@@.exr", "shot.", 5);
        assertPattern("shot.%04d.exr", "shot.", 4);
        assertPattern("shot.%d.exr", "shot.", 1);
        assertPattern("shot.1001-1100#.exr", "shot.", 4, new FrameRange(1001, 1100, 1));
        assertPattern("shot_1001,1003-1009x2#.exr", "shot_", 4, new FrameRange(1001, 1001, 1), range(1003, 1009, 2));
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
    @ValueSource(strings = {"shot.1001.exr", "shot.*.exr", "shot", "render@2x.exr", "a#b.1001.exr", "100%.exr"})
    void aPlainNameIsNoPattern(String name) {
        assertEquals(Optional.empty(), FramePattern.of(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"shot.1100-1001#.exr", "shot.1-10x0#.exr"})
    void framesThatRunNowhereAreRefused(String name) {
        assertThrows(QueryException.class, () -> FramePattern.of(name));
    }

    @Test
    void moreRangesThanAnybodyTypesAreRefused() {
        String frames = IntStream.range(0, 500).mapToObj(i -> "" + 2 * i).collect(Collectors.joining(","));
        assertThrows(QueryException.class, () -> FramePattern.of("shot." + frames + "#.exr"));
    }

    @Test
    void whatItWritesItReads() {
        for (String name : List.of("shot.1001-1100#.exr", "shot.1001#.exr", "shot.-5-10@@@.exr", "shot_99-104@@.exr")) {
            FramePattern pattern = FramePattern.of(name).orElseThrow();
            FrameRange frames = pattern.ranges().get(0);
            assertEquals(
                    name,
                    FramePattern.text(
                            pattern.prefix(), frames.first(), frames.last(), pattern.padding(), pattern.suffix()));
        }
    }

    private static void assertPattern(String name, String prefix, int padding, FrameRange... ranges) {
        assertEquals(Optional.of(new FramePattern(prefix, padding, List.of(ranges), ".exr")), FramePattern.of(name));
    }
}
