package io.github.exrdex.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.github.exrdex.cli.Column.Kind;
import io.github.exrdex.file.FileState;
import io.github.exrdex.index.Spool;
import io.github.exrdex.index.WritePause;
import io.github.exrdex.query.Daemon;
import io.github.exrdex.query.RootFigures;
import io.github.exrdex.query.RootLoad;
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
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes a {@link StatusReport}: tables for people, an object or facts, one a row, for programs.
 *
 * @param spool what other processes wait for
 * @param pause what the daemon says where it cannot write
 * @param nowAt milliseconds since 1970
 */
record StatusPrinter(StatusReport report, Spool spool, Optional<WritePause> pause, long nowAt) {
    private static final List<Column> ROOT_COLUMNS = List.of(
            Column.of("root", Kind.PATH),
            Column.of("mode", Kind.TEXT),
            Column.of("as_of", Kind.TEXT),
            Column.of("unread_folders", Kind.NUMBER),
            Column.of("held_files", Kind.NUMBER),
            Column.of("note", Kind.TEXT));

    private static final List<Column> LOAD_COLUMNS = List.of(
            Column.of("root", Kind.PATH),
            Column.of("folders_watched", Kind.NUMBER),
            Column.of("not_covered", Kind.NUMBER),
            Column.of("polled", Kind.NUMBER),
            Column.of("queue", Kind.NUMBER),
            Column.of("oldest", Kind.TEXT),
            Column.of("settling", Kind.NUMBER),
            Column.of("losses", Kind.NUMBER),
            Column.of("stuck_threads", Kind.NUMBER));

    private static final List<Column> STATE_COLUMNS =
            List.of(Column.of("root", Kind.PATH), Column.of("files", Kind.TEXT));

    private static final List<Column> PROBLEM_COLUMNS =
            List.of(Column.of("problem", Kind.TEXT), Column.of("severity", Kind.TEXT), Column.of("files", Kind.NUMBER));

    private static final List<Column> ROOT_PROBLEM_COLUMNS = List.of(
            Column.of("root", Kind.PATH),
            Column.of("problem", Kind.TEXT),
            Column.of("severity", Kind.TEXT),
            Column.of("files", Kind.NUMBER));

    private static final List<Column> FACT_COLUMNS = List.of(
            Column.of("topic", Kind.TEXT),
            Column.of("name", Kind.TEXT),
            Column.of("fact", Kind.TEXT),
            Column.of("value", Kind.TEXT));

    void printTables(Terminal terminal) {
        PrintStream out = terminal.out();
        out.println("index      " + PlainText.oneLine(report.database().toString()) + ", "
                + PlainText.bytes(report.databaseBytes()));
        out.println("files      " + files(report.filesByState()));
        out.println("sequences  " + String.format(Locale.ROOT, "%,d", report.sequences()));
        daemon().lines().forEach(out::println);
        if (spool.depth() > 0) {
            out.println("spool      " + spool.depth() + " waiting"
                    + (spool.oldestAt().isPresent()
                            ? ", the first since " + ago(spool.oldestAt().getAsLong())
                            : ""));
        }
        out.println();
        if (report.roots().isEmpty()) {
            out.println("no folder is indexed yet: run exrdex scan DIR");
        }
        printRoots(terminal);
        printLoads(terminal);
        hooks().printTable(terminal);
        if (report.roots().size() > 1) {
            out.println();
            try (RowPrinter printer = RowPrinter.of(Format.TABLE, terminal, STATE_COLUMNS)) {
                report.roots()
                        .forEach(root -> printer.row(
                                List.of(root.path(), files(report.figures(root).filesByState()))));
            }
        }
        printProblems(terminal);
    }

    private StatusHooks hooks() {
        return new StatusHooks(report.running(nowAt).map(Daemon::hooks).orElse(List.of()));
    }

    private StatusDaemon daemon() {
        return new StatusDaemon(report, pause, nowAt);
    }

    private void printRoots(Terminal terminal) {
        try (RowPrinter printer = RowPrinter.of(Format.TABLE, terminal, ROOT_COLUMNS)) {
            for (RootStatus root : report.roots()) {
                OptionalLong asOf = root.asOf(report.daemon(), nowAt);
                printer.row(Arrays.asList(
                        root.path(),
                        root.mode(),
                        asOf.isPresent() ? ago(asOf.getAsLong()) : "never seen completely",
                        root.unreadFolders(),
                        root.heldFiles(),
                        root.note().orElse(null)));
            }
        }
    }

