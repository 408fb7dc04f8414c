package io.github.exrdex.parse;

import static io.github.exrdex.parse.Readings.read;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exrdex.exr.Reading;
import io.github.exrdex.exr.Verdict;
import io.github.exrdex.support.Golden;
import io.github.exrdex.support.SharedFiles;
import io.github.exrdex.support.TinyExr;
import io.github.exrdex.support.TinyPart;
import io.github.exrdex.support.WrittenExr;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class PartBytesTest {
    /** Of a scanline chunk: number of the part, line, size of what follows. */
    private static final int LEADER_BYTES = 12;

    private static final int HALF_BYTES = 2;

    /** 9 lines of a pixel of three halves each, and 20 of seven pixels of one. */
    private static final List<Long> BYTES =
            List.of(9L * (LEADER_BYTES + 3 * HALF_BYTES), 20L * (LEADER_BYTES + 7 * HALF_BYTES));

    private static TinyPart small() {
        return TinyExr.scanline(1, 9)
                .channels("R", "G", "B")
                .compression("none")
                .name("small");
    }

    private static TinyPart large() {
        return TinyExr.scanline(7, 20).channels("Z").compression("none").name("large");
    }

    private static List<Long> partBytes(TinyExr file) {
        Reading reading = read(file.written());
        assertEquals(Verdict.COMPLETE, reading.verdict(), reading.problems()::toString);
        return reading.partBytes();
    }

    @Test
    void aPartReachesFromItsFirstChunkToThatOfTheNext() {
        assertEquals(BYTES, partBytes(TinyExr.multipart(small(), large())));
    }

    @Test
    void chunksThatTakeTurnsAreCountedOneByOne() {
        assertEquals(BYTES, partBytes(TinyExr.multipart(small(), large()).interleaved()));
    }

    @Test
    void linesFromBottomToTopAreCountedOneByOne() {
        assertEquals(BYTES, partBytes(TinyExr.multipart(small().decreasingY(), large())));
        assertEquals(BYTES, partBytes(TinyExr.multipart(small(), large().decreasingY())));
    }

    @Test
    void aSinglePartIsTheWholeFileAndACutOneIsNotCounted() {
        assertEquals(List.of(), partBytes(TinyExr.multipart(small())));
        WrittenExr cut = TinyExr.multipart(small(), large()).written().cutInLastChunk();
        assertEquals(List.of(), read(cut).partBytes());
    }

    @Test
    void thePartsOfRealImagesAddUpToAllBehindTheirTables() throws Exception {
        Path images = SharedFiles.images();
        FileReader reader = new FileReader(HeaderLimits.DEFAULT);
        int seen = 0;
        for (Golden golden : Golden.in(images)) {
            Path image = images.resolve(golden.path());
            if (golden.parts().size() > 1 && reader.look(image) instanceof FileReader.Look.Read read) {
                long sum = read.reading().partBytes().stream()
                        .mapToLong(Long::longValue)
                        .sum();
                long entries = golden.parts().stream()
                        .mapToLong(Golden.Part::chunkCount)
                        .sum();
                long before = Files.size(image) - sum;
                assertEquals(golden.parts().size(), read.reading().partBytes().size(), golden::path);
                assertTrue(sum > 0 && before > entries * Long.BYTES, golden::path);
                assertEquals(firstChunkAt(image, before), before, golden::path);
                seen++;
            }
        }
        assertTrue(seen > 0);
    }

    /** The last entry of the tables ends where the first chunk begins, and none names an earlier place. */
    private static long firstChunkAt(Path image, long believed) throws Exception {
        byte[] bytes = Files.readAllBytes(image);
        long smallest = Long.MAX_VALUE;
        for (int at = (int) believed - Long.BYTES; at >= 0; at -= Long.BYTES) {
            long offset = Window.longAt(bytes, at);
            if (offset < believed || offset >= bytes.length) {
                break;
            }
            smallest = Math.min(smallest, offset);
        }
        return smallest;
    }
}
