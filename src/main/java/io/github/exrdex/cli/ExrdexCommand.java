package io.github.exrdex.cli;

import io.github.exrdex.config.SettingsLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code exrdex} itself: what every verb understands, before and after the verb. */
@Command(
        name = "exrdex",
        header = "Keeps an index of what is inside OpenEXR files, and answers questions about it.",
        description = {
            "scan (once) or watch (a daemon) read the headers of all OpenEXR files below your folders into one SQLite file;"
                    + " the other verbs ask it, whether the daemon runs or not. No pixels are read, and nothing is written"
                    + " into those folders.",
            "Settings are taken from the command line, else from EXRDEX_DB and EXRDEX_CONFIG, else from the config file,"
                    + " else from a default. Answers go to stdout, notes to stderr.",
        },
        synopsisSubcommandLabel = "VERB",
        footer = {
            "",
            "Examples:",
            "  exrdex scan /mnt/abc/renders                      index a folder once",
            "  exrdex find shot=sh0* --lacks cryptomatte         which shots lack a cryptomatte?",
            "  exrdex find --state truncated,empty --files       which frames are broken?",
        })
@SuppressWarnings(
        "UnusedVariable") // picocli acts on --help and --version itself, Main on --debug before words are parsed
public final class ExrdexCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--db",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description =
                    "The index. Otherwise EXRDEX_DB, the config file, or exrdex/index.db in the user's data folder.")
    private @Nullable String database;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = "The config file. Otherwise EXRDEX_CONFIG, ./exrdex.toml, or the user's own.")
    private @Nullable String config;

    @Option(names = "--debug", scope = ScopeType.INHERIT, description = "Show where in the program an error came from.")
    private boolean debug;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Show this help.")
    private boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            scope = ScopeType.INHERIT,
            description = "Show the version.")
    private boolean version;

    public ExrdexCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Without a verb there is nothing to do but to say which there are. */
    @Override
    public Integer call() {
        CommandSpec own = spec;
        if (own != null) {
            terminal.err().print(own.commandLine().getUsageMessage(CommandLine.Help.Ansi.OFF));
        }
        return ExitCode.USAGE;
    }

    /** What every verb understands, as it was typed: for a command line that runs another. */
    public List<String> typed() {
        List<String> words = new ArrayList<>();
        flags().db().ifPresent(file -> words.addAll(List.of("--db", file)));
        flags().config().ifPresent(file -> words.addAll(List.of("--config", file)));
        if (debug) {
            words.add("--debug");
        }
        return words;
    }

    /** The settings that were typed. */
    public SettingsLoader.Flags flags() {
        return new SettingsLoader.Flags(Optional.ofNullable(database), Optional.ofNullable(config));
    }
}
