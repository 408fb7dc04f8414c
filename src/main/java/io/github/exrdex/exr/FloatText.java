package io.github.exrdex.exr;

import java.math.BigInteger;

/**
 * Prints a float with the fewest digits that give the same bits back, and of those the nearest: as {@code Float.toString}
 * does from Java 19 on, on every Java, and several times faster. Whole numbers have no fraction; from 10,000,000 on and below
 * 0.001 there is an exponent.
 *
 * <p>The way is that of R. Giulietti, "The Schubfach way to render doubles" (2020): the numbers that round to a float are an
 * interval, and one look at the multiples of two neighbouring powers of ten around the float finds the shortest in it. Its
 * section on floats says why 64 bits of a power of ten are enough.
 *
 * <p>Threads: any number.
 */
final class FloatText {
    /** {@code -1.2345678E-30} is the longest. */
    static final int MOST_BYTES = 16;

    private static final int FRACTION_BITS = 23;
    private static final int HIDDEN_BIT = 1 << FRACTION_BITS;
    private static final int LEAST_EXPONENT = -149;

    /** Of the steps between two floats, from the finest to the coarsest. */
    private static final int LEAST_POWER = -46;

    private static final int MOST_POWER = 31;

    /** Of the inverse power of ten: its leading 63 bits, rounded up. */
    private static final long[] SCALES = new long[MOST_POWER - LEAST_POWER + 1];

    /** How far a product with it has to be shifted to be whole. */
    private static final int[] SCALE_EXPONENTS = new int[SCALES.length];

    private static final int SCALE_BITS = 63;

    /** Of the smallest floats, those below have one digit before the power of ten that is theirs. */
    private static final int LEAST_OF_TWO_DIGITS = 8;

    private static final int LARGEST_PLAIN_EXPONENT = 6;
    private static final int LEAST_PLAIN_EXPONENT = -3;

    private static final int[] POWERS_OF_TEN = {
        10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000
    };

    /** 00 to 99. */
    private static final byte[] PAIRS = new byte[200];

    static {
        for (int i = 0; i < PAIRS.length; i++) {
            PAIRS[i] = (byte) ('0' + (i % 2 == 0 ? i / 20 : i / 2 % 10));
        }
        for (int i = 0; i < SCALES.length; i++) {
            setScale(i, LEAST_POWER + i);
        }
    }

    private FloatText() {}

    private static void setScale(int index, int power) {
        BigInteger ten = BigInteger.TEN.pow(Math.abs(power));
        // 10^-power = SCALES * 2^exponent
        int exponent;
        BigInteger scale;
        if (power <= 0) {
            exponent = ten.bitLength() - SCALE_BITS;
            scale = exponent >= 0 ? ten.shiftRight(exponent) : ten.shiftLeft(-exponent);
        } else {
            exponent = -(ten.bitLength() + SCALE_BITS - 1);
            scale = BigInteger.ONE.shiftLeft(-exponent).divide(ten);
        }
        SCALES[index] = scale.longValueExact() + 1;
        SCALE_EXPONENTS[index] = exponent;
    }

    static String of(float value) {
        byte[] bytes = new byte[MOST_BYTES];
        return latin1(bytes, put(value, bytes, 0));
    }

    @SuppressWarnings("deprecation") // the one constructor that needs no look at each byte: all of them are ASCII
    static String latin1(byte[] bytes, int length) {
        return new String(bytes, 0, 0, length);
    }

    /**
     * @param into with room for {@value #MOST_BYTES} bytes from {@code at} on
     * @return the place behind the last byte, ASCII all of them
     */
    static int put(float value, byte[] into, int at) {
        int bits = Float.floatToIntBits(value);
        int place = at;
        if (Float.isNaN(value)) {
            return putText("nan", into, place);
        }
        if (bits < 0) {
            into[place++] = '-';
        }
        int exponent = (bits >>> FRACTION_BITS) & 0xff;
        int fraction = bits & (HIDDEN_BIT - 1);
        if (exponent == 0xff) {
            return putText("inf", into, place);
        }
        if (exponent == 0) {
            return fraction == 0 ? putText("0", into, place) : putShortest(fraction, LEAST_EXPONENT, into, place);
        }
        int step = exponent - 1 + LEAST_EXPONENT;
        int whole = HIDDEN_BIT | fraction;
        if (step <= 0 && step > -FRACTION_BITS - 1 && (whole & ((1 << -step) - 1)) == 0) {
            int number = whole >> -step;
            if (number < 10_000_000) {
                return putDigits(number, digits(number), into, place);
            }
        }
        return putShortest(whole, step, into, place);
    }

    private static int putText(String text, byte[] into, int at) {
        for (int i = 0; i < text.length(); i++) {
            into[at + i] = (byte) text.charAt(i);
        }
        return at + text.length();
    }

