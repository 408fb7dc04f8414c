package io.github.exrdex.bench;

import io.github.exrdex.exr.Reading;
import io.github.exrdex.exr.Verdict;
import io.github.exrdex.parse.ByteSource;
import io.github.exrdex.parse.HeaderLimits;
import io.github.exrdex.parse.HeaderReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
 * Header, table and verdict of the next frame of a sequence, which is in memory. The budget is 15 µs for {@code AOVS}, on one core.
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
    private static final int WIDTH = 2048;
    private static final int HEIGHT = 858;

    /** One of {@link Renders}. */
    @Param({"AOVS", "PARTS", "BEAUTY", "MATTES"})
    public String sort = "";

    private final HeaderReader reader = new HeaderReader(HeaderLimits.DEFAULT);
    private List<ByteSource> frames = List.of();
    private int next;

    @Setup
    public void write() throws IOException {
        Path folder = Files.createTempDirectory("exrdex-bench");
        List<ByteSource> written = new ArrayList<>();
        for (int frame = 1001; frame < 1001 + FRAMES; frame++) {
            Path file = folder.resolve(frame + ".exr");
            new ExrFiles(() -> false).writeSparse(file, Renders.valueOf(sort).headers("sh010", frame, WIDTH, HEIGHT));
            written.add(ByteSource.of(Files.readAllBytes(file)));
            Files.delete(file);
        }
        Files.delete(folder);
        frames = written;
        for (ByteSource frame : frames) {
            Reading reading = reader.read(frame);
            if (reading.verdict() != Verdict.COMPLETE || !reading.problems().isEmpty()) {
                throw new IllegalStateException(sort + " is not whole: " + reading.problems());
            }
        }
    }

    @Benchmark
    public Reading nextFrame() throws IOException {
        next = (next + 1) % FRAMES;
        return reader.read(frames.get(next));
    }
}
