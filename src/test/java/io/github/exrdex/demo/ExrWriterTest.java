package io.github.exrdex.demo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exrdex.exr.Box2i;
import io.github.exrdex.exr.Compression;
import io.github.exrdex.exr.PixelType;
import io.github.exrdex.write.Attributes;
import io.github.exrdex.write.LittleEndian;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExrWriterTest {
    private static final Box2i WINDOW = new Box2i(-2, 3, 9, 39);

    private static DemoPart part(String name, int compression) {
        return new DemoPart(
                name,
                new Compression(compression),
                WINDOW,
                WINDOW,
                new Attributes().text("owner", "ann"),
                List.of(
                        new DemoPart.Plane("Z", PixelType.FLOAT, (x, y) -> 100 * y + x),
                        new DemoPart.Plane("A", PixelType.HALF, (x, y) -> y / 4f)));
    }

    /** The pixels of the part above, line by line, channels by name. */
    private static byte[] expectedPixels() {
        LittleEndian pixels = new LittleEndian();
        for (int y = WINDOW.minY(); y <= WINDOW.maxY(); y++) {
            for (int x = WINDOW.minX(); x <= WINDOW.maxX(); x++) {
                pixels.i16(Half.bits(y / 4f));
            }
            for (int x = WINDOW.minX(); x <= WINDOW.maxX(); x++) {
                pixels.f32(100 * y + x);
            }
        }
        return pixels.toBytes();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2, 3})
    void thePixelsOfAPlainFileComeBack(int compression) throws DataFormatException {
        ByteBuffer file = open(ExrWriter.write(List.of(part("", compression))), 2);
        assertEquals(
                List.of(
                        "channels",
                        "compression",
                        "dataWindow",
                        "displayWindow",
                        "lineOrder",
                        "owner",
                        "pixelAspectRatio",
                        "screenWindowCenter",
                        "screenWindowWidth",
                        "type"),
                attributeNames(file));
        int lines = new Compression(compression).linesPerChunk();
        assertArrayEquals(expectedPixels(), pixels(file, (37 + lines - 1) / lines, lines, -1));
        assertEquals(0, file.remaining(), "the last chunk ends the file");
    }

    @Test
    void thePartsOfAMultipartFileFollowEachOther() throws DataFormatException {
        ByteBuffer file = open(ExrWriter.write(List.of(part("one", 2), part("two", 3))), 2 | 0x1000);
        assertTrue(attributeNames(file).containsAll(List.of("chunkCount", "name", "type")));
        assertTrue(attributeNames(file).containsAll(List.of("chunkCount", "name", "type")));
        assertEquals(0, file.get(), "an empty header ends the headers");
        int tables = file.position();
        ByteBuffer second = file.duplicate().order(ByteOrder.LITTLE_ENDIAN).position(tables + 8 * 37);
        assertEquals(tables + 8 * (37 + 3), file.getLong(tables));
        assertArrayEquals(expectedPixels(), pixels(file, 37, 1, 0));
        assertArrayEquals(expectedPixels(), pixels(second, 3, 16, 1));
        assertEquals(0, second.remaining());
    }

    @Test
    void whatDoesNotShrinkIsStoredAsItIs() throws DataFormatException {
        Box2i dot = new Box2i(0, 0, 0, 0);
        DemoPart tiny = new DemoPart(
                "",
                new Compression(3),
                dot,
                dot,
                new Attributes(),
                List.of(new DemoPart.Plane("Z", PixelType.FLOAT, (x, y) -> 1)));
        ByteBuffer file = open(ExrWriter.write(List.of(tiny)), 2);
        assertTrue(attributeNames(file).contains("channels"));
        file.position(file.position() + 8);
        assertEquals(0, file.getInt());
        assertEquals(4, file.getInt());
        assertEquals(1f, file.getFloat());
    }

    @Test
    void halvesHaveTenBitsOfFraction() {
        assertEquals(0x3c00, Half.bits(1));
        assertEquals(0xc000, Half.bits(-2));
        assertEquals(0x3555, Half.bits(1 / 3f));
        assertEquals(0x0000, Half.bits(1e-9f));
        assertEquals(0x7bff, Half.bits(1e9f));
    }

    private static ByteBuffer open(byte[] bytes, int version) {
        ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        assertEquals(20000630, file.getInt());
        assertEquals(version, file.getInt());
        return file;
    }

    /** Of the next header; leaves the buffer behind it. */
    private static List<String> attributeNames(ByteBuffer file) {
        List<String> names = new ArrayList<>();
        for (String name = name(file); !name.isEmpty(); name = name(file)) {
            names.add(name);
            name(file);
            file.position(file.position() + 4 + file.getInt(file.position()));
        }
        return names;
    }

    private static String name(ByteBuffer file) {
        StringBuilder name = new StringBuilder();
        for (byte c = file.get(); c != 0; c = file.get()) {
            name.append((char) c);
        }
        return name.toString();
    }

    /** Follows a table of offsets; leaves the buffer behind the last chunk. */
    private static byte[] pixels(ByteBuffer file, int chunks, int lines, int partNumber) throws DataFormatException {
        int table = file.position();
        LittleEndian pixels = new LittleEndian();
        for (int i = 0; i < chunks; i++) {
            file.position((int) file.getLong(table + 8 * i));
            if (partNumber >= 0) {
                assertEquals(partNumber, file.getInt());
            }
            int y = file.getInt();
            assertEquals(WINDOW.minY() + i * lines, y);
            byte[] packed = new byte[file.getInt()];
            file.get(packed);
            int count = Math.min(lines, WINDOW.maxY() - y + 1);
            pixels.bytes(unpacked(packed, (int) WINDOW.width() * count * (2 + 4)));
        }
        return pixels.toBytes();
    }

    private static byte[] unpacked(byte[] packed, int size) throws DataFormatException {
        if (packed.length == size) {
            return packed;
        }
        byte[] bytes = new byte[size];
        Inflater inflater = new Inflater();
        inflater.setInput(packed);
        assertEquals(size, inflater.inflate(bytes));
        inflater.end();
        for (int i = 1; i < size; i++) {
            bytes[i] = (byte) (bytes[i - 1] + bytes[i] - 128);
        }
        byte[] raw = new byte[size];
        for (int i = 0; i < size; i++) {
            raw[i] = bytes[i % 2 == 0 ? i / 2 : (size + 1) / 2 + i / 2];
        }
        return raw;
    }
}
