package io.github.exrdex.bench;

import io.github.exrdex.write.LittleEndian;
import io.github.exrdex.write.PartHeader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;

/**
 * Writes uncompressed files of any size: noise for pixels, so that no file system makes them smaller.
 *
 * <pre>
 * file  = headers, one uint64 a line of each part: the place of its chunk, chunks
 * chunk = int32 part (multipart only), int32 y, int32 size, the line's samples
 * </pre>
 *
 * Threads: one.
 */
final class ExrFiles {
    private static final int BLOCK_BYTES = 4 << 20;
    private static final int FARM_WIDTH = 480;
    private static final int FARM_HEIGHT = 270;

    private final BooleanSupplier stopping;
    private final byte[] noise = new byte[BLOCK_BYTES];
    private final ByteBuffer block = ByteBuffer.allocateDirect(BLOCK_BYTES).order(ByteOrder.LITTLE_ENDIAN);

    ExrFiles(BooleanSupplier stopping) {
        this.stopping = stopping;
        new Random(20_000_630).nextBytes(noise);
    }

    /** Chunks of one file, all of the same size. */
    private record Layout(List<PartHeader> parts, int lineBytes, long firstChunk) {
        static Layout of(List<PartHeader> parts, int beginBytes) {
            PartHeader part = parts.get(0);
            long pixelBytes = part.channels().stream()
                    .mapToLong(channel -> channel.type().bytes())
                    .sum();
            long lines = (long) parts.size() * part.chunkCount();
            return new Layout(parts, (int) (pixelBytes * part.dataWindow().width()), beginBytes + Long.BYTES * lines);
        }

        int chunkBytes() {
            return (parts.size() > 1 ? 3 : 2) * Integer.BYTES + lineBytes;
        }

        int linesOfPart() {
            return parts.get(0).chunkCount();
        }

        int lines() {
            return parts.size() * linesOfPart();
        }

        long placeOf(int line) {
            return firstChunk + (long) line * chunkBytes();
        }
    }

    /** A file with all its bytes, about as many as asked for, and on disk when this returns. */
    void writeWhole(Path file, Renders sort, int frame, long bytes) throws IOException {
        double pixels = Math.max(64, (double) bytes / sort.bytesPerPixel());
        int width = (int) Math.max(8, Math.sqrt(pixels * 16 / 9));
        int height = (int) Math.max(1, pixels / width);
        List<PartHeader> parts = sort.headers("sh010", frame, width, height);
        LittleEndian begin = PartHeader.beginFile(parts);
        Layout layout = Layout.of(parts, begin.size());
        if (layout.chunkBytes() > BLOCK_BYTES) {
            throw new IOException("a line of " + layout.chunkBytes() + " bytes is too long; take smaller files");
        }
        try (FileChannel channel = create(file)) {
            writeHead(channel, begin, layout);
            for (int line = 0; line < layout.lines(); line++) {
                if (block.remaining() < layout.chunkBytes()) {
                    flush(channel);
                }
                putChunk(layout, line);
            }
            flush(channel);
            // Only what is on disk can leave the memory.
            channel.force(false);
        }
    }

    /** A frame of 480 x 270 whose headers, tables and last chunk are on disk; the other pixels are a hole. */
    void writeSparse(Path file, Renders sort, String shot, int frame) throws IOException {
        writeSparse(file, sort.headers(shot, frame, FARM_WIDTH, FARM_HEIGHT));
    }

    void writeSparse(Path file, List<PartHeader> parts) throws IOException {
        LittleEndian begin = PartHeader.beginFile(parts);
        Layout layout = Layout.of(parts, begin.size());
        try (FileChannel channel = create(file)) {
            writeHead(channel, begin, layout);
            flush(channel);
            channel.position(layout.placeOf(layout.lines() - 1));
            putChunk(layout, layout.lines() - 1);
            flush(channel);
        }
    }

    private static FileChannel create(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        return FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    private void writeHead(FileChannel channel, LittleEndian begin, Layout layout) throws IOException {
        block.clear();
        block.put(begin.toBytes());
        for (int line = 0; line < layout.lines(); line++) {
            if (block.remaining() < Long.BYTES) {
                flush(channel);
            }
            block.putLong(layout.placeOf(line));
        }
    }

    private void putChunk(Layout layout, int line) {
        if (layout.parts().size() > 1) {
            block.putInt(line / layout.linesOfPart());
        }
        block.putInt(line % layout.linesOfPart());
        block.putInt(layout.lineBytes());
        int from = Math.floorMod(line * 7919, BLOCK_BYTES - layout.lineBytes());
        block.put(noise, from, layout.lineBytes());
    }

    private void flush(FileChannel channel) throws IOException {
        if (stopping.getAsBoolean()) {
            throw new StoppedException();
        }
        block.flip();
        while (block.hasRemaining()) {
            channel.write(block);
        }
        block.clear();
    }
}
