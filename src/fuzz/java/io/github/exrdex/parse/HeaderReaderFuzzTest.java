package io.github.exrdex.parse;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import io.github.exrdex.exr.Reading;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.params.provider.MethodSource;

/** Any bytes get a verdict with its reason, and the same one whatever the reader has read before; only what it costs may differ. */
class HeaderReaderFuzzTest {
    private static final HeaderReader USED = new HeaderReader(HeaderLimits.DEFAULT);

    static List<byte[]> files() {
        return MutationRun.written();
    }

    @MethodSource("files")
    @FuzzTest(maxDuration = "60s")
    void everyFileGetsAVerdict(byte @NotNull [] file) throws IOException {
        Reading reading = USED.read(new GuardedBytes(file));
        MutationRun.check(reading);
        Reading first = new HeaderReader(HeaderLimits.DEFAULT).read(new GuardedBytes(file));
        assertEquals(
                new Reading(first.parts(), first.verdict(), first.problems(), first.partBytes(), reading.cost()),
                reading);
    }
}
