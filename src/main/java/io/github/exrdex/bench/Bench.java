package io.github.exrdex.bench;

import io.github.exrdex.bench.BenchPlan.Group;
import io.github.exrdex.index.IndexOptions;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/** One run. Threads: {@link #run} by one; {@link #stop} from any, also from a signal handler. */
public final class Bench {
    /** What is left to others on the disk, whatever happens. Picked, not measured. */
    private static final long RESERVE_BYTES = 1L << 30;

    private static final double GB = 1e9;

    private final BenchPlan plan;
    private final IndexOptions options;
    private final Consumer<String> progress;
    private final StopFlag stop = new StopFlag();

    /**
     * @param options how the farm is indexed
     * @param progress one line for each step, often
     */
    public Bench(BenchPlan plan, IndexOptions options, Consumer<String> progress) {
        this.plan = plan;
        this.options = options;
        this.progress = progress;
    }

    /** What is missing for it to be run in a folder, in one line. */
    public static Optional<String> lackOfSpace(BenchPlan plan, Path folder) throws IOException {
        long free = Files.getFileStore(folder).getUsableSpace();
        return free - RESERVE_BYTES >= plan.neededBytes()
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT,
                        "it needs %.1f GB in %s, and %.1f GB are to stay free, but there are %.1f GB; take fewer or smaller"
                                + " files, or another folder with --dir",
                        plan.neededBytes() / GB,
                        folder,
                        RESERVE_BYTES / GB,
                        free / GB));
    }

    /**
     * Makes a folder of its own in {@code folder}, measures, and removes it again, however it ends.
     *
     * @param startedAt milliseconds since 1970
     * @return empty where it was stopped
     * @throws IOException where files cannot be written, or not be read back
     */
    public Optional<Report> run(Path folder, String version, long startedAt) throws IOException, InterruptedException {
        Path own = Files.createTempDirectory(folder, "exrdex-bench-");
        try {
            return Optional.of(measure(own, version, startedAt));
        } catch (StoppedException e) {
            return Optional.empty();
        } finally {
            progress.accept("cleaning up");
            remove(own);
        }
    }

    /** Ends the run soon, and in good order. Returns at once. */
    public void stop() {
        stop.ask();
    }

    private Report measure(Path own, String version, long startedAt) throws IOException, InterruptedException {
        Report.Draft report = new Report.Draft();
        tellFacts(report, own, version, startedAt);
        ReadBench reads = new ReadBench(plan, report, progress, stop::asked);
        for (Group group : plan.groups()) {
            reads.run(group, own);
        }
        if (plan.farmFiles() > 0) {
            Path index = new FarmBench(plan, options, report, progress, stop).run(own);
            new QuestionBench(plan, report, progress, stop::asked).run(index);
        }
        if (plan.closedFiles() > 0) {
            new LatencyBench(plan, options, report, progress, stop).run(own);
        }
        if (stop.asked()) {
            throw new StoppedException();
        }
        Headline.of(report.done()).forEach(report::note);
        return report.done();
    }

    private void tellFacts(Report.Draft report, Path own, String version, long startedAt) throws IOException {
        String fileSystem = Files.getFileStore(own).type();
        report.fact("version", version);
        report.fact("java", System.getProperty("java.vm.name") + " " + System.getProperty("java.version"));
        report.fact("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        report.fact("cores", Integer.toString(Runtime.getRuntime().availableProcessors()));
        report.fact("heapBytes", Long.toString(Runtime.getRuntime().maxMemory()));
        report.fact("fileSystem", fileSystem);
        report.fact("repeats", Integer.toString(plan.repeats()));
        report.fact(
                "startedAt",
                Instant.ofEpochMilli(startedAt).truncatedTo(ChronoUnit.SECONDS).toString());
        if (fileSystem.equals("tmpfs") || fileSystem.equals("ramfs")) {
            report.note(
                    "the files lay in memory (" + fileSystem + "), so nothing of this says anything of a disk: --dir");
        }
    }

    private static void remove(Path folder) throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            /** SQLite removes files of its own meanwhile. */
            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                if (e instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw e;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path left, IOException e) throws IOException {
                Files.delete(left);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
