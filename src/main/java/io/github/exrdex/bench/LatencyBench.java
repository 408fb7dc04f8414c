package io.github.exrdex.bench;

import io.github.exrdex.index.IndexOptions;
import io.github.exrdex.index.IndexRoot;
import io.github.exrdex.index.Indexer;
import io.github.exrdex.query.IndexReader;
import io.github.exrdex.query.RawSql;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * From the closing of a file to the first answer that has it: a daemon watches, one thread writes files at a steady pace, and this
 * one asks again and again for what is new. Once each file gets its name when it is whole, and once it is written where it stays:
 * then the daemon may catch it half done, and lets it settle before it looks again. Threads: one; {@link #stop} for any.
 */
final class LatencyBench {
    private static final long READY_MS = 30_000;
    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(30);

    /** Between two questions; a latency is too long by at most this. */
    private static final long LOOK_MS = 50;

    private static final long ASK_NS = TimeUnit.MILLISECONDS.toNanos(1);

    private final BenchPlan plan;
    private final IndexOptions options;
    private final Report.Draft report;
    private final Consumer<String> progress;
    private final StopFlag stop;

    LatencyBench(BenchPlan plan, IndexOptions options, Report.Draft report, Consumer<String> progress, StopFlag stop) {
        this.plan = plan;
        this.options = options;
        this.report = report;
        this.progress = progress;
        this.stop = stop;
    }

    void run(Path folder) throws IOException, InterruptedException {
        run("renamed when whole", true, folder);
        run("written in place", false, folder);
    }

    private void run(String how, boolean renamed, Path folder) throws IOException, InterruptedException {
        progress.accept(
                "latency, " + how + ": " + plan.closedFiles() + " files, " + plan.closedPerSecond() + " a second");
        Path watched = Files.createDirectories(folder.resolve("watched-" + renamed));
        Path index = folder.resolve("watched-" + renamed + ".db");
        CountDownLatch ready = new CountDownLatch(1);
        try (Indexer indexer = Indexer.open(index, options, System::currentTimeMillis)) {
            stop.whenAsked(indexer::stop);
            FutureTask<Boolean> watch = new FutureTask<>(() -> {
                indexer.watch(List.of(IndexRoot.of(watched)), (roots, folders, unwatched) -> ready.countDown());
                return true;
            });
            new Thread(watch, "exrdex-bench-watch").start();
            awaitReady(ready, watched);
            try {
                measure(how, renamed, watched, index);
            } finally {
                indexer.stop();
                join(watch);
            }
        } finally {
            stop.forget();
        }
    }

    private void awaitReady(CountDownLatch ready, Path watched) throws IOException, InterruptedException {
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(READY_MS);
        while (!ready.await(LOOK_MS, TimeUnit.MILLISECONDS) && !stop.asked()) {
            if (System.nanoTime() - until > 0) {
                throw new IOException("the daemon does not get ready in " + watched);
            }
        }
    }

    private static void join(FutureTask<Boolean> task) throws IOException, InterruptedException {
        try {
            task.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IOException(e.getCause());
        }
    }

    private void measure(String how, boolean renamed, Path watched, Path index)
            throws IOException, InterruptedException {
        Map<String, Long> closedNs = new ConcurrentHashMap<>();
        FutureTask<Boolean> writing = new FutureTask<>(() -> {
            write(renamed, watched, closedNs);
            return true;
        });
        new Thread(writing, "exrdex-bench-renderer").start();
        Map<String, Long> seenNs = new HashMap<>();
        try (IndexReader reader = IndexReader.open(index)) {
            ask(reader, seenNs);
        } finally {
            // Also where it was stopped: nobody may write any more when the folder is removed.
            join(writing);
        }
        List<Double> millis = new ArrayList<>();
        closedNs.forEach((name, closed) -> {
            Long seen = seenNs.get(name);
            if (seen != null) {
                // Told of the file at its first write, the daemon may have it before the writer reads its own clock.
                millis.add(Math.max(0, Tally.millis(seen - closed)));
            }
        });
        if (millis.size() < plan.closedFiles()) {
            report.note((plan.closedFiles() - millis.size())
                    + " of the files that were closed did not get into the index in "
                    + TimeUnit.NANOSECONDS.toSeconds(PATIENCE_NS) + " seconds");
        }
        report(how, millis);
    }

    private void write(boolean renamed, Path watched, Map<String, Long> closedNs) throws IOException {
        ExrFiles writer = new ExrFiles(stop::asked);
        long startedAt = System.nanoTime();
        for (int i = 0; i < plan.closedFiles(); i++) {
            long due = startedAt + i * TimeUnit.SECONDS.toNanos(1) / plan.closedPerSecond();
            while (System.nanoTime() - due < 0 && !stop.asked()) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            if (stop.asked()) {
                return;
            }
            Renders sort = Renders.turn(i);
            String name = sort.layer() + "." + (1001 + i) + ".exr";
            Path written = watched.resolve(renamed ? "." + name + ".part" : name);
            writer.writeSparse(written, sort, "sh010", 1001 + i);
            if (renamed) {
                Files.move(written, watched.resolve(name), StandardCopyOption.ATOMIC_MOVE);
            }
            closedNs.put(name, System.nanoTime());
        }
    }

    private void ask(IndexReader reader, Map<String, Long> seenNs) {
        RawSql sql = new RawSql(reader, 60_000);
        long until =
                System.nanoTime() + PATIENCE_NS + TimeUnit.SECONDS.toNanos(plan.closedFiles()) / plan.closedPerSecond();
        Set<Long> seenIds = new HashSet<>();
        long allSeen = 0;
        while (seenNs.size() < plan.closedFiles() && System.nanoTime() - until < 0) {
            if (stop.asked()) {
                throw new StoppedException();
            }
            Newcomers newcomers = new Newcomers();
            sql.ask(
                    "SELECT file_id, name FROM v_file WHERE state = 'complete' AND file_id > " + allSeen,
                    OptionalLong.empty(),
                    newcomers);
            long now = System.nanoTime();
            newcomers.names.forEach(name -> seenNs.putIfAbsent(name, now));
            seenIds.addAll(newcomers.ids);
            // A row whose file is not complete yet is left behind by those after it.
            while (seenIds.remove(allSeen + 1)) {
                allSeen++;
            }
            LockSupport.parkNanos(ASK_NS);
        }
    }

    private static final class Newcomers implements RawSql.Rows {
        private final List<Long> ids = new ArrayList<>();
        private final List<String> names = new ArrayList<>();

        @Override
        public void columns(List<String> columns) {}

        @Override
        public void row(List<@Nullable Object> values) {
            ids.add((Long) Objects.requireNonNull(values.get(0)));
            names.add((String) Objects.requireNonNull(values.get(1)));
        }
    }

    private void report(String how, List<Double> millis) {
        if (millis.isEmpty()) {
            return;
        }
        report.row(
                Topic.LATENCY,
                List.of(how),
                Map.of(
                        "files",
                        (double) millis.size(),
                        "perSecond",
                        (double) plan.closedPerSecond(),
                        "p50Ms",
                        Spread.percentile(millis, 0.5),
                        "p90Ms",
                        Spread.percentile(millis, 0.9),
                        "p99Ms",
                        Spread.percentile(millis, 0.99),
                        "mostMs",
                        Spread.of(millis).most()));
        TreeMap<Integer, Integer> histogram = new TreeMap<>();
        millis.forEach(ms ->
                histogram.merge(Math.max(0, 1 + (int) Math.floor(Math.log(ms) / Math.log(2))), 1, Integer::sum));
        for (int power = 0; power <= histogram.lastKey(); power++) {
            report.row(
                    Topic.HISTOGRAM,
                    List.of(how, power == 0 ? "below 1 ms" : (1L << (power - 1)) + " to " + (1L << power) + " ms"),
                    Map.of("files", (double) histogram.getOrDefault(power, 0)));
        }
    }
}
