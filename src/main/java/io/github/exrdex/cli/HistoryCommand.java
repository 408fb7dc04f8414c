package io.github.exrdex.cli;

import io.github.exrdex.cli.Column.Audience;
import io.github.exrdex.cli.Column.Kind;
import io.github.exrdex.query.Freshness;
import io.github.exrdex.query.History;
import io.github.exrdex.query.HistoryRow;
import io.github.exrdex.query.HistoryRow.Side;
import io.github.exrdex.query.IndexReader;
import io.github.exrdex.query.NamedSequence;
import io.github.exrdex.query.QueryException;
import io.github.exrdex.query.Scope;
import io.github.exrdex.query.SequenceStyle;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code exrdex history}. */
@Command(
        name = "history",
        header = "What appeared, changed, went and moved lately.",
        description = {
            "A row for the frames of a sequence that changed alike, or with --files for each file, the latest first: when, how,"
                    + " and which channels they had before and have now. Exit code 1 where nothing happened.",
            "A file that was renamed within its root is one row, `moved`, where inode, size and time prove it; else one that went"
                    + " and one that appeared.",
            "The times are those at which the index learnt of it. A file that is still being written has not done"
                    + " appearing. history_days in the config says how far back the index remembers.",
        },
        exitCodeList = {"0:something happened", "1:nothing happened"},
        footer = {
            "",
            "Examples:",
            "  exrdex history --since 12h                        what happened over night?",
            "  exrdex history show=abc --since 7d --change went  what was deleted this week?",
            "  exrdex history /mnt/abc/sh030 --since 2h --format jsonl",
        })
public final class HistoryCommand implements Callable<Integer> {
    private static final long NS_PER_MS = 1_000_000;

    private static final List<Column> COLUMNS = columns(List.of(
            Column.of(Column.PATTERN, Kind.PATH),
            Column.of("frames", Kind.TEXT),
            Column.of("what", Kind.TEXT),
            Column.of("directory", Kind.PATH)));

    private static final List<Column> COLUMNS_OF_FILES =
            columns(List.of(Column.of("path", Kind.PATH), Column.of("what", Kind.TEXT)));

    private final Terminal terminal;
    private final Supplier<Path> database;
    private final LongSupplier clockMs;

    @Mixin
    private final ScopeArgument scope = new ScopeArgument();

    @Option(
            names = "--since",
            paramLabel = "AGE",
            defaultValue = "24h",
            description = "How far back: 30m, 12h, 7d. Default 24h.")
    private Age since = new Age(0);

    @Option(
            names = "--change",
            paramLabel = "KIND",
            split = ",",
            description = "Only these of appeared, changed, went, moved.")
    private List<String> change = new ArrayList<>();

    @Option(
            names = "--files",
            description = "A row for each change of each file, rather than for frames that changed alike.")
    private boolean files;

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
    public HistoryCommand(Terminal terminal, Supplier<Path> database, LongSupplier clockMs) {
        this.terminal = terminal;
        this.database = database;
        this.clockMs = clockMs;
    }

    @Override
    public Integer call() {
        Scope where = scope.scope();
        Set<HistoryRow.Kind> kinds = kinds(change);
        Format format = answer.format(terminal, Format.OF_ROWS);
        SequenceStyle style = sequenceStyle.style();
        OptionalLong limit = answer.limit();
        try (IndexReader index = IndexReader.open(database.get())) {
            long nowAt = clockMs.getAsLong();
            Freshness freshness = age.freshness(index, where, nowAt);
            History history = files
                    ? History.ofFiles(index, where, nowAt - since.ms(), kinds)
                    : History.of(index, where, nowAt - since.ms(), kinds);
            try (RowPrinter printer = RowPrinter.of(format, terminal, files ? COLUMNS_OF_FILES : COLUMNS)) {
                history.rows().stream()
                        .limit(limit.orElse(Long.MAX_VALUE))
                        .forEach(row -> printer.row(values(row, format, style)));
            }
            terminal.out().flush();
            history.knownFrom().stream()
                    .filter(from -> from > nowAt - since.ms())
                    .forEach(from -> terminal.note("what happened before " + PlainText.time(from)
                            + " is forgotten; history_days in the config says how far back the index remembers"));
            long changes = history.rows().stream().mapToLong(HistoryRow::files).sum();
            Footer.print(terminal, PlainText.count(changes, "change"), freshness, nowAt);
            return history.rows().isEmpty() ? ExitCode.NOTHING_FOUND : ExitCode.FOUND;
        }
    }

