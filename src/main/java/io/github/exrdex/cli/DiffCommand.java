package io.github.exrdex.cli;

import io.github.exrdex.cli.Column.Audience;
import io.github.exrdex.cli.Column.Kind;
import io.github.exrdex.query.Diff;
import io.github.exrdex.query.DiffRow;
import io.github.exrdex.query.Freshness;
import io.github.exrdex.query.IndexReader;
import io.github.exrdex.query.NamedSequence;
import io.github.exrdex.query.QueryException;
import io.github.exrdex.query.Scope;
import io.github.exrdex.query.SequenceStyle;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code exrdex diff}. */
@Command(
        name = "diff",
        header = "Compare two versions, sequences or files.",
        description = {
            "Says what is not the same: frames, states, mean size of a frame, parts, channels, resolution (display"
                    + " window), data window, compression, attributes. What varies from frame to frame is only said to"
                    + " vary. Exit code 0 where nothing differs, 1 where something does.",
            "In a folder or a version with many sequences each is compared with the one that is called alike but for"
                    + " its version, shot, seq and show.",
        },
        exitCodeList = {"0:nothing differs", "1:something differs, or there is nothing to compare"},
        footer = {
            "",
            "Examples:",
            "  exrdex diff shot=sh030 task=lgt version=003 version=004",
            "  exrdex diff /mnt/abc/sh030/render/v003 /mnt/abc/sh030/render/v004 --format json",
            "  exrdex diff beauty.1001.exr beauty.1002.exr       two frames",
        })
public final class DiffCommand implements Callable<Integer> {
    private static final int MOST_PERCENT = 100;

    private final Terminal terminal;
    private final Supplier<Path> database;
    private final LongSupplier clockMs;

    @Parameters(
            arity = "2..*",
            paramLabel = "SCOPE",
            description =
                    "The last two are compared: files, folders, fileseq patterns, or TOKEN=GLOB as for find. Words"
                            + " before them narrow both.")
    private List<String> scopes = new ArrayList<>();

    @Option(
            names = "--size-tolerance",
            paramLabel = "PERCENT",
            defaultValue = "10",
            description =
                    "Mean sizes that differ by no more than this are the same, for no two renders are of one size."
                            + " 0 to 100, default 10.")
    private double sizeTolerance;

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
    public DiffCommand(Terminal terminal, Supplier<Path> database, LongSupplier clockMs) {
        this.terminal = terminal;
        this.database = database;
        this.clockMs = clockMs;
    }

    @Override
    public Integer call() {
        Scope first = scope(scopes.get(scopes.size() - 2));
        Scope second = scope(scopes.get(scopes.size() - 1));
        if (!(sizeTolerance >= 0 && sizeTolerance <= MOST_PERCENT)) {
            throw new QueryException(QueryException.Fault.BAD_QUESTION, "--size-tolerance goes from 0 to 100 percent");
        }
        Format format = answer.format(terminal, Format.OF_ROWS);
        SequenceStyle style = sequenceStyle.style();
        OptionalLong limit = answer.limit();
        try (IndexReader index = IndexReader.open(database.get())) {
            long nowAt = clockMs.getAsLong();
            Freshness freshness = older(Freshness.of(index, first, nowAt), Freshness.of(index, second, nowAt));
            age.require(freshness, nowAt);
            Diff diff = new Diff(index, first, second, sizeTolerance / MOST_PERCENT);
            if (diff.firstSequences() == 0 || diff.secondSequences() == 0) {
                String empty = scopes.get(scopes.size() - (diff.firstSequences() == 0 ? 2 : 1));
                terminal.note("nothing to compare: no file fits " + empty);
                return ExitCode.NOTHING_FOUND;
            }
            long found = print(diff, format, style, limit);
            terminal.out().flush();
            Footer.print(terminal, PlainText.count(found, "difference"), freshness, nowAt);
            return found == 0 ? ExitCode.FOUND : ExitCode.NOTHING_FOUND;
        }
    }

    /** One of the last two words, narrowed by all before them. */
    private Scope scope(String word) {
        List<String> words = new ArrayList<>(scopes.subList(0, scopes.size() - 2));
        Scope shared = ScopeArgument.scope(words);
        Scope own = ScopeArgument.scope(List.of(word));
        boolean twice = (!shared.places().isEmpty() && !own.places().isEmpty())
                || own.tokens().keySet().stream().anyMatch(shared.tokens()::containsKey)
                || own.studioTokens().keySet().stream().anyMatch(shared.studioTokens()::containsKey);
        if (twice) {
            throw new QueryException(
                    QueryException.Fault.BAD_QUESTION,
                    "diff compares the last two words, and " + word + " is of the same kind as a word before them;"
                            + " leave one of them out");
        }
        words.add(word);
        return ScopeArgument.scope(words);
    }

    private static Freshness older(Freshness a, Freshness b) {
        return a.asOf().orElse(Long.MIN_VALUE) <= b.asOf().orElse(Long.MIN_VALUE) ? a : b;
    }

    private long print(Diff diff, Format format, SequenceStyle style, OptionalLong limit) {
        boolean onlyOnePair = diff.firstSequences() == 1 && diff.secondSequences() == 1;
        List<Column> columns = List.of(
                Column.of("change", Kind.TEXT),
                Column.of("what", Kind.TEXT),
                Column.of("name", Kind.TEXT),
                Column.of("before", Kind.TEXT),
                Column.of("after", Kind.TEXT),
                new Column("sequence", Kind.PATH, onlyOnePair ? Audience.NOBODY : Audience.PEOPLE),
                new Column("before_pattern", Kind.PATH, Audience.MACHINES),
                new Column("before_directory", Kind.PATH, Audience.MACHINES),
                new Column("after_pattern", Kind.PATH, Audience.MACHINES),
                new Column("after_directory", Kind.PATH, Audience.MACHINES));
        long[] found = {0};
        try (RowPrinter printer = RowPrinter.of(format, terminal, columns)) {
            diff.each(row -> {
                if (found[0]++ < limit.orElse(Long.MAX_VALUE)) {
                    printer.row(values(row, format, style));
                }
            });
        }
        return found[0];
    }

    private static List<@Nullable Object> values(DiffRow row, Format format, SequenceStyle style) {
        boolean sizesForPeople = row.what().equals("size") && format == Format.TABLE;
        Optional<NamedSequence> shown = row.second().or(row::first);
        List<@Nullable Object> values = new ArrayList<>();
        values.add(row.change());
        values.add(row.what());
        values.add(row.name().isEmpty() ? null : row.name());
        values.add(row.before().map(text -> sizesForPeople ? size(text) : text).orElse(null));
        values.add(row.after()
                .map(text -> sizesForPeople ? size(text) + percent(row.before().orElse("0"), text) : text)
                .orElse(null));
        values.add(shown.map(sequence -> sequence.name().text(style)).orElse(null));
        values.add(row.first().map(sequence -> sequence.name().text(style)).orElse(null));
        values.add(row.first().map(NamedSequence::directory).orElse(null));
        values.add(row.second().map(sequence -> sequence.name().text(style)).orElse(null));
        values.add(row.second().map(NamedSequence::directory).orElse(null));
        return values;
    }

    private static String size(String bytes) {
        return PlainText.bytes(Long.parseLong(bytes)) + " a file";
    }

    /** {@code  (-59%)}. */
    private static String percent(String before, String after) {
        long was = Long.parseLong(before);
        return was == 0 ? "" : String.format(Locale.ROOT, " (%+.0f%%)", 100.0 * (Long.parseLong(after) - was) / was);
    }
}
