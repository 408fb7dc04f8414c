package io.github.exrdex.cli;

import io.github.exrdex.index.PauseNote;
import io.github.exrdex.index.Spool;
import io.github.exrdex.query.Freshness;
import io.github.exrdex.query.IndexReader;
import io.github.exrdex.query.Scope;
import io.github.exrdex.query.StatusReport;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code exrdex status}. */
@Command(
        name = "status",
        header = "How fresh the index is, what it covers, what is wrong in it.",
        description =
                "AS OF is when the last sweep that saw every folder of the root began, or up to when a daemon that"
                        + " watches it knows all that happened: everything older than that is in the index.",
        footer = {
            "",
            "Examples:",
            "  exrdex status",
            "  exrdex status --max-age 10m || echo 'the index is behind'",
            "  exrdex status --format json",
        })
public final class StatusCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final Supplier<Path> database;
    private final LongSupplier clockMs;

    @Option(
            names = "--max-age",
            paramLabel = "AGE",
            description = "Exit with 3 where some root is older: 30s, 10m, 2h, 7d.")
    private @Nullable Age maxAge;

    @Mixin
    private final FactFormatOption format = new FactFormatOption();

    /**
     * @param database the index to ask
     * @param clockMs milliseconds since 1970
     */
    public StatusCommand(Terminal terminal, Supplier<Path> database, LongSupplier clockMs) {
        this.terminal = terminal;
        this.database = database;
        this.clockMs = clockMs;
    }

    @Override
    public Integer call() {
        Format wanted = format.format(terminal);
        try (IndexReader index = IndexReader.open(database.get())) {
            long nowAt = clockMs.getAsLong();
            StatusReport report = StatusReport.of(index);
            Spool spool = Spool.beside(index.path());
            StatusDaemon daemon = new StatusDaemon(report, PauseNote.read(index.path()), nowAt);
            switch (wanted) {
                case JSON, JSONL -> new StatusFacts(report, spool, daemon, nowAt).printJson(terminal.out());
                case TABLE -> new StatusTables(report, spool, daemon, nowAt).print(terminal);
                default -> new StatusFacts(report, spool, daemon, nowAt).printRows(terminal, wanted);
            }
            if (maxAge != null) {
                terminal.out().flush();
                Freshness.of(index, Scope.EVERYTHING, nowAt).requireAtMost(maxAge.ms(), nowAt);
            }
            return ExitCode.FOUND;
        }
    }
}
