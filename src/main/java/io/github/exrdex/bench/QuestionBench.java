package io.github.exrdex.bench;

import io.github.exrdex.query.AssetFinder;
import io.github.exrdex.query.AttributeTest;
import io.github.exrdex.query.ExpectedFrames;
import io.github.exrdex.query.Filters;
import io.github.exrdex.query.FrameAudit;
import io.github.exrdex.query.IndexReader;
import io.github.exrdex.query.PresenceMatrix;
import io.github.exrdex.query.Question;
import io.github.exrdex.query.Scope;
import io.github.exrdex.query.SequenceStyle;
import io.github.exrdex.query.UnitFinder;
import io.github.exrdex.query.Usage;
import io.github.exrdex.query.ValueCounts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;

/** How long answers take, in a process that has asked before. Threads: one. */
final class QuestionBench {
    private static final int WARM_UPS = 5;

    /** A question takes milliseconds, so there can be more of them than of other repeats. */
    private static final int TIMES_REPEATS = 5;

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

    /** @param ask gives the number of rows that were found */
    private record Asked(String words, ToLongFunction<IndexReader> ask) {}

    private static final List<Asked> QUESTIONS = List.of(
            new Asked("find --has cryptomatte --format count", has(List.of("cryptomatte"), List.of())),
            new Asked("find --lacks cryptomatte --format count", has(List.of(), List.of("cryptomatte"))),
            new Asked(
                    "find --has diffuse_direct --lacks Z --format count", has(List.of("diffuse_direct"), List.of("Z"))),
            new Asked(
                    "find --attr 'renderTime > 3500' --files --format count",
                    reader -> new AssetFinder(
                                    reader,
                                    question(new Filters(
                                            List.of(),
                                            List.of(),
                                            List.of(),
                                            List.of(AttributeTest.parse("renderTime > 3500")),
                                            Set.of())))
                            .countFiles()),
            new Asked(
                    "find --lacks cryptomatte --by shot",
                    reader -> new UnitFinder(reader, lacking("cryptomatte"), List.of("shot"))
                            .units()
                            .size()),
            new Asked(
                    "channels --by shot",
                    reader -> PresenceMatrix.of(
                                    reader, question(Filters.NONE), List.of("shot"), List.of(), SequenceStyle.FILESEQ)
                            .rows()
                            .size()),
            new Asked(
                    "frames",
                    reader -> FrameAudit.of(reader, Scope.EVERYTHING, ExpectedFrames.OWN, SequenceStyle.FILESEQ)
                            .rows()
                            .size()),
            new Asked(
                    "values compression",
                    reader -> ValueCounts.of(reader, "compression", question(Filters.NONE))
                            .rows()
                            .size()),
            new Asked(
                    "stats --by shot",
                    reader -> Usage.ofFiles(reader, question(Filters.NONE), List.of("shot"))
                            .rows()
                            .size()));

    private static ToLongFunction<IndexReader> has(List<String> has, List<String> lacks) {
        return reader -> new AssetFinder(reader, question(new Filters(has, lacks, List.of(), List.of(), Set.of())))
                .countSequences();
    }

    private static Question lacking(String name) {
        return question(new Filters(List.of(), List.of(name), List.of(), List.of(), Set.of()));
    }

    private static Question question(Filters filters) {
        return new Question(Scope.EVERYTHING, filters);
    }

    void run(Path index) {
        measure("open the index", reader -> 1, index);
        try (IndexReader reader = IndexReader.open(index)) {
            for (Asked question : QUESTIONS) {
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
        long found = 0;
        for (int i = 0; i < plan.repeats() * TIMES_REPEATS; i++) {
            if (stopping.getAsBoolean()) {
                throw new StoppedException();
            }
            long startedAt = System.nanoTime();
            found = answer.found();
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
                        spread.most()));
    }
}
