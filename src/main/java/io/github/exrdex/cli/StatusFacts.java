package io.github.exrdex.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.github.exrdex.cli.Column.Kind;
import io.github.exrdex.file.FileState;
import io.github.exrdex.index.Spool;
import io.github.exrdex.query.RootFigures;
import io.github.exrdex.query.RootLoad;
import io.github.exrdex.query.RootStatus;
import io.github.exrdex.query.StatusReport;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * {@code exrdex status} for programs: facts, one a row, or all of them in one object.
 *
 * @param spool what other processes wait for
 * @param nowAt milliseconds since 1970
 */
record StatusFacts(StatusReport report, Spool spool, StatusDaemon daemon, long nowAt) {
    private static final List<Column> FACT_COLUMNS = List.of(
            Column.of("topic", Kind.TEXT),
            Column.of("name", Kind.TEXT),
            Column.of("fact", Kind.TEXT),
            Column.of("value", Kind.TEXT));

    void printRows(Terminal terminal, Format format) {
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
            StatusHooks.of(report, nowAt).printFacts(printer);
            for (Fact fact : daemon.facts()) {
                printer.row(Arrays.asList("daemon", "", fact.name(), fact.value()));
            }
        }
    }

    private List<Fact> spoolFacts() {
        return List.of(new Fact("spool_depth", (long) spool.depth()), Fact.of("spool_oldest_at", spool.oldestAt()));
    }

    private List<Fact> facts(RootStatus root) {
        List<Fact> facts = new ArrayList<>(List.of(
                new Fact("mode", root.mode()),
                Fact.of("as_of", root.asOf(report.daemon(), nowAt)),
                Fact.of("sweep_started_at", root.sweepStartedAt()),
                Fact.of("sweep_completed_at", root.sweepCompletedAt()),
                Fact.of("sweep_as_of", root.sweepAsOf()),
                Fact.of("polled_as_of", root.polledAsOf()),
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

    /** One object on one line; times are milliseconds since 1970. */
    void printJson(PrintStream out) {
        try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
            json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            json.writeStartObject();
            json.writeStringField("database", report.database().toString());
            json.writeNumberField("sizeBytes", report.databaseBytes());
            json.writeNumberField("sequences", report.sequences());
            Fact.write(json, spoolFacts());
            writeFiles(json, report.filesByState());
            json.writeArrayFieldStart("roots");
            for (RootStatus root : report.roots()) {
                json.writeStartObject();
                json.writeStringField("path", root.path());
                Fact.write(json, facts(root));
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
            StatusHooks.of(report, nowAt).writeJson(json);
            json.writeObjectFieldStart("daemon");
            Fact.write(json, daemon.facts());
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
}
