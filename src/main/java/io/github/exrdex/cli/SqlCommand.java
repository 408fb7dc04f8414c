package io.github.exrdex.cli;

import io.github.exrdex.cli.Column.Kind;
import io.github.exrdex.query.Freshness;
import io.github.exrdex.query.IndexReader;
import io.github.exrdex.query.QueryException;
import io.github.exrdex.query.RawSql;
import io.github.exrdex.query.Scope;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code exrdex sql}. */
@Command(
        name = "sql",
        header = "Ask the index in SQL.",
        description = "Runs one SELECT (or WITH, VALUES, EXPLAIN) and prints its rows. Nothing can be changed here. The"
                + " views v_file, v_part, v_channel, v_attribute, v_sequence, v_problem and v_root stay stable;"
                + " db/README.md explains their columns. Functions beside SQLite's own: regexp(pattern, text),"
                + " has_aov(file_id, name) as find --has, and the aggregate frames(frame), which gives 1001-1006,1008."
                + " More than a million rows are printed only with --limit.",
        exitCodeList = {"0:there are rows", "1:no row"},
        footer = {
            "",
            "Examples:",
            "  exrdex sql 'SELECT state, count(*) AS files FROM v_file GROUP BY state'",
            "  exrdex sql \"SELECT path, detail FROM v_problem WHERE kind = 'chunks_beyond_end'\" --format csv",
            "  exrdex sql \"SELECT shot, frames(frame) FROM v_file WHERE NOT has_aov(file_id, 'N') GROUP BY shot\"",
            "  exrdex sql - --format json < which-shots-use-dwaa.sql",
        })
public final class SqlCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final Supplier<Path> database;
    private final InputStream in;
    private final LongSupplier clockMs;

    @Parameters(index = "0", paramLabel = "SQL", description = "One statement; - reads it from stdin.")
    private String sql = "";

    @Option(
            names = "--timeout",
            paramLabel = "AGE",
            defaultValue = "60s",
            description = "Break the answer off after this long. Default: ${DEFAULT-VALUE}.")
    private Age timeout = new Age(60_000);

    @Mixin
    private final AnswerOptions answer = new AnswerOptions();

    /**
     * @param database the index to ask
     * @param in where {@code -} reads from
     * @param clockMs milliseconds since 1970
     */
    public SqlCommand(Terminal terminal, Supplier<Path> database, InputStream in, LongSupplier clockMs) {
        this.terminal = terminal;
        this.database = database;
        this.in = in;
        this.clockMs = clockMs;
    }

    @Override
    public Integer call() {
        Format format = answer.format(terminal, Format.OF_ROWS);
        String statement = sql.equals("-") ? readAll() : sql;
        try (IndexReader index = IndexReader.open(database.get())) {
            long nowAt = clockMs.getAsLong();
            Freshness freshness = Freshness.of(index, Scope.EVERYTHING, nowAt);
            long rows;
            try (Printed printed = new Printed(format)) {
                new RawSql(index, timeout.ms()).ask(statement, answer.limit(), printed);
                rows = printed.count;
            }
            Footer.print(terminal, PlainText.count(rows, "row"), freshness, nowAt);
            return rows == 0 ? ExitCode.NOTHING_FOUND : ExitCode.FOUND;
        }
    }

    private String readAll() {
        try {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new QueryException(QueryException.Fault.BAD_QUESTION, "cannot read the SQL from stdin", e);
        }
    }

    /** Rows on their way to the terminal; the columns are known only when the statement runs. */
    private final class Printed implements RawSql.Rows, AutoCloseable {
        private final Format format;
        private @Nullable RowPrinter printer;
        private long count;

        Printed(Format format) {
            this.format = format;
        }

        @Override
        public void columns(List<String> names) {
            printer = RowPrinter.of(
                    format,
                    terminal,
                    names.stream().map(name -> Column.of(name, Kind.TEXT)).toList());
        }

        @Override
        public void row(List<@Nullable Object> values) {
            if (printer != null) {
                printer.row(values);
                count++;
            }
        }

        @Override
        public void close() {
            if (printer != null) {
                printer.close();
            }
        }
    }
}
