package io.github.exrdex.bench;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Repeats of one measurement, which become one row of medians. */
final class Tally {
    private final Map<String, List<Double>> numbers = new LinkedHashMap<>();

    void add(String measure, double number) {
        numbers.computeIfAbsent(measure, any -> new ArrayList<>()).add(number);
    }

    void add(String measure, long number) {
        add(measure, (double) number);
    }

    void addTime(long wallNs) {
        add("totalMs", millis(wallNs));
    }

    /** What both ways of measuring and both tables have. */
    void add(ProcessMeter taken) {
        addTime(taken.wallNs());
        add("cpuMs", millis(taken.cpuNs()));
        add("readCalls", taken.readCalls());
    }

    static double millis(long ns) {
        return (double) ns / TimeUnit.MILLISECONDS.toNanos(1);
    }

    /** Medians by the name of the measure; of the time also the extremes. */
    Map<String, Double> medians() {
        Map<String, Double> medians = new HashMap<>();
        numbers.forEach((measure, values) -> {
            Spread spread = Spread.of(values);
            medians.put(measure, spread.median());
            if (measure.equals("totalMs")) {
                medians.put("totalMsLeast", spread.least());
                medians.put("totalMsMost", spread.most());
            }
        });
        return medians;
    }
}
