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

/** {@code exrdex du}. */
@Command(
        name = "du",
        header = "What each AOV, or each shot, takes on disk.",
        description = {
            "A row for each key, the largest first. A file that holds one AOV alone is all of that AOV: METHOD says exact. A"
                    + " file that holds several is shared out among them by the bytes that their samples take before"
                    + " compression: METHOD says estimate, for some compress better than others, and deep samples are"
                    + " counted like flat ones.",
        },
        footer = {
            "",
            "Examples:",
            "  exrdex du show=abc                       which AOV takes how much?",
            "  exrdex du show=abc --by shot --limit 10",
            "  exrdex du shot=sh010 --by version,group --format csv",
        })
public final class DuCommand implements Callable<Integer> {
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
            defaultValue = "aov",
            description =
                    "One of aov, group, channel, component, part; or what stats knows (shot, state, day and so on); or both"
                            + " with commas between. Default: ${DEFAULT-VALUE}.")
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
    public DuCommand(Terminal terminal, Supplier<Path> database, LongSupplier clockMs) {
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
            UsageAnswer usage = new UsageAnswer(Usage.ofParts(index, question, by), by, true);
            usage.print(terminal, format, answer.limit());
            Footer.print(terminal, usage.summary(), freshness, nowAt);
            return usage.answer().rows().isEmpty() ? ExitCode.NOTHING_FOUND : ExitCode.FOUND;
        }
    }
}
