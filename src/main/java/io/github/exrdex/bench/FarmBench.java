package io.github.exrdex.bench;

import io.github.exrdex.index.Counts;
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
 * A farm of sparse files: made, walked, indexed, and looked at again with nothing changed. Indexing and rescan open the index
 * and close it, as a {@code scan} does; the poll is one of a service that runs. Threads: one; {@link #stop} for any.
 */
final class FarmBench {
    private static final int FRAMES = 100;

    /** Stamps of folders that were just written prove nothing for some seconds. */
    private static final int MOST_POLLS = 200;

    private static final long BETWEEN_POLLS_MS = 50;

    private static final Counts NOTHING = new Counts(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

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
        measure("walk", () -> walk(farm), steps);
        measure("index", () -> scan(index, watched), steps);
        steps.computeIfAbsent("index", any -> new Tally()).add("databaseBytes", Files.size(index));
        measure("rescan", () -> scan(index, watched), steps);
        poll(index, watched, steps);
    }

    private void poll(Path index, IndexRoot root, Map<String, Tally> steps) throws IOException, InterruptedException {
        try (Indexer indexer = Indexer.open(index, options, System::currentTimeMillis)) {
            stop.whenAsked(indexer::stop);
            Counts swept = finished(indexer.scan(List.of(root), ScanListener.NONE));
            Counts settled = changedFolders(indexer, root);
            for (int i = 0; i < MOST_POLLS && settled.folders() > swept.folders(); i++) {
                Thread.sleep(BETWEEN_POLLS_MS);
                swept = settled;
                settled = changedFolders(indexer, root);
            }
            Counts before = settled;
            measure("poll rescan", () -> done(changedFolders(indexer, root), before), steps);
        } finally {
            stop.forget();
        }
    }

    private static Counts changedFolders(Indexer indexer, IndexRoot root) throws InterruptedException {
        return finished(indexer.scanChangedFolders(List.of(root), ScanListener.NONE));
    }

    private static Counts finished(ScanSummary summary) {
        if (!summary.finished()) {
            throw new StoppedException();
        }
        return summary.counts();
    }

    private static Done done(Counts after, Counts before) {
        return new Done(
                after.files() - before.files(), after.opens() - before.opens(), after.bytesRead() - before.bytesRead());
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
            return done(finished(indexer.scan(List.of(root), ScanListener.NONE)), NOTHING);
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
