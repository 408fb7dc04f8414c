package io.github.exrdex.parse;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** An open file: one {@code pread(2)} a call. The channel belongs to whoever opened it. */
record FileBytes(FileChannel channel, long sizeBytes) implements ByteSource {
    @Override
    public int read(long position, byte[] into, int at, int length) throws IOException {
        return channel.read(ByteBuffer.wrap(into, at, length), position);
    }
}
