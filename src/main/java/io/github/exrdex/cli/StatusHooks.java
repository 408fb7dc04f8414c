package io.github.exrdex.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.exrdex.cli.Column.Kind;
import io.github.exrdex.query.Daemon;
import io.github.exrdex.query.HookLoad;
import io.github.exrdex.query.StatusReport;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** The part of {@code exrdex status} that is about hooks; nothing where a daemon has none. */
record StatusHooks(List<HookLoad> hooks) {
    private static final List<Figure> FIGURES = List.of(
            new Figure("waiting", HookLoad::waiting),
            new Figure("running", HookLoad::running),
            new Figure("runs", HookLoad::runs),
            new Figure("failed", HookLoad::failed),
            new Figure("timed_out", HookLoad::timedOut),
            new Figure("dropped", HookLoad::dropped));

    /** What there is to say of a hook, in whatever form. */
    private record Figure(String name, ToLongFunction<HookLoad> of) {}

    /** @param nowAt milliseconds since 1970 */
    static StatusHooks of(StatusReport report, long nowAt) {
        return new StatusHooks(report.running(nowAt).map(Daemon::hooks).orElse(List.of()));
    }

    void printTable(Terminal terminal) {
        if (hooks.isEmpty()) {
            return;
        }
        terminal.out().println();
        List<Column> columns = new ArrayList<>(List.of(Column.of("hook", Kind.TEXT)));
        FIGURES.forEach(figure -> columns.add(Column.of(figure.name(), Kind.NUMBER)));
        try (RowPrinter printer = RowPrinter.of(Format.TABLE, terminal, columns)) {
            for (HookLoad hook : hooks) {
                List<@Nullable Object> row = new ArrayList<>(List.of(hook.name()));
                FIGURES.forEach(figure -> row.add(figure.of().applyAsLong(hook)));
                printer.row(row);
            }
        }
    }

    /** Rows of topic, name, fact and value. */
    void printFacts(RowPrinter printer) {
        for (HookLoad hook : hooks) {
            facts(hook).forEach(fact -> printer.row(Arrays.asList("hook", hook.name(), fact.name(), fact.value())));
        }
    }

    void writeJson(JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("hooks");
        for (HookLoad hook : hooks) {
            json.writeStartObject();
            json.writeStringField("name", hook.name());
            Fact.write(json, facts(hook));
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static List<Fact> facts(HookLoad hook) {
        return FIGURES.stream()
                .map(figure -> new Fact(figure.name(), figure.of().applyAsLong(hook)))
                .toList();
    }
}
