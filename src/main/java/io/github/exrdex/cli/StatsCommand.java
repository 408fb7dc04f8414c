package io.github.exrdex.cli;

import io.github.exrdex.query.Freshness;
import io.github.exrdex.query.IndexReader;
import io.github.exrdex.query.Question;
import io.github.exrdex.query.Scope;
import io.github.exrdex.query.Usage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code exrdex stats}. */
@Command(
        name = "stats",
        header = "How many files and bytes there are, by what you like.",
        description = {
            "A row for each combination of the keys, the largest first. SHARE is of all the bytes in the scope. Without"
                    + " --by there is one row about everything.",
        },
        footer = {
            "",
            "Examples:",
            "  exrdex stats show=abc --by compression,type",
            "  exrdex stats --by show,day --format csv",
            "  exrdex stats /mnt/abc/renders --by state",
        })
public final class StatsCommand implements Callable<Integer> {
    private static final Set<Format> FORMATS =
            EnumSet.of(Format.TABLE, Format.TSV, Format.CSV, Format.JSON, Format.JSONL, Format.COUNT);

    private final Terminal terminal;
    private final Supplier<Path> database;
    private final LongSupplier clockMs;

    @Parameters(
            arity = "0..*",
            paramLabel = "SCOPE",
            description = {FilterOptions.SCOPE_PLACES, FilterOptions.SCOPE_TOKENS})
    private List<String> scope = new ArrayList<>();

    @Option(
            names = "--by",
            paramLabel = "KEY",
            split = ",",
            description =
                    "Any of: tokens of the path (show, seq, shot, task, layer, version and others), state, compression,"
                            + " resolution, type, part-type, view, channel-count, part-count, extension, folder, day (of the last"
                            + " change). Several values of one file have commas between.")
    private List<String> by = new ArrayList<>();

    @Mixin
    private final FilterOptions filters = new FilterOptions();

    @Mixin
    private final AgeOption age = new AgeOption();

    @Mixin
    private final AnswerOptions answer = new AnswerOptions();

    /**
     * @param database the index to ask
     * @param clockMs milliseconds since 1970
     */
    public StatsCommand(Terminal terminal, Supplier<Path> database, LongSupplier clockMs) {
        this.terminal = terminal;
        this.database = database;
        this.clockMs = clockMs;
    }

    @Override
    public Integer call() {
        long nowAt = clockMs.getAsLong();
        Question question = new Question(Scope.parse(scope, Path.of("")), filters.filters(nowAt));
        Format format = answer.format(terminal, FORMATS);
        try (IndexReader index = IndexReader.open(database.get())) {
            Freshness freshness = age.freshness(index, question.scope(), nowAt);
            UsageAnswer usage = new UsageAnswer(Usage.ofFiles(index, question, by), by, false);
            usage.print(terminal, format, answer.limit());
            Footer.print(terminal, usage.summary(), freshness, nowAt);
            return usage.answer().rows().isEmpty() ? ExitCode.NOTHING_FOUND : ExitCode.FOUND;
        }
    }
}
