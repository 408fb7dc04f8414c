package io.github.exrdex.cli;

import io.github.exrdex.cli.Column.Audience;
import io.github.exrdex.cli.Column.Kind;
import io.github.exrdex.query.Freshness;
import io.github.exrdex.query.IndexReader;
import io.github.exrdex.query.Scope;
import io.github.exrdex.query.UnmatchedPaths;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code exrdex tokens unmatched}. */
@Command(
        name = "unmatched",
        header = "List the folders of the index whose files no template fits.",
        description = {
            "SEQUENCES and FILES count what lies in the folder itself and no template fits. These files are in the index"
                    + " and in every answer; what is missing is some token, so shot= or version= may not find them.",
        },
        exitCodeList = {"0:there are paths without a template", "1:every path has a template"},
        footer = {
            "",
            "Examples:",
            "  exrdex tokens unmatched",
            "  exrdex tokens unmatched /mnt/abc/renders --format csv",
            "  exrdex tokens unmatched --format count",
        })
public final class TokensUnmatchedCommand implements Callable<Integer> {
    private static final List<Column> COLUMNS = List.of(
            Column.of("directory", Kind.PATH),
            Column.of("sequences", Kind.NUMBER),
            Column.of("files", Kind.NUMBER),
            new Column("size", Kind.BYTES, Audience.PEOPLE),
            new Column("size_bytes", Kind.BYTES, Audience.MACHINES),
            new Column("example", Kind.PATH, Audience.MACHINES));

    private final Terminal terminal;
    private final Supplier<Path> database;
    private final LongSupplier clockMs;

    @Parameters(
            arity = "0..*",
            paramLabel = "SCOPE",
            description = "Where to look: folders, files, sequences, TOKEN=GLOB. Default: the whole index.")
    private List<String> scope = new ArrayList<>();

    @Mixin
    private final AnswerOptions answer = new AnswerOptions();

    /**
     * @param database the index to ask
     * @param clockMs milliseconds since 1970
     */
    public TokensUnmatchedCommand(Terminal terminal, Supplier<Path> database, LongSupplier clockMs) {
        this.terminal = terminal;
        this.database = database;
        this.clockMs = clockMs;
    }

    @Override
    public Integer call() {
        Scope wanted = ScopeArgument.scope(scope);
        Format format = answer.format(terminal, Format.OF_ROWS);
        try (IndexReader index = IndexReader.open(database.get())) {
            Freshness freshness = Freshness.of(index, wanted, clockMs.getAsLong());
            UnmatchedPaths paths = new UnmatchedPaths(index, wanted);
            try (RowPrinter printer = RowPrinter.of(format, terminal, COLUMNS)) {
                paths.eachFolder(
                        answer.limit(),
                        folder -> printer.row(List.of(
                                folder.directory(),
                                folder.sequences(),
                                folder.files(),
                                folder.sizeBytes(),
                                folder.sizeBytes(),
                                folder.example())));
            }
            terminal.out().flush();
            UnmatchedPaths.Coverage coverage = paths.coverage();
            Footer.print(
                    terminal,
                    PlainText.count(coverage.unmatched(), "sequence") + " of " + coverage.sequences()
                            + " without a template",
                    freshness,
                    clockMs.getAsLong());
            return coverage.unmatched() == 0 ? ExitCode.NOTHING_FOUND : ExitCode.FOUND;
        }
    }
}
