package io.github.exrdex.cli;

import io.github.exrdex.cli.Column.Audience;
import io.github.exrdex.cli.Column.Kind;
import io.github.exrdex.file.FileState;
import io.github.exrdex.query.ExpectedFrames;
import io.github.exrdex.query.FrameAudit;
import io.github.exrdex.query.FrameRow;
import io.github.exrdex.query.FrameRow.Verdict;
import io.github.exrdex.query.FrameSet;
import io.github.exrdex.query.Freshness;
import io.github.exrdex.query.IndexReader;
import io.github.exrdex.query.Scope;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code exrdex frames}. */
@Command(
        name = "frames",
        header = "Which frames are missing, empty, truncated, or still being written.",
        description = {
            "Checks every sequence of the scope against the frames that it should have: those of --range, those that --like"
                    + " has, those in the SCOPE itself (shot.1001-1100#.exr), or else all from its first to its last.",
            "Exits with 0 where every frame is there and complete, with 1 where some are missing, bad or being written, and"
                    + " with 3 where nothing seems wrong but the index has not seen everything.",
        },
        exitCodeList = {
            "0:all frames are there and whole",
            "1:a frame is missing, bad or being written, or nothing fits",
            "3:not indexed, older than --max-age, or files may be unknown"
        },
        footer = {
            "",
            "Examples:",
            "  exrdex frames shot=sh0* layer=lgt --range 1001-1100",
            "  exrdex frames shot=sh010 layer=crypto --like layer=lgt --bad",
            "  exrdex frames 'sh010_lgt_v012.1001-1100#.exr' --bad --format frames     1019,1044-1045,1071,1088",
        })
public final class FramesCommand implements Callable<Integer> {
    static final Set<Format> FORMATS = EnumSet.complementOf(EnumSet.of(Format.PATHS, Format.PATHS0));

    /** In the order that somebody repairs them. */
    private static final List<FileState> BAD = List.of(
            FileState.EMPTY,
            FileState.TRUNCATED,
            FileState.INCOMPLETE,
            FileState.CORRUPT,
            FileState.UNREADABLE,
            FileState.NOT_EXR);

    /** Stands for the frames of a file that has no frame number. */
    private static final String WITHOUT_FRAME = "file";

    private final Terminal terminal;
    private final Supplier<Path> database;
    private final LongSupplier clockMs;

    @Mixin
    private final ScopeArgument scope = new ScopeArgument();

    @Option(
            names = "--range",
            paramLabel = "RANGE",
            description =
                    "The frames that each sequence should have: 1001-1100, 1001-1100x2 for every second, 1001-1010,1020.")
    private @Nullable String range;

    @Option(
            names = "--like",
            paramLabel = "SCOPE",
            description =
                    "The frames that each should have are those of another layer: of the sequences in this scope that"
                            + " are of the same show, seq and shot, or of the only one there. May be given several times, like SCOPE.")
    private List<String> like = new ArrayList<>();

    @Option(
            names = "--bad",
            description =
                    "Only sequences with something missing or bad. --format frames then lists the bad frames with the"
                            + " missing ones.")
    private boolean bad;

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
    public FramesCommand(Terminal terminal, Supplier<Path> database, LongSupplier clockMs) {
        this.terminal = terminal;
        this.database = database;
        this.clockMs = clockMs;
    }

    @Override
    public Integer call() {
        Scope asked = scope.scope();
        ExpectedFrames expected = new ExpectedFrames(
                Optional.ofNullable(range).map(FrameSet::parse),
                like.isEmpty() ? Optional.empty() : Optional.of(ScopeArgument.scope(like)));
        Format format = answer.format(terminal, FORMATS);
        try (IndexReader index = IndexReader.open(database.get())) {
            long nowAt = clockMs.getAsLong();
            Freshness freshness = age.freshness(index, asked, nowAt);
            FrameAudit audit = FrameAudit.of(index, asked, expected, sequenceStyle.style());
            List<FrameRow> shown = audit.rows().stream()
                    .filter(row -> !bad || row.verdict() == Verdict.DEFECTIVE)
                    .limit(answer.limit().orElse(Long.MAX_VALUE))
                    .toList();
            if (format == Format.FRAMES) {
                printFrames(shown);
            } else {
                printRows(shown, format);
            }
            terminal.out().flush();
            audit.notes().forEach(terminal::note);
            Footer.print(terminal, summary(audit.rows()), freshness, nowAt);
            return exitCode(audit.rows());
        }
    }

    private static int exitCode(List<FrameRow> rows) {
        if (rows.isEmpty() || has(rows, Verdict.DEFECTIVE) || has(rows, Verdict.WRITING)) {
            return ExitCode.NOTHING_FOUND;
        }
        return has(rows, Verdict.UNKNOWN) ? ExitCode.NOT_INDEXED : ExitCode.FOUND;
    }

