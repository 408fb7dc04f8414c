package io.github.exrdex.parse;

import static io.github.exrdex.parse.Readings.read;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.exrdex.exr.Reading;
import io.github.exrdex.exr.Verdict;
import io.github.exrdex.support.TinyExr;
import io.github.exrdex.support.TinyPart;
import io.github.exrdex.support.WrittenExr;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a header costs in bytes and read calls, by its size. Exact, so that no change makes it dearer unseen. */
class ReadingCostTest {

    /** A picture of a megabyte, so that the last chunk is far from the header. */
    private static TinyPart picture() {
        return TinyExr.scanline(512, 512).compression("zip").channels("R", "G", "B", "A");
    }

    private static WrittenExr withHeaderOf(int sizeBytes) {
        int rest =
                sizeBytes - picture().string("padding", "").written().places().headerEnd();
        return picture()
                .string("padding", "x".repeat(Math.max(rest, 0)))
                .written()
                .plus(new byte[sizeBytes + 20_000]); // the last chunk lies outside what the first read takes
    }

    /**
     * The first read takes 8 KiB; what a long value lacks comes in one more, with 8 KiB behind it; then what is left of the
     * table, and 44 bytes of the last chunk where they are not in memory yet.
     */
    @ParameterizedTest
    @CsvSource({"400,8192,1", "8000,8300,3", "60000,68191,2"})
    void aHeaderCostsFewCalls(int headerBytes, long bytes, int calls) {
        WrittenExr file = withHeaderOf(headerBytes);
        assertEquals(Math.max(headerBytes, 400), file.places().headerEnd(), 30);
        Reading reading = read(file);
        assertEquals(Verdict.COMPLETE, reading.verdict(), reading.problems()::toString);
        assertEquals(new Reading.Cost(bytes, calls), reading.cost());
    }

    @Test
    void theNextFrameIsReadUpToTheEndOfItsTableAtOnceTextsThatGrewAndAll() throws IOException {
        HeaderReader reader = new HeaderReader(HeaderLimits.DEFAULT);
        assertEquals(3, calls(reader, withHeaderOf(8000)));
        assertEquals(2, calls(reader, withHeaderOf(8040)), "one for header and table, one for the last chunk");
        assertEquals(1, calls(reader, withHeaderOf(400)));
        assertEquals(3, calls(reader, withHeaderOf(8000)));
    }

    private static int calls(HeaderReader reader, WrittenExr file) throws IOException {
        return reader.read(ByteSource.of(file.bytes())).cost().calls();
    }

    @Test
    void aHeaderOf20MegabytesIsReadInStepsAndKeptNowhere() {
        WrittenExr file = picture()
                .string("cryptomatte/1/name", "crypto_asset")
                .channels("crypto_asset00.R")
                .raw("cryptomatte/1/manifest", "string", manifest(20 << 20))
                .written();
        Reading reading = read(file);
        assertEquals(Verdict.COMPLETE, reading.verdict(), reading.problems()::toString);
        assertEquals(new Reading.Cost(20_973_159, 21), reading.cost());
    }

    private static byte[] manifest(int sizeBytes) {
        StringBuilder json = new StringBuilder("{");
        for (int i = 0; json.length() < sizeBytes - 30; i++) {
            json.append(i == 0 ? "" : ",").append("\"object").append(i).append("\":\"0000000f\"");
        }
        return json.append('}').toString().getBytes(StandardCharsets.US_ASCII);
    }

    @Test
    void theTableOfAMillionChunksIsReadInSteps() {
        WrittenExr file =
                TinyExr.scanline(1, 1_000_000).channels("R").compression("rle").written();
        Reading reading = read(file);
        assertEquals(Verdict.COMPLETE, reading.verdict(), reading.problems()::toString);
        assertEquals(1_000_000, reading.parts().get(0).chunkCount());
        assertEquals(new Reading.Cost(8_000_286, 125), reading.cost());
    }

    @Test
    void aFileOnDiskCostsWhatItsBytesCost(@TempDir Path folder) throws IOException {
        WrittenExr file = withHeaderOf(60_000);
        FileReader.Look look = new FileReader(HeaderLimits.DEFAULT).look(file.writeTo(folder.resolve("a.exr")));
        assertEquals(read(file), ((FileReader.Look.Read) look).reading());
    }
}
