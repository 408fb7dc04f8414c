package io.github.exrdex.tokens;

import java.util.List;

/**
 * The place where a path stopped fitting a template, in words.
 *
 * @param state of the try that came furthest
 */
record DeadEnd(TemplateProgram program, String path, TemplateRun.State state) {
    private static final int MOST_SHOWN = 60;

    String text() {
        List<Step> steps = program.steps();
        Step step = steps.get(state.step());
        if (step instanceof Step.Open open) {
            return "{" + program.keys().get(open.key()) + "} is \"" + state.value(open.key())
                    + "\" before, and here the path " + rest(state.at());
        }
        if (step instanceof Step.Exactly) {
            return wantedText(steps);
        }
        if (step instanceof Step.End) {
            return "the pattern ends where the path " + rest(state.at());
        }
        int open = openValue(steps);
        return open < 0
                ? "it wants a character that is no slash where the path " + rest(state.at())
                : "{" + program.keys().get(open) + "} does not fit where the path " + rest(state.start());
    }

    /** The whole of the fixed text, also what of it did fit. */
    private String wantedText(List<Step> steps) {
        int first = state.step();
        int at = state.at();
        while (first > 0
                && at > 0
                && steps.get(first - 1) instanceof Step.Exactly before
                && path.charAt(at - 1) == before.c()) {
            first--;
            at--;
        }
        StringBuilder text = new StringBuilder();
        for (int i = first; i < steps.size() && steps.get(i) instanceof Step.Exactly exactly; i++) {
            text.append(exactly.c());
        }
        return "it wants \"" + text + "\" where the path " + rest(at);
    }

    /** The key whose value the step belongs to, or -1. */
    private int openValue(List<Step> steps) {
        for (int i = state.step(); i >= 0; i--) {
            if (steps.get(i) instanceof Step.Close) {
                return -1;
            }
            if (steps.get(i) instanceof Step.Open open) {
                return open.key();
            }
        }
        return -1;
    }

    private String rest(int at) {
        String rest = path.substring(at);
        if (rest.isEmpty()) {
            return "ends";
        }
        return "has \"" + (rest.length() > MOST_SHOWN ? rest.substring(0, MOST_SHOWN) + "..." : rest) + "\"";
    }
}
