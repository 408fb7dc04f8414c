package io.github.exrdex.tokens;

import io.github.exrdex.config.ValueRegex;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One template tried on one path: depth first, in the order of preference, and no fork twice in the same situation. That
 * makes the work linear in pattern times path, but for keys that stand twice: what they hold is part of the situation, and
 * a hostile path could give them a great many values. So there is a budget; a path that exceeds it does not fit.
 *
 * <p>Threads: one.
 */
final class TemplateRun {
    /** Picked: a hundred times what a path of 200 characters needs, some ten milliseconds at worst. */
    static final int MOST_STEPS = 250_000;

    private final TemplateProgram program;
    private final String path;
    private final Deque<State> waiting = new ArrayDeque<>();
    private final Set<Situation> seen = new HashSet<>();
    private int steps;
    private @Nullable Bound found;
    private @Nullable State deadEnd;
    private boolean fits;

    TemplateRun(TemplateProgram program, String path) {
        this.program = program;
        this.path = path;
    }

    /** A key with its value, and those before it. */
    private record Bound(int key, String value, @Nullable Bound before) {}

    /**
     * Where a try stands.
     *
     * @param step to be taken next
     * @param at characters of the path that are used up
     * @param start of the value that is open
     */
    record State(int step, int at, int start, @Nullable Bound bound) {
        State past(int characters) {
            return new State(step + 1, at + characters, start, bound);
        }

        State at(int other) {
            return new State(other, at, start, bound);
        }

        State opened() {
            return new State(step + 1, at, at, bound);
        }

        @Nullable
        String value(int key) {
            for (Bound each = bound; each != null; each = each.before()) {
                if (each.key() == key) {
                    return each.value();
                }
            }
            return null;
        }
    }

    /** All that decides how a try goes on from a fork. */
    private record Situation(int step, int at, int start, String values) {}

    /** Values by key in the order of the pattern; empty where the path does not fit. */
    Optional<Map<String, String>> run() {
        waiting.push(new State(0, 0, 0, null));
        while (!fits && !waiting.isEmpty() && steps < MOST_STEPS) {
            steps++;
            State state = waiting.pop();
            int others = waiting.size();
            program.steps().get(state.step()).take(this, state);
            if (!fits && waiting.size() == others) {
                noteDeadEnd(state);
            }
        }
        return fits ? Optional.of(values()) : Optional.empty();
    }

    /** The try that came furthest in the pattern, and then in the path, before the path did not fit. */
    private void noteDeadEnd(State state) {
        // A fork leads nowhere only where another try has been before.
        if (program.steps().get(state.step()) instanceof Step.Either) {
            return;
        }
        State best = deadEnd;
        if (best == null || state.step() > best.step() || (state.step() == best.step() && state.at() > best.at())) {
            deadEnd = state;
        }
    }

    /** Why the path does not fit, for people; empty where it does. */
    Optional<String> whyNot() {
        if (run().isPresent()) {
            return Optional.empty();
        }
        State end = deadEnd;
        return Optional.of(
                steps >= MOST_STEPS || end == null
                        ? "it takes too many tries to tell"
                        : new DeadEnd(program, path, end).text());
    }

    int steps() {
        return steps;
    }

    boolean sees(State state, char c) {
        return state.at() < path.length() && path.charAt(state.at()) == c;
    }

    boolean sees(State state, ValueRegex.One set) {
        return state.at() < path.length() && set.fits(path.codePointAt(state.at()));
    }

    /** Java holds most characters in one {@code char}, and rare ones in two. */
    int widthAt(State state) {
        return Character.charCount(path.codePointAt(state.at()));
    }

    boolean sees(State state, String text) {
        steps += text.length();
        return path.startsWith(text, state.at());
    }

    void goOn(State state) {
        waiting.push(state);
    }

    boolean isNew(State state) {
        int start = program.open().get(state.step()) ? state.start() : 0;
        return seen.add(new Situation(state.step(), state.at(), start, liveValues(state)));
    }

    State closed(State state, int key) {
        String value = path.substring(state.start(), state.at());
        return new State(state.step() + 1, state.at(), 0, new Bound(key, value, state.bound()));
    }

    void end(State state) {
        if (state.at() == path.length()) {
            fits = true;
            found = state.bound();
        }
    }

    /** No value has a slash, so slashes can part them. */
    private String liveValues(State state) {
        int live = program.live().get(state.step());
        if (live == 0) {
            return "";
        }
        StringBuilder values = new StringBuilder();
        for (Bound each = state.bound(); each != null; each = each.before()) {
            if ((live & (1 << each.key())) != 0) {
                values.append(each.key()).append('/').append(each.value()).append('/');
                steps += each.value().length();
            }
        }
        return values.toString();
    }

    private Map<String, String> values() {
        Map<String, String> values = new LinkedHashMap<>();
        for (String key : program.keys()) {
            for (Bound each = found; each != null; each = each.before()) {
                if (program.keys().get(each.key()).equals(key)) {
                    values.put(key, each.value());
                }
            }
        }
        return values;
    }
}
