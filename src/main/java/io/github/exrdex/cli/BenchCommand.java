package io.github.exrdex.cli;

import io.github.exrdex.bench.Bench;
import io.github.exrdex.bench.BenchPlan;
import io.github.exrdex.bench.BenchPlan.Group;
import io.github.exrdex.bench.NumberText;
import io.github.exrdex.bench.Report;
import io.github.exrdex.bench.Report.Row;
import io.github.exrdex.bench.ReportJson;
import io.github.exrdex.bench.ReportPage;
import io.github.exrdex.bench.Topic;
import io.github.exrdex.file.Reasons;
import io.github.exrdex.index.IndexSetup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code exrdex bench}. */
@Command(
        name = "bench",
        header = "Measure on this machine what exrdex costs, on files of its own.",
        description = {
            "Writes valid EXR files, reads their headers in four ways side by side, indexes a farm of sparse ones, asks it, and"
                    + " measures how long a closed file takes to be found. Everything lies in one folder that is removed"
                    + " at the end, also after Ctrl-C.",
            "The ways: full reads every byte, as tools do that load the image; buffered is a stream of 64 KiB; mapped maps the"
                    + " file; header is what exrdex does.",
            "Cold means that nothing of a file was in memory. Numbers are medians; least and most stand beside the times."
        },
        footer = {
            "",
            "Examples:",
            "  exrdex bench                                         half a GB, a minute or two",
            "  exrdex bench --headline --dir /mnt/fast              100 files, 10 GB: header against full",
            "  exrdex bench --format json > before.json             and after a change: exrdex bench compare before.json after.json",
            "  exrdex bench --html bench.html --farm 200000 --mixed 0 --small 0 --medium 0 --large 0",
        })
public final class BenchCommand implements Callable<Integer> {
    private static final long MB = 1_000_000;
    private static final int HEADLINE_FILES = 100;
    private static final int HEADLINE_MB = 100;

    /** Numbers beyond it are mistakes rather than wishes. */
    private static final int MOST = 10_000_000;

