package io.github.exrdex.cli;

import io.github.exrdex.cli.Column.Audience;
import io.github.exrdex.cli.Column.Kind;
import io.github.exrdex.query.Freshness;
import io.github.exrdex.query.IndexReader;
import io.github.exrdex.query.PresenceMatrix;
import io.github.exrdex.query.PresenceRow;
import io.github.exrdex.query.PresenceRow.Cell;
import io.github.exrdex.query.PresenceRow.Extent;
import io.github.exrdex.query.QueryException;
import io.github.exrdex.query.Question;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code exrdex channels}. */
@Command(
        name = "channels",
        header = "Which shot has which AOV, and which lacks one.",
        description = {
            "A row for each shot, a column for each AOV: ok, - where it is missing, or the frames that have it"
                    + " (1011-1024 of 1001-1024). An AOV counts whether it comes as a channel, a layer, a part, or a file"
                    + " of its own; a frame has it as soon as one of its files does, of a stereo pair one for each eye. ? is where"
                    + " no header could be read.",
            "With --require it exits with 0 where everything has all of it, with 1 where something is missing, and with 3"
                    + " where nothing seems missing but the index has not seen everything.",
        },
        exitCodeList = {
            "0:found, and nothing that is required is missing",
            "1:something required is missing, or nothing fits",
            "3:not indexed, older than --max-age, or files may be unknown"
        },
        footer = {
            "",
            "Examples:",
            "  exrdex channels show=abc layer=lgt --require diffuse,specular,N,Z,cryptomatte",
            "  exrdex channels shot=sh010 --by shot,version",
            "  exrdex channels /mnt/abc/renders --by sequence --format csv > matrix.csv",
        })
public final class ChannelsCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final Supplier<Path> database;
    private final LongSupplier clockMs;

    @Mixin
    private final ScopeArgument scope = new ScopeArgument();

    @Option(
            names = "--by",
            paramLabel = "KEY",
            split = ",",
            defaultValue = "shot",
            description =
                    "What a row is: sequence, or tokens of the path such as shot, version, layer. A shot is told by its"
                            + " show and seq too. Default: ${DEFAULT-VALUE}.")
    private List<String> by = new ArrayList<>();

    @Option(
            names = "--require",
            paramLabel = "NAME",
            split = ",",
            description =
                    "Only these columns, in this order, and exit with 1 where one is missing. An AOV, a layer, a group, a"
                            + " part or the full name of a channel; a glob with * or ?.")
    private List<String> require = new ArrayList<>();

    @Mixin
    private final FilterOptions filters = new FilterOptions();

    @Mixin
    private final AgeOption age = new AgeOption();

    @Mixin
    private final AnswerOptions answer = new AnswerOptions();

    @Mixin
    private final SequenceStyleOption sequenceStyle = new SequenceStyleOption();

    /**
     * @param database the index to ask
     * @param clockMs milliseconds since 1970
     */
    public ChannelsCommand(Terminal terminal, Supplier<Path> database, LongSupplier clockMs) {
        this.terminal = terminal;
        this.database = database;
        this.clockMs = clockMs;
    }

    @Override
    public Integer call() {
        Question question = new Question(scope.scope(), filters.filters(clockMs.getAsLong()));
        if (require.contains("")) {
            throw new QueryException(
                    QueryException.Fault.BAD_QUESTION, "--require wants a name, such as --require diffuse,N");
        }
        Format format = answer.format(terminal, Format.OF_ROWS);
        try (IndexReader index = IndexReader.open(database.get())) {
            long nowAt = clockMs.getAsLong();
            Freshness freshness = age.freshness(index, question.scope(), nowAt);
            PresenceMatrix matrix = PresenceMatrix.of(index, question, by, require, sequenceStyle.style());
            try (RowPrinter printer = RowPrinter.of(format, terminal, columns(matrix))) {
                matrix.rows().stream()
                        .limit(answer.limit().orElse(Long.MAX_VALUE))
                        .forEach(row -> printer.row(values(matrix, row)));
            }
            terminal.out().flush();
            matrix.notes().forEach(terminal::note);
            Footer.print(terminal, summary(matrix), freshness, nowAt);
            return exitCode(matrix.rows());
        }
    }

    private int exitCode(List<PresenceRow> rows) {
        if (rows.isEmpty() || (!require.isEmpty() && !rows.stream().allMatch(PresenceRow::isWhole))) {
            return ExitCode.NOTHING_FOUND;
        }
        boolean unsure = rows.stream().anyMatch(PresenceRow::unsure);
        return unsure && !require.isEmpty() ? ExitCode.NOT_INDEXED : ExitCode.FOUND;
    }

    private String summary(PresenceMatrix matrix) {
        long lacking = matrix.rows().stream().filter(row -> !row.isWhole()).count();
        String rows = PlainText.count(matrix.rows().size(), "row");
        return require.isEmpty()
                ? rows + ", " + PlainText.count(matrix.names().size(), "AOV")
                : String.format(Locale.ROOT, "%,d of %s %s something", lacking, rows, lacking == 1 ? "lacks" : "lack");
    }

    /** A person need not be told of a show that is the same in every row. */
    private List<Column> columns(PresenceMatrix matrix) {
        List<Column> columns = new ArrayList<>();
        for (String key : matrix.keys()) {
            boolean telling = by.contains(key)
                    || matrix.rows().stream()
                                    .map(row -> row.tokens().getOrDefault(key, ""))
                                    .distinct()
                                    .count()
                            > 1;
            columns.add(new Column(key, Kind.TEXT, telling ? Audience.ALL : Audience.MACHINES));
        }
        boolean sequences =
                matrix.rows().stream().anyMatch(row -> row.sequence().isPresent());
        columns.add(new Column("sequence", Kind.PATH, sequences ? Audience.ALL : Audience.MACHINES));
        columns.add(new Column("frame_count", Kind.NUMBER, Audience.ALL, "FRAMES"));
        columns.add(new Column("frames", Kind.TEXT, Audience.MACHINES));
        columns.add(new Column("missing", Kind.TEXT, Audience.MACHINES));
        for (String name : matrix.names()) {
            columns.add(new Column("has." + name, Kind.VERDICT, Audience.PEOPLE, name));
            columns.add(new Column("has." + name, Kind.TEXT, Audience.MACHINES));
        }
        return columns;
    }

    private static List<@Nullable Object> values(PresenceMatrix matrix, PresenceRow row) {
        List<@Nullable Object> values = new ArrayList<>();
        matrix.keys().forEach(key -> values.add(row.tokens().get(key)));
        values.add(row.sequence().orElse(null));
        values.add(row.frames().count());
        values.add(row.frames().text());
        values.add(IntStream.range(0, matrix.names().size())
                .filter(i -> row.cells().get(i).extent() != Extent.ALL)
                .mapToObj(matrix.names()::get)
                .collect(Collectors.joining(",")));
        String all = row.frames().text();
        for (Cell cell : row.cells()) {
            values.add(text(cell, FrameText.shortened(cell.frames().text()), FrameText.shortened(all)));
            values.add(text(cell, cell.frames().text(), all));
        }
        return values;
    }

    /**
     * @param frames that have it
     * @param all that there are
     */
    private static @Nullable String text(Cell cell, String frames, String all) {
        return switch (cell.extent()) {
            case ALL -> "ok";
            case NONE -> null;
            case UNKNOWN -> "?";
            case SOME -> frames.isEmpty() ? "single files" : frames + " of " + all;
        };
    }
}
