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

/** {@code exrdex stats}. */
@Command(
        name = "stats",
        header = "How many files and bytes there are, by what you like.",
        description = {
            "A row for each combination of the keys, the largest first. SHARE is of all the bytes in the scope. Without"
                    + " --by there is one row about everything.",
        },
        exitCodeList = {"1:nothing fits"},
        footer = {
            "",
            "Examples:",
            "  exrdex stats show=abc --by compression,type",
            "  exrdex stats --by show,day --format csv",
            "  exrdex stats /mnt/abc/renders --by state",
        })
public final class StatsCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final Supplier<Path> database;
    private final LongSupplier clockMs;

    @Option(
            names = "--by",
            paramLabel = "KEY",
            split = ",",
            description =
                    "Any of: tokens of the path (show, seq, shot, task, layer, version and others), state, compression,"
                            + " resolution, type, part-type, view, channel-count, part-count, extension, folder, day (of the last"
                            + " change). Several values of one file have commas between.")
    private List<String> by = new ArrayList<>();

    @Mixin
    private final UsageOptions usage = new UsageOptions();

    /**
     * @param database the index to ask
     * @param clockMs milliseconds since 1970
     */
    public StatsCommand(Terminal terminal, Supplier<Path> database, LongSupplier clockMs) {
        this.terminal = terminal;
        this.database = database;
        this.clockMs = clockMs;
    }

    @Override
    public Integer call() {
        return usage.answer(terminal, database, clockMs.getAsLong(), Usage::ofFiles, by, false);
    }
}
