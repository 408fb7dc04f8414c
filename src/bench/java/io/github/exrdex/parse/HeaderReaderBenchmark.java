package io.github.exrdex.parse;

import io.github.exrdex.exr.Reading;
import io.github.exrdex.exr.Verdict;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
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
 * Header, table and verdict of the next frame of a sequence, which is in memory. The budget is 15 µs for {@code allAovsInOnePart}, on one core.
 * On a machine with other work, read the median ({@code p0.50}): the mean takes in every moment that others had the core.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 4, time = 2)
@Fork(2)
public class HeaderReaderBenchmark {
    private static final int FRAMES = 8;

    /** The method of {@link RenderedHeaders} that writes the file. */
    @Param({"allAovsInOnePart", "anAovAPart", "beauty", "cryptomatte"})
    public String file = "";

    private final HeaderReader reader = new HeaderReader(HeaderLimits.DEFAULT);
    private List<ByteSource> frames = List.of();
    private int next;

    @Setup
    public void write() throws IOException {
        frames = IntStream.range(1001, 1001 + FRAMES)
                .mapToObj(RenderedHeaders::new)
                .map(this::written)
                .map(ByteSource::of)
                .toList();
        for (ByteSource frame : frames) {
            Reading reading = reader.read(frame);
            if (reading.verdict() != Verdict.COMPLETE || !reading.problems().isEmpty()) {
                throw new IllegalStateException(file + " is not whole: " + reading.problems());
            }
        }
    }

    private byte[] written(RenderedHeaders frame) {
        return switch (file) {
            case "allAovsInOnePart" -> frame.allAovsInOnePart();
            case "anAovAPart" -> frame.anAovAPart();
            case "beauty" -> frame.beauty();
            case "cryptomatte" -> frame.cryptomatte();
            default -> throw new IllegalArgumentException("no file " + file);
        };
    }

    @Benchmark
    public Reading nextFrame() throws IOException {
        next = (next + 1) % FRAMES;
        return reader.read(frames.get(next));
    }
}
