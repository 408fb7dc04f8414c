package io.github.exrdex.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code exrdex completion}. */
@Command(
        name = "completion",
        header = "Print a script that makes bash, zsh or fish complete what is typed.",
        description = {
            "It completes verbs, options and their values; and from the index AOVs, channels, attributes, tokens with their"
                    + " values, paths and sequences. Where the index cannot be read it says nothing.",
        },
        footer = {
            "",
            "Examples:",
            "  exrdex completion bash > ~/.local/share/bash-completion/completions/exrdex",
            "  exrdex completion zsh > ~/.zfunc/_exrdex          a folder of $fpath, before compinit runs",
            "  exrdex completion fish > ~/.config/fish/completions/exrdex.fish",
        })
public final class CompletionCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "SHELL", description = "One of ${COMPLETION-CANDIDATES}.")
    private Shell shell = Shell.bash;

    /** In the words of the command line. */
    enum Shell {
        bash,
        zsh,
        fish
    }

    public CompletionCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        CommandSpec own = spec;
        if (own != null) {
            CompletionTable table = CompletionTable.of(own.root());
            terminal.out()
                    .append(
                            switch (shell) {
                                case bash -> CompletionScript.bash(table);
                                case zsh -> CompletionScript.zsh(table);
                                case fish -> CompletionScript.fish(table);
                            });
            terminal.out().flush();
        }
        return ExitCode.FOUND;
    }
}
