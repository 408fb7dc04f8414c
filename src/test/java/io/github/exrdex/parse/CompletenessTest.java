package io.github.exrdex.parse;

import static io.github.exrdex.parse.Readings.details;
import static io.github.exrdex.parse.Readings.kinds;
import static io.github.exrdex.parse.Readings.read;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exrdex.exr.HeaderProblem;
import io.github.exrdex.exr.Part;
import io.github.exrdex.exr.ProblemKind;
import io.github.exrdex.exr.Reading;
import io.github.exrdex.exr.Verdict;
import io.github.exrdex.support.TinyChannel;
import io.github.exrdex.support.TinyExr;
import io.github.exrdex.support.WrittenExr;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A whole file is told from a cut, an unfinished and a broken one, for every way to cut a picture into chunks. */
class CompletenessTest {
    private static Arguments shape(String name, WrittenExr file) {
        return Arguments.of(name, file);
    }

    static Stream<Arguments> shapes() {
        return Stream.of(
                shape("scan lines, none", TinyExr.scanline(5, 7).written()),
                shape(
                        "scan lines, zip",
                        TinyExr.scanline(5, 40).compression("zip").written()),
                shape(
                        "scan lines, dwab",
                        TinyExr.scanline(5, 600).compression("dwab").written()),
                shape(
                        "scan lines, htj2k32",
                        TinyExr.scanline(5, 70).compression("htj2k32").written()),
                shape(
                        "decreasing y",
                        TinyExr.scanline(5, 40).compression("zip").decreasingY().written()),
                shape(
                        "negative window",
                        TinyExr.scanline(1, 1).dataWindow(-9, -8, 3, 30).written()),
                shape(
                        "subsampled",
                        TinyExr.scanline(8, 8)
                                .channels(
                                        TinyChannel.sampled("BY", "half", 2, 2),
                                        TinyChannel.sampled("RY", "half", 2, 2),
                                        TinyChannel.of("Y", "half"))
                                .written()),
                shape(
                        "unknown compression",
                        TinyExr.scanline(5, 40)
                                .compression(13)
                                .linesPerChunk(16)
                                .written()),
                shape(
                        "unknown compression, decreasing y",
                        TinyExr.scanline(5, 40)
                                .compression(13)
                                .linesPerChunk(16)
                                .decreasingY()
                                .written()),
                shape("tiles", TinyExr.tiled(33, 17, 8, 8).written()),
                shape(
                        "tiles, random y",
                        TinyExr.tiled(33, 17, 8, 8).compression("zip").randomY().written()),
                shape("mipmap down", TinyExr.tiled(33, 17, 8, 8).mipmap().written()),
                shape(
                        "mipmap up",
                        TinyExr.tiled(33, 17, 8, 8).mipmap().roundUp().written()),
                shape("ripmap down", TinyExr.tiled(33, 17, 8, 8).ripmap().written()),
                shape(
                        "ripmap up",
                        TinyExr.tiled(33, 17, 8, 8).ripmap().roundUp().written()),
                shape(
                        "deep scan lines",
                        TinyExr.deepScanline(5, 7).compression("zips").written()),
                shape("deep tiles", TinyExr.deepTiled(9, 9, 4, 4).written()),
                shape(
                        "deep tiles, ripmap",
                        TinyExr.deepTiled(9, 9, 4, 4).ripmap().roundUp().written()),
                shape(
                        "multipart",
                        TinyExr.multipart(
                                        TinyExr.scanline(5, 9).name("a"),
                                        TinyExr.tiled(9, 9, 4, 4).mipmap().name("b"),
                                        TinyExr.deepScanline(5, 9).name("c"))
                                .written()),
                shape(
                        "multipart, interleaved",
                        TinyExr.multipart(
                                        TinyExr.scanline(5, 9).name("a"),
                                        TinyExr.deepTiled(9, 9, 4, 4).name("b"))
                                .interleaved()
                                .written()),
                shape(
                        "one part in multipart form",
                        TinyExr.multipart(TinyExr.scanline(5, 9).name("a")).written()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("shapes")
    void aWholeFileIsComplete(String name, WrittenExr file) {
        Reading reading = read(file);
        assertEquals(Verdict.COMPLETE, reading.verdict(), reading.problems()::toString);
        assertFalse(anyFatal(reading));
        assertEquals(
                file.places().chunks().stream()
                        .map(table -> (long) table.size())
                        .toList(),
                reading.parts().stream().map(Part::chunkCount).toList());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("shapes")
    void noShorterFileIsEverCalledComplete(String name, WrittenExr file) {
        for (int size = 0; size < file.size(); size++) {
            Reading reading = read(file.cutTo(size));
            int cutAt = size;
            assertNotEquals(Verdict.COMPLETE, reading.verdict(), () -> "cut to " + cutAt);
            assertNotEquals(Verdict.CORRUPT, reading.verdict(), () -> "cut to " + cutAt + ": " + reading.problems());
            assertTrue(anyFatal(reading), () -> "no reason given when cut to " + cutAt);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("shapes")
    void aTableOfZerosMeansThatNothingIsWrittenYet(String name, WrittenExr file) {
        assertEquals(Verdict.NOTHING_WRITTEN, read(file.zeroTable()).verdict());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("shapes")
    void aChunkThatWasNeverWrittenIsCounted(String name, WrittenExr file) {
        Reading reading = read(file.zeroEntries(0, 1));
        assertEquals(Verdict.CHUNKS_MISSING, reading.verdict());
        assertTrue(kinds(reading).contains(ProblemKind.CHUNKS_NOT_WRITTEN));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("shapes")
    void anOffsetIntoTheHeaderIsCorrupt(String name, WrittenExr file) {
        assertEquals(Verdict.CORRUPT, read(file.pointEntry(0, 0, 9)).verdict());
        assertEquals(Verdict.CORRUPT, read(file.pointEntry(0, 0, -1)).verdict());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("shapes")
    void aLeaderThatNamesAnotherPlaceIsCorrupt(String name, WrittenExr file) {
        int leader = (int) file.places().lastChunk();
        Reading reading = read(file.patch(leader, (byte) 0x99, (byte) 0x99, (byte) 0x99, (byte) 0x19));
        assertEquals(Verdict.CORRUPT, reading.verdict());
        assertTrue(kinds(reading).contains(ProblemKind.BAD_CHUNK_LEADER));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("shapes")
    void bytesBehindTheLastChunkAreOnlyANote(String name, WrittenExr file) {
        Reading reading = read(file.plus((byte) 1, (byte) 2, (byte) 3));
        assertEquals(Verdict.COMPLETE, reading.verdict());
        assertEquals("3 bytes follow the end of the last chunk", details(reading, ProblemKind.BYTES_AFTER_LAST_CHUNK));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("shapes")
    void aCopyThatGotItsSizeBeforeItsBytesIsNotComplete(String name, WrittenExr file) {
        assertNotEquals(
                Verdict.COMPLETE,
                read(file.zerosFrom((int) file.places().lastChunk())).verdict());
        assertNotEquals(
                Verdict.COMPLETE,
                read(file.zerosFrom(file.places().tablesEnd())).verdict());
    }

    @Test
    void aCutCopySaysHowManyChunksItLost() {
        WrittenExr file = TinyExr.scanline(50, 68).written();
        int size = (int) (long) file.places().chunks().get(0).get(38);
        Reading reading = read(file.cutTo(size));
        assertEquals(Verdict.CUT_SHORT, reading.verdict());
        assertEquals("30 of 68 chunks beyond the end", details(reading, ProblemKind.CHUNKS_BEYOND_END));
    }

    @Test
    void theLastByteIsMissed() {
        Reading reading = read(TinyExr.scanline(50, 68).written().withoutLastByte());
        assertEquals(Verdict.CUT_SHORT, reading.verdict());
        assertTrue(details(reading, ProblemKind.LAST_CHUNK_CUT_SHORT).endsWith("1 of its 300 bytes are missing"));
    }

    @Test
    void twoEntriesForOneChunkAreCorrupt() {
        WrittenExr file = TinyExr.scanline(50, 68).written();
        long second = file.places().chunks().get(0).get(1);
        assertEquals(Verdict.CORRUPT, read(file.pointEntry(0, 0, second)).verdict());
        assertEquals(Verdict.CORRUPT, read(file.pointEntry(0, 0, second + 3)).verdict());
    }

    @Test
    void uncompressedChunksHaveExactlyTheSizeOfTheirPixels() {
        WrittenExr file = TinyExr.scanline(50, 68).written();
        int size = (int) file.places().lastChunk() + 4;
        Reading reading = read(file.patch(size, (byte) 100, (byte) 0, (byte) 0, (byte) 0));
        assertEquals(Verdict.CORRUPT, reading.verdict());
        assertTrue(details(reading, ProblemKind.BAD_CHUNK_LEADER).contains("its uncompressed pixels take 300"));
    }

    @Test
    void aPackedChunkIsNeverLargerThanItsPixels() {
        WrittenExr file = TinyExr.scanline(4, 16).compression("zip").written().plus(new byte[1000]);
        int size = (int) file.places().lastChunk() + 4;
        assertEquals(
                Verdict.CORRUPT,
                read(file.patch(size, (byte) 0x81, (byte) 1, (byte) 0, (byte) 0))
                        .verdict());
        assertEquals(
                Verdict.COMPLETE,
                read(file.patch(size, (byte) 0x80, (byte) 1, (byte) 0, (byte) 0))
                        .verdict());
    }

    @Test
    void anUnknownPartTypeIsCountedByItsChunkCountAndSaidToBeUncheckable() {
        Reading reading = read(TinyExr.multipart(
                        TinyExr.scanline(5, 9).name("a"),
                        TinyExr.scanline(5, 9).name("b").type("voxels"))
                .written());
        assertEquals(Verdict.COMPLETE, reading.verdict(), reading.problems()::toString);
        assertTrue(kinds(reading).contains(ProblemKind.BAD_PART_TYPE));
        assertEquals(9, reading.parts().get(1).chunkCount());
    }

    @Test
    void aHugeTableInASmallFileCostsNothing() {
        Reading reading = read(TinyExr.scanline(4, 4)
                .attribute("dataWindow")
                .box2i(0, 0, 100_000_000, 452_984_832)
                .written());
        assertEquals(Verdict.TABLE_CUT_SHORT, reading.verdict());
        assertTrue(reading.cost().bytes() < 10_000);
    }

    @Test
    void aTableBeyondTheLimitIsRefused() throws Exception {
        byte[] header = TinyExr.scanline(4, 4)
                .attribute("dataWindow")
                .box2i(0, 0, 3, 9_000_000)
                .bytes();
        Reading reading = new HeaderReader(HeaderLimits.DEFAULT).read(new GuardedBytes(header, 80L << 20));
        assertEquals(Verdict.CORRUPT, reading.verdict());
        assertEquals(List.of(ProblemKind.TABLE_TOO_LONG), kinds(reading));
    }

    private static boolean anyFatal(Reading reading) {
        return reading.problems().stream().anyMatch(problem -> problem.severity() == HeaderProblem.Severity.FATAL);
    }
}
