package io.github.exrdex.cli;

import java.io.PrintStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@link Format#TSV}. An absent value is an empty field. */
final class TsvPrinter implements RowPrinter {
    private final PrintStream out;
    private final StringBuilder line = new StringBuilder();

    TsvPrinter(PrintStream out, List<Column> columns) {
        this.out = out;
        row(columns.stream().map(Column::name).toList());
    }

    @Override
    public void row(List<? extends @Nullable Object> values) {
        line.setLength(0);
        for (int i = 0; i < values.size(); i++) {
            if (i > 0) {
                line.append('\t');
            }
            Object value = values.get(i);
            if (value != null) {
                append(value.toString());
            }
        }
        out.append(line.append('\n'));
    }

    private void append(String text) {
        text.codePoints().forEach(c -> {
            if (c == '\\') {
                line.append("\\\\");
            } else {
                PlainText.appendVisible(line, c);
            }
        });
    }

    @Override
    public void close() {
        // Every line is out already.
    }
}
