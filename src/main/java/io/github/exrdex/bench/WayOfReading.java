package io.github.exrdex.bench;

import io.github.exrdex.exr.Reading;
import io.github.exrdex.exr.Verdict;
import io.github.exrdex.parse.ByteSource;
import io.github.exrdex.parse.FileReader;
import io.github.exrdex.parse.HeaderLimits;
import io.github.exrdex.parse.HeaderReader;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.LongFunction;

/**
 * A way to get at what a header says. All four hand the same reader their bytes and come to the same verdict. Threads: one.
 */
interface WayOfReading {
    /**
     * Reads one header and the offset table behind it.
     *
     * @return how many bytes of the file were fetched for it; for a mapping, how many were looked at
     * @throws IOException where the file is not found whole, so that nobody measures a failure
     */
    long read(Path file) throws IOException;

    /**
     * A way by its name in the report.
     *
     * @param open makes it for one pass over files of at most so many bytes
     * @param openCold the same for files that are nowhere in memory
     */
    record Named(String name, LongFunction<WayOfReading> open, LongFunction<WayOfReading> openCold) {
        Named(String name, LongFunction<WayOfReading> open) {
            this(name, open, open);
        }
    }

    List<Named> ALL = List.of(
            new Named("full", Full::new),
            new Named("buffered", most -> new Buffered()),
            new Named("mapped", most -> new Mapped()),
            new Named("header", most -> new Header(), most -> Header.sparing()));

    private static long whole(Path file, Reading reading, long bytes) throws IOException {
        if (reading.verdict() != Verdict.COMPLETE) {
            throw new IOException(file + " is read as " + reading.verdict() + ": " + reading.problems());
        }
        return bytes;
    }

    /** Every byte into memory first, as a tool does that loads the image. */
    final class Full implements WayOfReading {
        private final HeaderReader headers = new HeaderReader(HeaderLimits.DEFAULT);
        private final ByteBuffer buffer;

        Full(long mostBytes) {
            // Outside the heap, so that it is given back when the pass is over and shows as what it is.
            buffer = ByteBuffer.allocateDirect(Math.toIntExact(mostBytes));
        }

        @Override
        public long read(Path file) throws IOException {
            buffer.clear();
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
                while (channel.read(buffer) > 0) {
                    // until the end
                }
            }
            buffer.flip();
            return whole(file, headers.read(new InMemory(buffer)), buffer.limit());
        }
    }

    /** A buffered stream of 64 KiB, the size that people choose; what lies between is skipped. */
    final class Buffered implements WayOfReading {
        private static final int BUFFER_BYTES = 64 << 10;

        private final HeaderReader headers = new HeaderReader(HeaderLimits.DEFAULT);

        @Override
        public long read(Path file) throws IOException {
            long sizeBytes = Files.size(file);
            Counted fetched = new Counted(Files.newInputStream(file));
            try (InputStream stream = new BufferedInputStream(fetched, BUFFER_BYTES)) {
                return whole(file, headers.read(new Forward(stream, sizeBytes)), fetched.bytes);
            }
        }
    }

    /** The file mapped whole. The mapping lives until the garbage collector finds it: Java 17 has no other way. */
    final class Mapped implements WayOfReading {
        private final HeaderReader headers = new HeaderReader(HeaderLimits.DEFAULT);

        @Override
        public long read(Path file) throws IOException {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
                Reading reading =
                        headers.read(new InMemory(channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size())));
                return whole(file, reading, reading.cost().bytes());
            }
        }
    }

    /** As exrdex does it, with its look at the file before and after. */
    final class Header implements WayOfReading {
        private final FileReader files = new FileReader(HeaderLimits.DEFAULT);

        /** As a scan goes on when it finds itself waiting for the disk. */
        static Header sparing() {
            Header header = new Header();
            header.files.spareDisk();
            return header;
        }

        @Override
        public long read(Path file) throws IOException {
            if (files.look(file) instanceof FileReader.Look.Read look) {
                return whole(file, look.reading(), look.reading().cost().bytes());
            }
            throw new IOException(file + " cannot be read, or changes while it is");
        }
    }

    /** Bytes of a buffer. */
    record InMemory(ByteBuffer bytes) implements ByteSource {
        @Override
        public long sizeBytes() {
            return bytes.limit();
        }

        @Override
        public int read(long position, byte[] into, int at, int length) {
            if (position >= bytes.limit()) {
                return -1;
            }
            int count = (int) Math.min(length, bytes.limit() - position);
            bytes.get((int) position, into, at, count);
            return count;
        }
    }

    /** Bytes of a stream, which never goes back. */
    final class Forward implements ByteSource {
        private final InputStream stream;
        private final long sizeBytes;
        private long at;

        Forward(InputStream stream, long sizeBytes) {
            this.stream = stream;
            this.sizeBytes = sizeBytes;
        }

        @Override
        public long sizeBytes() {
            return sizeBytes;
        }

        @Override
        public int read(long position, byte[] into, int start, int length) throws IOException {
            if (position < at) {
                throw new IOException("a stream cannot go back from " + at + " to " + position);
            }
            stream.skipNBytes(position - at);
            int count = stream.read(into, start, length);
            at = position + Math.max(0, count);
            return count;
        }
    }

    /** Counts what the stream behind it delivers. */
    final class Counted extends FilterInputStream {
        private long bytes;

        Counted(InputStream stream) {
            super(stream);
        }

        @Override
        public int read() throws IOException {
            int value = super.read();
            bytes += value < 0 ? 0 : 1;
            return value;
        }

        @Override
        public int read(byte[] into, int at, int length) throws IOException {
            int count = super.read(into, at, length);
            bytes += Math.max(0, count);
            return count;
        }
    }
}
