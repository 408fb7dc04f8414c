package io.github.exrdex.query;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Frame numbers without their order of arrival.
 *
 * @param runs rising; between two of them at least one number is missing
 */
public record FrameSet(List<Run> runs) {
    public static final FrameSet EMPTY = new FrameSet(List.of());

    /** A range with steps becomes a run for each of its frames; nobody renders more than this. */
    private static final long MOST_STEPS = 200_000;

    /** All numbers from the first to the last. */
    public record Run(long first, long last) {
        public Run {
            if (first > last) {
                throw new IllegalArgumentException("not a run: " + first + "-" + last);
            }
        }
    }

    public FrameSet {
        runs = List.copyOf(runs);
    }

    static FrameSet between(long first, long last) {
        return new FrameSet(List.of(new Run(first, last)));
    }

    /** @param frames in any order, also more than once */
    static FrameSet of(LongStream frames) {
        return joined(frames.sorted().mapToObj(frame -> new Run(frame, frame)));
    }

    /**
     * The frames of {@code 1001-1100}, {@code 1001-1100x2}, {@code 1001-1010,1020}.
     *
     * @throws QueryException where the text is no such thing
     */
    public static FrameSet parse(String text) {
        List<Run> runs = new ArrayList<>();
        for (FramePattern.FrameRange range : FramePattern.rangesOf(text)) {
            addTo(runs, range, text);
        }
        runs.sort(Comparator.comparingLong(Run::first));
        return joined(runs.stream());
    }

    /** @param name for messages */
    static FrameSet of(Collection<FramePattern.FrameRange> ranges, String name) {
        List<Run> runs = new ArrayList<>();
        ranges.forEach(range -> addTo(runs, range, name));
        runs.sort(Comparator.comparingLong(Run::first));
        return joined(runs.stream());
    }

    private static void addTo(List<Run> runs, FramePattern.FrameRange range, String text) {
        if (range.step() == 1) {
            runs.add(new Run(range.first(), range.last()));
            return;
        }
        if ((range.last() - range.first()) / range.step() + runs.size() > MOST_STEPS) {
            throw QueryException.badQuestion(text + " has more than " + MOST_STEPS + " frames; ask for fewer");
        }
        for (long frame = range.first(); frame <= range.last(); frame += range.step()) {
            runs.add(new Run(frame, frame));
        }
    }

    /** @param rising by their first numbers; they may touch and overlap */
    private static FrameSet joined(Stream<Run> rising) {
        List<Run> runs = new ArrayList<>();
        rising.forEach(run -> {
            int end = runs.size() - 1;
            if (end >= 0 && run.first() <= runs.get(end).last() + 1) {
                Run before = runs.get(end);
                runs.set(end, new Run(before.first(), Math.max(before.last(), run.last())));
            } else {
                runs.add(run);
            }
        });
        return new FrameSet(runs);
    }

    static FrameSet union(Collection<FrameSet> sets) {
        List<FrameSet> some =
                sets.stream().filter(set -> !set.isEmpty()).distinct().toList();
        if (some.size() == 1) {
            return some.get(0);
        }
        return joined(some.stream().flatMap(set -> set.runs.stream()).sorted(Comparator.comparingLong(Run::first)));
    }

    FrameSet minus(FrameSet other) {
        List<Run> rest = new ArrayList<>();
        int next = 0;
        for (Run run : runs) {
            long from = run.first();
            while (next < other.runs.size() && other.runs.get(next).last() < from) {
                next++;
            }
            int at = next;
            while (from <= run.last()
                    && at < other.runs.size()
                    && other.runs.get(at).first() <= run.last()) {
                Run hole = other.runs.get(at);
                if (hole.first() > from) {
                    rest.add(new Run(from, hole.first() - 1));
                }
                from = hole.last() + 1;
                at++;
            }
            if (from <= run.last()) {
                rest.add(new Run(from, run.last()));
            }
        }
        return new FrameSet(rest);
    }

    FrameSet and(FrameSet other) {
        return minus(minus(other));
    }

    public boolean isEmpty() {
        return runs.isEmpty();
    }

    long first() {
        return runs.get(0).first();
    }

    long last() {
        return runs.get(runs.size() - 1).last();
    }

    public long count() {
        return runs.stream().mapToLong(run -> run.last() - run.first() + 1).sum();
    }

    /** {@code 1001-1006,1008}, the way render farms take them; empty text where there are none. */
    public String text() {
        return runs.stream()
                .map(run -> run.first() == run.last() ? Long.toString(run.first()) : run.first() + "-" + run.last())
                .collect(Collectors.joining(","));
    }
}
