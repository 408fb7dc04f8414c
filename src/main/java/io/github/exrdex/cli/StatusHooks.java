package io.github.exrdex.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.exrdex.cli.Column.Kind;
import io.github.exrdex.query.HookLoad;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** The part of {@code exrdex status} that is about hooks; nothing where a daemon has none. */
record StatusHooks(List<HookLoad> hooks) {
    private static final List<Column> COLUMNS = List.of(
            Column.of("hook", Kind.TEXT),
            Column.of("waiting", Kind.NUMBER),
            Column.of("running", Kind.NUMBER),
            Column.of("runs", Kind.NUMBER),
            Column.of("failed", Kind.NUMBER),
            Column.of("timed_out", Kind.NUMBER),
            Column.of("dropped", Kind.NUMBER));

    void printTable(Terminal terminal) {
        if (hooks.isEmpty()) {
            return;
        }
        terminal.out().println();
        try (RowPrinter printer = RowPrinter.of(Format.TABLE, terminal, COLUMNS)) {
            hooks.forEach(hook -> printer.row(Arrays.asList(
                    hook.name(),
                    hook.waiting(),
                    hook.running(),
                    hook.runs(),
                    hook.failed(),
                    hook.timedOut(),
                    hook.dropped())));
        }
    }

    /** Rows of topic, name, fact and value. */
    void printFacts(RowPrinter printer) {
        for (HookLoad hook : hooks) {
            printer.row(List.of("hook", hook.name(), "waiting", hook.waiting()));
            printer.row(List.of("hook", hook.name(), "running", hook.running()));
            printer.row(List.of("hook", hook.name(), "runs", hook.runs()));
            printer.row(List.of("hook", hook.name(), "failed", hook.failed()));
            printer.row(List.of("hook", hook.name(), "timed_out", hook.timedOut()));
            printer.row(List.of("hook", hook.name(), "dropped", hook.dropped()));
        }
    }

    void writeJson(JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("hooks");
        for (HookLoad hook : hooks) {
            json.writeStartObject();
            json.writeStringField("name", hook.name());
            json.writeNumberField("waiting", hook.waiting());
            json.writeNumberField("running", hook.running());
            json.writeNumberField("runs", hook.runs());
            json.writeNumberField("failed", hook.failed());
            json.writeNumberField("timedOut", hook.timedOut());
            json.writeNumberField("dropped", hook.dropped());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
