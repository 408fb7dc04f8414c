package io.github.exrdex.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.github.exrdex.cli.Column.Kind;
import io.github.exrdex.file.FileState;
import io.github.exrdex.query.Daemon;
import io.github.exrdex.query.RootStatus;
import io.github.exrdex.query.StatusReport;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes a {@link StatusReport}: tables for people, an object or facts, one a row, for programs. */
final class StatusPrinter {
    private static final List<Column> ROOT_COLUMNS = List.of(
            Column.of("root", Kind.PATH),
            Column.of("mode", Kind.TEXT),
            Column.of("as_of", Kind.TEXT),
            Column.of("unread_folders", Kind.NUMBER),
            Column.of("held_files", Kind.NUMBER),
            Column.of("note", Kind.TEXT));

    private static final List<Column> PROBLEM_COLUMNS =
            List.of(Column.of("problem", Kind.TEXT), Column.of("severity", Kind.TEXT), Column.of("files", Kind.NUMBER));

    private static final List<Column> FACT_COLUMNS = List.of(
            Column.of("topic", Kind.TEXT),
            Column.of("name", Kind.TEXT),
            Column.of("fact", Kind.TEXT),
            Column.of("value", Kind.TEXT));

    private StatusPrinter() {}

    /** @param nowAt milliseconds since 1970 */
    static void printTables(Terminal terminal, StatusReport report, long nowAt) {
        PrintStream out = terminal.out();
        out.println("index      " + PlainText.oneLine(report.database().toString()) + ", "
                + PlainText.bytes(report.databaseBytes()));
        out.println("files      " + files(report.filesByState()));
        out.println("sequences  " + String.format(Locale.ROOT, "%,d", report.sequences()));
        out.println("daemon     " + report.daemon().map(d -> daemon(d, nowAt)).orElse("never ran on this index"));
        out.println();
        if (report.roots().isEmpty()) {
            out.println("no folder is indexed yet: run exrdex scan DIR");
        }
        try (RowPrinter printer = RowPrinter.of(Format.TABLE, terminal, ROOT_COLUMNS)) {
            for (RootStatus root : report.roots()) {
                OptionalLong asOf = root.asOf(report.daemon(), nowAt);
                printer.row(Arrays.asList(
                        root.path(),
                        root.mode(),
                        asOf.isPresent() ? ago(asOf.getAsLong(), nowAt) : "never seen completely",
                        root.unreadFolders(),
                        root.heldFiles(),
                        root.note().orElse(null)));
            }
        }
        if (!report.problems().isEmpty()) {
            out.println();
            try (RowPrinter printer = RowPrinter.of(Format.TABLE, terminal, PROBLEM_COLUMNS)) {
                report.problems()
                        .forEach(problem -> printer.row(List.of(problem.kind(), problem.severity(), problem.files())));
            }
        }
    }

    private static String files(Map<FileState, Long> byState) {
        long alive = byState.entrySet().stream()
                .filter(entry -> entry.getKey() != FileState.GONE)
                .mapToLong(Map.Entry::getValue)
                .sum();
        String states = byState.entrySet().stream()
                .map(entry -> String.format(
                        Locale.ROOT, "%,d %s", entry.getValue(), entry.getKey().text()))
                .collect(Collectors.joining(", "));
        return String.format(Locale.ROOT, "%,d", alive) + (states.isEmpty() ? "" : " (" + states + ")");
    }

    private static String daemon(Daemon daemon, long nowAt) {
        return switch (daemon.health(nowAt)) {
            case RUNNING ->
                "running as process " + daemon.pid() + " for " + PlainText.age(nowAt - daemon.startedAt())
                        + ", last sign of life " + PlainText.age(nowAt - daemon.heartbeatAt()) + " ago";
            case STOPPED -> "stopped " + ago(daemon.stoppedAt().orElse(daemon.heartbeatAt()), nowAt);
            case SILENT ->
                "no sign of life since " + ago(daemon.heartbeatAt(), nowAt) + ": process " + daemon.pid()
                        + " died or hangs; start it again";
        };
    }

    private static String ago(long atMs, long nowAt) {
        return PlainText.time(atMs) + " (" + PlainText.age(nowAt - atMs) + " ago)";
    }

