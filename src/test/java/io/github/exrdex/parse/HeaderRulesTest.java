package io.github.exrdex.parse;

import static io.github.exrdex.parse.Readings.details;
import static io.github.exrdex.parse.Readings.kinds;
import static io.github.exrdex.parse.Readings.read;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exrdex.exr.HeaderProblem;
import io.github.exrdex.exr.Part;
import io.github.exrdex.exr.ProblemKind;
import io.github.exrdex.exr.Reading;
import io.github.exrdex.exr.Verdict;
import io.github.exrdex.support.TinyChannel;
import io.github.exrdex.support.TinyExr;
import io.github.exrdex.support.TinyPart;
import io.github.exrdex.support.WrittenExr;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What makes a header untrustworthy, and what is only worth a word (format notes, section 9). */
class HeaderRulesTest {
    private static TinyPart plain() {
        return TinyExr.scanline(8, 8);
    }

    private static void assertFatal(ProblemKind kind, WrittenExr file) {
        Reading reading = read(file);
        assertEquals(Verdict.CORRUPT, reading.verdict(), reading.problems()::toString);
        assertTrue(
                reading.problems().stream()
                        .anyMatch(p -> p.kind() == kind && p.severity() == HeaderProblem.Severity.FATAL),
                reading.problems()::toString);
    }

    private static Reading assertWarning(ProblemKind kind, WrittenExr file) {
        Reading reading = read(file);
        assertEquals(Verdict.COMPLETE, reading.verdict(), reading.problems()::toString);
        assertEquals(List.of(kind), kinds(reading), reading.problems()::toString);
        return reading;
    }

    @Test
    void anEmptyFileIsEmpty() {
        assertEquals(Verdict.EMPTY, read(new byte[0]).verdict());
        assertEquals(List.of(ProblemKind.EMPTY_FILE), kinds(read(new byte[0])));
    }

    @Test
    void zerosAtTheStartMeanThatNothingIsWrittenYet() {
        assertEquals(Verdict.HEADER_CUT_SHORT, read(new byte[5]).verdict());
        assertEquals(Verdict.HEADER_CUT_SHORT, read(new byte[5000]).verdict());
    }

    @Test
    void anotherFormatIsNoExr() {
        Reading reading = read("SDPX\u0000\u0000\u0000\u0000".getBytes(StandardCharsets.ISO_8859_1));
        assertEquals(Verdict.NOT_EXR, reading.verdict());
        assertEquals("begins with 53445058, an EXR with 762f3101", details(reading, ProblemKind.BAD_MAGIC));
        assertEquals(Verdict.NOT_EXR, read(new byte[] {(byte) 'G', (byte) 'I'}).verdict());
    }

