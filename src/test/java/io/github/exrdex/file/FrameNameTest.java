package io.github.exrdex.file;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.OptionalLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FrameNameTest {
    @ParameterizedTest
    @CsvSource({
        "bg.1001.exr, bg., 1001, 4, false, .exr",
        "bg.0001.exr, bg., 1, 4, true, .exr",
        "bg.0000.exr, bg., 0, 4, true, .exr",
        "bg.0.exr, bg., 0, 1, false, .exr",
        "bg_0042.EXR, bg_, 42, 4, true, .EXR",
        "bg1001.exr, bg, 1001, 4, false, .exr",
        "1001.exr, '', 1001, 4, false, .exr",
        "1001, '', 1001, 4, false, ''",
        "bg.-0012.exr, bg., -12, 4, true, .exr",
        "bg_-5.exr, bg_, -5, 1, false, .exr",
        "-5.exr, '', -5, 1, false, .exr",
        "bg-5.exr, bg-, 5, 1, false, .exr",
        "rev012.exr, rev, 12, 3, true, .exr",
        "bg_v001.0100.exr, bg_v001., 100, 4, true, .exr",
        "bg.1001_left.1002.exr, bg.1001_left., 1002, 4, false, .exr",
        "beauty.exr.0001, beauty.exr., 1, 4, true, ''",
        "beauty.EXR.-12, beauty.EXR., -12, 2, false, ''",
        "A001C009_220324BV_924360.exr, A001C009_220324BV_, 924360, 6, false, .exr",
        "bg_0003.0001.exr, bg_0003., 1, 4, true, .exr",
        "bg.1001_0001.exr, bg.1001_, 1, 4, true, .exr",
        "bg.1001_100.exr, bg.1001_, 100, 3, false, .exr",
        "bg.999999999999999999.exr, bg., 999999999999999999, 18, false, .exr",
    })
    void takesTheDigitsBeforeTheExtension(
            String name, String prefix, long frame, int digits, boolean leadingZero, String suffix) {
        assertEquals(
                new FrameName(prefix, OptionalLong.of(frame), digits, leadingZero, suffix, name), FrameName.of(name));
    }

    @ParameterizedTest
    @CsvSource({
        "beauty.exr, beauty, .exr",
        "bg_v012.exr, bg_v012, .exr",
        "bg.V2.exr, bg.V2, .exr",
        "v7.exr, v7, .exr",
        "bg.1001, bg, .1001",
        "bg.1001_1.exr, bg.1001_1, .exr",
        "bg.1001_12.exr, bg.1001_12, .exr",
        "bg.exr.v2, bg.exr, .v2",
        "bg.1001_left.exr, bg.1001_left, .exr",
        ".exr, '', .exr",
        "bg.1000000000000000000.exr, bg.1000000000000000000, .exr",
        "bg.١٢.exr, bg.١٢, .exr",
    })
    void otherNamesHaveNoFrame(String name, String prefix, String suffix) {
        assertEquals(new FrameName(prefix, OptionalLong.empty(), 0, false, suffix, name), FrameName.of(name));
    }
}