    /** Of {@code whole * 2^step}. */
    private static int putShortest(int whole, int step, byte[] into, int at) {
        // Below a power of two the neighbour is nearer by half.
        boolean uneven = whole == HIDDEN_BIT && step > LEAST_EXPONENT;
        int power = uneven ? floorLog10OfThreeQuarters(step) : floorLog10(step);
        if (whole < LEAST_OF_TWO_DIGITS && step == LEAST_EXPONENT) {
            power--; // as Float.toString, which has a digit behind the point always, makes that one count
        }
        // All in quarters of 10^power. The product of 128 bits is made once, its neighbours differ by a power of two
        // times the scale.
        long scale = SCALES[power - LEAST_POWER];
        int shift = step + SCALE_EXPONENTS[power - LEAST_POWER] + Long.SIZE;
        long four = (4L * whole) << shift;
        long upper = Math.multiplyHigh(four, scale);
        long lower = four * scale;
        long value = withRest(upper, lower, four);

        int half = uneven ? shift : shift + 1;
        long lowLower = lower - (scale << half);
        int borrow = Long.compareUnsigned(lower, lowLower) < 0 ? 1 : 0;
        long low = withRest(upper - (scale >>> (Long.SIZE - half)) - borrow, lowLower, four - (1L << half));

        long highLower = lower + (scale << (shift + 1));
        int carry = Long.compareUnsigned(highLower, lower) < 0 ? 1 : 0;
        long high =
                withRest(upper + (scale >>> (Long.SIZE - shift - 1)) + carry, highLower, four + (1L << (shift + 1)));

        int odd = whole & 1; // the ends of the interval round to a float that is even
        int down = (int) (value >>> 2);
        if (down >= 100) {
            int tenDown = tenth(down) * 10;
            boolean downFits = low + odd <= 4L * tenDown;
            boolean upFits = 4L * (tenDown + 10) + odd <= high;
            if (downFits != upFits) {
                return putDecimal(downFits ? tenDown : tenDown + 10, power, into, at);
            }
        }
        boolean downFits = low + odd <= 4L * down;
        boolean upFits = 4L * (down + 1) + odd <= high;
        boolean takesDown = downFits;
        if (downFits == upFits) {
            long halfway = 4L * down + 2;
            takesDown = value < halfway || (value == halfway && (down & 1) == 0);
        }
        return putDecimal(takesDown ? down : down + 1, power, into, at);
    }

    /** The upper half of a product with a scale, its lowest bit set where something was cut off. */
    private static long withRest(long upper, long lower, long factor) {
        // The scale is a little too large: what is not more than that stands for nothing.
        return Long.compareUnsigned(lower, factor) > 0 ? upper | 1 : upper;
    }

    /** floor(log10(2^exponent)). */
    private static int floorLog10(int exponent) {
        return (exponent * 315_653) >> 20;
    }

    /** floor(log10(2^exponent * 3 / 4)). */
    private static int floorLog10OfThreeQuarters(int exponent) {
        return (exponent * 315_653 - 131_008) >> 20;
    }

    private static int digits(int number) {
        int digits = 1;
        for (int i = 0; i < POWERS_OF_TEN.length && number >= POWERS_OF_TEN[i]; i++) {
            digits++;
        }
        return digits;
    }

    /** {@code number / 10} of what is not negative: without the optimising compiler a division by a constant is a division. */
    private static int tenth(int number) {
        return (int) ((number * 3_435_973_837L) >>> 35);
    }

    private static int hundredth(int number) {
        return (int) ((number * 1_374_389_535L) >>> 37);
    }

    /** {@code number * 10^power}. */
    private static int putDecimal(int number, int power, byte[] into, int at) {
        int significant = number;
        int exponent = power;
        for (int tenth = tenth(significant); tenth * 10 == significant; tenth = tenth(significant)) {
            significant = tenth;
            exponent++;
        }
        int digits = digits(significant);
        int leading = exponent + digits - 1; // power of ten of the first digit
        if (leading > LARGEST_PLAIN_EXPONENT || leading < LEAST_PLAIN_EXPONENT) {
            int place = putPoint(significant, digits, 1, into, at);
            if (digits == 1) {
                place = putText(".0", into, place);
            }
            into[place++] = 'E';
            if (leading < 0) {
                into[place++] = '-';
            }
            return putDigits(Math.abs(leading), digits(Math.abs(leading)), into, place);
        }
        if (leading < 0) {
            int place = putText("0.", into, at);
            for (int i = leading + 1; i < 0; i++) {
                into[place++] = '0';
            }
            return putDigits(significant, digits, into, place);
        }
        if (exponent < 0) {
            return putPoint(significant, digits, leading + 1, into, at);
        }
        int place = putDigits(significant, digits, into, at);
        for (int i = 0; i < exponent; i++) {
            into[place++] = '0';
        }
        return place;
    }

    /** @param before digits before the point; where that is all of them there is no point */
    private static int putPoint(int number, int digits, int before, byte[] into, int at) {
        int place = putDigits(number, digits, into, at);
        if (before == digits) {
            return place;
        }
        System.arraycopy(into, at + before, into, at + before + 1, digits - before);
        into[at + before] = '.';
        return place + 1;
    }

    private static int putDigits(int number, int digits, byte[] into, int at) {
        int left = number;
        int place = at + digits;
        while (left >= 10) {
            int hundreds = hundredth(left);
            int pair = 2 * (left - 100 * hundreds);
            into[--place] = PAIRS[pair + 1];
            into[--place] = PAIRS[pair];
            left = hundreds;
        }
        if (place > at) {
            into[at] = (byte) ('0' + left);
        }
        return at + digits;
    }
}
