package io.github.exrdex.cli;

import io.github.exrdex.cli.Column.Audience;
import io.github.exrdex.cli.Column.Kind;
import io.github.exrdex.query.Drift;
import io.github.exrdex.query.DriftRow;
import io.github.exrdex.query.Freshness;
import io.github.exrdex.query.IndexReader;
import io.github.exrdex.query.Scope;
import io.github.exrdex.query.SequenceStyle;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code exrdex drift}. */
@Command(
        name = "drift",
        header = "Find frames that are unlike the rest of their sequence.",
        description = {
            "Compares the frames of each sequence: parts, channels, resolution (display window), data window,"
                    + " compression, pixel aspect, and which attributes there are. Lists the frames that differ from"
                    + " most of their sequence, and how. Exit code 1 where there are some, or where the scope has no file.",
            "A data window that most frames have of their own, as renderers crop them, is no drift.",
        },
        exitCodeList = {"0:all frames are alike", "1:some frame is unlike the others, or no file fits the scope"},
        footer = {
            "",
            "Examples:",
            "  exrdex drift                                      every sequence of the index",
            "  exrdex drift show=abc shot=sh0* --values          attribute values too: software, colorspace",
            "  exrdex drift /mnt/abc/renders/sh044 --format json",
        })
public final class DriftCommand implements Callable<Integer> {
    private static final List<Column> COLUMNS = Stream.concat(
                    Stream.of(
                            Column.of(Column.PATTERN, Kind.PATH),
                            Column.of("what", Kind.TEXT),
                            Column.of("frames", Kind.TEXT),
                            Column.of("found", Kind.TEXT),
                            Column.of("usual", Kind.TEXT),
                            Column.of("directory", Kind.PATH),
                            new Column("frame_count", Kind.NUMBER, Audience.MACHINES)),
                    TokenColumns.all().stream())
            .toList();

    private final Terminal terminal;
    private final Supplier<Path> database;
    private final LongSupplier clockMs;

    @Mixin
    private final ScopeArgument scope = new ScopeArgument();

    @Option(
            names = "--values",
            description =
                    "Also compare the values of attributes. An attribute that most frames have a value of their own"
                            + " for, such as a time code, is left out.")
    private boolean values;

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
    public DriftCommand(Terminal terminal, Supplier<Path> database, LongSupplier clockMs) {
        this.terminal = terminal;
        this.database = database;
        this.clockMs = clockMs;
    }

    @Override
    public Integer call() {
        Scope where = scope.scope();
        Format format = answer.format(terminal, Format.OF_ROWS);
        SequenceStyle style = sequenceStyle.style();
        OptionalLong limit = answer.limit();
        try (IndexReader index = IndexReader.open(database.get())) {
            long nowAt = clockMs.getAsLong();
            Freshness freshness = age.freshness(index, where, nowAt);
            Drift drift = new Drift(index, where, values);
            long[] found = {0};
            try (RowPrinter printer = RowPrinter.of(format, terminal, COLUMNS)) {
                drift.each(row -> {
                    if (found[0]++ < limit.orElse(Long.MAX_VALUE)) {
                        printer.row(values(row, style));
                    }
                });
            }
            terminal.out().flush();
            drift.notes().forEach(terminal::note);
            boolean aboutNothing = found[0] == 0 && drift.isAboutNothing();
            if (aboutNothing) {
                terminal.note("nothing to compare: no file fits the scope");
            }
            if (drift.croppedSequences() > 0) {
                terminal.note(PlainText.count(drift.croppedSequences(), "sequence")
                        + " with a data window of its own on most frames, which is not taken for drift");
            }
            Footer.print(terminal, PlainText.count(found[0], "difference"), freshness, nowAt);
            return found[0] == 0 && !aboutNothing ? ExitCode.FOUND : ExitCode.NOTHING_FOUND;
        }
    }

    private static List<@Nullable Object> values(DriftRow row, SequenceStyle style) {
        List<@Nullable Object> values = new ArrayList<>();
        values.add(row.sequence().name().text(style));
        values.add(row.what());
        values.add(row.frames());
        values.add(row.found());
        values.add(row.usual());
        values.add(row.sequence().directory());
        values.add(row.files());
        values.addAll(TokenColumns.values(row.sequence().tokens()::get));
        return values;
    }
}
