package io.github.exrdex.cli;

import io.github.exrdex.index.IndexSetup;
import io.github.exrdex.index.TokenUpdate;
import io.github.exrdex.query.IndexReader;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;

/** {@code exrdex tokens reapply}. */
@Command(
        name = "reapply",
        header = "Work the tokens of all paths out again by the templates of the config.",
        description = {
            "No file is opened. AOVs and groups of channels are brought up to date as well.",
            "A scan or a daemon that starts with another config does the same by itself, so while a daemon runs, restart it"
                    + " instead.",
        },
        footer = {
            "",
            "Examples:",
            "  exrdex tokens reapply",
            "  exrdex tokens reapply --config new.toml",
            "  exrdex tokens reapply && exrdex tokens unmatched",
        })
public final class TokensReapplyCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final Supplier<IndexSetup> setup;

    /** @param setup of the config, read when asked */
    public TokensReapplyCommand(Terminal terminal, Supplier<IndexSetup> setup) {
        this.terminal = terminal;
        this.setup = setup;
    }

    /** @throws io.github.exrdex.store.IndexUnavailableException where the index cannot be written */
    @Override
    public Integer call() {
        IndexSetup given = setup.get();
        // A writer would make an index where there is none, and there would be nothing to reapply to.
        IndexReader.open(given.database()).close();
        TokenUpdate update = TokenUpdate.run(given.database(), given.options());
        terminal.out()
                .println(PlainText.count(update.sequences(), "sequence") + ": a template fits " + update.matched()
                        + ", " + update.changed() + (update.changed() == 1 ? " says" : " say")
                        + " something else than before");
        terminal.out().flush();
        return ExitCode.FOUND;
    }
}
