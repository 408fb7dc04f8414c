package io.github.exrdex.support;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds what a game that failed did not need: steps are left out, many at a time at first, as long as it fails without them.
 * What is left is short enough to be read.
 */
public final class Shrinker {
    private Shrinker() {}

    /** Plays a game; may fail now and then, as what it plays with has threads of its own. */
    public interface Game<S> {
        boolean fails(List<S> steps) throws Exception;
    }

    /**
     * @param steps of a game that failed
     * @param mostGames after which the shortest that failed is taken
     */
    public static <S> List<S> shortest(List<S> steps, Game<S> game, int mostGames) throws Exception {
        List<S> shortest = steps;
        int games = 0;
        for (int leaveOut = Math.max(1, steps.size() / 2); leaveOut > 0; leaveOut /= 2) {
            int from = 0;
            while (from < shortest.size() && games < mostGames) {
                List<S> without = new ArrayList<>(shortest);
                without.subList(from, Math.min(from + leaveOut, without.size())).clear();
                games++;
                if (game.fails(without)) {
                    shortest = without;
                } else {
                    from += leaveOut;
                }
            }
        }
        return shortest;
    }
}
