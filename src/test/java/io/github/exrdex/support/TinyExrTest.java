package io.github.exrdex.support;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TinyExrTest {
    @Test
    void writesTheBytesOfTheFileLayoutDocument() {
        byte[] bytes = TinyExr.scanline(1, 2).channels("Y").bytes();
        String expected = "762f3101" + "02000000"
                + text("channels") + text("chlist") + "13000000"
                + text("Y") + "01000000" + "00" + "000000" + "01000000" + "01000000" + "00"
                + text("compression") + text("compression") + "01000000" + "00"
                + text("dataWindow") + text("box2i") + "10000000" + "00000000" + "00000000" + "00000000" + "01000000"
                + text("displayWindow") + text("box2i") + "10000000" + "00000000" + "00000000" + "00000000" + "01000000"
                + text("lineOrder") + text("lineOrder") + "01000000" + "00"
                + text("pixelAspectRatio") + text("float") + "04000000" + "0000803f"
                + text("screenWindowCenter") + text("v2f") + "08000000" + "0000000000000000"
                + text("screenWindowWidth") + text("float") + "04000000" + "0000803f"
                + "00"
                + "2501000000000000" + "2f01000000000000"
                + "00000000" + "02000000" + "2a2a"
                + "01000000" + "02000000" + "2a2a";
        assertEquals(expected, HexFormat.of().formatHex(bytes));
    }

    private static String text(String name) {
        return HexFormat.of().formatHex(name.getBytes(StandardCharsets.US_ASCII)) + "00";
    }

    @Test
    void setsTheFlagsThatThePartsCallFor() {
        assertEquals(2, versionWord(TinyExr.scanline(4, 4).file()));
        assertEquals(0x202, versionWord(TinyExr.tiled(4, 4, 2, 2).file()));
        assertEquals(0x802, versionWord(TinyExr.deepScanline(4, 4).file()));
        assertEquals(0x802, versionWord(TinyExr.deepTiled(4, 4, 2, 2).file()));
        assertEquals(0x1002, versionWord(TinyExr.multipart(TinyExr.tiled(4, 4, 2, 2))));
        assertEquals(0x1802, versionWord(TinyExr.multipart(TinyExr.scanline(4, 4), TinyExr.deepScanline(4, 4))));
        assertEquals(
                0x402,
                versionWord(TinyExr.scanline(4, 4).string("n".repeat(32), "").file()));
        assertEquals(
                0x2,
                versionWord(TinyExr.scanline(4, 4).string("n".repeat(31), "").file()));
        assertEquals(0x22003, versionWord(TinyExr.scanline(4, 4).file().versionWord(0x22003)));
    }

    private static int versionWord(TinyExr exr) {
        return intAt(exr.bytes(), 4);
    }

    @Test
    void countsTheChunksOfEveryKindOfPart() {
        assertEquals(20, chunks(TinyExr.scanline(8, 20)));
        assertEquals(2, chunks(TinyExr.scanline(8, 20).compression("zip")));
        assertEquals(1, chunks(TinyExr.scanline(8, 20).compression("dwab")));
        assertEquals(20, chunks(TinyExr.deepScanline(8, 20).compression("zips")));
        assertEquals(4 * 2, chunks(TinyExr.tiled(100, 50, 32, 32)));
        // 100x50 50x25 25x12 12x6 6x3 3x1 1x1
        assertEquals(
                8 + 2 + 1 + 1 + 1 + 1 + 1, chunks(TinyExr.tiled(100, 50, 32, 32).mipmap()));
        // 100x50 50x25 25x13 13x7 7x4 4x2 2x1 1x1
        assertEquals(
                8 + 2 + 1 + 1 + 1 + 1 + 1 + 1,
                chunks(TinyExr.tiled(100, 50, 32, 32).mipmap().roundUp()));
        // widths take 4 2 1 1 1 1 1 tiles, heights 2 1 1 1 1 1
        assertEquals(11 * 7, chunks(TinyExr.tiled(100, 50, 32, 32).ripmap()));
        assertEquals(12 * 8, chunks(TinyExr.deepTiled(100, 50, 32, 32).ripmap().roundUp()));
    }

    private static int chunks(TinyPart part) {
        return part.written().places().chunkCount();
    }

    @Test
    void everyTableEntryPointsAtTheLeaderItStandsFor() {
        WrittenExr exr = TinyExr.multipart(
                        TinyExr.scanline(6, 5).decreasingY().dataWindow(-3, 10, 2, 14),
                        TinyExr.tiled(5, 3, 2, 2).ripmap().randomY().compression("piz"))
                .interleaved()
                .written();
        byte[] bytes = exr.bytes();
        ExrPlaces places = exr.places();
        for (int line = 0; line < 5; line++) {
            int at = (int) longAt(bytes, places.tables().get(0) + 8 * line);
            assertEquals(0, intAt(bytes, at));
            assertEquals(10 + line, intAt(bytes, at + 4));
            assertEquals(6 * 3 * 2, intAt(bytes, at + 8));
        }
        int lastTile = (int) longAt(
                bytes, places.tables().get(1) + 8 * (places.chunks().get(1).size() - 1));
        assertEquals(List.of(1, 0, 0, 2, 1), ints(bytes, lastTile, 5));
        assertTrue(places.chunks().get(0).get(0) > places.chunks().get(0).get(4), "decreasing order is in the file");
        assertEquals(places.tablesEnd(), firstChunk(places));
    }

    private static long firstChunk(ExrPlaces places) {
        return places.chunks().stream()
                .flatMap(List::stream)
                .mapToLong(Long::longValue)
                .min()
                .orElseThrow();
    }

    @Test
    void theLastChunkEndsTheFile() {
        WrittenExr flat = TinyExr.scanline(6, 5).decreasingY().written();
        int at = (int) flat.places().lastChunk();
        assertEquals(flat.size(), at + 8 + intAt(flat.bytes(), at + 4));
        WrittenExr deep = TinyExr.deepTiled(5, 5, 2, 2).written();
        at = (int) deep.places().lastChunk();
        assertEquals(deep.size(), at + 40 + longAt(deep.bytes(), at + 16) + longAt(deep.bytes(), at + 24));
    }

    @Test
    void subsampledChannelsTakeFewerBytes() {
        WrittenExr exr = TinyExr.scanline(8, 4)
                .channels(TinyChannel.sampled("BY", "half", 2, 2), TinyChannel.of("Y", "half"))
                .written();
        List<Long> chunks = exr.places().chunks().get(0);
        assertEquals(2 * 4 + 2 * 8, intAt(exr.bytes(), (int) (chunks.get(0) + 4)));
        assertEquals(2 * 8, intAt(exr.bytes(), (int) (chunks.get(1) + 4)));
    }

    @Test
    void damageLeavesTheRestAsItWas() {
        WrittenExr whole = TinyExr.scanline(4, 8).string("owner", "x").written();
        ExrPlaces places = whole.places();
        assertEquals(whole.size() - 1, whole.withoutLastByte().size());
        assertTrue(whole.cutInHeader().size() < places.headerEnd());
        int inTable = whole.cutInTable().size();
        assertTrue(inTable > places.headerEnd() && inTable < places.tablesEnd());
        assertTrue(whole.cutInLastChunk().size() > places.lastChunk());
        byte[] zeroed = whole.zeroTable().bytes();
        assertEquals(0, longAt(zeroed, places.headerEnd()));
        assertEquals(0, longAt(zeroed, places.tablesEnd() - 8));
        assertArrayEquals(
                Arrays.copyOfRange(whole.bytes(), places.tablesEnd(), whole.size()),
                Arrays.copyOfRange(zeroed, places.tablesEnd(), whole.size()));
        assertEquals(77, longAt(whole.pointEntry(0, 3, 77).bytes(), places.headerEnd() + 24));
        assertEquals('x', whole.bytes()[places.value(0, "owner")]);
        assertEquals(9, intAt(whole.saidSize(0, "owner", 9).bytes(), places.value(0, "owner") - 4));
        assertEquals(whole.size() + 2, whole.plus((byte) 1, (byte) 2).size());
        assertEquals(5, intAt(whole.versionWord(5).bytes(), 4));
    }

    @Test
    void attributesCanBeLeftOutReplacedAndRepeated() {
        String header = header(TinyExr.scanline(4, 4)
                .without("dataWindow")
                .attribute("compression")
                .compression(200)
                .string("owner", "a")
                .string("owner", "b")
                .another("owner")
                .string("c"));
        assertTrue(!header.contains("dataWindow"));
        assertTrue(header.contains("compression\0compression\0\1\0\0\0\u00c8"));
        assertTrue(header.contains("owner\0string\0\1\0\0\0b" + "owner\0string\0\1\0\0\0c"));
        assertTrue(!header.contains("\0a"));
    }

    @Test
    void namesMayHoldBytesThatAreNoText() {
        assertTrue(header(TinyExr.scanline(4, 4).string("na\\xffme", "é"))
                .contains("na\u00ffme\0string\0\2\0\0\0\u00c3\u00a9"));
    }

    private static String header(TinyPart part) {
        WrittenExr exr = part.written();
        return new String(exr.bytes(), 0, exr.places().headerEnd(), StandardCharsets.ISO_8859_1);
    }

    @Test
    void writesFoldersOnTheWay(@TempDir Path folder) throws Exception {
        Path file = TinyExr.scanline(4, 4).writeTo(folder.resolve("a/b/c.exr"));
        assertArrayEquals(TinyExr.scanline(4, 4).bytes(), Files.readAllBytes(file));
    }

    private static int intAt(byte[] bytes, int at) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(at);
    }

    private static long longAt(byte[] bytes, int at) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong(at);
    }

    private static List<Integer> ints(byte[] bytes, int at, int count) {
        Integer[] values = new Integer[count];
        for (int i = 0; i < count; i++) {
            values[i] = intAt(bytes, at + 4 * i);
        }
        return List.of(values);
    }
}
