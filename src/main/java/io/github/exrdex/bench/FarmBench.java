package io.github.exrdex.bench;

import io.github.exrdex.index.IndexOptions;
import io.github.exrdex.index.IndexRoot;
import io.github.exrdex.index.Indexer;
import io.github.exrdex.index.ScanListener;
import io.github.exrdex.index.ScanSummary;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * A farm of sparse files: made, walked, indexed, and looked at again with nothing changed. Every step but the walk opens the index
 * and closes it, as a {@code scan} does. Threads: one; {@link #stop} for any.
 */
final class FarmBench {
    private static final int FRAMES = 100;

    private final BenchPlan plan;
    private final IndexOptions options;
    private final Report.Draft report;
    private final Consumer<String> progress;
    private final StopFlag stop;

    FarmBench(BenchPlan plan, IndexOptions options, Report.Draft report, Consumer<String> progress, StopFlag stop) {
        this.plan = plan;
        this.options = options;
        this.report = report;
        this.progress = progress;
        this.stop = stop;
    }

    /** @return the index that was made last */
    Path run(Path folder) throws IOException, InterruptedException {
        Path farm = folder.resolve("farm");
        write(farm);
        progress.accept("farm: warming up");
        round(farm, folder.resolve("warm-up.db"), new LinkedHashMap<>());
        Map<String, Tally> steps = new LinkedHashMap<>();
        Path index = folder;
        for (int repeat = 1; repeat <= plan.repeats(); repeat++) {
            progress.accept("farm: indexing, " + repeat + " of " + plan.repeats());
            index = folder.resolve("farm-" + repeat + ".db");
            round(farm, index, steps);
        }
        report(steps);
        return index;
    }

    private void write(Path farm) throws IOException {
        ExrFiles writer = new ExrFiles(stop::asked);
        int layers = Renders.all().size();
        for (int i = 0; i < plan.farmFiles(); i++) {
            if (i % FRAMES == 0) {
                progress.accept("farm: writing file " + (i + 1) + " of " + plan.farmFiles());
            }
            int sequence = i / FRAMES;
            Renders sort = Renders.turn(sequence);
            String version = "v00" + (1 + sequence / layers % 2);
            int number = 10 * (1 + sequence / (2 * layers));
            String shot = "sq%02d_sh%04d".formatted(1 + number / 200, number);
            String name = shot + "_" + sort.layer() + "_" + version;
            int frame = 1001 + i % FRAMES;
            writer.writeSparse(
                    farm.resolve("bench/" + shot.substring(0, 4) + "/" + shot + "/render/" + sort.layer() + "/"
                            + version + "/" + name + "." + frame + ".exr"),
                    sort,
                    shot,
                    frame);
        }
    }

    /** What a step did, beside the time it took. */
    private record Done(long files, long opens, long bytesRead) {}

    private interface Step {
        Done run() throws IOException, InterruptedException;
    }

    private void round(Path farm, Path index, Map<String, Tally> steps) throws IOException, InterruptedException {
        IndexRoot watched = IndexRoot.of(farm);
        IndexRoot polled = new IndexRoot(farm, IndexRoot.Mode.POLL, watched.excluded());
        measure("walk", () -> walk(farm), steps);
        measure("index", () -> scan(index, watched), steps);
        steps.computeIfAbsent("index", any -> new Tally()).add("databaseBytes", Files.size(index));
        measure("rescan", () -> scan(index, watched), steps);
        measure("poll rescan", () -> scan(index, polled), steps);
    }

    private static void measure(String name, Step step, Map<String, Tally> steps)
            throws IOException, InterruptedException {
        Tally tally = steps.computeIfAbsent(name, any -> new Tally());
        System.gc();
        OptionalLong idleBytes = ProcessMeter.resetPeak();
        ProcessMeter start = ProcessMeter.start();
        Done done = step.run();
        ProcessMeter taken = ProcessMeter.now().since(start);
        tally.add(taken);
        idleBytes.ifPresent(idle -> tally.add("peakBytes", Math.max(0, ProcessMeter.peakBytes() - idle)));
        tally.add("files", done.files());
        tally.add("opens", done.opens());
        tally.add("bytesRead", done.bytesRead());
    }

    /** The least that anybody has to do: list every folder and ask for every file. */
    private static Done walk(Path farm) throws IOException {
        AtomicLong files = new AtomicLong();
        Files.walkFileTree(farm, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                files.incrementAndGet();
                return FileVisitResult.CONTINUE;
            }
        });
        return new Done(files.get(), 0, 0);
    }

    private Done scan(Path index, IndexRoot root) throws InterruptedException {
        try (Indexer indexer = Indexer.open(index, options, System::currentTimeMillis)) {
            stop.whenAsked(indexer::stop);
            ScanSummary summary = indexer.scan(List.of(root), ScanListener.NONE);
            if (!summary.finished()) {
                throw new StoppedException();
            }
            return new Done(
                    summary.counts().files(),
                    summary.counts().opens(),
                    summary.counts().bytesRead());
        } finally {
            stop.forget();
        }
    }

    private void report(Map<String, Tally> steps) {
        List<Map<String, Double>> rows = new ArrayList<>();
        steps.forEach((step, tally) -> {
            Map<String, Double> numbers = tally.medians();
            double ms = numbers.getOrDefault("totalMs", 0.0);
            rows.add(numbers);
            numbers.put("filesPerSecond", plan.farmFiles() * 1000 / ms);
            numbers.put("walks", ms / rows.get(0).getOrDefault("totalMs", ms));
            report.row(Topic.STEPS, List.of(step), numbers);
        });
    }
}