    private static boolean has(List<FrameRow> rows, Verdict verdict) {
        return rows.stream().anyMatch(row -> row.verdict() == verdict);
    }

    /** {@code 12 sequences: 10 complete, 1 writing, 1 defective}. */
    private static String summary(List<FrameRow> rows) {
        Map<Verdict, Long> byVerdict =
                rows.stream().collect(Collectors.groupingBy(FrameRow::verdict, Collectors.counting()));
        String verdicts = EnumSet.allOf(Verdict.class).stream()
                .filter(byVerdict::containsKey)
                .map(verdict -> String.format(Locale.ROOT, "%,d %s", byVerdict.get(verdict), text(verdict)))
                .collect(Collectors.joining(", "));
        return PlainText.count(rows.size(), "sequence") + (rows.isEmpty() ? "" : " (" + verdicts + ")");
    }

    private static String text(Verdict verdict) {
        return verdict.name().toLowerCase(Locale.ROOT);
    }

    /** One line for each sequence with something to render. */
    private void printFrames(List<FrameRow> rows) {
        for (FrameRow row : rows) {
            FrameSet wrong = bad ? row.missingOrBad() : row.missing();
            if (!wrong.isEmpty()) {
                terminal.out().append(wrong.text()).append('\n');
            }
        }
    }

    private void printRows(List<FrameRow> rows, Format format) {
        try (RowPrinter printer = RowPrinter.of(format, terminal, columns(rows))) {
            rows.forEach(row -> printer.row(values(row)));
        }
    }

    /** Nobody needs a column for what is being written where nothing is. */
    private static List<Column> columns(List<FrameRow> rows) {
        boolean writing = rows.stream().anyMatch(row -> row.notComplete().containsKey(FileState.WRITING));
        List<Column> columns = new ArrayList<>(List.of(
                Column.of(Column.PATTERN, Kind.PATH),
                Column.of("verdict", Kind.VERDICT),
                new Column("frames", Kind.NUMBER, Audience.PEOPLE),
                new Column("missing", Kind.TEXT, Audience.PEOPLE),
                new Column("bad", Kind.TEXT, Audience.PEOPLE),
                new Column("writing", Kind.TEXT, writing ? Audience.PEOPLE : Audience.NOBODY),
                Column.of("directory", Kind.PATH),
                new Column("expected", Kind.TEXT, Audience.MACHINES),
                new Column("expected_count", Kind.NUMBER, Audience.MACHINES),
                new Column("present_count", Kind.NUMBER, Audience.MACHINES),
                new Column("missing_count", Kind.NUMBER, Audience.MACHINES),
                new Column("missing", Kind.TEXT, Audience.MACHINES)));
        BAD.forEach(state -> columns.add(new Column(state.text(), Kind.TEXT, Audience.MACHINES)));
        columns.add(new Column(FileState.WRITING.text(), Kind.TEXT, Audience.MACHINES));
        columns.add(new Column("beyond", Kind.TEXT, Audience.MACHINES));
        columns.addAll(TokenColumns.all());
        return List.copyOf(columns);
    }

    private static List<@Nullable Object> values(FrameRow row) {
        List<@Nullable Object> values = new ArrayList<>();
        Optional<FrameSet> expected = row.expected().filter(frames -> !frames.isEmpty());
        String missing = textOrNull(row.missing());
        values.add(row.pattern());
        values.add(text(row.verdict()));
        values.add(expected.map(frames -> row.present().count() + " of " + frames.count())
                .orElse(null));
        values.add(shortenedOrNull(missing));
        values.add(badInWords(row));
        values.add(shortenedOrNull(text(row, FileState.WRITING)));
        values.add(row.directory());
        values.add(expected.map(FrameSet::text).orElse(null));
        values.add(expected.map(FrameSet::count).orElse(null));
        values.add(row.present().count());
        values.add(row.missing().count());
        values.add(missing);
        BAD.forEach(state -> values.add(text(row, state)));
        values.add(text(row, FileState.WRITING));
        values.add(textOrNull(row.beyond()));
        values.addAll(TokenColumns.values(token -> row.tokens().get(token.text())));
        return values;
    }

    /** {@code empty 1071; truncated 1088,1090}. */
    private static @Nullable String badInWords(FrameRow row) {
        String words = BAD.stream()
                .filter(row.notComplete()::containsKey)
                .map(state -> state.text() + " " + shortenedOrNull(text(row, state)))
                .collect(Collectors.joining("; "));
        return words.isEmpty() ? null : words;
    }

    private static @Nullable String text(FrameRow row, FileState state) {
        FrameSet frames = row.notComplete().get(state);
        return frames == null ? null : frames.isEmpty() ? WITHOUT_FRAME : frames.text();
    }

    private static @Nullable String textOrNull(FrameSet frames) {
        return frames.isEmpty() ? null : frames.text();
    }

    private static @Nullable String shortenedOrNull(@Nullable String frames) {
        return frames == null ? null : FrameText.shortened(frames);
    }
}
