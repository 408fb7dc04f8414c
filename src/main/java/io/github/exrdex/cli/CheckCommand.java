package io.github.exrdex.cli;

import io.github.exrdex.cli.Column.Audience;
import io.github.exrdex.cli.Column.Kind;
import io.github.exrdex.query.CheckRule.Severity;
import io.github.exrdex.query.Freshness;
import io.github.exrdex.query.IndexReader;
import io.github.exrdex.query.Question;
import io.github.exrdex.query.SequenceStyle;
import io.github.exrdex.query.SpecCheck;
import io.github.exrdex.query.Violation;
import io.github.exrdex.spec.Spec;
import io.github.exrdex.spec.SpecFile;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code exrdex check}. */
@Command(
        name = "check",
        header = "Hold files against a written spec.",
        description = {
            "Reads the rules of SPEC, a TOML file, and lists what breaks them: a row for each sequence, rule and way of"
                    + " breaking it. Exit code 1 where a rule of severity error is broken or where there is nothing to"
                    + " check, 0 where all is well or there are warnings alone, 3 where nothing is broken but the index may not know"
                    + " all files.",
            "sample-config/specs has one for lighting renders and one for deliveries, with a word on every key.",
        },
        exitCodeList = {
            "0:no error, at most warnings",
            "1:an error, or there is nothing to check",
            "3:not indexed, older than --max-age, or files may be unknown"
        },
        footer = {
            "",
            "Examples:",
            "  exrdex check sample-config/specs/lighting.toml show=abc task=lgt version=latest",
            "  exrdex check sample-config/specs/delivery.toml /mnt/delivery/2026-11-23 --max-age 5m --format json",
            "  exrdex check sample-config/specs/lighting.toml shot=sh010 --newer 12h",
        })
public final class CheckCommand implements Callable<Integer> {
    private static final List<Column> COLUMNS = Stream.concat(
                    Stream.of(
                            Column.of("severity", Kind.TEXT),
                            Column.of("rule", Kind.TEXT),
                            Column.of(Column.PATTERN, Kind.PATH),
                            Column.of("frames", Kind.TEXT),
                            Column.of("found", Kind.TEXT),
                            Column.of("wanted", Kind.TEXT),
                            Column.of("directory", Kind.PATH),
                            new Column("file_count", Kind.NUMBER, Audience.MACHINES)),
                    TokenColumns.all().stream())
            .toList();

    private final Terminal terminal;
    private final Supplier<Path> database;
    private final LongSupplier clockMs;

    @Parameters(index = "0", paramLabel = "SPEC", description = "The file with the rules.")
    private Path spec = Path.of("");

    @Parameters(
            index = "1..*",
            arity = "0..*",
            paramLabel = "SCOPE",
            description = {ScopeArgument.PLACES, ScopeArgument.TOKENS})
    private List<String> scope = new ArrayList<>();

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
     * @param clockMs milliseconds since 1970; also says which day it is, for waivers
     */
    public CheckCommand(Terminal terminal, Supplier<Path> database, LongSupplier clockMs) {
        this.terminal = terminal;
        this.database = database;
        this.clockMs = clockMs;
    }

    @Override
    public Integer call() {
        long nowAt = clockMs.getAsLong();
        Question question = new Question(ScopeArgument.scope(scope), filters.filters(nowAt));
        Format format = answer.format(terminal, Format.OF_ROWS);
        SequenceStyle style = sequenceStyle.style();
        Spec rules = SpecFile.read(spec, Path.of(""), nowAt);
        LocalDate today =
                Instant.ofEpochMilli(nowAt).atZone(ZoneId.systemDefault()).toLocalDate();
        try (IndexReader index = IndexReader.open(database.get())) {
            Freshness freshness = age.freshness(index, question.scope(), nowAt);
            SpecCheck check = SpecCheck.of(index, question, rules.applies(), rules.rules(), rules.waivers(), today);
            try (RowPrinter printer = RowPrinter.of(format, terminal, COLUMNS)) {
                check.violations().stream()
                        .limit(answer.limit().orElse(Long.MAX_VALUE))
                        .forEach(violation -> printer.row(values(violation, format, style)));
            }
            terminal.out().flush();
            check.notes().forEach(terminal::note);
            if (check.sequences() == 0) {
                terminal.note("nothing to check: no file fits the scope and what the spec applies to");
            }
            Footer.print(terminal, summary(check), freshness, nowAt);
            return exitCode(check);
        }
    }

    private static int exitCode(SpecCheck check) {
        if (check.sequences() == 0 || check.count(Severity.ERROR) > 0) {
            return ExitCode.NOTHING_FOUND;
        }
        return check.unsure() ? ExitCode.NOT_INDEXED : ExitCode.FOUND;
    }

    /** {@code 12 sequences checked: 3 errors, 1 warning}. */
    private static String summary(SpecCheck check) {
        return PlainText.count(check.sequences(), "sequence") + " checked: "
                + PlainText.count(check.count(Severity.ERROR), "error") + ", "
                + PlainText.count(check.count(Severity.WARN), "warning");
    }

    private static List<@Nullable Object> values(Violation violation, Format format, SequenceStyle style) {
        String frames = violation.frames().text();
        List<@Nullable Object> values = new ArrayList<>();
        values.add(violation.rule().severity().text());
        values.add(violation.rule().id());
        values.add(violation.sequence().name().text(style));
        values.add(frames.isEmpty() ? null : format == Format.TABLE ? FrameText.shortened(frames) : frames);
        values.add(violation.found());
        values.add(violation.wanted());
        values.add(violation.sequence().directory());
        values.add(violation.files());
        values.addAll(TokenColumns.values(violation.sequence().tokens()::get));
        return values;
    }
}
