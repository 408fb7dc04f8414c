package io.github.exrdex.cli;

import io.github.exrdex.cli.Column.Audience;
import io.github.exrdex.cli.Column.Kind;
import io.github.exrdex.file.FileState;
import io.github.exrdex.query.AssetFinder;
import io.github.exrdex.query.FileRow;
import io.github.exrdex.query.Freshness;
import io.github.exrdex.query.IndexReader;
import io.github.exrdex.query.PathToken;
import io.github.exrdex.query.QueryException;
import io.github.exrdex.query.Question;
import io.github.exrdex.query.Scope;
import io.github.exrdex.query.SequenceRow;
import io.github.exrdex.query.SequenceStyle;
import io.github.exrdex.query.UnitFinder;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code exrdex find}. */
@Command(
        name = "find",
        header = "Find sequences, or files, by what their headers say.",
        description = {
            "Lists every sequence with at least one frame that fits all the filters; FRAMES then says how many do."
                    + " With --files it lists those frames.",
            "A NAME is an AOV, however it was written: as a layer, a channel, a group, a part, or a file of its own whose"
                    + " path says so; aliases count. With a dot (diffuse.R) or as a glob (*.Z) it is the full name of a"
                    + " channel. Letters count as they are in the file.",
            "A frame lacks nothing that a file beside it is, in the same shot, layer and version. With --by shot whole"
                    + " shots are asked: a shot lacks what none of its files has.",
        },
        footer = {
            "",
            "Examples:",
            "  exrdex find show=abc version=latest --lacks cryptomatte --by shot     which shots lack a cryptomatte?",
            "  exrdex find /mnt/abc/renders --state truncated,empty --files --format paths0 | xargs -0 -r ls -l",
            "  exrdex find 'sh010_lgt_v012.1001-1100#.exr' --attr 'renderTime > 3600' --format frames",
        })
public final class FindCommand implements Callable<Integer> {
    private static final List<Column> SEQUENCE_COLUMNS = withTokens(
            Column.of("pattern", Kind.PATH),
            new Column("frames", Kind.NUMBER, Audience.PEOPLE),
            new Column("missing", Kind.NUMBER, Audience.PEOPLE),
            new Column("bad", Kind.NUMBER, Audience.PEOPLE),
            new Column("size", Kind.BYTES, Audience.PEOPLE),
            new Column("state", Kind.TEXT, Audience.PEOPLE),
            Column.of("directory", Kind.PATH),
            new Column("first_frame", Kind.NUMBER, Audience.MACHINES),
            new Column("last_frame", Kind.NUMBER, Audience.MACHINES),
            new Column("frame_count", Kind.NUMBER, Audience.MACHINES),
            new Column("matching_count", Kind.NUMBER, Audience.MACHINES),
            new Column("missing_count", Kind.NUMBER, Audience.MACHINES),
            new Column("bad_count", Kind.NUMBER, Audience.MACHINES),
            new Column("size_bytes", Kind.BYTES, Audience.MACHINES),
            new Column("states", Kind.TEXT, Audience.MACHINES));

    private static final List<Column> FILE_COLUMNS = withTokens(
            Column.of("path", Kind.PATH),
            Column.of("state", Kind.TEXT),
            new Column("size", Kind.BYTES, Audience.PEOPLE),
            new Column("modified", Kind.TIME_NS, Audience.PEOPLE),
            new Column("size_bytes", Kind.BYTES, Audience.MACHINES),
            new Column("mtime_ns", Kind.TIME_NS, Audience.MACHINES),
            new Column("frame", Kind.NUMBER, Audience.MACHINES),
            Column.of("problem", Kind.TEXT));

    private static final Set<Format> UNIT_FORMATS =
            EnumSet.of(Format.TABLE, Format.TSV, Format.CSV, Format.JSON, Format.JSONL, Format.COUNT);

    private final Terminal terminal;
    private final Supplier<Path> database;
    private final LongSupplier clockMs;

    @Parameters(
            arity = "0..*",
            paramLabel = "SCOPE",
            description = {FilterOptions.SCOPE_PLACES, FilterOptions.SCOPE_TOKENS})
    private List<String> scope = new ArrayList<>();

    @Option(names = "--files", description = "List files instead of sequences.")
    private boolean files;

    @Option(
            names = "--by",
            paramLabel = "KEY",
            split = ",",
            description =
                    "List units instead: shots, or whatever tokens tell apart (show, seq, shot, task, layer, version,"
                            + " or any other of a template). A unit has what one of its files has, and lacks what none of them has.")
    private List<String> by = new ArrayList<>();

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
    public FindCommand(Terminal terminal, Supplier<Path> database, LongSupplier clockMs) {
        this.terminal = terminal;
        this.database = database;
        this.clockMs = clockMs;
    }

    @Override
    public Integer call() {
        long nowAt = clockMs.getAsLong();
        Question question = new Question(Scope.parse(scope, Path.of("")), filters.filters(nowAt));
        Format format = answer.format(terminal, EnumSet.allOf(Format.class));
        SequenceStyle style = sequenceStyle.style();
        OptionalLong limit = answer.limit();
        checkBy(format);
        try (IndexReader index = IndexReader.open(database.get())) {
            Freshness freshness = age.freshness(index, question.scope(), nowAt);
            if (!by.isEmpty()) {
                return findUnits(new UnitFinder(index, question, by), format, freshness);
            }
            AssetFinder finder = new AssetFinder(index, question);
            long found = print(finder, format, style, limit);
            terminal.out().flush();
            finder.notes().forEach(terminal::note);
            Footer.print(terminal, PlainText.count(found, noun(format)), freshness, nowAt);
            return found == 0 ? ExitCode.NOTHING_FOUND : ExitCode.FOUND;
        }
    }

