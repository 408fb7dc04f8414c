package io.github.exrdex.cli;

import io.github.exrdex.cli.Column.Audience;
import io.github.exrdex.cli.Column.Kind;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A column of an answer, and how its value is got from a row.
 *
 * @param value a String, Long, Integer, Double or null
 */
record Cell<R>(Column column, Function<R, ? extends @Nullable Object> value) {
    static <R> Cell<R> of(String name, Kind kind, Audience audience, Function<R, ? extends @Nullable Object> value) {
        return new Cell<>(new Column(name, kind, audience), value);
    }

    /** One that somebody asked for by name: every format shows it. */
    Cell<R> asked() {
        return new Cell<>(Column.of(column.name(), column.kind()), value);
    }
}
