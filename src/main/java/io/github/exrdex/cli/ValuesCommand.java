package io.github.exrdex.cli;

import io.github.exrdex.cli.Column.Audience;
import io.github.exrdex.cli.Column.Kind;
import io.github.exrdex.query.Freshness;
import io.github.exrdex.query.IndexReader;
import io.github.exrdex.query.Question;
import io.github.exrdex.query.UnitValues;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
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
        exitCodeList = {"1:nothing fits"},
        footer = {
            "",
            "Examples:",
            "  exrdex values attr.colorspace show=abc       who still writes another colour space?",
            "  exrdex values aov shot=sh0*                  which AOVs are there?",
            "  exrdex values attr.colorspace --by task      the same, task by task",
            "  exrdex values compression layer=lgt --format csv",
        })
public final class ValuesCommand implements Callable<Integer> {

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

    @Option(
            names = "--by",
            paramLabel = "KEY",
            split = ",",
            description = "For each of these apart: tokens of the path, such as show, shot, task, version.")
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
            UnitValues counts = UnitValues.of(index, field, question, by);
            long values = counts.rows().stream()
                    .filter(row -> row.count().value().isPresent())
                    .count();
            try (RowPrinter printer = RowPrinter.of(format, terminal, columns())) {
                counts.rows().stream()
                        .filter(row -> row.count().value().isPresent() || format != Format.COUNT)
                        .limit(answer.limit().orElse(Long.MAX_VALUE))
                        .forEach(row -> printer.row(values(row)));
            }
            terminal.out().flush();
            counts.notes().forEach(terminal::note);
            Footer.print(terminal, PlainText.count(values, "value"), freshness, nowAt);
            return values == 0 ? ExitCode.NOTHING_FOUND : ExitCode.FOUND;
        }
    }

    private List<Column> columns() {
        List<Column> columns = new ArrayList<>();
        by.forEach(key -> columns.add(Column.of(key, Kind.TEXT)));
        columns.add(Column.of("value", Kind.TEXT));
        columns.add(new Column("file_count", Kind.NUMBER, Audience.ALL, "FILES"));
        columns.add(new Column("sequence_count", Kind.NUMBER, Audience.ALL, "SEQUENCES"));
        return columns;
    }

    private static List<@Nullable Object> values(UnitValues.Row row) {
        List<@Nullable Object> values = new ArrayList<>();
        row.unit().forEach(key -> values.add(key.orElse(null)));
        values.add(row.count().value().orElse(null));
        values.add(row.count().fileCount());
        values.add(row.count().sequenceCount());
        return values;
    }
}
