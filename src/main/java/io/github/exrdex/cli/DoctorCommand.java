package io.github.exrdex.cli;

import io.github.exrdex.cli.Column.Audience;
import io.github.exrdex.cli.Column.Kind;
import io.github.exrdex.config.Settings;
import io.github.exrdex.health.Check;
import io.github.exrdex.health.Doctor;
import io.github.exrdex.health.HookChecks;
import io.github.exrdex.index.IndexSetup;
import io.github.exrdex.query.QueryException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code exrdex doctor}. */
@Command(
        name = "doctor",
        header = "Check host, database and roots, and say what to do.",
        description = {
            "Watch limits, open files, locale, where the database lies and how much room it has, whether its pages are"
                    + " sound, the programs of hooks, the daemon, each root, and some files by lot against the disk. Nothing is changed.",
            "The exit code is 0 where all is ok, 1 where something warns or fails, 4 where the database cannot be used."
        },
        exitCodeList = {"0:all is ok", "1:something warns or fails"},
        footer = {
            "",
            "Examples:",
            "  exrdex doctor",
            "  exrdex doctor --full --sample 10000",
            "  exrdex doctor --format json | jq -r '.[] | select(.result != \"ok\") | .advice'",
        })
public final class DoctorCommand implements Callable<Integer> {
    private static final List<Column> COLUMNS = List.of(
            Column.of("check", Kind.TEXT),
            Column.of("result", Kind.VERDICT),
            Column.of("found", Kind.TEXT),
            new Column("advice", Kind.TEXT, Audience.MACHINES));

    private static final int MOST_SAMPLED = 1_000_000;

    private final Terminal terminal;
    private final Supplier<IndexSetup> setup;
    private final Supplier<Settings> settings;
    private final Map<String, String> environment;
    private final LongSupplier clockMs;

    @Option(names = "--full", description = "Compare every index of the database with its table, too; takes minutes.")
    private boolean full;

    @Option(
            names = "--sample",
            paramLabel = "N",
            defaultValue = "100",
            description = "Files to compare with the disk, by lot. Default: ${DEFAULT-VALUE}.")
    private int sample = 100;

    @Mixin
    private final FactFormatOption format = new FactFormatOption();

    /**
     * @param environment where programs are looked for
     * @param clockMs milliseconds since 1970
     */
    public DoctorCommand(
            Terminal terminal,
            Supplier<IndexSetup> setup,
            Supplier<Settings> settings,
            Map<String, String> environment,
            LongSupplier clockMs) {
        this.terminal = terminal;
        this.setup = setup;
        this.settings = settings;
        this.environment = Map.copyOf(environment);
        this.clockMs = clockMs;
    }

    @Override
    public Integer call() throws InterruptedException {
        Format wanted = format.format(terminal);
        if (sample < 0 || sample > MOST_SAMPLED) {
            throw new QueryException(
                    QueryException.Fault.BAD_QUESTION, "--sample wants a number of files from 0 to " + MOST_SAMPLED);
        }
        IndexSetup given = setup.get();
        Doctor.Report report = new Doctor(
                        given.database(), given.options(), hooks(), new Doctor.Depth(sample, full), clockMs)
                .examine();
        try (RowPrinter printer = RowPrinter.of(wanted, terminal, COLUMNS)) {
            for (Check check : report.checks()) {
                String advice = check.advice().isEmpty() ? null : check.advice();
                printer.row(Arrays.asList(check.name(), check.result().word(), check.found(), advice));
            }
        }
        if (wanted == Format.TABLE) {
            printAdvice(report);
        }
        if (!report.usable()) {
            return ExitCode.DATABASE;
        }
        return report.isWell() ? ExitCode.FOUND : ExitCode.NOTHING_FOUND;
    }

    private HookChecks hooks() {
        Map<String, String> programs = new LinkedHashMap<>();
        settings.get()
                .hooks()
                .forEach(hook -> programs.put(hook.name(), hook.command().get(0)));
        return new HookChecks(programs, environment.getOrDefault("PATH", ""));
    }

    private void printAdvice(Doctor.Report report) {
        if (report.isWell()) {
            return;
        }
        terminal.out().println();
        terminal.out().println("What to do:");
        for (Check check : report.checks()) {
            if (!check.advice().isEmpty()) {
                terminal.out().println("  " + PlainText.oneLine(check.name() + ": " + check.advice()));
            }
        }
    }
}
