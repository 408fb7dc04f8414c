package io.github.exrdex.cli;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@link Format#CSV}. An absent value is an empty field, an empty text a quoted one. On a terminal what would move the cursor is
 * escaped as in a table; in a pipe every character is as it is.
 */
final class CsvPrinter implements RowPrinter {
    private final PrintStream out;
    private final CsvWriter csv;
    private final boolean forPeople;

    CsvPrinter(Terminal terminal, List<Column> columns) {
        this.out = terminal.out();
        this.forPeople = terminal.outIsTerminal();
        this.csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(out);
        row(columns.stream().map(Column::name).toList());
    }

    @Override
    public void row(List<? extends @Nullable Object> values) {
        csv.writeRecord(values.stream()
                .map(value -> value == null ? "" : value.toString())
                .map(text -> forPeople ? PlainText.oneLine(text) : text)
                .toList());
    }

    @Override
    public void close() {
        try {
            csv.flush();
            out.flush();
        } catch (IOException e) {
            throw new OutputFailedException(e);
        }
    }
}
