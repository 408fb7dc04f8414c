package io.github.exrdex.cli;

import io.github.exrdex.cli.Column.Kind;
import io.github.exrdex.file.FileState;
import io.github.exrdex.index.Spool;
import io.github.exrdex.query.RootLoad;
import io.github.exrdex.query.RootStatus;
import io.github.exrdex.query.StatusReport;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * {@code exrdex status} for people.
 *
 * @param spool what other processes wait for
 * @param nowAt milliseconds since 1970
 */
record StatusTables(StatusReport report, Spool spool, StatusDaemon daemon, long nowAt) {
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

    void print(Terminal terminal) {
        PrintStream out = terminal.out();
        out.println("index      " + PlainText.oneLine(report.database().toString()) + ", "
                + PlainText.bytes(report.databaseBytes()));
        out.println("files      " + files(report.filesByState()));
        out.println("sequences  " + String.format(Locale.ROOT, "%,d", report.sequences()));
        daemon.lines().forEach(out::println);
        if (spool.depth() > 0) {
            out.println("spool      " + spool.depth() + " waiting"
                    + (spool.oldestAt().isPresent()
                            ? ", the first since "
                                    + PlainText.ago(spool.oldestAt().getAsLong(), nowAt)
                            : ""));
        }
        out.println();
        if (report.roots().isEmpty()) {
            out.println("no folder is indexed yet: run exrdex scan DIR");
        }
        printRoots(terminal);
        printLoads(terminal);
        StatusHooks.of(report, nowAt).printTable(terminal);
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

    private void printRoots(Terminal terminal) {
        try (RowPrinter printer = RowPrinter.of(Format.TABLE, terminal, ROOT_COLUMNS)) {
            for (RootStatus root : report.roots()) {
                OptionalLong asOf = root.asOf(report.daemon(), nowAt);
                printer.row(Arrays.asList(
                        root.path(),
                        root.mode(),
                        asOf.isPresent() ? PlainText.ago(asOf.getAsLong(), nowAt) : "never seen completely",
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
}