    /** @param told what a row is about and what happened to it */
    private static List<Column> columns(List<Column> told) {
        List<Column> columns = new ArrayList<>(
                List.of(new Column("last_ns", Kind.TIME_NS, Audience.ALL, "WHEN"), Column.of("change", Kind.TEXT)));
        columns.addAll(told);
        columns.addAll(List.of(
                new Column("first_ns", Kind.TIME_NS, Audience.MACHINES),
                new Column("file_count", Kind.NUMBER, Audience.MACHINES),
                new Column("before_state", Kind.TEXT, Audience.MACHINES),
                new Column("state", Kind.TEXT, Audience.MACHINES),
                new Column("before_size_bytes", Kind.BYTES, Audience.MACHINES),
                new Column("size_bytes", Kind.BYTES, Audience.MACHINES),
                new Column("before_channels", Kind.TEXT, Audience.MACHINES),
                new Column("channels", Kind.TEXT, Audience.MACHINES),
                new Column("moved_to", Kind.PATH, Audience.MACHINES)));
        columns.addAll(TokenColumns.all());
        return List.copyOf(columns);
    }

    private static Set<HistoryRow.Kind> kinds(List<String> words) {
        Set<HistoryRow.Kind> kinds = EnumSet.noneOf(HistoryRow.Kind.class);
        for (String word : words) {
            kinds.add(Arrays.stream(HistoryRow.Kind.values())
                    .filter(kind -> kind.text().equals(word))
                    .findFirst()
                    .orElseThrow(() -> new QueryException(
                            QueryException.Fault.BAD_QUESTION,
                            "--change " + word + " is not one of appeared, changed, went, moved")));
        }
        return kinds.isEmpty() ? EnumSet.allOf(HistoryRow.Kind.class) : kinds;
    }

    private static List<@Nullable Object> values(HistoryRow row, Format format, SequenceStyle style) {
        String frames = row.frames().text();
        List<@Nullable Object> values = new ArrayList<>();
        values.add(row.lastAt() * NS_PER_MS);
        values.add(row.kind().text());
        String directory = row.sequence().directory();
        Optional<String> movedTo = row.movedTo()
                .map(to -> path(
                        to.sequence(),
                        to.file().orElseGet(() -> to.sequence().name().text(style))));
        @Nullable String what = movedTo.map(to -> "to " + to).orElse(row.what().isEmpty() ? null : row.what());
        if (row.file().isPresent()) {
            values.add(path(row.sequence(), row.file().get()));
            values.add(what);
        } else {
            values.add(row.sequence().name().text(style));
            values.add(frames.isEmpty() ? null : format == Format.TABLE ? FrameText.shortened(frames) : frames);
            values.add(what);
            values.add(directory);
        }
        values.add(row.firstAt() * NS_PER_MS);
        values.add(row.files());
        values.add(row.before().map(side -> side.state().text()).orElse(null));
        values.add(row.after().map(side -> side.state().text()).orElse(null));
        values.add(row.before().map(Side::sizeBytes).orElse(null));
        values.add(row.after().map(Side::sizeBytes).orElse(null));
        values.add(channels(row.before()));
        values.add(channels(row.after()));
        values.add(movedTo.orElse(null));
        values.addAll(TokenColumns.values(row.sequence().tokens()::get));
        return values;
    }

    private static String path(NamedSequence sequence, String name) {
        return (sequence.directory().equals("/") ? "/" : sequence.directory() + "/") + name;
    }

    private static @Nullable String channels(Optional<Side> side) {
        return side.flatMap(Side::channels)
                .map(channels -> String.join(",", channels.keySet()))
                .orElse(null);
    }
}