    private void printLoads(Terminal terminal) {
        Map<RootStatus, RootLoad> loads = new TreeMap<>((a, b) -> a.key().compareTo(b.key()));
        report.roots().forEach(root -> report.load(root, nowAt).ifPresent(load -> loads.put(root, load)));
        if (loads.isEmpty()) {
            return;
        }
        terminal.out().println();
        try (RowPrinter printer = RowPrinter.of(Format.TABLE, terminal, LOAD_COLUMNS)) {
            loads.forEach((root, load) -> printer.row(Arrays.asList(
                    root.path(),
                    load.watchedFolders(),
                    load.unwatchedFolders(),
                    load.polledFolders(),
                    load.queueDepth(),
                    load.queueDepth() == 0 ? null : PlainText.age(load.queueOldestMs()),
                    report.figures(root).settleBacklog(),
                    load.losses(),
                    load.stuckThreads())));
        }
        loads.forEach((root, load) -> {
            String name = PlainText.oneLine(root.path());
            if (load.hangs()) {
                terminal.out().println(name + " hangs: its file system does not answer");
            } else if (!load.online()) {
                terminal.out().println(name + " is not there");
            }
            if (!load.rescans().isEmpty()) {
                terminal.out().println("listed again in " + name + ": " + rescans(load.rescans()));
            }
        });
    }

    private static String rescans(Map<String, Long> rescans) {
        return new TreeMap<>(rescans)
                .entrySet().stream()
                        .map(entry -> entry.getValue() + " for " + PlainText.oneLine(entry.getKey()))
                        .collect(Collectors.joining(", "));
    }

