package io.github.exrdex.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code exrdex tokens}: what paths say of themselves. */
@Command(
        name = "tokens",
        header = "What paths say of themselves by the templates of the config: test, unmatched, reapply.",
        description =
                "Show, shot, version and the like come from the first [[template]] of the config that fits a path."
                        + " Where none fits, folders that most studios name alike are asked, and the file is indexed all the same.",
        synopsisSubcommandLabel = "test|unmatched|reapply",
        footer = {
            "",
            "Examples:",
            "  exrdex tokens test /mnt/abc/renders/sh010/lgt/v003/sh010_lgt_v003.1001.exr",
            "  exrdex tokens unmatched /mnt/abc/renders",
            "  exrdex tokens reapply --config new.toml",
        })
public final class TokensCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Spec
    private @Nullable CommandSpec spec;

    public TokensCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Alone it says what there is. */
    @Override
    public Integer call() {
        CommandSpec own = spec;
        if (own != null) {
            terminal.err().print(own.commandLine().getUsageMessage(CommandLine.Help.Ansi.OFF));
        }
        return ExitCode.USAGE;
    }
}
