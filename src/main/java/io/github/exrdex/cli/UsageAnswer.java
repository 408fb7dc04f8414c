package io.github.exrdex.cli;

import io.github.exrdex.cli.Column.Audience;
import io.github.exrdex.cli.Column.Kind;
import io.github.exrdex.query.Usage;
import io.github.exrdex.query.UsageRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What {@code stats} and {@code du} print of files by keys.
 *
 * @param withMethod how the bytes are known is printed too
 */
record UsageAnswer(Usage answer, List<String> by, boolean withMethod) {
    /** A share is printed to a ten-thousandth: 0.01 %. */
    private static final double SHARE_STEPS = 10_000;

    UsageAnswer {
        by = by.stream().distinct().toList();
    }

    void print(Terminal terminal, Format format, OptionalLong limit) {
        try (RowPrinter printer = RowPrinter.of(format, terminal, columns())) {
            answer.rows().stream().limit(limit.orElse(Long.MAX_VALUE)).forEach(row -> printer.row(values(row)));
        }
        terminal.out().flush();
        answer.notes().forEach(terminal::note);
        if (answer.rows().stream().anyMatch(row -> row.method() != UsageRow.Method.EXACT)) {
            terminal.note("an estimate shares a part out by the bytes of its samples before compression; how well each"
                    + " compresses is not known");
        }
    }

    /** For the line below a table. */
    String summary() {
        return PlainText.count(answer.rows().size(), "row") + ", "
                + PlainText.count(answer.totals().fileCount(), "file") + " of "
                + PlainText.bytes(answer.totals().sizeBytes()) + " in all";
    }

    private List<Column> columns() {
        List<Column> columns = new ArrayList<>();
        by.forEach(key -> columns.add(Column.of(key, Kind.TEXT)));
        columns.add(new Column("sequence_count", Kind.NUMBER, Audience.ALL, "SEQUENCES"));
        columns.add(new Column("file_count", Kind.NUMBER, Audience.ALL, "FILES"));
        columns.add(new Column("size_bytes", Kind.BYTES, Audience.ALL, "SIZE"));
        columns.add(new Column("average_bytes", Kind.BYTES, Audience.ALL, "AVERAGE"));
        columns.add(new Column("share", Kind.NUMBER, Audience.PEOPLE));
        columns.add(new Column("share", Kind.NUMBER, Audience.MACHINES));
        if (withMethod) {
            columns.add(Column.of("method", Kind.TEXT));
        }
        return columns;
    }

    private List<@Nullable Object> values(UsageRow row) {
        List<@Nullable Object> values = new ArrayList<>();
        row.keys().forEach(key -> values.add(key.orElse(null)));
        values.add(row.sequenceCount());
        values.add(row.fileCount());
        values.add(row.sizeBytes());
        values.add(row.fileCount() == 0 ? (Long) 0L : (Long) (row.sizeBytes() / row.fileCount()));
        values.add(String.format(Locale.ROOT, "%.1f%%", row.share() * 100));
        values.add(Math.round(row.share() * SHARE_STEPS) / SHARE_STEPS);
        if (withMethod) {
            values.add(method(row.method()));
        }
        return values;
    }

    private static String method(UsageRow.Method method) {
        return switch (method) {
            case EXACT -> "exact";
            case ESTIMATE -> "estimate";
            case MIXED -> "mixed";
        };
    }
}
