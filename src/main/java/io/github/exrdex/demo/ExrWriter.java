package io.github.exrdex.demo;

import io.github.exrdex.exr.Box2i;
import io.github.exrdex.exr.Compression;
import io.github.exrdex.exr.PixelType;
import io.github.exrdex.write.LittleEndian;
import io.github.exrdex.write.PartHeader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/**
 * Writes flat scanline files.
 *
 * <pre>
 * file  = magic, version word, headers (and a zero byte when multipart), offset tables, chunks
 * table = one uint64 a chunk: its place in the file
 * chunk = int32 part (multipart only), int32 y, int32 size, bytes
 * </pre>
 *
 * Source: the OpenEXR file layout document.
 */
final class ExrWriter {
    private static final Compression ZIPS = new Compression(2);
    private static final Compression ZIP = new Compression(3);

    private ExrWriter() {}

    /** @param parts one for a plain file, more for a multipart one */
    static byte[] write(List<DemoPart> parts) {
        LittleEndian file =
                PartHeader.beginFile(parts.stream().map(DemoPart::header).toList());
        List<byte[]> chunks = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            addChunks(chunks, parts.get(i), i, parts.size() > 1);
        }
        long offset = file.size() + 8L * chunks.size();
        for (byte[] chunk : chunks) {
            file.i64(offset);
            offset += chunk.length;
        }
        chunks.forEach(file::bytes);
        return file.toBytes();
    }

    private static void addChunks(List<byte[]> chunks, DemoPart part, int partNumber, boolean multipart) {
        Box2i window = part.dataWindow();
        for (int i = 0; i < part.header().chunkCount(); i++) {
            int lines = part.compression().linesPerChunk();
            int firstY = window.minY() + i * lines;
            int lastY = Math.min(firstY + lines - 1, window.maxY());
            byte[] pixels = compressed(part.compression(), pixels(part, firstY, lastY));
            LittleEndian chunk = new LittleEndian();
            if (multipart) {
                chunk.i32(partNumber);
            }
            chunks.add(chunk.i32(firstY).i32(pixels.length).bytes(pixels).toBytes());
        }
    }

    /** Line by line, and in each line channel by channel. */
    private static byte[] pixels(DemoPart part, int firstY, int lastY) {
        LittleEndian pixels = new LittleEndian();
        for (int y = firstY; y <= lastY; y++) {
            for (DemoPart.Plane plane : part.channels()) {
                for (int x = part.dataWindow().minX(); x <= part.dataWindow().maxX(); x++) {
                    float value = plane.samples().at(x, y);
                    if (plane.type() == PixelType.HALF) {
                        pixels.i16(Half.bits(value));
                    } else {
                        pixels.f32(value);
                    }
                }
            }
        }
        return pixels.toBytes();
    }

    private static byte[] compressed(Compression compression, byte[] raw) {
        if (compression.equals(Compression.NONE)) {
            return raw;
        }
        if (!compression.equals(ZIPS) && !compression.equals(ZIP)) {
            throw new IllegalArgumentException("not written here: " + compression.text());
        }
        byte[] packed = deflated(differences(lowBytesFirst(raw)));
        // What does not shrink is stored as it is; readers tell it by its size.
        return packed.length < raw.length ? packed : raw;
    }

    /** Bytes 0, 2, 4, ... and then 1, 3, 5, ...: like bytes of neighbours come together. */
    private static byte[] lowBytesFirst(byte[] raw) {
        byte[] sorted = new byte[raw.length];
        int half = (raw.length + 1) / 2;
        for (int i = 0; i < raw.length; i++) {
            sorted[i % 2 == 0 ? i / 2 : half + i / 2] = raw[i];
        }
        return sorted;
    }

    /** Each byte as its difference to the one before, shifted by 128. */
    private static byte[] differences(byte[] bytes) {
        byte[] differences = bytes.clone();
        for (int i = bytes.length - 1; i > 0; i--) {
            differences[i] = (byte) (bytes[i] - bytes[i - 1] + 128);
        }
        return differences;
    }

    private static byte[] deflated(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
        try (DeflaterOutputStream stream = new DeflaterOutputStream(out, deflater)) {
            stream.write(bytes);
        } catch (IOException e) {
            throw new IllegalStateException("memory cannot fail to be written", e);
        } finally {
            deflater.end();
        }
        return out.toByteArray();
    }
}
