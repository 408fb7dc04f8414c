package io.github.exrdex.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * {@link Format#TABLE}. No line is longer than the terminal is wide: long paths lose their middle and long texts their end
 * first; where that is not enough, the columns that do not fit stand in a table of their own below, with the column again
 * that says which row it is. The first {@value #ROWS_AHEAD} rows settle the widths; later rows flow through. Numbers are never cut.
 */
final class TablePrinter implements RowPrinter {
    private static final int ROWS_AHEAD = 1000;
    private static final int GAP_CHARS = 2;
    private static final String DOTS = "...";

    /** A path or a text that is cut below this tells little; picked by looking at render paths. */
    private static final int GOOD_CHARS = 24;

    /** Names of sequences end in some fifteen characters that are the same in every row. */
    private static final int FIRST_CHARS = 32;

    /** Below this it tells nothing: {@code /mn...01.exr}. */
    private static final int LEAST_CHARS = 12;

    private final PrintStream out;
    private final int widthChars;
    private final boolean colours;
    private final List<Column> columns;
    private final boolean[] right;

    /** The column that says which row it is: the name of a sequence where there is one, else the first. */
    private final int key;

    private final List<List<String>> ahead = new ArrayList<>();
    private @Nullable Layout layout;

    TablePrinter(Terminal terminal, List<Column> columns) {
        this.out = terminal.out();
        this.widthChars = terminal.widthChars();
        this.colours = terminal.colours();
        this.columns = columns;
        this.right = new boolean[columns.size()];
        for (int i = 0; i < right.length; i++) {
            Column.Kind kind = columns.get(i).kind();
            right[i] = kind == Column.Kind.NUMBER || kind == Column.Kind.BYTES;
        }
        this.key = Math.max(0, columns.stream().map(Column::name).toList().indexOf(Column.PATTERN));
    }

    /**
     * How wide the columns are, and which stand beside each other.
     *
     * @param blocks numbers of columns; one block where all fit into a line
     */
    private record Layout(List<Block> blocks) {}

    /** @param widths of the columns, in the same order */
    private record Block(List<Integer> columns, List<Integer> widths) {
        int totalChars() {
            return widths.stream().mapToInt(Integer::intValue).sum() + GAP_CHARS * (widths.size() - 1);
        }
    }

    @Override
    public void row(List<? extends @Nullable Object> values) {
        List<String> cells = new ArrayList<>(columns.size());
        for (int i = 0; i < columns.size(); i++) {
            Object value = values.get(i);
            cells.add(cell(columns.get(i).kind(), value));
            // Columns of free SQL have no kind of their own; their first row tells.
            right[i] |= layout == null
                    && ahead.isEmpty()
                    && value instanceof Number
                    && columns.get(i).kind() == Column.Kind.TEXT;
        }
        if (layout != null && layout.blocks().size() == 1) {
            print(layout.blocks().get(0), cells, false);
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
        if (ahead.isEmpty()) {
            return;
        }
        List<String> heading = columns.stream()
                .map(column -> PlainText.oneLine(column.heading()))
                .toList();
        boolean first = layout == null;
        Layout settled = layout == null ? settle(heading) : layout;
        layout = settled;
        for (Block block : settled.blocks()) {
            if (!first) {
                out.append('\n');
            }
            first = false;
            print(block, heading, true);
            ahead.forEach(cells -> print(block, cells, false));
        }
        ahead.clear();
    }

    private Layout settle(List<String> heading) {
        int[] widths = new int[columns.size()];
        for (int i = 0; i < widths.length; i++) {
            widths[i] = TextWidth.of(heading.get(i));
            for (List<String> cells : ahead) {
                widths[i] = Math.max(widths[i], TextWidth.of(cells.get(i)));
            }
        }
        List<Integer> all = IntStream.range(0, widths.length).boxed().toList();
        int[] narrow = widths.clone();
        narrow(narrow, all, LEAST_CHARS);
        if (total(narrow, all) <= widthChars) {
            return new Layout(List.of(block(all, narrow)));
        }
        List<Block> blocks = new ArrayList<>();
        int next = 0;
        while (next < widths.length) {
            List<Integer> block = new ArrayList<>();
            if (next > key) {
                block.add(key);
            }
            do {
                block.add(next++);
            } while (next < widths.length && (wantsCompany(block, next) || fits(widths, block, next)));
            int[] own = widths.clone();
            narrow(own, block, 1);
            blocks.add(block(block, own));
        }
        return new Layout(blocks);
    }

    /** The key alone answers nothing. */
    private boolean wantsCompany(List<Integer> block, int next) {
        return block.equals(List.of(key)) && columns.get(next).kind() != Column.Kind.VERDICT;
    }

    private boolean fits(int[] widths, List<Integer> block, int next) {
        List<Integer> longer = new ArrayList<>(block);
        longer.add(next);
        int[] own = widths.clone();
        narrow(own, longer, GOOD_CHARS);
        return total(own, longer) <= widthChars;
    }

    private static Block block(List<Integer> columns, int[] widths) {
        return new Block(columns, columns.stream().map(i -> widths[i]).toList());
    }

    /**
     * Takes what is too much from paths, then from texts, and only then more than is good, but no more than {@code least}.
     * The key says which row it is, so it keeps what is good as long as there is another way.
     */
    private void narrow(int[] widths, List<Integer> block, int least) {
        shrink(widths, block, i -> isPath(i) && i != key, GOOD_CHARS);
        shrink(widths, block, this::isPath, FIRST_CHARS);
        shrink(widths, block, this::isText, GOOD_CHARS);
        if (least < GOOD_CHARS) {
            shrink(widths, block, i -> isPath(i) && i != key, LEAST_CHARS);
            // What a verdict says is the answer itself.
            shrink(widths, block, i -> i != key && isCut(i), LEAST_CHARS);
        }
        if (least < LEAST_CHARS) {
            shrink(widths, block, this::isPath, LEAST_CHARS);
            shrink(widths, block, this::isCut, least);
        }
    }

    private boolean isCut(int column) {
        return isPath(column) || (isText(column) && columns.get(column).kind() != Column.Kind.VERDICT);
    }

    private boolean isPath(int column) {
        return columns.get(column).kind() == Column.Kind.PATH;
    }

    private boolean isText(int column) {
        Column.Kind kind = columns.get(column).kind();
        return !right[column] && (kind == Column.Kind.TEXT || kind == Column.Kind.VERDICT);
    }

    /** The widest first, down to the next widest, and never by more than is needed. */
    private void shrink(int[] widths, List<Integer> block, IntPredicate may, int least) {
        while (true) {
            long tooMuch = total(widths, block) - widthChars;
            int[] wide = block.stream()
                    .mapToInt(Integer::intValue)
                    .filter(i -> may.test(i) && widths[i] > least)
                    .toArray();
            if (tooMuch <= 0 || wide.length == 0) {
                return;
            }
            int widest = wide[0];
            for (int i : wide) {
                widest = widths[i] > widths[widest] ? i : widest;
            }
            int width = widths[widest];
            int second = Arrays.stream(wide)
                    .map(i -> widths[i])
                    .filter(other -> other < width)
                    .max()
                    .orElse(least);
            long equals = Arrays.stream(wide).filter(i -> widths[i] == width).count();
            int step = (int) Math.min(width - second, Math.max(1, tooMuch / equals));
            widths[widest] = width - step;
        }
    }

    private static long total(int[] widths, List<Integer> block) {
        return block.stream().mapToLong(i -> widths[i]).sum() + (long) GAP_CHARS * (block.size() - 1);
    }

    private void print(Block block, List<String> cells, boolean heading) {
        StringBuilder line = new StringBuilder();
        int spare = widthChars - block.totalChars();
        for (int i = 0; i < block.columns().size(); i++) {
            int column = block.columns().get(i);
            int width = block.widths().get(i);
            String cell = fitted(cells.get(column), column, width + Math.max(0, spare));
            spare -= Math.max(0, TextWidth.of(cell) - width);
            String padding = " ".repeat(Math.max(0, width - TextWidth.of(cell)));
            String shown = painted(cell, column, heading);
            line.append(right[column] ? padding + shown : shown);
            if (i < block.columns().size() - 1) {
                line.append(right[column] ? "" : padding).append(" ".repeat(GAP_CHARS));
            }
        }
        out.append(line.append('\n'));
    }

    /** A late row may be wider than its column: where the line has room for it, it is printed whole. */
    private String fitted(String cell, int column, int most) {
        return isPath(column) ? withoutMiddle(cell, most) : isText(column) ? withoutEnd(cell, most) : cell;
    }

    private String painted(String cell, int column, boolean heading) {
        if (!colours) {
            return cell;
        }
        if (heading) {
            return Colour.HEADING.paint(cell);
        }
        return columns.get(column).kind() == Column.Kind.VERDICT
                ? Colour.ofVerdict(cell).paint(cell)
                : cell;
    }

    /** Both ends of a path tell most: where it begins and what it is. */
    private static String withoutMiddle(String text, int width) {
        if (TextWidth.of(text) <= width) {
            return text;
        }
        int kept = Math.max(0, width - DOTS.length());
        return TextWidth.head(text, kept / 3)
                + DOTS.substring(0, Math.min(width, DOTS.length()))
                + TextWidth.tail(text, kept - kept / 3);
    }

    private static String withoutEnd(String text, int width) {
        if (TextWidth.of(text) <= width) {
            return text;
        }
        int kept = Math.max(0, width - DOTS.length());
        return TextWidth.head(text, kept) + DOTS.substring(0, Math.min(width, DOTS.length()));
    }

    @Override
    public void close() {
        printAhead();
    }
}
