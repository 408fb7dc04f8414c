package io.github.exrdex;

import io.github.exrdex.cli.Age;
import io.github.exrdex.cli.AskCommand;
import io.github.exrdex.cli.AuditCommand;
import io.github.exrdex.cli.BackupCommand;
import io.github.exrdex.cli.BenchCommand;
import io.github.exrdex.cli.BenchCompareCommand;
import io.github.exrdex.cli.ChannelsCommand;
import io.github.exrdex.cli.CheckCommand;
import io.github.exrdex.cli.CompleteCommand;
import io.github.exrdex.cli.CompletionCommand;
import io.github.exrdex.cli.DemoCommand;
import io.github.exrdex.cli.DiffCommand;
import io.github.exrdex.cli.DoctorCommand;
import io.github.exrdex.cli.DriftCommand;
import io.github.exrdex.cli.DuCommand;
import io.github.exrdex.cli.ExrdexCommand;
import io.github.exrdex.cli.FindCommand;
import io.github.exrdex.cli.FramesCommand;
import io.github.exrdex.cli.GenerateManCommand;
import io.github.exrdex.cli.HistoryCommand;
import io.github.exrdex.cli.NotifyCommand;
import io.github.exrdex.cli.PruneCommand;
import io.github.exrdex.cli.ScanCommand;
import io.github.exrdex.cli.ShowCommand;
import io.github.exrdex.cli.SqlCommand;
import io.github.exrdex.cli.StatsCommand;
import io.github.exrdex.cli.StatusCommand;
import io.github.exrdex.cli.StopSignal;
import io.github.exrdex.cli.Terminal;
import io.github.exrdex.cli.TokensCommand;
import io.github.exrdex.cli.TokensReapplyCommand;
import io.github.exrdex.cli.TokensTestCommand;
import io.github.exrdex.cli.TokensUnmatchedCommand;
import io.github.exrdex.cli.ValuesCommand;
import io.github.exrdex.cli.WatchCommand;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import picocli.CommandLine;

/** The one place that puts the program together. */
final class Wiring {
    private static final Set<String> KNOW_OTHERS = Set.of("completion", "complete", "generate-man");

    /** Verbs that write the index whenever they are asked for. */
    private static final Set<String> WRITERS = Set.of("scan", "watch", "demo", "prune");

    private Wiring() {}

    /** Is a verb among the words that writes the index? A word that only looks like one costs a tenth of a second. */
    static boolean writes(List<String> words) {
        return words.stream().anyMatch(WRITERS::contains);
    }

    /** All verbs. */
    static CommandLine commandLine(
            Map<String, String> environment, InputStream in, Terminal terminal, LongSupplier clockMs) {
        return commandLine(List.of(), environment, in, terminal, clockMs);
    }

    /**
     * The verbs that are among the words: to look at the options of all costs a question half of its time. All of them where none
     * is, or where one has to know the others.
     *
     * @param in where {@code -} reads from
     * @param clockMs milliseconds since 1970
     */
    static CommandLine commandLine(
            List<String> words,
            Map<String, String> environment,
            InputStream in,
            Terminal terminal,
            LongSupplier clockMs) {
        ExrdexCommand root = new ExrdexCommand(terminal);
        CommandLine commands = new CommandLine(root);
        Map<String, Supplier<Object>> verbs = verbs(root, environment, in, terminal, clockMs);
        boolean all =
                words.stream().noneMatch(verbs::containsKey) || words.stream().anyMatch(KNOW_OTHERS::contains);
        verbs.forEach((name, verb) -> {
            if (all || words.contains(name)) {
                commands.addSubcommand(name, verb.get());
            }
        });
        commands.registerConverter(Age.class, Age.CONVERTER);
        return commands;
    }

    private static Map<String, Supplier<Object>> verbs(
            ExrdexCommand root,
            Map<String, String> environment,
            InputStream in,
            Terminal terminal,
            LongSupplier clockMs) {
        GivenSettings given = new GivenSettings(root::flags, environment);
        Map<String, Supplier<Object>> verbs = new LinkedHashMap<>();
        verbs.put("scan", () -> new ScanCommand(terminal, given::indexSetup, StopSignal.OF_PROCESS, clockMs));
        verbs.put(
                "watch",
                () -> new WatchCommand(
                        terminal,
                        given::indexSetup,
                        () -> given.hooks(clockMs),
                        StopSignal.OF_PROCESS,
                        environment,
                        clockMs));
        verbs.put("find", () -> new FindCommand(terminal, given::database, clockMs));
        verbs.put("diff", () -> new DiffCommand(terminal, given::database, clockMs));
        verbs.put("drift", () -> new DriftCommand(terminal, given::database, clockMs));
        verbs.put("channels", () -> new ChannelsCommand(terminal, given::database, clockMs));
        verbs.put("frames", () -> new FramesCommand(terminal, given::database, clockMs));
        verbs.put("check", () -> new CheckCommand(terminal, given::database, clockMs));
        verbs.put("history", () -> new HistoryCommand(terminal, given::database, clockMs));
        verbs.put("values", () -> new ValuesCommand(terminal, given::database, clockMs));
        verbs.put("stats", () -> new StatsCommand(terminal, given::database, clockMs));
        verbs.put("du", () -> new DuCommand(terminal, given::database, clockMs));
        verbs.put("show", () -> new ShowCommand(terminal, given::database, given::indexSetup, clockMs));
        ToIntFunction<List<String>> exrdex =
                line -> Main.run(line.toArray(String[]::new), environment, in, terminal, clockMs);
        verbs.put(
                "ask",
                () -> new CommandLine(new AskCommand(terminal, given::settings, root::typed, exrdex))
                        .setUnmatchedOptionsArePositionalParams(true));
        verbs.put("sql", () -> new SqlCommand(terminal, given::database, in, clockMs));
        verbs.put("status", () -> new StatusCommand(terminal, given::database, clockMs));
        verbs.put(
                "doctor", () -> new DoctorCommand(terminal, given::indexSetup, given::settings, environment, clockMs));
        verbs.put("audit", () -> new AuditCommand(terminal, given::indexSetup, clockMs));
        verbs.put("prune", () -> new PruneCommand(terminal, given::indexSetup, StopSignal.OF_PROCESS, clockMs));
        verbs.put("backup", () -> new BackupCommand(terminal, given::database));
        verbs.put("notify", () -> new NotifyCommand(terminal, given::database, in));
        verbs.put("demo", () -> new DemoCommand(terminal, exrdex, clockMs));
        verbs.put(
                "tokens",
                () -> new CommandLine(new TokensCommand(terminal))
                        .addSubcommand(new TokensTestCommand(terminal, given::templateTokens))
                        .addSubcommand(new TokensUnmatchedCommand(terminal, given::database, clockMs))
                        .addSubcommand(new TokensReapplyCommand(terminal, given::indexSetup)));
        verbs.put("completion", () -> new CompletionCommand(terminal));
        verbs.put("complete", () -> new CompleteCommand(terminal, given::database, given::settings));
        verbs.put("generate-man", () -> new GenerateManCommand(terminal));
        verbs.put(
                "bench",
                () -> new CommandLine(new BenchCommand(terminal, given::indexSetup, StopSignal.OF_PROCESS, clockMs))
                        .addSubcommand(new BenchCompareCommand(terminal)));
        return verbs;
    }
}
