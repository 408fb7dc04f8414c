package io.github.exrdex.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@link Format#TABLE}. The first {@value #ROWS_AHEAD} rows settle the widths of the columns; later rows flow through.
 * A value that is wider than its column is printed whole, but for a path.
 */
final class TablePrinter implements RowPrinter {
    private static final int ROWS_AHEAD = 1000;
    private static final int GAP_CHARS = 2;

    /** A path that is cut below this says nothing any more. */
    private static final int LEAST_PATH_CHARS = 24;

    private final PrintStream out;
    private final int widthChars;
    private final List<Column> columns;
    private final boolean[] right;
    private final List<List<String>> ahead = new ArrayList<>();
    private int @Nullable [] widths;

    TablePrinter(Terminal terminal, List<Column> columns) {
        this.out = terminal.out();
        this.widthChars = terminal.widthChars();
        this.columns = columns;
        this.right = new boolean[columns.size()];
        for (int i = 0; i < right.length; i++) {
            Column.Kind kind = columns.get(i).kind();
            right[i] = kind == Column.Kind.NUMBER || kind == Column.Kind.BYTES;
        }
    }

    @Override
    public void row(List<? extends @Nullable Object> values) {
        List<String> cells = new ArrayList<>(columns.size());
        for (int i = 0; i < columns.size(); i++) {
            Object value = values.get(i);
            cells.add(cell(columns.get(i).kind(), value));
            // Columns of free SQL have no kind of their own; their first row tells.
            right[i] |= widths == null
                    && ahead.isEmpty()
                    && value instanceof Number
                    && columns.get(i).kind() == Column.Kind.TEXT;
        }
        if (widths != null) {
            print(widths, cells);
            return;
        }
        ahead.add(cells);
        if (ahead.size() == ROWS_AHEAD) {
            printAhead();
        }
    }

    private static String cell(Column.Kind kind, @Nullable Object value) {
        if (value == null) {
            return "-";
        }
        if (value instanceof Long number && kind == Column.Kind.BYTES) {
            return PlainText.bytes(number);
        }
        if (value instanceof Long ns && kind == Column.Kind.TIME_NS) {
            return PlainText.time(Math.floorDiv(ns, 1_000_000L));
        }
        return PlainText.oneLine(value.toString());
    }

    private void printAhead() {
        int[] settled = new int[columns.size()];
        List<String> heading = columns.stream()
                .map(column -> PlainText.oneLine(column.heading()))
                .toList();
        for (int i = 0; i < settled.length; i++) {
            settled[i] = length(heading.get(i));
            for (List<String> cells : ahead) {
                settled[i] = Math.max(settled[i], length(cells.get(i)));
            }
        }
        narrow(settled);
        widths = settled;
        if (!ahead.isEmpty()) {
            print(settled, heading);
        }
        ahead.forEach(cells -> print(settled, cells));
        ahead.clear();
    }

    /** Takes what is too much from the paths, the widest first. */
    private void narrow(int[] settled) {
        while (true) {
            long total = (long) GAP_CHARS * (settled.length - 1);
            int widest = -1;
            int second = LEAST_PATH_CHARS;
            for (int i = 0; i < settled.length; i++) {
                total += settled[i];
                if (columns.get(i).kind() != Column.Kind.PATH || settled[i] <= LEAST_PATH_CHARS) {
                    continue;
                }
                if (widest < 0 || settled[i] > settled[widest]) {
                    second = widest < 0 ? second : settled[widest];
                    widest = i;
                } else {
                    second = Math.max(second, settled[i]);
                }
            }
            long tooMuch = total - widthChars;
            if (tooMuch <= 0 || widest < 0) {
                return;
            }
            // Down to the next widest, by at least one, and never by more than is needed.
            int step = (int) Math.min(tooMuch, Math.max(1, settled[widest] - second));
            settled[widest] = Math.max(LEAST_PATH_CHARS, settled[widest] - step);
        }
    }

    private void print(int[] settled, List<String> cells) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < settled.length; i++) {
            Column.Kind kind = columns.get(i).kind();
            String cell = kind == Column.Kind.PATH ? elided(cells.get(i), settled[i]) : cells.get(i);
            String padding = " ".repeat(Math.max(0, settled[i] - length(cell)));
            line.append(right[i] ? padding + cell : cell);
            if (i < settled.length - 1) {
                line.append(right[i] ? "" : padding).append(" ".repeat(GAP_CHARS));
            }
        }
        out.append(line.append('\n'));
    }

    /** Both ends of a path tell most: where it begins and what it is. */
    private static String elided(String text, int width) {
        int[] points = text.codePoints().toArray();
        if (points.length <= width) {
            return text;
        }
        int kept = width - 3;
        int head = kept / 3;
        return new String(points, 0, head) + "..." + new String(points, points.length - (kept - head), kept - head);
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    @Override
    public void close() {
        if (widths == null) {
            printAhead();
        }
    }
}
