package io.github.exrdex.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exrdex.bench.BenchPlan.Group;
import io.github.exrdex.bench.Report.Row;
import io.github.exrdex.exr.Reading;
import io.github.exrdex.exr.Verdict;
import io.github.exrdex.index.IndexOptions;
import io.github.exrdex.parse.FileReader;
import io.github.exrdex.parse.HeaderLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class BenchTest {
    private static final long STARTED_MS = 1_795_514_400_000L;

    @TempDir
    Path temp;

    private static BenchPlan plan() {
        return new BenchPlan(
                List.of(new Group("small", 4, 200_000, false), new Group("mixed", 3, 300_000, true)),
                110,
                20,
                100,
                1,
                true);
    }

    private List<Path> left() throws IOException {
        try (Stream<Path> files = Files.list(temp)) {
            return files.toList();
        }
    }

    private static Row row(Report report, Topic topic, String... keys) {
        return report.rows(topic).stream()
                .filter(row -> row.keys().equals(List.of(keys)))
                .findFirst()
                .orElseThrow();
    }

    private static double number(Row row, String measure) {
        return row.number(measure).orElseThrow();
    }

    @Test
    void aRunMeasuresEverythingAndLeavesNothing() throws IOException, InterruptedException {
        Report report = new Bench(plan(), IndexOptions.DEFAULT, line -> {})
                .run(temp, "exrdex 1", STARTED_MS)
                .orElseThrow();

        assertEquals(List.of(), left());
        assertEquals("2026-11-24T10:00:00Z", report.facts().get("startedAt"));
        for (String way : List.of("full", "buffered", "mapped", "header")) {
            Row warm = row(report, Topic.READS, "small", way, "warm");
            assertEquals(4, number(warm, "files"));
            assertTrue(number(warm, "totalMs") > 0);
        }
        Row full = row(report, Topic.READS, "small", "full", "warm");
        Row header = row(report, Topic.READS, "small", "header", "warm");
        // Whole files of about 200,000 bytes each; headers of 0.4 KB to 13 KB.
        assertEquals(800_000, number(full, "bytesRead"), 60_000);
        assertTrue(number(header, "bytesRead") < 120_000, header::toString);
        assertEquals(110, number(row(report, Topic.STEPS, "index"), "opens"));
        assertEquals(110, number(row(report, Topic.STEPS, "rescan"), "files"));
        assertEquals(0, number(row(report, Topic.STEPS, "poll rescan"), "files"));
        assertEquals(1, number(row(report, Topic.STEPS, "walk"), "walks"));
        assertTrue(number(row(report, Topic.QUESTIONS, "find --lacks cryptomatte --format count"), "found") > 0);
        assertEquals(20, number(row(report, Topic.LATENCY, "renamed when whole"), "files"));
        assertEquals(
                40,
                report.rows(Topic.HISTOGRAM).stream()
                        .mapToDouble(row -> number(row, "files"))
                        .sum());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"small: writing file 3", "mixed: reading", "farm: writing file 101", "farm: indexing", "latency"
            })
    void aRunThatIsStoppedLeavesNothing(String step) throws IOException, InterruptedException {
        CompletableFuture<Bench> running = new CompletableFuture<>();
        List<String> after = new ArrayList<>();
        Bench bench = new Bench(plan(), IndexOptions.DEFAULT, line -> {
            if (!after.isEmpty() || line.startsWith(step)) {
                after.add(line);
                running.join().stop();
            }
        });
        running.complete(bench);

        assertEquals(Optional.empty(), bench.run(temp, "exrdex 1", STARTED_MS));

        assertEquals(List.of(), left());
        assertTrue(after.size() <= 3, after::toString);
    }

    @Test
    void aRunThatDoesNotFitIsRefusedWithWhatItNeeds() throws IOException {
        BenchPlan huge = new BenchPlan(List.of(new Group("large", 10_000_000, 1L << 30, false)), 0, 0, 1, 1, false);
        String lack = Bench.lackOfSpace(huge, temp).orElseThrow();
        assertTrue(lack.contains("it needs 10") && lack.contains("--dir"), lack);
        assertEquals(Optional.empty(), Bench.lackOfSpace(new BenchPlan(List.of(), 1, 0, 1, 1, false), temp));
    }

    @ParameterizedTest
    @EnumSource
    void itsFilesAreWhole(Renders sort) throws IOException {
        ExrFiles writer = new ExrFiles(() -> false);
        Path whole = temp.resolve("whole.exr");
        Path sparse = temp.resolve("sparse.exr");
        writer.writeWhole(whole, sort, 1001, 500_000);
        writer.writeSparse(sparse, sort, "sh010", 1001);
        assertEquals(500_000.0, (double) Files.size(whole), 60_000);
        for (Path file : List.of(whole, sparse)) {
            FileReader.Look look = new FileReader(HeaderLimits.DEFAULT).look(file);
            Reading reading = ((FileReader.Look.Read) look).reading();
            assertEquals(Verdict.COMPLETE, reading.verdict());
            assertEquals(List.of(), reading.problems());
        }
    }

    @Test
    void allWaysOfReadingRefuseAFileThatIsCut() throws IOException {
        Path file = temp.resolve("cut.exr");
        new ExrFiles(() -> false).writeWhole(file, Renders.BEAUTY, 1001, 100_000);
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
        for (WayOfReading.Named way : WayOfReading.ALL) {
            assertThrows(IOException.class, () -> way.open().apply(bytes.length).read(file), way.name());
        }
    }

    @Test
    void mixedSizesAddUpToTheirMean() {
        assertEquals(1e10, (double) new Group("mixed", 100, 100_000_000, true).totalBytes(), 100);
    }
}
