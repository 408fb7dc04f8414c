package io.github.exrdex.cli;

import io.github.exrdex.cli.Column.Audience;
import io.github.exrdex.cli.Column.Kind;
import io.github.exrdex.query.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Units as rows: their tokens, and how much was looked at. */
final class UnitRows {
    private final List<String> keys;
    private final List<Unit> units;

    /** @param keys tokens in the order of their columns */
    UnitRows(List<String> keys, List<Unit> units, OptionalLong limit) {
        this.keys = keys;
        this.units = units.stream().limit(limit.orElse(Long.MAX_VALUE)).toList();
    }

    /** @return how many there were */
    long print(Format format, Terminal terminal) {
        try (RowPrinter printer = RowPrinter.of(format, terminal, columns())) {
            units.forEach(unit -> printer.row(values(unit)));
        }
        return units.size();
    }

    /** People see no column that is empty all the way down. */
    private List<Column> columns() {
        List<Column> columns = new ArrayList<>();
        for (String key : keys) {
            boolean said = units.stream().anyMatch(unit -> unit.tokens().containsKey(key));
            columns.add(new Column(key, Kind.TEXT, said ? Audience.ALL : Audience.MACHINES));
        }
        boolean single = units.stream().anyMatch(unit -> unit.sequence().isPresent());
        columns.add(new Column("sequence", Kind.PATH, single ? Audience.ALL : Audience.MACHINES));
        columns.add(Column.of("versions", Kind.TEXT));
        columns.add(Column.of("sequences", Kind.NUMBER));
        columns.add(Column.of("files", Kind.NUMBER));
        columns.add(new Column("size", Kind.BYTES, Audience.PEOPLE));
        columns.add(new Column("size_bytes", Kind.BYTES, Audience.MACHINES));
        return columns;
    }

    private List<@Nullable Object> values(Unit unit) {
        List<@Nullable Object> values = new ArrayList<>();
        keys.forEach(key -> values.add(unit.tokens().get(key)));
        values.add(unit.sequence().orElse(null));
        values.add(String.join(",", unit.versions()));
        values.add(unit.sequences());
        values.add(unit.files());
        values.add(unit.sizeBytes());
        values.add(unit.sizeBytes());
        return values;
    }
}
