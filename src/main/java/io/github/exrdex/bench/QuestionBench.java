package io.github.exrdex.bench;

import io.github.exrdex.query.IndexReader;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;

/** How long answers take, in a process that has asked before. Threads: one. */
final class QuestionBench {
    /** Until the compiler is done with what a question runs: with fewer it has one of two cores for itself. */
    private static final int WARM_UPS = 20;

    /** A question takes milliseconds, so there can be more of them than of other repeats. */
    private static final int TIMES_REPEATS = 5;

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final BenchPlan plan;
    private final Report.Draft report;
    private final Consumer<String> progress;
    private final BooleanSupplier stopping;

    QuestionBench(BenchPlan plan, Report.Draft report, Consumer<String> progress, BooleanSupplier stopping) {
        this.plan = plan;
        this.report = report;
        this.progress = progress;
        this.stopping = stopping;
    }

    void run(Path index) {
        measure("open the index", reader -> 1, index);
        try (IndexReader reader = IndexReader.open(index)) {
            for (AskedQuestions.Asked question : AskedQuestions.all()) {
                progress.accept("asking: " + question.words());
                measure(question.words(), question.ask(), reader);
            }
        }
    }

    /** With an opening and a closing for each. */
    private void measure(String words, ToLongFunction<IndexReader> ask, Path index) {
        measure(words, () -> {
            try (IndexReader reader = IndexReader.open(index)) {
                return ask.applyAsLong(reader);
            }
        });
    }

    private void measure(String words, ToLongFunction<IndexReader> ask, IndexReader reader) {
        measure(words, () -> ask.applyAsLong(reader));
    }

    private interface Answer {
        long found();
    }

    private void measure(String words, Answer answer) {
        for (int i = 0; i < WARM_UPS; i++) {
            answer.found();
        }
        List<Double> millis = new ArrayList<>();
        List<Double> cpuMillis = new ArrayList<>();
        long found = 0;
        for (int i = 0; i < plan.repeats() * TIMES_REPEATS; i++) {
            if (stopping.getAsBoolean()) {
                throw new StoppedException();
            }
            long startedAt = System.nanoTime();
            long cpuAt = THREADS.getCurrentThreadCpuTime();
            found = answer.found();
            cpuMillis.add(Tally.millis(THREADS.getCurrentThreadCpuTime() - cpuAt));
            millis.add(Tally.millis(System.nanoTime() - startedAt));
        }
        Spread spread = Spread.of(millis);
        report.row(
                Topic.QUESTIONS,
                List.of(words),
                Map.of(
                        "found",
                        (double) found,
                        "totalMs",
                        spread.median(),
                        "totalMsLeast",
                        spread.least(),
                        "totalMsMost",
                        spread.most(),
                        "cpuMs",
                        Spread.of(cpuMillis).median()));
    }
}
