package io.github.exrdex.bench;

import java.util.Arrays;
import java.util.Collection;

/** How numbers of the same thing, measured again and again, lie. */
record Spread(double median, double least, double most) {
    /** @throws IllegalArgumentException where there are none */
    static Spread of(Collection<Double> numbers) {
        double[] sorted = sorted(numbers);
        int middle = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Spread(median, sorted[0], sorted[sorted.length - 1]);
    }

    /** The least number that is not exceeded by {@code share} of all, 0 to 1. */
    static double percentile(Collection<Double> numbers, double share) {
        double[] sorted = sorted(numbers);
        int rank = (int) Math.ceil(share * sorted.length);
        return sorted[Math.max(0, rank - 1)];
    }

    private static double[] sorted(Collection<Double> numbers) {
        if (numbers.isEmpty()) {
            throw new IllegalArgumentException("nothing was measured");
        }
        double[] sorted = numbers.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
        return sorted;
    }
}
