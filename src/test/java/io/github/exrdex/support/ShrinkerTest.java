package io.github.exrdex.support;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShrinkerTest {
    private static final List<Integer> STEPS = IntStream.range(0, 600).boxed().toList();

    @Test
    void whatAGameDoesNotNeedIsLeftOut() throws Exception {
        assertEquals(
                List.of(17, 400, 401),
                Shrinker.shortest(STEPS, steps -> steps.containsAll(List.of(17, 400, 401)), 1_000));
    }

    @Test
    void aGameThatFailsWithNothingNeedsNothing() throws Exception {
        assertEquals(List.of(), Shrinker.shortest(STEPS, steps -> true, 1_000));
    }

    @Test
    void itEndsAfterSoManyGamesWithWhatItHas() throws Exception {
        int[] games = {0};
        List<Integer> left = Shrinker.shortest(
                STEPS,
                steps -> {
                    games[0]++;
                    return steps.contains(599);
                },
                3);
        assertEquals(3, games[0]);
        assertTrue(left.contains(599) && left.size() < STEPS.size(), left::toString);
    }
}
