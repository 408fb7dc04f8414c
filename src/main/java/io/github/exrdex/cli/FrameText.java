package io.github.exrdex.cli;

import io.github.exrdex.query.FrameSteps;
import java.util.List;

/** Lists of frames in the cells of a table. */
final class FrameText {
    /** What still reads at a glance; picked, not measured. The other formats have all. */
    private static final int MOST_RUNS = 6;

    private FrameText() {}

    /**
     * With steps, and not too much of them.
     *
     * @param frames as {@code 1001-1006,1008}
     */
    static String shortened(String frames) {
        String stepped = FrameSteps.of(frames);
        String[] runs = stepped.split(",", -1);
        return runs.length <= MOST_RUNS
                ? stepped
                : String.join(",", List.of(runs).subList(0, MOST_RUNS)) + " and " + (runs.length - MOST_RUNS) + " more";
    }
}
