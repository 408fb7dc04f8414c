package io.github.exrdex.cli;

import io.github.exrdex.index.IndexOptions;
import io.github.exrdex.index.IndexRoot;
import io.github.exrdex.index.IndexSetup;
import io.github.exrdex.index.Indexer;
import io.github.exrdex.index.ScanSummary;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code exrdex scan}: indexes folders once. A folder that cannot be read is told of and does not end the scan. */
@Command(
        name = "scan",
        header = "Index every EXR file below the folders once.",
        description = {
            "Files that did not change are not opened.",
            "A folder that cannot be read is reported and counted, what the index knows of it is kept, and the exit code"
                    + " stays 0."
        },
        footer = {
            "",
            "Examples:",
            "  exrdex scan /mnt/abc/renders                      index a folder once",
            "  exrdex scan                                       the roots of the config file",
            "  exrdex scan /mnt/abc/sh010 /mnt/abc/sh020 --format json --db /tmp/two-shots.db",
        })
public final class ScanCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final Supplier<IndexSetup> setup;
    private final StopSignal stopSignal;
    private final LongSupplier clockMs;

    @Parameters(paramLabel = "ROOT", arity = "0..*", description = "Folders; none: those of the config file.")
    private List<Path> roots = List.of();

    @Option(names = "--format", paramLabel = "FORMAT", description = "Of the summary: table (default) or json.")
    private TableOrJson format = TableOrJson.table;

    @Option(
            names = "--accept-gone",
            description =
                    "Files that are not found are gone, however many they are at once. Without it more than a fifth"
                            + " of a root is kept until somebody says so, for a mount that went away looks just the same.")
    private boolean acceptGone;

    /** @param clockMs milliseconds since 1970 */
    public ScanCommand(Terminal terminal, Supplier<IndexSetup> setup, StopSignal stopSignal, LongSupplier clockMs) {
        this.terminal = terminal;
        this.setup = setup;
        this.stopSignal = stopSignal;
        this.clockMs = clockMs;
    }

    /** @throws io.github.exrdex.store.IndexUnavailableException where the index cannot be written */
    @Override
    public Integer call() throws InterruptedException {
        IndexSetup given = setup.get();
        List<IndexRoot> scanned = GivenRoots.of(roots, given);
        Optional<String> fault = GivenRoots.fault(scanned, "scan");
        if (fault.isPresent()) {
            terminal.note(fault.get());
            return ExitCode.USAGE;
        }
        ScanSummary summary = scan(scanned, given);
        print(summary);
        return summary.finished() ? ExitCode.FOUND : ExitCode.INTERRUPTED;
    }

    private ScanSummary scan(List<IndexRoot> scanned, IndexSetup given) throws InterruptedException {
        IndexOptions options = given.options().withAcceptGone(acceptGone);
        try (Indexer indexer = Indexer.open(given.database(), options, clockMs);
                ScanProgress progress = new ScanProgress(terminal)) {
            stopSignal.whenAsked(indexer::stop);
            return indexer.scan(scanned, progress);
        }
    }

    private void print(ScanSummary summary) {
        if (format == TableOrJson.json) {
            terminal.out().println(ScanSummaryText.json(summary));
        } else {
            ScanSummaryText.lines(summary).forEach(terminal.out()::println);
        }
        terminal.out().flush();
    }
}
