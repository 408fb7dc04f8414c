package io.github.exrdex.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FrameSetTest {
    private static FrameSet of(long... frames) {
        return FrameSet.of(LongStream.of(frames));
    }

    @Test
    void numbersThatFollowOneAnotherAreOneRun() {
        assertEquals("-1-2,4,9-10", of(9, 4, 0, 10, -1, 1, 2, 4).text());
        assertEquals("", of().text());
        assertEquals(7, of(9, 4, 0, 10, -1, 1, 2, 4).count());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1001-1010 | 1003,1005-1006 | 1001-1002,1004,1007-1010",
                "1001-1010 | 990-1020 | ''",
                "1001-1010 | 990-1001,1010-1020 | 1002-1009",
                "1,3,5,7 | 3-5 | 1,7",
                "1-3,5-9 | 2-6,8 | 1,7,9",
                "1-3 | 7-9 | 1-3",
            })
    void takesNumbersAway(String from, String these, String rest) {
        FrameSet left = FrameSet.parse(from).minus(FrameSet.parse(these));
        assertEquals(rest, left.text());
        assertEquals(FrameSet.parse(from).minus(left), FrameSet.parse(from).and(FrameSet.parse(these)));
    }

    @Test
    void joinsSetsThatOverlapAndTouch() {
        assertEquals(
                "1-8,20",
                FrameSet.union(List.of(of(20, 1, 2), FrameSet.parse("3-8"), FrameSet.parse("2-4")))
                        .text());
        assertEquals(FrameSet.EMPTY, FrameSet.union(List.of()));
    }

    @Test
    void readsRangesWithSteps() {
        assertEquals(
                "1001,1003,1005,1010-1011",
                FrameSet.parse("1001-1006x2,1010-1011").text());
        assertEquals("-5-5", FrameSet.parse("-5-5").text());
        assertEquals(100_000_000_000L, FrameSet.parse("1-100000000000").count());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "1001-", "a-b", "1001..1100", "1001-1100x0", "1100-1001", "1001 - 1100", "1-900000000x2"})
    void refusesWhatIsNoRange(String text) {
        QueryException error = assertThrows(QueryException.class, () -> FrameSet.parse(text));
        assertTrue(String.valueOf(error.getMessage()).contains(text), error.getMessage());
        assertEquals(QueryException.Fault.BAD_QUESTION, error.fault());
    }
}
