package io.github.exrdex.parse;

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
        for (int i = 0; i < length; i++) {
            into[at + i] = position + i < bytes.length ? bytes[(int) position + i] : 0;
        }
        return length;
    }
}
