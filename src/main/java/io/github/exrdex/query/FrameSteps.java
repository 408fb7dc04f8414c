package io.github.exrdex.query;

import java.util.ArrayList;
import java.util.List;

/**
 * Writes every second frame as people do: {@code 1001-1009x2} for {@code 1001,1003,1005,1007,1009}. For people and in names
 * of sequences alone: not every program that takes a list of frames knows steps.
 */
public final class FrameSteps {
    /** Two frames are a list; three that are as far from each other may be a step. */
    private static final int LEAST_FRAMES = 3;

    private FrameSteps() {}

    /** @param frames as {@code 1001-1006,1008} */
    public static String of(String frames) {
        String[] runs = frames.split(",", -1);
        List<String> texts = new ArrayList<>();
        int next = 0;
        while (next < runs.length) {
            int end = endOfStep(runs, next);
            if (end - next >= LEAST_FRAMES) {
                long step = Long.parseLong(runs[next + 1]) - Long.parseLong(runs[next]);
                texts.add(runs[next] + "-" + runs[end - 1] + "x" + step);
                next = end;
            } else {
                texts.add(runs[next++]);
            }
        }
        return String.join(",", texts);
    }

    /** Behind the last frame that is as far from the one before it as the second from the first. */
    private static int endOfStep(String[] runs, int first) {
        int end = first;
        while (end < runs.length
                && isFrame(runs[end])
                && (end < first + 2 || distance(runs, end) == distance(runs, first + 1))) {
            end++;
        }
        return end;
    }

    private static long distance(String[] runs, int index) {
        return Long.parseLong(runs[index]) - Long.parseLong(runs[index - 1]);
    }

    private static boolean isFrame(String run) {
        return !run.isEmpty() && run.lastIndexOf('-') <= 0;
    }
}
