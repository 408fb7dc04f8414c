package io.github.exrdex.query;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class FrameRangesTest {
    @Test
    void joinsNeighboursAndKeepsGaps() {
        assertEquals("-2-0,5,1001-1003", ranges(-2, -1, 0, 5, 1001, 1002, 1003));
        assertEquals("7", ranges(7));
        assertEquals("", ranges());
    }

    @Test
    void aFrameThatIsThereTwiceCountsOnce() {
        assertEquals("7-8", ranges(7, 7, 8, 8));
    }

    @Test
    void beginsAnewAfterItWasTaken() {
        FrameRanges frames = new FrameRanges();
        frames.add(1001);
        assertEquals("1001", frames.take());
        frames.add(5);
        assertEquals("5", frames.take());
    }

    private static String ranges(long... numbers) {
        FrameRanges frames = new FrameRanges();
        for (long number : numbers) {
            frames.add(number);
        }
        return frames.take();
    }
}
