package io.github.exrdex.query;

import java.util.Arrays;
import java.util.Comparator;

/**
 * Different values as people expect them: numbers by what they are, then texts. A show has a value of its own in each of hundreds
 * of thousands of frames, so nearly all are put in order without a comparison (radix sort).
 *
 * <p>Values are given by their places in an array.
 */
final class ValueOrder {
    /** The {@link #key} of what is no number: behind all that are. */
    private static final long TEXT = -1;

    /** So many are put in their places one by one. */
    private static final int FEW = 24;

    /** Fewer are compared, for to sort by a key has a cost of its own. */
    private static final int MANY = 1_000;

    private static final int MOST_CHUNKS = 4;

    /** So many characters fit a key. */
    private static final int CHUNK = Long.BYTES;

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

    /** What tells where a value stands among others: unsigned order is that of {@link Double#compare}. */
    static long key(String value) {
        double number = number(value);
        if (Double.isNaN(number)) {
            return TEXT;
        }
        long bits = Double.doubleToLongBits(number);
        return bits < 0 ? ~bits : bits | Long.MIN_VALUE;
    }

    /**
     * Puts places in the order of what stands there.
     *
     * @param values no text twice
     * @param keys the {@link #key} of each
     */
    static void sort(int[] places, String[] values, long[] keys) {
        sortByKey(places, 0, places.length, keys);
        for (int i = 0; i < places.length; ) {
            int behind = i + 1;
            while (behind < places.length && keys[places[behind]] == keys[places[i]]) {
                behind++;
            }
            if (keys[places[i]] == TEXT) {
                sortTexts(places, i, behind, values, new long[values.length], MOST_CHUNKS);
            } else if (behind - i > 1) {
                compare(places, i, behind, values); // the same number, as 1 and 1.0 are
            }
            i = behind;
        }
    }

    /**
     * By the next few characters behind what all begin with, and those that are alike in these in the same way.
     *
     * @param keys of the same length as the values; what it holds is overwritten
     * @param chunks to try before the rest is compared: texts that each go on where another ends would take one a few texts
     */
    private static void sortTexts(int[] places, int from, int to, String[] values, long[] keys, int chunks) {
        if (to - from <= FEW) {
            insert(places, from, to, values);
            return;
        }
        if (to - from < MANY || chunks == 0) {
            compare(places, from, to, values);
            return;
        }
        int common = commonLength(places, from, to, values);
        for (int i = from; i < to; i++) {
            if (!fitsChunk(values[places[i]], common)) {
                compare(places, from, to, values);
                return;
            }
            keys[places[i]] = chunk(values[places[i]], common);
        }
        sortByKey(places, from, to, keys);
        for (int i = from; i < to; ) {
            int behind = i + 1;
            while (behind < to && keys[places[behind]] == keys[places[i]]) {
                behind++;
            }
            sortTexts(places, i, behind, values, keys, chunks - 1);
            i = behind;
        }
    }

    private static void insert(int[] places, int from, int to, String[] values) {
        for (int i = from + 1; i < to; i++) {
            int place = places[i];
            int at = i;
            while (at > from && values[places[at - 1]].compareTo(values[place]) > 0) {
                places[at] = places[at - 1];
                at--;
            }
            places[at] = place;
        }
    }

    private static void compare(int[] places, int from, int to, String[] values) {
        Integer[] boxed = Arrays.stream(places, from, to).boxed().toArray(Integer[]::new);
        Arrays.sort(boxed, Comparator.comparing((Integer place) -> values[place]));
        for (int i = 0; i < boxed.length; i++) {
            places[from + i] = boxed[i];
        }
    }

    /** Of what all texts begin with. */
    private static int commonLength(int[] places, int from, int to, String[] values) {
        String first = values[places[from]];
        int common = first.length();
        for (int i = from + 1; i < to && common > 0; i++) {
            String value = values[places[i]];
            int most = Math.min(common, value.length());
            common = 0;
            while (common < most && value.charAt(common) == first.charAt(common)) {
                common++;
            }
        }
        return common;
    }

    /** A chunk has a byte for each character, and zero where a text has ended. */
    private static boolean fitsChunk(String value, int from) {
        for (int i = from; i < Math.min(from + CHUNK, value.length()); i++) {
            char c = value.charAt(i);
            if (c == 0 || c > 0xff) {
                return false;
            }
        }
        return true;
    }

    private static long chunk(String value, int from) {
        long key = 0;
        for (int i = from; i < from + CHUNK; i++) {
            key = key << Byte.SIZE | (i < value.length() ? value.charAt(i) : 0);
        }
        return key;
    }

    /** By their lowest bits first, and each time those that are alike stay in the order that they had. */
    private static void sortByKey(int[] places, int from, int to, long[] keys) {
        int count = to - from;
        if (count < 2) {
            return;
        }
        int[] next = new int[count];
        for (int shift = 0; shift < Long.SIZE; shift += KEY_BITS) {
            int[] begins = new int[KEYS + 1];
            for (int i = from; i < to; i++) {
                begins[part(keys[places[i]], shift) + 1]++;
            }
            if (begins[part(keys[places[from]], shift) + 1] == count) {
                continue; // all are alike here
            }
            for (int i = 0; i < KEYS; i++) {
                begins[i + 1] += begins[i];
            }
            for (int i = from; i < to; i++) {
                next[begins[part(keys[places[i]], shift)]++] = places[i];
            }
            System.arraycopy(next, 0, places, from, count);
        }
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
