package io.github.exrdex.cli;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Drops the values of columns that a format does not show. */
final class ShownColumns implements RowPrinter {
    private final RowPrinter printer;
    private final List<Integer> shown = new ArrayList<>();

    ShownColumns(RowPrinter printer, List<Column> columns, Format format) {
        this.printer = printer;
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).in(format)) {
                shown.add(i);
            }
        }
    }

    @Override
    public void row(List<? extends @Nullable Object> values) {
        List<@Nullable Object> kept = new ArrayList<>(shown.size());
        for (int index : shown) {
            kept.add(values.get(index));
        }
        printer.row(kept);
    }

    @Override
    public void close() {
        printer.close();
    }
}
