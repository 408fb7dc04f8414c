package io.github.exrdex.cli;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes rows in one format as they come. {@link #close} ends the answer, also one without rows; it leaves the stream open.
 */
interface RowPrinter extends AutoCloseable {
    /** @param values one for each column, in order: String, Long, Integer, Double or null */
    void row(List<? extends @Nullable Object> values);

    @Override
    void close();

    /** @param columns those of the answer; the printer leaves out what its format does not show */
    static RowPrinter of(Format format, Terminal terminal, List<Column> columns) {
        List<Column> shown =
                columns.stream().filter(column -> column.in(format)).toList();
        RowPrinter printer = switch (format) {
            case TABLE -> new TablePrinter(terminal, shown);
            case TSV -> new TsvPrinter(terminal.out(), shown);
            case CSV -> new CsvPrinter(terminal, shown);
            case JSON -> new JsonPrinter(terminal.out(), shown, true);
            case JSONL -> new JsonPrinter(terminal.out(), shown, false);
            case COUNT -> new CountPrinter(terminal.out());
            case PATHS, PATHS0, FRAMES -> throw new IllegalArgumentException("not a format for rows: " + format.text());
        };
        return shown.size() == columns.size() ? printer : new ShownColumns(printer, columns, format);
    }
}
