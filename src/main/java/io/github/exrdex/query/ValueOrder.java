package io.github.exrdex.query;

import java.util.ArrayList;
import java.util.List;

/**
 * Different values as people expect them: numbers by what they are, then texts. A show has a number of its own in each of
 * hundreds of thousands of frames, so numbers are put in order without a comparison.
 */
final class ValueOrder {
    /** As attributes of a header print: {@code -0.25}, {@code 1.5E-7}. */
    private static final int MOST_DIGITS = 40;

    private static final int MOST_EXPONENT_DIGITS = 3;

    /** So many digits are exact in a long. */
    private static final int LONG_DIGITS = 18;

    /** Whole numbers up to here are exact in a double. */
    private static final long MOST_EXACT = 1L << 53;

    /** Exact in a double, all of them; of two exact numbers the quotient is the double next to the true one. */
    private static final double[] POWERS_OF_TEN = powersOfTen();

    private static final int KEY_BITS = 11;
    private static final int KEYS = 1 << KEY_BITS;

    private ValueOrder() {}

    /** @param values no text twice */
    static List<String> of(List<String> values) {
        List<String> texts = new ArrayList<>();
        List<String> numbers = new ArrayList<>(values.size());
        long[] keys = new long[values.size()];
        for (String value : values) {
            double number = number(value);
            if (Double.isNaN(number)) {
                texts.add(value);
            } else {
                keys[numbers.size()] = key(number);
                numbers.add(value);
            }
        }
        texts.sort(null);
        List<String> ordered = new ArrayList<>(values.size());
        addByKey(keys, numbers, ordered);
        ordered.addAll(texts);
        return ordered;
    }

    /** Those that are the same number, as 1 and 1.0 are, in the order of their texts. */
    private static void addByKey(long[] keys, List<String> numbers, List<String> ordered) {
        int[] places = sorted(keys, numbers.size());
        for (int i = 0; i < places.length; ) {
            int behind = i + 1;
            while (behind < places.length && keys[places[behind]] == keys[places[i]]) {
                behind++;
            }
            for (int k = i; k < behind; k++) {
                ordered.add(numbers.get(places[k]));
            }
            if (behind - i > 1) {
                ordered.subList(i, behind).sort(null);
            }
            i = behind;
        }
    }

    /** Unsigned order is that of {@link Double#compare}. */
    private static long key(double number) {
        long bits = Double.doubleToLongBits(number);
        return bits < 0 ? ~bits : bits | Long.MIN_VALUE;
    }

    /**
     * Which key is first, second and so on: by their lowest bits first, and each time those that are alike stay in the order that
     * they had (radix sort).
     */
    private static int[] sorted(long[] keys, int count) {
        int[] places = new int[count];
        for (int i = 0; i < count; i++) {
            places[i] = i;
        }
        int[] next = new int[count];
        for (int shift = 0; shift < Long.SIZE; shift += KEY_BITS) {
            int[] begins = new int[KEYS + 1];
            for (int i = 0; i < count; i++) {
                begins[part(keys[i], shift) + 1]++;
            }
            if (count == 0 || begins[part(keys[0], shift) + 1] == count) {
                continue; // all are alike here
            }
            for (int i = 0; i < KEYS; i++) {
                begins[i + 1] += begins[i];
            }
            for (int place : places) {
                next[begins[part(keys[place], shift)]++] = place;
            }
            int[] before = places;
            places = next;
            next = before;
        }
        return places;
    }

    private static int part(long key, int shift) {
        return (int) (key >>> shift) & (KEYS - 1);
    }

    /** NaN where it is none. */
    private static double number(String value) {
        int begin = value.startsWith("-") ? 1 : 0;
        int end = digits(value, begin, MOST_DIGITS);
        if (end < 0) {
            return Double.NaN;
        }
        int point = end;
        if (value.startsWith(".", end)) {
            end = digits(value, end + 1, MOST_DIGITS);
        }
        int fraction = Math.max(0, end - point - 1);
        boolean plain = end == value.length();
        if (end > 0 && value.startsWith("E", end)) {
            end = digits(value, value.startsWith("-", end + 1) ? end + 2 : end + 1, MOST_EXPONENT_DIGITS);
        }
        if (end != value.length()) {
            return Double.NaN;
        }
        if (plain && point - begin + fraction <= LONG_DIGITS) {
            long whole = 0;
            for (int i = begin; i < end; i++) {
                whole = i == point ? whole : 10 * whole + value.charAt(i) - '0';
            }
            if (whole <= MOST_EXACT) {
                double number = whole / POWERS_OF_TEN[fraction];
                return begin == 0 ? number : -number;
            }
        }
        return Double.parseDouble(value);
    }

    /** @return the place behind them; -1 where there is none */
    private static int digits(String value, int from, int most) {
        int end = from;
        while (end < value.length() && end - from < most && value.charAt(end) >= '0' && value.charAt(end) <= '9') {
            end++;
        }
        return end == from ? -1 : end;
    }

    private static double[] powersOfTen() {
        double[] powers = new double[LONG_DIGITS + 1];
        powers[0] = 1;
        for (int i = 1; i < powers.length; i++) {
            powers[i] = 10 * powers[i - 1];
        }
        return powers;
    }
}