    private void printProblems(Terminal terminal) {
        if (report.problems().isEmpty()) {
            return;
        }
        terminal.out().println();
        boolean byRoot = report.roots().size() > 1;
        try (RowPrinter printer =
                RowPrinter.of(Format.TABLE, terminal, byRoot ? ROOT_PROBLEM_COLUMNS : PROBLEM_COLUMNS)) {
            if (byRoot) {
                report.roots()
                        .forEach(root -> report.figures(root)
                                .problems()
                                .forEach(problem -> printer.row(
                                        List.of(root.path(), problem.kind(), problem.severity(), problem.files()))));
            } else {
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

    private String ago(long atMs) {
        return ago(atMs, nowAt);
    }

    static String ago(long atMs, long nowAt) {
        return PlainText.time(atMs) + " (" + PlainText.age(nowAt - atMs) + " ago)";
    }

    void printFacts(Terminal terminal, Format format) {
        try (RowPrinter printer = RowPrinter.of(format, terminal, FACT_COLUMNS)) {
            String index = report.database().toString();
            printer.row(List.of("index", index, "size_bytes", report.databaseBytes()));
            printer.row(List.of("index", index, "sequences", report.sequences()));
            for (Fact fact : spoolFacts()) {
                printer.row(Arrays.asList("index", index, fact.name(), fact.value()));
            }
            report.filesByState()
                    .forEach((state, count) -> printer.row(List.of("files", state.text(), "count", count)));
            for (RootStatus root : report.roots()) {
                for (Fact fact : facts(root)) {
                    printer.row(Arrays.asList("root", root.path(), fact.name(), fact.value()));
                }
                RootFigures figures = report.figures(root);
                figures.filesByState()
                        .forEach((state, count) ->
                                printer.row(List.of("root", root.path(), "files_" + state.text(), count)));
                figures.problems()
                        .forEach(problem -> printer.row(
                                List.of("root", root.path(), "problem_" + problem.kind(), problem.files())));
                report.load(root, nowAt)
                        .ifPresent(load -> new TreeMap<>(load.rescans())
                                .forEach(
                                        (reason, count) -> printer.row(List.of("rescan", root.path(), reason, count))));
            }
            report.problems()
                    .forEach(problem ->
                            printer.row(List.of("problem", problem.kind(), problem.severity(), problem.files())));
            hooks().printFacts(printer);
            for (Fact fact : daemon().facts()) {
                printer.row(Arrays.asList("daemon", "", fact.name(), fact.value()));
            }
        }
    }

    /** @param value String, Long, Boolean or null */
    record Fact(String name, @Nullable Object value) {}

    private List<Fact> spoolFacts() {
        return List.of(
                new Fact("spool_depth", (long) spool.depth()), new Fact("spool_oldest_at", orNull(spool.oldestAt())));
    }

    private List<Fact> facts(RootStatus root) {
        List<Fact> facts = new ArrayList<>(List.of(
                new Fact("mode", root.mode()),
                new Fact("as_of", orNull(root.asOf(report.daemon(), nowAt))),
                new Fact("sweep_started_at", orNull(root.sweepStartedAt())),
                new Fact("sweep_completed_at", orNull(root.sweepCompletedAt())),
                new Fact("sweep_as_of", orNull(root.sweepAsOf())),
                new Fact("unread_folders", root.unreadFolders()),
                new Fact("held_files", root.heldFiles()),
                new Fact("note", root.note().orElse(null)),
                new Fact("settle_backlog", report.figures(root).settleBacklog())));
        Optional<RootLoad> load = report.load(root, nowAt);
        facts.add(of(load, "online", RootLoad::online));
        facts.add(of(load, "hangs", RootLoad::hangs));
        facts.add(of(load, "watched_folders", RootLoad::watchedFolders));
        facts.add(of(load, "unwatched_folders", RootLoad::unwatchedFolders));
        facts.add(of(load, "polled_folders", RootLoad::polledFolders));
        facts.add(of(load, "queue_depth", RootLoad::queueDepth));
        facts.add(of(load, "queue_oldest_ms", RootLoad::queueOldestMs));
        facts.add(of(load, "losses", RootLoad::losses));
        facts.add(of(load, "overflows", RootLoad::overflows));
        facts.add(of(load, "stuck_threads", RootLoad::stuckThreads));
        return facts;
    }

    private static Fact of(Optional<RootLoad> load, String name, Function<RootLoad, Object> value) {
        return new Fact(name, load.map(value).orElse(null));
    }

    static @Nullable Long orNull(OptionalLong number) {
        return number.isPresent() ? (Long) number.getAsLong() : null;
    }

    /** One object on one line; times are milliseconds since 1970. */
    void printJson(PrintStream out) {
        try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
            json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            json.writeStartObject();
            json.writeStringField("database", report.database().toString());
            json.writeNumberField("sizeBytes", report.databaseBytes());
            json.writeNumberField("sequences", report.sequences());
            writeFacts(json, spoolFacts());
            writeFiles(json, report.filesByState());
            json.writeArrayFieldStart("roots");
            for (RootStatus root : report.roots()) {
                json.writeStartObject();
                json.writeStringField("path", root.path());
                writeFacts(json, facts(root));
                json.writeObjectFieldStart("rescans");
                Map<String, Long> rescans =
                        report.load(root, nowAt).map(RootLoad::rescans).orElse(Map.of());
                for (Map.Entry<String, Long> rescan : new TreeMap<>(rescans).entrySet()) {
                    json.writeNumberField(rescan.getKey(), rescan.getValue());
                }
                json.writeEndObject();
                writeFiles(json, report.figures(root).filesByState());
                writeProblems(json, report.figures(root).problems());
                json.writeEndObject();
            }
            json.writeEndArray();
            writeProblems(json, report.problems());
            hooks().writeJson(json);
            json.writeObjectFieldStart("daemon");
            writeFacts(json, daemon().facts());
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

    private static void writeFiles(JsonGenerator json, Map<FileState, Long> byState) throws IOException {
        json.writeObjectFieldStart("files");
        for (Map.Entry<FileState, Long> entry : byState.entrySet()) {
            json.writeNumberField(entry.getKey().text(), entry.getValue());
        }
        json.writeEndObject();
    }

    private static void writeProblems(JsonGenerator json, List<StatusReport.ProblemCount> problems) throws IOException {
        json.writeArrayFieldStart("problems");
        for (StatusReport.ProblemCount problem : problems) {
            json.writeStartObject();
            json.writeStringField("kind", problem.kind());
            json.writeStringField("severity", problem.severity());
            json.writeNumberField("files", problem.files());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void writeFacts(JsonGenerator json, List<Fact> facts) throws IOException {
        for (Fact fact : facts) {
            json.writeFieldName(camelCase(fact.name()));
            if (fact.value() instanceof Long number) {
                json.writeNumber(number);
            } else if (fact.value() instanceof Boolean flag) {
                json.writeBoolean(flag);
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
