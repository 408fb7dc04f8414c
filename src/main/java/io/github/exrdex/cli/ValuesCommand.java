package io.github.exrdex.cli;

import io.github.exrdex.cli.Column.Audience;
import io.github.exrdex.cli.Column.Kind;
import io.github.exrdex.query.Freshness;
import io.github.exrdex.query.IndexReader;
import io.github.exrdex.query.Question;
import io.github.exrdex.query.ValueCounts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code exrdex values}. */
@Command(
        name = "values",
        header = "Which values of something are in use, and how often.",
        description = {
            "Lists every value with the number of files and sequences that have it, the most frequent first. A file with"
                    + " several (a multi-part file has several parts) counts for each. The last row, without a value, are"
                    + " the files that have none.",
        },
        footer = {
            "",
            "Examples:",
            "  exrdex values attr.colorspace show=abc       who still writes another colour space?",
            "  exrdex values aov shot=sh0*                  which AOVs are there?",
            "  exrdex values compression layer=lgt --format csv",
        })
public final class ValuesCommand implements Callable<Integer> {
    private static final List<Column> COLUMNS = List.of(
            Column.of("value", Kind.TEXT),
            new Column("file_count", Kind.NUMBER, Audience.ALL, "FILES"),
            new Column("sequence_count", Kind.NUMBER, Audience.ALL, "SEQUENCES"));

    private final Terminal terminal;
    private final Supplier<Path> database;
    private final LongSupplier clockMs;

    @Parameters(
            index = "0",
            paramLabel = "FIELD",
            description = {
                "attr.NAME, an attribute of the header; or channel, layer, component, group, aov, type, part, part-type,"
                        + " compression, resolution, view, channel-count, part-count, state, extension, folder, day;",
                "or a token of the path: show, seq, shot, task, version and others (token.layer, for layer is that of the"
                        + " channels)."
            })
    private String field = "";

    @Parameters(
            index = "1..*",
            arity = "0..*",
            paramLabel = "SCOPE",
            description = {ScopeArgument.PLACES, ScopeArgument.TOKENS})
    private List<String> scope = new ArrayList<>();

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
    public ValuesCommand(Terminal terminal, Supplier<Path> database, LongSupplier clockMs) {
        this.terminal = terminal;
        this.database = database;
        this.clockMs = clockMs;
    }

    @Override
    public Integer call() {
        long nowAt = clockMs.getAsLong();
        Question question = new Question(ScopeArgument.scope(scope), filters.filters(nowAt));
        Format format = answer.format(terminal, Format.OF_ROWS);
        try (IndexReader index = IndexReader.open(database.get())) {
            Freshness freshness = age.freshness(index, question.scope(), nowAt);
            ValueCounts counts = ValueCounts.of(index, field, question);
            long values = counts.rows().stream()
                    .filter(row -> row.value().isPresent())
                    .count();
            try (RowPrinter printer = RowPrinter.of(format, terminal, COLUMNS)) {
                counts.rows().stream()
                        .filter(row -> row.value().isPresent() || format != Format.COUNT)
                        .limit(answer.limit().orElse(Long.MAX_VALUE))
                        .forEach(row -> printer.row(
                                Arrays.asList(row.value().orElse(null), row.fileCount(), row.sequenceCount())));
            }
            terminal.out().flush();
            counts.notes().forEach(terminal::note);
            Footer.print(terminal, PlainText.count(values, "value"), freshness, nowAt);
            return values == 0 ? ExitCode.NOTHING_FOUND : ExitCode.FOUND;
        }
    }
}
