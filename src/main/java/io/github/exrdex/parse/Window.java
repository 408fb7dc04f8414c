package io.github.exrdex.parse;

import io.github.exrdex.exr.HeaderProblem;
import io.github.exrdex.exr.ProblemKind;
import io.github.exrdex.exr.Reading;
import io.github.exrdex.exr.Verdict;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The part of a file that is in memory: a buffer that moves forward over it. The first read takes 8 KiB, which holds nearly
 * every header whole, or as much as the file before had up to the end of its tables; where that is not enough the reads grow. All
 * numbers in the file are little-endian.
 *
 * <p>Positions are bytes from the start of the file; an index is a place in {@link #bytes()} and holds until the next
 * {@link #require}.
 */
final class Window {
    private static final int FIRST_READ = 8 << 10;
    private static final int LARGEST_READ = 1 << 20;

    /** The first read is no longer than this, however much the file before had. */
    private static final int LONGEST_FIRST_READ = 64 << 10;

    /** By how much the texts in a header may be longer than those of the frame before. */
    private static final int GROWTH_BYTES = 64;

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private byte[] buffer = new byte[FIRST_READ];
    private ByteSource source = ByteSource.of(new byte[0]);
    private long sizeBytes;
    private long start;
    private int filled;
    private long bytesRead;
    private int calls;
    private boolean exact;
    private int firstRead = FIRST_READ;
    private long wantedUpTo;

    /** Starts over with another file. The buffer stays unless a large file had stretched it. */
    void open(ByteSource next) {
        source = next;
        firstRead = (int) Math.max(FIRST_READ, Math.min(LONGEST_FIRST_READ, wantedUpTo + GROWTH_BYTES));
        wantedUpTo = 0;
        sizeBytes = next.sizeBytes();
        start = 0;
        filled = 0;
        bytesRead = 0;
        calls = 0;
        exact = false;
        if (buffer.length > LARGEST_READ) {
            buffer = new byte[FIRST_READ];
        }
    }

    long sizeBytes() {
        return sizeBytes;
    }

    Reading.Cost cost() {
        return new Reading.Cost(bytesRead, calls);
    }

    byte[] bytes() {
        return buffer;
    }

    /** How many bytes from a position on are in memory already. */
    int held(long position) {
        return position < start || position > start + filled ? 0 : (int) (start + filled - position);
    }

    /** Copies bytes that are {@link #held}. */
    void copyHeld(long position, byte[] into, int at, int length) {
        System.arraycopy(buffer, (int) (position - start), into, at, length);
    }

    /**
     * Makes {@code length} bytes at {@code position} available.
     *
     * @return index of the first of them
     * @throws HeaderException where the file ends before
     */
    int require(long position, int length) throws IOException, HeaderException {
        if (position >= start && position + length <= start + filled) {
            return (int) (position - start);
        }
        return fetch(position, length);
    }

    /** One byte, 0 to 255. The buffer is asked for only after it holds the byte: reading may replace it. */
    int unsignedByte(long position) throws IOException, HeaderException {
        int at = require(position, 1);
        return buffer[at] & 0xff;
    }

    int int32(long position) throws IOException, HeaderException {
        int at = require(position, Integer.BYTES);
        return intAt(buffer, at);
    }

    long int64(long position) throws IOException, HeaderException {
        int at = require(position, Long.BYTES);
        return longAt(buffer, at);
    }

    private int fetch(long position, int length) throws IOException, HeaderException {
        if (position + length > sizeBytes) {
            throw ended(position, length);
        }
        int kept = held(position);
        if (kept == 0) {
            start = position;
            filled = 0;
        } else if (position - start + length > buffer.length) {
            System.arraycopy(buffer, (int) (position - start), buffer, 0, kept);
            start = position;
            filled = kept;
        }
        int needed = (int) (position - start) + length;
        int wanted = (int) Math.min(needed + readAhead(length, needed), sizeBytes - start);
        if (wanted > buffer.length) {
            buffer = Arrays.copyOf(buffer, wanted);
        }
        while (filled < needed) {
            int count = source.read(start + filled, buffer, filled, wanted - filled);
            calls++;
            if (count < 0) {
                sizeBytes = start + filled; // it shrank under us; who opened it will see that too
                throw ended(position, length);
            }
            filled += count;
            bytesRead += count;
        }
        return (int) (position - start);
    }

    /**
     * A first read is for a whole header. Later ones double, so that a header of n bytes in small attributes costs log n
     * calls; behind a large value there is seldom more than another 8 KiB.
     */
    private long readAhead(int length, int needed) {
        if (exact) {
            return 0;
        }
        if (calls == 0) {
            return Math.max(0, firstRead - needed);
        }
        if (length > FIRST_READ) {
            return FIRST_READ;
        }
        long doubled = filled + Math.min(LARGEST_READ, Math.max(FIRST_READ, bytesRead));
        return Math.max(0, doubled - needed);
    }

    /** From here on no more is read than is asked for: behind the header the lengths are known. */
    void readExactly(boolean on) {
        exact = on;
    }

    /**
     * Headers and tables of this file end there; the next file is mostly another frame of the same sequence, and is read as far
     * at once.
     */
    void rememberEnd(long position) {
        wantedUpTo = position;
    }

    private HeaderException ended(long position, long length) {
        return new HeaderException(
                Verdict.HEADER_CUT_SHORT,
                HeaderProblem.fatal(
                        ProblemKind.HEADER_CUT_SHORT,
                        position,
                        "the file ends at byte " + sizeBytes + ", inside its header: " + length + " bytes at "
                                + position + " are missing"));
    }

    /** @throws HeaderException where a value of that length at that place ends behind the file */
    void checkInside(long position, long length) throws HeaderException {
        if (length > sizeBytes - position) {
            throw ended(position, length);
        }
    }

    static int intAt(byte[] bytes, int index) {
        return (int) INT.get(bytes, index);
    }

    static long longAt(byte[] bytes, int index) {
        return (long) LONG.get(bytes, index);
    }

    /** Some in a row, copied as a block. */
    static void longsAt(byte[] bytes, int index, long[] into, int at, int count) {
        ByteBuffer.wrap(bytes, index, count * Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .asLongBuffer()
                .get(into, at, count);
    }

    static float floatAt(byte[] bytes, int index) {
        return Float.intBitsToFloat(intAt(bytes, index));
    }

    static double doubleAt(byte[] bytes, int index) {
        return Double.longBitsToDouble(longAt(bytes, index));
    }
}
