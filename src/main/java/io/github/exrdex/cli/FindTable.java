package io.github.exrdex.cli;

import io.github.exrdex.query.ExtraField;
import io.github.exrdex.query.IndexReader;
import io.github.exrdex.query.RowPlan;
import io.github.exrdex.query.SortKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The rows of an answer of {@code find}: its columns, and what the index has to be asked for to fill them.
 *
 * @param cells in the order that they are shown in
 */
record FindTable<R>(List<Cell<R>> cells, RowPlan plan) {
    FindTable {
        cells = List.copyOf(cells);
    }

    /**
     * @param usual all that such a row has
     * @param columns those that were asked for; none for the usual ones
     * @throws io.github.exrdex.query.QueryException where a name is that of no column
     */
    static <R> FindTable<R> of(
            IndexReader index,
            List<Cell<R>> usual,
            Function<ExtraField, Cell<R>> extra,
            List<String> columns,
            List<SortKey> sort,
            OptionalLong limit) {
        Map<String, Cell<R>> cells = new LinkedHashMap<>();
        usual.forEach(cell -> cells.put(cell.column().name(), cell));
        Set<String> others = new LinkedHashSet<>(columns);
        sort.forEach(key -> others.add(key.field()));
        boolean modified = others.contains("modified");
        others.removeAll(cells.keySet());
        List<ExtraField> extras = ExtraField.of(index, List.copyOf(others), cells.keySet());
        RowPlan plan = new RowPlan(limit, extras, sort, modified);
        if (columns.isEmpty()) {
            return new FindTable<>(usual, plan);
        }
        extras.forEach(field -> cells.put(field.name(), extra.apply(field)));
        List<Cell<R>> shown = new ArrayList<>();
        for (String name : columns) {
            Cell<R> cell = cells.get(name);
            if (cell != null) {
                shown.add(cell.asked());
            }
        }
        return new FindTable<>(shown, plan);
    }

    List<Column> columns() {
        return cells.stream().map(Cell::column).toList();
    }

    List<@Nullable Object> values(R row) {
        List<@Nullable Object> values = new ArrayList<>(cells.size());
        for (Cell<R> cell : cells) {
            values.add(cell.value().apply(row));
        }
        return values;
    }
}
