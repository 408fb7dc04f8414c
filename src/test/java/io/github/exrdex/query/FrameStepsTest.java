package io.github.exrdex.query;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrameStepsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1001 | 1001",
                "'' | ''",
                "1001-1010 | 1001-1010",
                "1001,1003 | 1001,1003",
                "1001,1003,1005 | 1001-1005x2",
                "1001,1003,1005,1008 | 1001-1005x2,1008",
                "1001,1002-1004,1006,1010,1014,1020 | 1001,1002-1004,1006-1014x4,1020",
                "-4,-2,0,2 | -4-2x2",
                "-9--7,-5,-3,-1 | -9--7,-5--1x2",
                "1,3,5,8,11,14 | 1-5x2,8-14x3",
            })
    void threeFramesOfTheSameDistanceAreAStep(String frames, String stepped) {
        assertEquals(stepped, FrameSteps.of(frames));
        if (!frames.isEmpty()) {
            assertEquals(FrameSet.parse(frames), FrameSet.parse(stepped), "both are understood, and alike");
        }
    }
}
