package io.github.exrdex.cli;

import io.github.exrdex.cli.Column.Kind;
import io.github.exrdex.file.FileKey;
import io.github.exrdex.health.Audit;
import io.github.exrdex.health.Finding;
import io.github.exrdex.index.IndexRoot;
import io.github.exrdex.index.IndexSetup;
import io.github.exrdex.query.CoveredPaths;
import io.github.exrdex.query.IndexReader;
import io.github.exrdex.query.QueryException;
import io.github.exrdex.query.RootStatus;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code exrdex audit}. */
@Command(
        name = "audit",
        header = "Walk the disk and print where the index does not fit it.",
        description = {
            "missing: on disk, not in the index. gone: in the index, not on disk. stamp: size, times or inode differ. state:"
                    + " the header reads otherwise (--deep). unread: cannot be compared. settling: so young, or asked for by"
                    + " notify, that the index may not know yet; that is no difference.",
            "Nothing is changed, neither here nor there. The exit code is 1 where there is a difference."
        },
        exitCodeList = {"0:the index fits the disk", "1:there is a difference"},
        footer = {
            "",
            "Examples:",
            "  exrdex audit",
            "  exrdex audit /mnt/renders/sh010 --deep",
            "  exrdex audit --sample 5%% --format json || echo 'index and disk differ'",
        })
public final class AuditCommand implements Callable<Integer> {
    private static final List<Column> COLUMNS =
            List.of(Column.of("difference", Kind.TEXT), Column.of("path", Kind.PATH), Column.of("detail", Kind.TEXT));

    private final Terminal terminal;
    private final Supplier<IndexSetup> setup;
    private final LongSupplier clockMs;

    @Parameters(
            paramLabel = "ROOT",
            arity = "0..*",
            description = "Roots, or folders below them; none: all roots of the index.")
    private List<Path> typed = new ArrayList<>();

    @Option(
            names = "--sample",
            paramLabel = "N%%",
            description =
                    "Only so many of the folders, by lot. Every folder is listed all the same, to find those below.")
    private @Nullable String sample;

    @Option(names = "--deep", description = "Read every header again and compare the state.")
    private boolean deep;

    @Mixin
    private final FactFormatOption format = new FactFormatOption();

    /** @param clockMs milliseconds since 1970 */
    public AuditCommand(Terminal terminal, Supplier<IndexSetup> setup, LongSupplier clockMs) {
        this.terminal = terminal;
        this.setup = setup;
        this.clockMs = clockMs;
    }

    @Override
    public Integer call() {
        Format wanted = format.format(terminal);
        Audit.Extent extent = new Audit.Extent(share(), clockMs.getAsLong(), deep);
        IndexSetup given = setup.get();
        Audit.Summary summary;
        try (IndexReader index = IndexReader.open(given.database());
                RowPrinter printer = RowPrinter.of(wanted, terminal, COLUMNS)) {
            List<IndexRoot> roots = roots(index, given);
            summary = new Audit(index, given.options(), extent, clockMs, finding -> print(printer, finding)).run(roots);
        }
        terminal.out().flush();
        terminal.note("compared " + PlainText.count(summary.files(), "file") + " in "
                + PlainText.count(summary.folders(), "folder") + ": "
                + (summary.differences() == 0 ? "no difference" : PlainText.count(summary.differences(), "difference"))
                + (summary.settling() == 0 ? "" : ", " + summary.settling() + " settling"));
        return summary.differences() == 0 ? ExitCode.FOUND : ExitCode.NOTHING_FOUND;
    }

    private static void print(RowPrinter printer, Finding finding) {
        printer.row(List.of(finding.word(), finding.path().text(), finding.detail()));
    }

    /** With the excludes of the settings, as the daemon has them. */
    private List<IndexRoot> roots(IndexReader index, IndexSetup given) {
        Set<FileKey> wanted = new TreeSet<>();
        if (typed.isEmpty()) {
            RootStatus.all(index).forEach(root -> wanted.add(root.key()));
        }
        CoveredPaths covered = new CoveredPaths(index);
        for (Path path : typed) {
            FileKey key = FileKey.of(path);
            wanted.add(covered.of(key)
                    .orElseThrow(() -> new QueryException(
                            QueryException.Fault.NOT_INDEXED, key.text() + " is not indexed; " + covered.listed()))
                    .path());
        }
        List<IndexRoot> roots = new ArrayList<>();
        for (FileKey key : wanted) {
            if (wanted.stream().noneMatch(other -> !other.equals(key) && key.isUnder(other))) {
                roots.add(given.rootFor(key.toPath()));
            }
        }
        return roots;
    }

    private double share() {
        String text = sample;
        if (text == null) {
            return 1;
        }
        String number = text.endsWith("%") ? text.substring(0, text.length() - 1) : text;
        double percent = number.matches("[0-9]{1,3}(\\.[0-9]{1,6})?") ? Double.parseDouble(number) : 0;
        if (!(percent > 0 && percent <= 100)) {
            throw new QueryException(
                    QueryException.Fault.BAD_QUESTION,
                    "--sample " + text + " is no share of the folders; write 5% or 0.1%, at most 100%");
        }
        return percent / 100;
    }
}
