package io.github.exrdex.cli;

import io.github.exrdex.query.AssetFinder;
import io.github.exrdex.query.FileRow;
import io.github.exrdex.query.Freshness;
import io.github.exrdex.query.IndexReader;
import io.github.exrdex.query.QueryException;
import io.github.exrdex.query.Question;
import io.github.exrdex.query.RowPlan;
import io.github.exrdex.query.SequenceRow;
import io.github.exrdex.query.SequenceStyle;
import io.github.exrdex.query.SortKey;
import io.github.exrdex.query.UnitFinder;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

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
        exitCodeList = {"1:nothing fits"},
        footer = {
            "",
            "Examples:",
            "  exrdex find show=abc version=latest --lacks cryptomatte --by shot     which shots lack a cryptomatte?",
            "  exrdex find /mnt/abc/renders --state truncated,empty --files --format paths0 | xargs -0 -r ls -l",
            "  exrdex find 'sh010_lgt_v012.1001-1100#.exr' --attr 'renderTime > 3600' --format frames",
        })
public final class FindCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final Supplier<Path> database;
    private final LongSupplier clockMs;

    @Mixin
    private final ScopeArgument scope = new ScopeArgument();

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
    private final ColumnOptions columns = new ColumnOptions();

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
        Question question = new Question(scope.scope(), filters.filters(nowAt));
        Format format = answer.format(terminal, EnumSet.allOf(Format.class));
        checkBy(format);
        Asked asked =
                new Asked(format, sequenceStyle.style(), columns.columns(format), columns.sort(format), answer.limit());
        asked.checkColumns();
        try (IndexReader index = IndexReader.open(database.get())) {
            Freshness freshness = age.freshness(index, question.scope(), nowAt);
            if (!by.isEmpty()) {
                return findUnits(new UnitFinder(index, question, by, asked.style()), format, freshness);
            }
            AssetFinder finder = new AssetFinder(index, question);
            long found = print(index, finder, asked);
            terminal.out().flush();
            finder.notes(asked.columnsAndSort()).forEach(terminal::note);
            Footer.print(terminal, PlainText.count(found, noun(asked)), freshness, nowAt);
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
        if (columns.areGiven()) {
            throw new QueryException(
                    QueryException.Fault.BAD_QUESTION,
                    "--by has columns and an order of its own; leave out --columns and --sort");
        }
        if (!Format.OF_ROWS.contains(format)) {
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

    /** How the answer is to look. */
    private record Asked(
            Format format, SequenceStyle style, List<String> columns, List<SortKey> sort, OptionalLong limit) {
        /** What is asked of each row. */
        List<String> columnsAndSort() {
            return Stream.concat(columns.stream(), sort.stream().map(SortKey::field))
                    .toList();
        }

        /** Some column is one that only files have. */
        boolean columnsOfFiles() {
            return first(FindCells.ofFiles(), FindCells.ofSequences(style)).isPresent();
        }

        /** The first column that was asked for and that the ones have and the others have not. */
        private Optional<String> first(List<? extends Cell<?>> having, List<? extends Cell<?>> lacking) {
            Set<String> own = names(having);
            own.removeAll(names(lacking));
            return columns.stream().filter(own::contains).findFirst();
        }

        /** @throws QueryException where no row could have all the columns */
        void checkColumns() {
            Optional<String> ofFiles = first(FindCells.ofFiles(), FindCells.ofSequences(style));
            Optional<String> ofSequences = first(FindCells.ofSequences(style), FindCells.ofFiles());
            if (ofFiles.isPresent() && ofSequences.isPresent()) {
                throw new QueryException(
                        QueryException.Fault.BAD_QUESTION,
                        "a row is a sequence, which has the column " + ofSequences.get() + ", or a file, which has "
                                + ofFiles.get() + "; leave one of them out");
            }
        }

        private static Set<String> names(List<? extends Cell<?>> cells) {
            return cells.stream().map(cell -> cell.column().name()).collect(Collectors.toCollection(HashSet::new));
        }
    }

    private boolean listsFiles(Asked asked) {
        return files || asked.columnsOfFiles();
    }

    private String noun(Asked asked) {
        boolean ofFiles = listsFiles(asked) || asked.format() == Format.PATHS || asked.format() == Format.PATHS0;
        return ofFiles ? "file" : "sequence";
    }

    /** @return how many were found, as far as they were asked for */
    private long print(IndexReader index, AssetFinder finder, Asked asked) {
        return switch (asked.format()) {
            case COUNT -> printCount(files ? finder.countFiles() : finder.countSequences(), asked.limit());
            case FRAMES -> printFrames(finder, asked.limit());
            case PATHS -> printPaths(finder, fileTable(index, asked), '\n');
            case PATHS0 -> printPaths(finder, fileTable(index, asked), '\0');
            case TABLE, TSV, CSV, JSON, JSONL ->
                listsFiles(asked)
                        ? printRows(asked, fileTable(index, asked), finder::eachFile)
                        : printRows(asked, sequenceTable(index, asked), finder::eachSequence);
        };
    }

    private static FindTable<SequenceRow> sequenceTable(IndexReader index, Asked asked) {
        return FindTable.of(
                index,
                FindCells.ofSequences(asked.style()),
                FindCells::extraOfSequence,
                asked.columns(),
                asked.sort(),
                asked.limit());
    }

    private static FindTable<FileRow> fileTable(IndexReader index, Asked asked) {
        return FindTable.of(
                index, FindCells.ofFiles(), FindCells::extraOfFile, asked.columns(), asked.sort(), asked.limit());
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

    private long printPaths(AssetFinder finder, FindTable<FileRow> table, char end) {
        PrintStream out = terminal.out();
        long[] paths = {0};
        boolean forPeople = terminal.outIsTerminal() && end == '\n';
        finder.eachFile(table.plan(), file -> {
            byte[] bytes = forPeople
                    ? PlainText.oneLine(file.key().text()).getBytes(StandardCharsets.UTF_8)
                    : file.key().rawBytes();
            out.write(bytes, 0, bytes.length);
            out.write(end);
            paths[0]++;
        });
        return paths[0];
    }

    /** Hands over rows as the index finds them. */
    private interface Rows<R> {
        void each(RowPlan plan, Consumer<R> action);
    }

    private <R> long printRows(Asked asked, FindTable<R> table, Rows<R> found) {
        long[] rows = {0};
        try (RowPrinter printer = RowPrinter.of(asked.format(), terminal, table.columns())) {
            found.each(table.plan(), row -> {
                printer.row(table.values(row));
                rows[0]++;
            });
        }
        return rows[0];
    }
}
