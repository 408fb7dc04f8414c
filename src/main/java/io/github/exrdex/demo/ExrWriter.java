package io.github.exrdex.demo;

import io.github.exrdex.exr.Box2i;
import io.github.exrdex.exr.Compression;
import io.github.exrdex.exr.PixelType;
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
    private static final int MAGIC = 20000630;
    private static final int VERSION = 2;
    private static final int MULTIPART = 0x1000;

    private static final Compression ZIPS = new Compression(2);
    private static final Compression ZIP = new Compression(3);

    private ExrWriter() {}

    /** @param parts one for a plain file, more for a multipart one */
    static byte[] write(List<DemoPart> parts) {
        boolean multipart = parts.size() > 1;
        LittleEndian file = new LittleEndian().i32(MAGIC).i32(multipart ? VERSION | MULTIPART : VERSION);
        for (DemoPart part : parts) {
            header(part, multipart).writeTo(file);
            file.u8(0);
        }
        if (multipart) {
            file.u8(0);
        }
        List<byte[]> chunks = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            addChunks(chunks, parts.get(i), i, multipart);
        }
        long offset = file.size() + 8L * chunks.size();
        for (byte[] chunk : chunks) {
            file.i64(offset);
            offset += chunk.length;
        }
        chunks.forEach(file::bytes);
        return file.toBytes();
    }

    private static Attributes header(DemoPart part, boolean multipart) {
        LittleEndian channels = new LittleEndian();
        for (DemoPart.Plane plane : part.channels()) {
            channels.name(plane.name()).i32(plane.type().number()).i32(0).i32(1).i32(1);
        }
        Attributes attributes = new Attributes()
                .addAll(part.extra())
                .add("channels", "chlist", channels.u8(0))
                .code("compression", "compression", part.compression().number())
                .box("dataWindow", part.dataWindow())
                .box("displayWindow", part.displayWindow())
                .code("lineOrder", "lineOrder", 0)
                .real("pixelAspectRatio", 1)
                .point("screenWindowCenter", 0, 0)
                .real("screenWindowWidth", 1)
                .text("type", "scanlineimage");
        if (multipart) {
            attributes.text("name", part.name()).integer("chunkCount", part.chunkCount());
        }
        return attributes;
    }

    private static void addChunks(List<byte[]> chunks, DemoPart part, int partNumber, boolean multipart) {
        Box2i window = part.dataWindow();
        for (int i = 0; i < part.chunkCount(); i++) {
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