    @Test
    void theFirstBytesOfTheMagicAreAHeaderCutShort() {
        assertEquals(
                Verdict.HEADER_CUT_SHORT, read(new byte[] {0x76, 0x2f, 0x31}).verdict());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 0x102})
    void anotherVersionIsRefused(int word) {
        ProblemKind kind = word == 0x102 ? ProblemKind.BAD_FLAGS : ProblemKind.BAD_VERSION;
        assertFatal(kind, plain().written().versionWord(word));
    }

    @ParameterizedTest
    @ValueSource(ints = {0xa02, 0x1202, 0x1a02})
    void theTiledFlagStandsAlone(int word) {
        assertFatal(ProblemKind.BAD_FLAGS, plain().written().versionWord(word));
    }

    @ParameterizedTest
    @ValueSource(strings = {"channels", "dataWindow"})
    void withoutItThePictureIsUndefined(String name) {
        assertFatal(ProblemKind.MISSING_ATTRIBUTE, plain().without(name).written());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"displayWindow", "lineOrder", "pixelAspectRatio", "screenWindowCenter", "screenWindowWidth"})
    void whatIsMissingStaysMissing(String name) {
        Reading reading = assertWarning(
                ProblemKind.MISSING_ATTRIBUTE, plain().without(name).written());
        Part part = reading.parts().get(0);
        assertTrue(part.attribute(name).isEmpty());
        assertEquals(name.equals("displayWindow"), part.displayWindow().isEmpty());
    }

    @Test
    void withoutCompressionTheTableSaysHowLongItIs() {
        Reading reading = assertWarning(
                ProblemKind.MISSING_ATTRIBUTE,
                plain().compression("zip").without("compression").written());
        assertTrue(reading.parts().get(0).compression().isEmpty());
        assertEquals(1, reading.parts().get(0).chunkCount());
    }

    @Test
    void aWindowOfAnotherTypeIsMissing() {
        Reading reading = read(plain().attribute("dataWindow").v2i(0, 0).written());
        assertEquals(Verdict.CORRUPT, reading.verdict());
        assertEquals("dataWindow is there, but is no box2i", details(reading, ProblemKind.MISSING_ATTRIBUTE));
    }

    @ParameterizedTest
    @CsvSource({"5,0,4,9", "0,5,9,4", "-1073741823,0,4,4", "0,0,1073741823,4", "0,-2147483648,4,4", "0,0,4,2147483647"})
    void windowsHaveTheirCornersInOrderAndNotTooFarOut(int minX, int minY, int maxX, int maxY) {
        assertFatal(
                ProblemKind.BAD_WINDOW,
                plain().attribute("dataWindow").box2i(minX, minY, maxX, maxY).written());
        assertFatal(
                ProblemKind.BAD_WINDOW,
                plain().attribute("displayWindow").box2i(minX, minY, maxX, maxY).written());
    }

    @Test
    void tiledPartsNeedGoodTiles() {
        assertFatal(
                ProblemKind.MISSING_ATTRIBUTE,
                TinyExr.tiled(8, 8, 4, 4).without("tiles").written());
        for (int[] tiles : new int[][] {{0, 4, 0}, {4, 0, 0}, {-1, 4, 0}, {536870912, 4, 0}, {4, 4, 3}, {4, 4, 0x20}}) {
            assertFatal(
                    ProblemKind.BAD_TILES,
                    TinyExr.tiled(8, 8, 4, 4)
                            .attribute("tiles")
                            .tiledesc(tiles[0], tiles[1], tiles[2])
                            .written());
        }
    }

    @Test
    void moreTilesThanTheFormatCanNumberAreRefused() {
        assertFatal(
                ProblemKind.BAD_TILES,
                TinyExr.tiled(8, 8, 4, 4)
                        .attribute("dataWindow")
                        .box2i(0, 0, 1_000_000_000, 1_000_000_000)
                        .attribute("tiles")
                        .tiledesc(1, 1, 0)
                        .written());
    }

    @Test
    void channelListsAreFollowedToTheLetter() {
        assertFatal(
                ProblemKind.BAD_CHANNEL_LIST,
                plain().channels(new TinyChannel("R", 3, 0, 1, 1)).written());
        assertFatal(
                ProblemKind.BAD_CHANNEL_LIST,
                plain().channels(new TinyChannel("R", 1, 2, 1, 1)).written());
        assertFatal(
                ProblemKind.BAD_CHANNEL_LIST,
                plain().raw("channels", "chlist", (byte) 0).written());
        assertFatal(
                ProblemKind.BAD_CHANNEL_LIST,
                plain().raw("channels", "chlist", (byte) 'R', (byte) 0, (byte) 1)
                        .written());
        assertFatal(
                ProblemKind.DUPLICATE_CHANNEL,
                plain().channels(TinyChannel.of("R", "half"), TinyChannel.of("R", "half"))
                        .written());
    }

    @Test
    void theTypeOfAFlatSinglePartComesFromTheFlags() {
        Reading reading = assertWarning(
                ProblemKind.TYPE_AGAINST_FLAGS, plain().type("deepscanline").written());
        assertEquals("scanlineimage", reading.parts().get(0).typeName());
    }

    @Test
    void deepAndMultipartFilesNeedTheirType() {
        assertFatal(
                ProblemKind.MISSING_ATTRIBUTE,
                TinyExr.deepScanline(4, 4).without("type").written());
        assertFatal(
                ProblemKind.MISSING_ATTRIBUTE,
                TinyExr.multipart(plain().name("a"), plain().name("b").without("type"))
                        .written());
        assertFatal(
                ProblemKind.MISSING_ATTRIBUTE,
                TinyExr.multipart(plain().name("a"), plain().name("b").without("name"))
                        .written());
    }

    @Test
    void aWrongChunkCountIsCorrectedAndSaid() {
        Reading reading = assertWarning(
                ProblemKind.CHUNK_COUNT_MISMATCH,
                TinyExr.deepScanline(4, 9).chunkCount(814).written());
        assertEquals(9, reading.parts().get(0).chunkCount());
        assertEquals(
                "chunkCount is 814, the data window makes 9",
                reading.problems().get(0).detail());
    }

    @Test
    void partsShareTheirDisplayWindow() {
        Reading reading = assertWarning(
                ProblemKind.SHARED_ATTRIBUTE_DIFFERS,
                TinyExr.multipart(plain().name("a"), plain().name("b").displayWindow(0, 0, 9, 9))
                        .written());
        assertEquals(
                "part 1: displayWindow is 0 0 9 9, in part 0 it is 0 0 7 7",
                reading.problems().get(0).detail());
    }

    @Test
    void onlyTheFirstPartMayHaveASharedAttributeAlone() {
        assertEquals(
                List.of(),
                read(TinyExr.multipart(
                                        plain().name("a")
                                                .attribute("chromaticities")
                                                .chromaticities(1, 2, 3, 4, 5, 6, 7, 8),
                                        plain().name("b"))
                                .written())
                        .problems());
        assertWarning(
                ProblemKind.SHARED_ATTRIBUTE_DIFFERS,
                TinyExr.multipart(
                                plain().name("a"),
                                plain().name("b").attribute("chromaticities").chromaticities(1, 2, 3, 4, 5, 6, 7, 8))
                        .written());
    }

    @Test
    void aLaterPartMayHoldDataInsteadOfColour() {
        TinyPart first = plain().name("a").string("colorInteropID", "lin_ap1_scene");
        assertEquals(
                List.of(),
                read(TinyExr.multipart(first, plain().name("b").string("colorInteropID", "data"))
                                .written())
                        .problems());
        assertWarning(
                ProblemKind.SHARED_ATTRIBUTE_DIFFERS,
                TinyExr.multipart(first, plain().name("b").string("colorInteropID", "srgb"))
                        .written());
    }

    @Test
    void partNamesAreUnique() {
        assertWarning(
                ProblemKind.DUPLICATE_PART_NAME,
                TinyExr.multipart(plain().name("a"), plain().name("a")).written());
    }

    @Test
    void attributesStandOnlyOnceAndTheLastCounts() {
        Reading reading = assertWarning(
                ProblemKind.DUPLICATE_ATTRIBUTE,
                plain().string("owner", "first").another("owner").string("last").written());
        assertEquals(
                "last",
                reading.parts().get(0).attribute("owner").orElseThrow().value().asText());
        assertEquals(
                2,
                reading.parts().get(0).attributes().stream()
                        .filter(attribute -> attribute.name().equals("owner"))
                        .count());
    }

    @Test
    void namesOver31BytesNeedTheirFlag() {
        WrittenExr file = plain().string("n".repeat(40), "x").written();
        assertWarning(ProblemKind.LONG_NAME_WITHOUT_FLAG, file.versionWord(2));
        assertEquals(List.of(), read(file).problems());
    }

    @Test
    void samplingDividesTheWindow() {
        assertFatal(
                ProblemKind.BAD_SAMPLING,
                TinyExr.scanline(9, 9)
                        .channels(TinyChannel.sampled("RY", "half", 2, 2), TinyChannel.of("Y", "half"))
                        .compression("zip")
                        .written());
        assertFatal(
                ProblemKind.BAD_SAMPLING,
                TinyExr.tiled(8, 8, 4, 4)
                        .channels(TinyChannel.sampled("RY", "half", 2, 2))
                        .written());
    }

    @ParameterizedTest
    @ValueSource(floats = {0, -1, Float.NaN, Float.POSITIVE_INFINITY, 1e-7f, 1e7f})
    void aPixelHasAShape(float ratio) {
        assertWarning(
                ProblemKind.BAD_VALUE,
                plain().attribute("pixelAspectRatio").floatNumber(ratio).written());
    }

    @Test
    void aScreenWindowIsNotNegative() {
        assertWarning(
                ProblemKind.BAD_VALUE,
                plain().attribute("screenWindowWidth").floatNumber(-1).written());
    }

    @Test
    void aCryptomatteNeedsItsMetadataAndMetadataItsChannels() {
        assertWarning(
                ProblemKind.CRYPTOMATTE_WITHOUT_METADATA,
                plain().channels("R", "CryptoObject00.r", "CryptoObject00.g", "CryptoObject01.r")
                        .written());
        assertWarning(
                ProblemKind.CRYPTOMATTE_WITHOUT_CHANNELS,
                plain().string("cryptomatte/abc1234/name", "crypto_asset").written());
        assertEquals(
                List.of(),
                read(plain().channels("R", "ViewLayer.CryptoObject00.r", "ViewLayer.CryptoObject.r", "Z")
                                .string("cryptomatte/abc1234/name", "ViewLayer.CryptoObject")
                                .written())
                        .problems());
        assertEquals(
                List.of(),
                read(TinyExr.multipart(
                                        plain().name("rgba").string("cryptomatte/1/name", "crypto_asset"),
                                        plain().name("crypto_asset00"))
                                .written())
                        .problems());
    }

    @Test
    void aRenderManCheckpointIsNoFinishedFrame() {
        assertWarning(ProblemKind.RENDER_CHECKPOINT, plain().channels("R", "~w").written());
    }

    @Test
    void deepDataKnowsThreeCompressionsAndOneVersion() {
        Reading reading = read(TinyExr.deepScanline(4, 4)
                .attribute("version")
                .intNumber(2)
                .attribute("compression")
                .compression(4)
                .written());
        assertTrue(kinds(reading).containsAll(List.of(ProblemKind.BAD_VALUE, ProblemKind.BAD_ENUM)));
    }

    @Test
    void aSizeThatLeavesTheFileIsNeverFollowed() {
        WrittenExr file = plain().string("owner", "somebody").written();
        assertEquals(
                Verdict.HEADER_CUT_SHORT,
                read(file.saidSize(0, "owner", 100_000)).verdict());
        assertEquals(
                Verdict.CORRUPT,
                read(file.saidSize(0, "owner", Integer.MAX_VALUE)).verdict());
        assertEquals(Verdict.CORRUPT, read(file.saidSize(0, "owner", -1)).verdict());
        assertEquals(
                Verdict.CORRUPT, read(file.saidSize(0, "dataWindow", 1 << 20)).verdict());
    }

    @Test
    void theReaderGoesOnWithTheNextFileAsIfNothingHadBeen() throws Exception {
        HeaderReader reader = new HeaderReader(HeaderLimits.DEFAULT);
        byte[] good = plain().written().bytes();
        byte[] bad = plain().written().cutInHeader().bytes();
        Reading first = reader.read(ByteSource.of(good));
        assertFalse(reader.read(ByteSource.of(bad)).verdict() == Verdict.COMPLETE);
        assertEquals(first, reader.read(ByteSource.of(good)));
    }

    @Test
    void hostileHeadersCannotMakeTheProblemListLong() {
        TinyPart part = plain();
        for (int i = 0; i < 2000; i++) {
            part.another("owner").string("x");
        }
        Reading reading = read(part.written());
        assertEquals(101, reading.problems().size());
        assertEquals(
                "1899 more problems are not listed", reading.problems().get(100).detail());
    }

    /** Once, a number that lay across the end of the first read was taken from the buffer before it. */
    @Test
    void whereAReadEndsChangesNothing() {
        for (int padding = 7600; padding < 8300; padding++) {
            TinyPart part = plain().compression("zip")
                    .string("padding", "x".repeat(padding))
                    .string("owner", "somebody");
            Reading reading = read(part.written());
            assertEquals(List.of(), reading.problems());
            assertEquals(Verdict.COMPLETE, reading.verdict());
            assertEquals(
                    "somebody",
                    reading.parts()
                            .get(0)
                            .attribute("owner")
                            .orElseThrow()
                            .value()
                            .asText());
        }
    }

    @Test
    void limitsStopWhatTheReferenceLibraryWouldFollow() throws Exception {
        byte[] big = plain().string("a", "x".repeat(5000)).bytes();
        Reading reading = new HeaderReader(HeaderLimits.DEFAULT.withHeaderBytes(4096)).read(ByteSource.of(big));
        assertEquals(Verdict.CORRUPT, reading.verdict());
        assertEquals(List.of(ProblemKind.LIMIT_EXCEEDED), kinds(reading));
    }
}
