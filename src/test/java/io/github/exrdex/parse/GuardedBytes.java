package io.github.exrdex.parse;

import java.util.Arrays;

/** Bytes that must not be asked for more than they are. */
final class GuardedBytes implements ByteSource {
    private final byte[] bytes;
    private final long sizeBytes;

    GuardedBytes(byte[] bytes) {
        this(bytes, bytes.length);
    }

    /** @param sizeBytes of the whole; behind the given bytes there are zeros */
    GuardedBytes(byte[] bytes, long sizeBytes) {
        this.bytes = bytes;
        this.sizeBytes = sizeBytes;
    }

    @Override
    public long sizeBytes() {
        return sizeBytes;
    }

    @Override
    public int read(long position, byte[] into, int at, int length) {
        if (position < 0 || length < 1 || length > sizeBytes - position || at + length > into.length) {
            throw new AssertionError("read of " + length + " bytes at " + position + " of " + sizeBytes);
        }
        int given = (int) Math.max(0, Math.min(length, bytes.length - position));
        if (given > 0) {
            System.arraycopy(bytes, (int) position, into, at, given);
        }
        Arrays.fill(into, at + given, at + length, (byte) 0);
        return length;
    }
}
