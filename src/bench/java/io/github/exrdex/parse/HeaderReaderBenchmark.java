package io.github.exrdex.parse;

import io.github.exrdex.exr.Reading;
import io.github.exrdex.exr.Verdict;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Header, table and verdict of one file that is in memory. The budget is 15 µs for {@code allAovsInOnePart}, on one core.
 * On a machine with other work, read the median ({@code p0.50}): the mean takes in every moment that others had the core.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 4, time = 2)
@Fork(2)
public class HeaderReaderBenchmark {
    /** The method of {@link RenderedHeaders} that writes the file. */
    @Param({"allAovsInOnePart", "anAovAPart", "beauty", "cryptomatte"})
    public String file = "";

    private final HeaderReader reader = new HeaderReader(HeaderLimits.DEFAULT);
    private ByteSource source = ByteSource.of(new byte[0]);

    @Setup
    public void write() throws IOException {
        RenderedHeaders headers = new RenderedHeaders();
        source = ByteSource.of(
                switch (file) {
                    case "allAovsInOnePart" -> headers.allAovsInOnePart();
                    case "anAovAPart" -> headers.anAovAPart();
                    case "beauty" -> headers.beauty();
                    case "cryptomatte" -> headers.cryptomatte();
                    default -> throw new IllegalArgumentException("no file " + file);
                });
        Reading reading = reader.read(source);
        if (reading.verdict() != Verdict.COMPLETE || !reading.problems().isEmpty()) {
            throw new IllegalStateException(file + " is not whole: " + reading.problems());
        }
    }

    @Benchmark
    public Reading read() throws IOException {
        return reader.read(source);
    }
}
