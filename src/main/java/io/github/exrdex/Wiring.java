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
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.ToIntFunction;
import picocli.CommandLine;

/** The one place that puts the program together. */
final class Wiring {
    private Wiring() {}

    /**
     * @param in where {@code -} reads from
     * @param clockMs milliseconds since 1970
     */
    static CommandLine commandLine(
            Map<String, String> environment, InputStream in, Terminal terminal, LongSupplier clockMs) {
        ExrdexCommand root = new ExrdexCommand(terminal);
        GivenSettings given = new GivenSettings(root::flags, environment);
        CommandLine commands = new CommandLine(root);
        commands.addSubcommand(new ScanCommand(terminal, given::indexSetup, StopSignal.OF_PROCESS, clockMs));
        commands.addSubcommand(
                new WatchCommand(terminal, given::indexSetup, StopSignal.OF_PROCESS, environment, clockMs));
        commands.addSubcommand(new FindCommand(terminal, given::database, clockMs));
        commands.addSubcommand(new DiffCommand(terminal, given::database, clockMs));
        commands.addSubcommand(new DriftCommand(terminal, given::database, clockMs));
        commands.addSubcommand(new ChannelsCommand(terminal, given::database, clockMs));
        commands.addSubcommand(new FramesCommand(terminal, given::database, clockMs));
        commands.addSubcommand(new CheckCommand(terminal, given::database, clockMs));
        commands.addSubcommand(new ValuesCommand(terminal, given::database, clockMs));
        commands.addSubcommand(new StatsCommand(terminal, given::database, clockMs));
        commands.addSubcommand(new DuCommand(terminal, given::database, clockMs));
        commands.addSubcommand(new ShowCommand(terminal, given::database, given::indexSetup, clockMs));
        ToIntFunction<List<String>> exrdex =
                line -> Main.run(line.toArray(String[]::new), environment, in, terminal, clockMs);
        commands.addSubcommand(new CommandLine(new AskCommand(terminal, given::settings, root::typed, exrdex))
                .setUnmatchedOptionsArePositionalParams(true));
        commands.addSubcommand(new SqlCommand(terminal, given::database, in));
        commands.addSubcommand(new StatusCommand(terminal, given::database, clockMs));
        commands.addSubcommand(new DoctorCommand(terminal, given::indexSetup, clockMs));
        commands.addSubcommand(new AuditCommand(terminal, given::indexSetup, clockMs));
        commands.addSubcommand(new PruneCommand(terminal, given::indexSetup, StopSignal.OF_PROCESS, clockMs));
        commands.addSubcommand(new BackupCommand(terminal, given::database));
        commands.addSubcommand(new NotifyCommand(terminal, given::database, in));
        commands.addSubcommand(new DemoCommand(terminal, exrdex, clockMs));
        commands.addSubcommand(new CommandLine(new TokensCommand(terminal))
                .addSubcommand(new TokensTestCommand(terminal, given::templateTokens))
                .addSubcommand(new TokensUnmatchedCommand(terminal, given::database, clockMs))
                .addSubcommand(new TokensReapplyCommand(terminal, given::indexSetup)));
        commands.addSubcommand(new CompletionCommand(terminal));
        commands.addSubcommand(new CompleteCommand(terminal, given::database, given::settings));
        commands.addSubcommand(new GenerateManCommand(terminal));
        commands.addSubcommand(
                new CommandLine(new BenchCommand(terminal, given::indexOptions, StopSignal.OF_PROCESS, clockMs))
                        .addSubcommand(new BenchCompareCommand(terminal)));
        commands.registerConverter(Age.class, Age.CONVERTER);
        return commands;
    }
}
