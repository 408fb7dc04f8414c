package io.github.exrdex.cli;

import io.github.exrdex.query.Usage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code exrdex du}. */
@Command(
        name = "du",
        header = "What each AOV, or each shot, takes on disk.",
        description = {
            "A row for each key, the largest first. A file, or a part of a file, that holds one AOV alone is all of that AOV:"
                    + " METHOD says exact. What several have in one part is shared out among them by the bytes that their"
                    + " samples take before compression: METHOD says estimate, for some compress better than others, and"
                    + " deep samples are counted like flat ones. mixed: exact of some files, an estimate of others.",
            "Headers and offset tables are everybody's, in proportion. The parts of a file that is not complete cannot be"
                    + " told apart, so they are an estimate.",
        },
        exitCodeList = {"1:nothing fits"},
        footer = {
            "",
            "Examples:",
            "  exrdex du show=abc                       which AOV takes how much?",
            "  exrdex du show=abc --by shot --limit 10",
            "  exrdex du shot=sh010 --by version,group --format csv",
        })
public final class DuCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final Supplier<Path> database;
    private final LongSupplier clockMs;

    @Option(
            names = "--by",
            paramLabel = "KEY",
            split = ",",
            defaultValue = "aov",
            description =
                    "One of aov, group, channel, component, part; or what stats knows (shot, state, day and so on); or both"
                            + " with commas between. Default: ${DEFAULT-VALUE}.")
    private List<String> by = new ArrayList<>();

    @Mixin
    private final UsageOptions usage = new UsageOptions();

    /**
     * @param database the index to ask
     * @param clockMs milliseconds since 1970
     */
    public DuCommand(Terminal terminal, Supplier<Path> database, LongSupplier clockMs) {
        this.terminal = terminal;
        this.database = database;
        this.clockMs = clockMs;
    }

    @Override
    public Integer call() {
        return usage.answer(terminal, database, clockMs.getAsLong(), Usage::ofParts, by, true);
    }
}