    /** @param nowAt milliseconds since 1970 */
    static void printFacts(Terminal terminal, Format format, StatusReport report, long nowAt) {
        try (RowPrinter printer = RowPrinter.of(format, terminal, FACT_COLUMNS)) {
            String index = report.database().toString();
            printer.row(List.of("index", index, "size_bytes", report.databaseBytes()));
            printer.row(List.of("index", index, "sequences", report.sequences()));
            report.filesByState()
                    .forEach((state, count) -> printer.row(List.of("files", state.text(), "count", count)));
            for (RootStatus root : report.roots()) {
                for (Fact fact : facts(root, report.daemon(), nowAt)) {
                    printer.row(Arrays.asList("root", root.path(), fact.name(), fact.value()));
                }
            }
            report.problems()
                    .forEach(problem ->
                            printer.row(List.of("problem", problem.kind(), problem.severity(), problem.files())));
            for (Fact fact : facts(report.daemon(), nowAt)) {
                printer.row(Arrays.asList("daemon", "", fact.name(), fact.value()));
            }
        }
    }

    /** @param value String, Long or null */
    private record Fact(String name, @Nullable Object value) {}

    private static List<Fact> facts(RootStatus root, Optional<Daemon> daemon, long nowAt) {
        return List.of(
                new Fact("mode", root.mode()),
                new Fact("as_of", orNull(root.asOf(daemon, nowAt))),
                new Fact("sweep_started_at", orNull(root.sweepStartedAt())),
                new Fact("sweep_completed_at", orNull(root.sweepCompletedAt())),
                new Fact("sweep_as_of", orNull(root.sweepAsOf())),
                new Fact("unread_folders", root.unreadFolders()),
                new Fact("held_files", root.heldFiles()),
                new Fact("note", root.note().orElse(null)));
    }

    private static List<Fact> facts(Optional<Daemon> daemon, long nowAt) {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact(
                "state",
                daemon.map(d -> d.health(nowAt).name().toLowerCase(Locale.ROOT)).orElse("never")));
        daemon.ifPresent(d -> {
            facts.add(new Fact("pid", d.pid()));
            facts.add(new Fact("started_at", d.startedAt()));
            facts.add(new Fact("heartbeat_at", d.heartbeatAt()));
            facts.add(new Fact("stopped_at", d.stoppedAt().orElse(null)));
        });
        return facts;
    }

    private static @Nullable Long orNull(OptionalLong number) {
        return number.isPresent() ? (Long) number.getAsLong() : null;
    }

    /**
     * One object on one line; times are milliseconds since 1970.
     *
     * @param nowAt milliseconds since 1970
     */
    static void printJson(PrintStream out, StatusReport report, long nowAt) {
        try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
            json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            json.writeStartObject();
            json.writeStringField("database", report.database().toString());
            json.writeNumberField("sizeBytes", report.databaseBytes());
            json.writeNumberField("sequences", report.sequences());
            json.writeObjectFieldStart("files");
            for (Map.Entry<FileState, Long> entry : report.filesByState().entrySet()) {
                json.writeNumberField(entry.getKey().text(), entry.getValue());
            }
            json.writeEndObject();
            json.writeArrayFieldStart("roots");
            for (RootStatus root : report.roots()) {
                json.writeStartObject();
                json.writeStringField("path", root.path());
                writeFacts(json, facts(root, report.daemon(), nowAt));
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeArrayFieldStart("problems");
            for (StatusReport.ProblemCount problem : report.problems()) {
                json.writeStartObject();
                json.writeStringField("kind", problem.kind());
                json.writeStringField("severity", problem.severity());
                json.writeNumberField("files", problem.files());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeObjectFieldStart("daemon");
            writeFacts(json, facts(report.daemon(), nowAt));
            if (report.daemon().isPresent()) {
                json.writeFieldName("report");
                json.writeRawValue(report.daemon().get().report());
            }
            json.writeEndObject();
            json.writeEndObject();
            json.writeRaw("\n");
        } catch (IOException e) {
            throw new OutputFailedException(e);
        }
    }

    private static void writeFacts(JsonGenerator json, List<Fact> facts) throws IOException {
        for (Fact fact : facts) {
            json.writeFieldName(camelCase(fact.name()));
            if (fact.value() instanceof Long number) {
                json.writeNumber(number);
            } else if (fact.value() == null) {
                json.writeNull();
            } else {
                json.writeString(fact.value().toString());
            }
        }
    }

    /** Columns are {@code sweep_as_of}, keys of objects {@code sweepAsOf}, in every verb. */
    private static String camelCase(String name) {
        StringBuilder camel = new StringBuilder();
        for (String word : name.split("_", -1)) {
            camel.append(camel.isEmpty() ? word : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1));
        }
        return camel.toString();
    }
}