    private final Terminal terminal;
    private final Supplier<IndexSetup> setup;
    private final StopSignal stopSignal;
    private final LongSupplier clockMs;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description = "Where the files are made. Default: the system's temporary folder.")
    private Path folder = Path.of(System.getProperty("java.io.tmpdir", "/tmp"));

    @Option(
            names = "--small",
            paramLabel = "N",
            description = "Small files. Default: ${DEFAULT-VALUE}.",
            defaultValue = "20")
    private int small;

    @Option(
            names = "--small-mb",
            paramLabel = "MB",
            description = "Size of each, below 10. Default: ${DEFAULT-VALUE}.",
            defaultValue = "1")
    private int smallMb;

    @Option(
            names = "--medium",
            paramLabel = "N",
            description = "Medium files. Default: ${DEFAULT-VALUE}.",
            defaultValue = "4")
    private int medium;

    @Option(
            names = "--medium-mb",
            paramLabel = "MB",
            description = "Size of each, 10 to 100. Default: ${DEFAULT-VALUE}.",
            defaultValue = "20")
    private int mediumMb;

    @Option(
            names = "--large",
            paramLabel = "N",
            description = "Large files. Default: ${DEFAULT-VALUE}.",
            defaultValue = "1")
    private int large;

    @Option(
            names = "--large-mb",
            paramLabel = "MB",
            description = "Size of each, 100 to 1000. Default: ${DEFAULT-VALUE}.",
            defaultValue = "120")
    private int largeMb;

    @Option(
            names = "--mixed",
            paramLabel = "N",
            description = "Files of all sizes, as one batch. Default: ${DEFAULT-VALUE}.",
            defaultValue = "100")
    private int mixed;

    @Option(
            names = "--mixed-mb",
            paramLabel = "MB",
            description =
                    "Their mean, 1 to 300; sizes go from a tenth of it to three times. Default: ${DEFAULT-VALUE}.",
            defaultValue = "3")
    private int mixedMb;

    @Option(
            names = "--farm",
            paramLabel = "N",
            description = "Sparse files to index. Default: ${DEFAULT-VALUE}.",
            defaultValue = "5000")
    private int farm;

    @Option(
            names = "--closed",
            paramLabel = "N",
            description = "Files to close while a daemon watches. Default: ${DEFAULT-VALUE}.",
            defaultValue = "400")
    private int closed;

    @Option(
            names = "--rate",
            paramLabel = "N",
            description = "How many of them a second. Default: ${DEFAULT-VALUE}.",
            defaultValue = "200")
    private int rate;

    @Option(
            names = "--repeats",
            paramLabel = "N",
            description = "Times that everything is measured. Default: ${DEFAULT-VALUE}.",
            defaultValue = "3")
    private int repeats;

    @Option(names = "--no-cold", description = "Read only what is in memory already.")
    private boolean warmOnly;

    @Option(names = "--headline", description = "Only a mixed batch of 100 files and 10 GB.")
    private boolean headline;

    @Option(names = "--format", paramLabel = "FORMAT", description = "Of the report: table (default) or json.")
    private TableOrJson format = TableOrJson.table;

    @Option(names = "--html", paramLabel = "FILE", description = "Also write the report as a page with bar charts.")
    private @Nullable Path html;

    @Option(names = "--json", paramLabel = "FILE", description = "Also write the report as JSON, for bench compare.")
    private @Nullable Path json;

    /**
     * @param setup says how the farm is indexed
     * @param clockMs milliseconds since 1970
     */
    public BenchCommand(Terminal terminal, Supplier<IndexSetup> setup, StopSignal stopSignal, LongSupplier clockMs) {
        this.terminal = terminal;
        this.setup = setup;
        this.stopSignal = stopSignal;
        this.clockMs = clockMs;
    }

    @Override
    public Integer call() throws InterruptedException {
        Optional<String> fault = fault();
        if (fault.isPresent()) {
            terminal.note(fault.get());
            return ExitCode.USAGE;
        }
        BenchPlan plan = plan();
        Path place = folder.toAbsolutePath().normalize();
        try {
            Optional<String> lack = Bench.lackOfSpace(plan, place);
            if (lack.isPresent()) {
                terminal.note(lack.get());
                return ExitCode.USAGE;
            }
            Optional<Report> report = run(plan, place);
            if (report.isEmpty()) {
                terminal.note("stopped; what it had written is removed");
                return ExitCode.INTERRUPTED;
            }
            return print(report.get());
        } catch (IOException e) {
            terminal.note("cannot be measured in " + place + ": " + Reasons.of(e) + "; name another folder with --dir");
            return ExitCode.USAGE;
        }
    }

    private Optional<Report> run(BenchPlan plan, Path place) throws IOException, InterruptedException {
        try (BenchProgress progress = new BenchProgress(terminal)) {
            Bench bench = new Bench(plan, setup.get().options(), progress::tell);
            stopSignal.whenAsked(bench::stop);
            return bench.run(place, version(), clockMs.getAsLong());
        }
    }

    private Optional<String> fault() {
        if (!Files.isDirectory(folder)) {
            return Optional.of("no such folder: " + folder + "; name one with --dir");
        }
        for (int count : List.of(small, medium, large, mixed, farm, closed)) {
            if (count < 0 || count > MOST) {
                return Optional.of("not a number of files: " + count + "; 0 leaves a part out");
            }
        }
        if (smallMb < 1
                || smallMb > 9
                || mediumMb < 10
                || mediumMb > 100
                || largeMb < 100
                || largeMb > 1000
                || mixedMb < 1
                || mixedMb > 300) {
            return Optional.of(
                    "small files are of 1 to 9 MB, medium of 10 to 100, large of 100 to 1000, mixed of 1 to 300"
                            + " on average");
        }
        if (rate < 1 || rate > MOST || repeats < 1 || repeats > 1000) {
            return Optional.of("--rate and --repeats want a number from 1 on");
        }
        return Optional.empty();
    }

    private BenchPlan plan() {
        if (headline) {
            Group batch = new Group("mixed", HEADLINE_FILES, HEADLINE_MB * MB, true);
            return new BenchPlan(List.of(batch), 0, 0, 1, repeats, !warmOnly);
        }
        return new BenchPlan(
                List.of(
                        new Group("small", small, smallMb * MB, false),
                        new Group("medium", medium, mediumMb * MB, false),
                        new Group("large", large, largeMb * MB, false),
                        new Group("mixed", mixed, mixedMb * MB, true)),
                farm,
                closed,
                rate,
                repeats,
                !warmOnly);
    }

    private String version() {
        CommandSpec own = spec;
        return own == null ? "" : String.join(" ", own.version());
    }

    private int print(Report report) throws IOException {
        if (html != null) {
            Files.writeString(html, ReportPage.of(report));
        }
        if (json != null) {
            Files.writeString(json, ReportJson.of(report));
        }
        if (format == TableOrJson.json) {
            terminal.out().print(ReportJson.of(report));
        } else {
            tables(report);
        }
        terminal.out().flush();
        return ExitCode.FOUND;
    }

    private void tables(Report report) {
        for (Topic topic : Topic.values()) {
            if (!report.rows(topic).isEmpty()) {
                terminal.out().println(topic.title());
                table(topic, report.rows(topic));
                terminal.out().println();
            }
        }
        report.notes().forEach(terminal.out()::println);
    }

    private void table(Topic topic, List<Row> rows) {
        List<Column> columns = new ArrayList<>();
        topic.keys().forEach(key -> columns.add(Column.of(key, Column.Kind.TEXT)));
        topic.measures()
                .forEach(measure -> columns.add(
                        new Column(measure.name(), Column.Kind.NUMBER, Column.Audience.ALL, measure.heading())));
        try (RowPrinter printer = RowPrinter.of(Format.TABLE, terminal, columns)) {
            for (Row row : rows) {
                List<@Nullable Object> cells = new ArrayList<>(row.keys());
                for (Topic.Measure measure : topic.measures()) {
                    OptionalDouble number = row.number(measure.name());
                    cells.add(number.isPresent() ? NumberText.of(measure, number.getAsDouble()) : null);
                }
                printer.row(cells);
            }
        }
    }
}
