package io.github.exrdex.bench;

import io.github.exrdex.bench.Report.Row;
import io.github.exrdex.bench.Topic.Better;
import io.github.exrdex.bench.Topic.Measure;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What two reports have in common, side by side: every number of which less or more would be better.
 *
 * @param lines in the order of the first report
 */
public record Comparison(List<Line> lines) {
    /** Less than this is noise. Picked, not measured. */
    private static final double NOISE = 0.1;

    public Comparison {
        lines = List.copyOf(lines);
    }

    /**
     * One number in both reports.
     *
     * @param what its topic and keys
     * @param ratio the second to the first; absent where the first is 0
     * @param verdict {@code better}, {@code worse} or {@code same}, the second against the first
     */
    public record Line(
            String what, Measure measure, double first, double second, OptionalDouble ratio, String verdict) {}

    public static Comparison of(Report first, Report second) {
        List<Line> lines = new ArrayList<>();
        for (Topic topic : Topic.values()) {
            for (Row row : first.rows(topic)) {
                second.rows(topic).stream()
                        .filter(other -> other.keys().equals(row.keys()))
                        .findFirst()
                        .ifPresent(other -> add(lines, topic, row, other));
            }
        }
        return new Comparison(lines);
    }

    private static void add(List<Line> lines, Topic topic, Row first, Row second) {
        for (Measure measure : topic.measures()) {
            OptionalDouble before = first.number(measure.name());
            OptionalDouble after = second.number(measure.name());
            if (measure.better() != Better.NEITHER && before.isPresent() && after.isPresent()) {
                lines.add(line(
                        topic.text() + ": " + String.join(" ", first.keys()),
                        measure,
                        before.getAsDouble(),
                        after.getAsDouble()));
            }
        }
    }

    private static Line line(String what, Measure measure, double first, double second) {
        OptionalDouble ratio = first == 0 ? OptionalDouble.empty() : OptionalDouble.of(second / first);
        boolean same = first == second || (first != 0 && Math.abs(second / first - 1) < NOISE);
        boolean better = measure.better() == Better.LOWER ? second < first : second > first;
        return new Line(what, measure, first, second, ratio, same ? "same" : better ? "better" : "worse");
    }
}
