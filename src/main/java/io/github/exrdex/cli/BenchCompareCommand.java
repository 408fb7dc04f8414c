package io.github.exrdex.cli;

import io.github.exrdex.bench.Comparison;
import io.github.exrdex.bench.NumberText;
import io.github.exrdex.bench.Report;
import io.github.exrdex.bench.ReportJson;
import io.github.exrdex.file.Reasons;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code exrdex bench compare}. */
@Command(
        name = "compare",
        header = "Put two reports of exrdex bench side by side.",
        description =
                "A line for each number that both have; RATIO is the second to the first. A tenth more or less is same.",
        footer = {
            "",
            "Examples:",
            "  exrdex bench compare before.json after.json",
            "  exrdex bench compare nfs.json local.json --format csv",
            "  exrdex bench compare before.json after.json --format json | jq .",
        })
public final class BenchCompareCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(
            index = "0",
            paramLabel = "A.json",
            description = "The first, written with bench --json or --format json.")
    private Path first = Path.of("");

    @Parameters(index = "1", paramLabel = "B.json", description = "The second.")
    private Path second = Path.of("");

    @Mixin
    private final AnswerOptions answer = new AnswerOptions();

    public BenchCompareCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Format format = answer.format(terminal, Format.OF_ROWS);
        List<Report> reports = new ArrayList<>();
        for (Path file : List.of(first, second)) {
            try {
                reports.add(ReportJson.read(file));
            } catch (IOException e) {
                terminal.note("cannot compare with " + file + ": " + Reasons.of(e));
                return ExitCode.USAGE;
            }
        }
        List<Comparison.Line> lines =
                Comparison.of(reports.get(0), reports.get(1)).lines();
        print(format, lines);
        terminal.out().flush();
        return lines.isEmpty() ? ExitCode.NOTHING_FOUND : ExitCode.FOUND;
    }

    private void print(Format format, List<Comparison.Line> lines) {
        boolean people = format == Format.TABLE;
        List<Column> columns = List.of(
                Column.of("what", Column.Kind.TEXT),
                Column.of("measure", Column.Kind.TEXT),
                Column.of("first", Column.Kind.NUMBER),
                Column.of("second", Column.Kind.NUMBER),
                Column.of("ratio", Column.Kind.NUMBER),
                Column.of("verdict", Column.Kind.TEXT));
        try (RowPrinter printer = RowPrinter.of(format, terminal, columns)) {
            lines.stream().limit(answer.limit().orElse(Long.MAX_VALUE)).forEach(line -> {
                @Nullable
                Object ratio =
                        line.ratio().isEmpty() ? null : rounded(line.ratio().getAsDouble());
                printer.row(Arrays.asList(
                        line.what(),
                        people ? line.measure().heading() : line.measure().name(),
                        people ? NumberText.of(line.measure(), line.first()) : (Object) line.first(),
                        people ? NumberText.of(line.measure(), line.second()) : (Object) line.second(),
                        ratio,
                        line.verdict()));
            });
        }
    }

    private static Double rounded(double ratio) {
        return Math.rint(ratio * 1000) / 1000;
    }
}
