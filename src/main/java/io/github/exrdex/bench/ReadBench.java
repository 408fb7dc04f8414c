package io.github.exrdex.bench;

import io.github.exrdex.bench.BenchPlan.Group;
import io.github.exrdex.bench.WayOfReading.Named;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * The ways of reading a header side by side: one pass of each over the same files, and again, so that whatever else the machine
 * does falls on all of them alike. Threads: one.
 */
final class ReadBench {
    private static final String WARM = "warm";
    private static final String COLD = "cold";
    private static final double MB = 1e6;
    private static final long WARM_UP_FILES = 200;
    private static final long WARM_UP_BYTES = 1_000_000_000;

    private final BenchPlan plan;
    private final Report.Draft report;
    private final Consumer<String> progress;
    private final BooleanSupplier stopping;

    ReadBench(BenchPlan plan, Report.Draft report, Consumer<String> progress, BooleanSupplier stopping) {
        this.plan = plan;
        this.report = report;
        this.progress = progress;
        this.stopping = stopping;
    }

    /** Makes the files of a group, reads them, and removes them again. */
    void run(Group group, Path folder) throws IOException, InterruptedException {
        List<Path> files = write(group, folder);
        progress.accept(group.name() + ": warming up");
        for (int i = 0; i < warmUps(group); i++) {
            for (Named way : WayOfReading.ALL) {
                readAll(way, files, WARM);
            }
        }
        report(group, WARM, measure(group, files, WARM));
        if (plan.coldToo()) {
            if (PageCache.drop(files)) {
                // What it takes is loaded once, and not in a pass.
                WayOfReading.Header.sparing();
                report(group, COLD, measure(group, files, COLD));
            } else {
                report.note(
                        "files cannot be put out of memory here, so nothing was read cold: that takes GNU dd, or root");
            }
        }
        for (Path file : files) {
            Files.delete(file);
        }
    }

    /** So many passes that the compiler has seen the code, but not gigabytes of them. */
    private static long warmUps(Group group) {
        return 1 + Math.min(WARM_UP_FILES / group.files(), WARM_UP_BYTES / Math.max(1, group.totalBytes()));
    }

    private List<Path> write(Group group, Path folder) throws IOException {
        ExrFiles writer = new ExrFiles(stopping);
        List<Path> files = new ArrayList<>();
        for (int i = 0; i < group.files(); i++) {
            progress.accept(group.name() + ": writing file " + (i + 1) + " of " + group.files());
            Renders sort = Renders.turn(i);
            Path file = folder.resolve(group.name()).resolve(sort.layer() + "." + (1001 + i) + ".exr");
            writer.writeWhole(file, sort, 1001 + i, group.sizeOf(i));
            files.add(file);
        }
        return files;
    }

    private Map<Named, Tally> measure(Group group, List<Path> files, String cache)
            throws IOException, InterruptedException {
        Map<Named, Tally> tallies = new LinkedHashMap<>();
        for (int repeat = 1; repeat <= plan.repeats(); repeat++) {
            progress.accept(group.name() + ": reading " + cache + ", " + repeat + " of " + plan.repeats());
            for (Named way : WayOfReading.ALL) {
                if (cache.equals(COLD)) {
                    // What is still mapped cannot be put out of memory.
                    System.gc();
                    PageCache.drop(files);
                }
                pass(way, files, cache, tallies.computeIfAbsent(way, any -> new Tally()));
            }
        }
        return tallies;
    }

    private void pass(Named way, List<Path> files, String cache, Tally tally) throws IOException {
        // What the pass before it left behind must not count as the memory of this one.
        System.gc();
        OptionalLong idleBytes = ProcessMeter.resetPeak();
        ProcessMeter start = ProcessMeter.start();
        long bytesRead = readAll(way, files, cache);
        ProcessMeter taken = ProcessMeter.now().since(start);
        tally.add(taken);
        tally.add("bytesRead", bytesRead);
        tally.add("diskBytes", taken.diskBytes());
        tally.add("pageFaults", taken.pageFaults());
        idleBytes.ifPresent(idle -> tally.add("peakBytes", Math.max(0, ProcessMeter.peakBytes() - idle)));
    }

    private long readAll(Named way, List<Path> files, String cache) throws IOException {
        long mostBytes = 0;
        for (Path file : files) {
            mostBytes = Math.max(mostBytes, Files.size(file));
        }
        WayOfReading reading = (cache.equals(COLD) ? way.openCold() : way.open()).apply(mostBytes);
        long bytes = 0;
        for (Path file : files) {
            if (stopping.getAsBoolean()) {
                throw new StoppedException();
            }
            bytes += reading.read(file);
        }
        return bytes;
    }

    private void report(Group group, String cache, Map<Named, Tally> tallies) {
        tallies.forEach((way, tally) -> {
            Map<String, Double> numbers = tally.medians();
            double ms = numbers.getOrDefault("totalMs", 0.0);
            if (cache.equals(COLD) && numbers.getOrDefault("diskBytes", 0.0) == 0) {
                report.note(group.name() + ", " + way.name()
                        + ": read as cold, but nothing came from the disk; the storage keeps"
                        + " a memory of its own, or the files would not leave ours");
            }
            numbers.put("files", (double) group.files());
            numbers.put("sizeBytes", (double) group.totalBytes());
            numbers.put("msPerFile", ms / group.files());
            numbers.put("filesPerSecond", group.files() * 1000 / ms);
            numbers.put("mbPerSecond", numbers.getOrDefault("bytesRead", 0.0) / MB * 1000 / ms);
            report.row(Topic.READS, List.of(group.name(), way.name(), cache), numbers);
        });
    }
}
