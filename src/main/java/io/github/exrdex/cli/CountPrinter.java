package io.github.exrdex.cli;

import java.io.PrintStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@link Format#COUNT}. */
final class CountPrinter implements RowPrinter {
    private final PrintStream out;
    private long rows;

    CountPrinter(PrintStream out) {
        this.out = out;
    }

    @Override
    public void row(List<? extends @Nullable Object> values) {
        rows++;
    }

    @Override
    public void close() {
        out.println(rows);
    }
}
