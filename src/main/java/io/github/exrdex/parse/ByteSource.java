package io.github.exrdex.parse;

import java.io.IOException;

/** Bytes that can be read at any position: an open file, or an array. */
public interface ByteSource {
    /** Length when it was opened; a file may have changed since. */
    long sizeBytes();

    /**
     * One read call.
     *
     * @param length at least 1
     * @return how many bytes came, at least 1; -1 at the end
     */
    int read(long position, byte[] into, int at, int length) throws IOException;

    static ByteSource of(byte[] bytes) {
        return new ByteSource() {
            @Override
            public long sizeBytes() {
                return bytes.length;
            }

            @Override
            public int read(long position, byte[] into, int at, int length) {
                if (position >= bytes.length) {
                    return -1;
                }
                int count = (int) Math.min(length, bytes.length - position);
                System.arraycopy(bytes, (int) position, into, at, count);
                return count;
            }
        };
    }
}