    private void checkBy(Format format) {
        if (by.isEmpty()) {
            return;
        }
        if (files) {
            throw new QueryException(
                    QueryException.Fault.BAD_QUESTION, "--by lists units and --files files; leave one of them out");
        }
        if (!UNIT_FORMATS.contains(format)) {
            throw new QueryException(
                    QueryException.Fault.BAD_QUESTION,
                    "--format " + format.text() + " is about files; leave out --by, which lists units");
        }
    }

    private int findUnits(UnitFinder finder, Format format, Freshness freshness) {
        long found = new UnitRows(finder.keys(), finder.units(), answer.limit()).print(format, terminal);
        terminal.out().flush();
        finder.notes().forEach(terminal::note);
        String noun = by.size() == 1 ? by.get(0) : "row";
        Footer.print(terminal, PlainText.count(found, noun), freshness, clockMs.getAsLong());
        return found == 0 ? ExitCode.NOTHING_FOUND : ExitCode.FOUND;
    }

    private String noun(Format format) {
        boolean ofFiles = files || format == Format.PATHS || format == Format.PATHS0;
        return ofFiles ? "file" : "sequence";
    }

    /** @return how many were found, as far as they were asked for */
    private long print(AssetFinder finder, Format format, SequenceStyle style, OptionalLong limit) {
        return switch (format) {
            case COUNT -> printCount(files ? finder.countFiles() : finder.countSequences(), limit);
            case FRAMES -> printFrames(finder, limit);
            case PATHS -> printPaths(finder, limit, '\n');
            case PATHS0 -> printPaths(finder, limit, '\0');
            case TABLE, TSV, CSV, JSON, JSONL ->
                files ? printFiles(finder, format, limit) : printSequences(finder, format, style, limit);
        };
    }

    private long printCount(long all, OptionalLong limit) {
        long count = Math.min(all, limit.orElse(Long.MAX_VALUE));
        terminal.out().println(count);
        return count;
    }

    private long printFrames(AssetFinder finder, OptionalLong limit) {
        long[] lines = {0};
        finder.eachFrames(limit, frames -> {
            terminal.out().append(frames).append('\n');
            lines[0]++;
        });
        return lines[0];
    }

    private long printPaths(AssetFinder finder, OptionalLong limit, char end) {
        PrintStream out = terminal.out();
        long[] paths = {0};
        finder.eachFile(limit, file -> {
            byte[] raw = file.key().rawBytes();
            out.write(raw, 0, raw.length);
            out.write(end);
            paths[0]++;
        });
        return paths[0];
    }

    private long printSequences(AssetFinder finder, Format format, SequenceStyle style, OptionalLong limit) {
        long[] rows = {0};
        try (RowPrinter printer = RowPrinter.of(format, terminal, SEQUENCE_COLUMNS)) {
            finder.eachSequence(limit, sequence -> {
                printer.row(values(sequence, style));
                rows[0]++;
            });
        }
        return rows[0];
    }

    private long printFiles(AssetFinder finder, Format format, OptionalLong limit) {
        long[] rows = {0};
        try (RowPrinter printer = RowPrinter.of(format, terminal, FILE_COLUMNS)) {
            finder.eachFile(limit, file -> {
                printer.row(values(file));
                rows[0]++;
            });
        }
        return rows[0];
    }

    private static List<Column> withTokens(Column... columns) {
        Stream<Column> tokens =
                Stream.of(PathToken.values()).map(token -> new Column(token.text(), Kind.TEXT, Audience.MACHINES));
        return Stream.concat(Stream.of(columns), tokens).toList();
    }

    private static List<@Nullable Object> values(SequenceRow row, SequenceStyle style) {
        String states = row.states().stream().map(FileState::text).collect(Collectors.joining(","));
        String frames = row.matchingCount() == row.frameCount()
                ? Long.toString(row.frameCount())
                : row.matchingCount() + " of " + row.frameCount();
        List<@Nullable Object> values = new ArrayList<>();
        values.add(row.name().text(style));
        values.add(frames);
        values.add(row.missingCount());
        values.add(row.badCount());
        values.add(row.sizeBytes());
        values.add(states);
        values.add(row.directory());
        values.add(orNull(row.name().firstFrame()));
        values.add(orNull(row.name().lastFrame()));
        values.add(row.frameCount());
        values.add(row.matchingCount());
        values.add(row.missingCount());
        values.add(row.badCount());
        values.add(row.sizeBytes());
        values.add(states);
        addTokens(values, row.tokens());
        return values;
    }

    private static List<@Nullable Object> values(FileRow row) {
        List<@Nullable Object> values = new ArrayList<>();
        values.add(row.path());
        values.add(row.state().text());
        values.add(row.sizeBytes());
        values.add(row.mtimeNs());
        values.add(row.sizeBytes());
        values.add(row.mtimeNs());
        values.add(orNull(row.frame()));
        values.add(row.problem().orElse(null));
        addTokens(values, row.tokens());
        return values;
    }

    private static @Nullable Long orNull(OptionalLong number) {
        return number.isPresent() ? (Long) number.getAsLong() : null;
    }

    private static void addTokens(List<@Nullable Object> values, Map<PathToken, String> tokens) {
        for (PathToken token : PathToken.values()) {
            values.add(tokens.get(token));
        }
    }
}
