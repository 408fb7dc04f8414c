package io.github.exrdex.cli;

import io.github.exrdex.demo.DemoFarm;
import io.github.exrdex.demo.PlantedFarm;
import io.github.exrdex.file.Reasons;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.LongSupplier;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code exrdex demo}: shows what the program does to somebody who has no EXR at hand. The answers are real ones. */
@Command(
        name = "demo",
        header = "Make a small render farm, scan it, and ask it four questions.",
        description = {
            "Writes a few dozen valid EXRs of a few KB into a temporary folder. One frame is missing, one is cut short, one"
                    + " shot has no cryptomatte.",
            "The folder stays, to be asked more; the last line says how to remove it."
        },
        footer = {
            "",
            "Examples:",
            "  exrdex demo",
            "  exrdex demo /tmp/farm                  write it there",
            "  exrdex demo && exrdex find --help      and then go on with your own",
        })
public final class DemoCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final ToIntFunction<List<String>> exrdex;
    private final LongSupplier clockMs;

    @Parameters(paramLabel = "DIR", arity = "0..1", description = "An empty folder, or one to be made.")
    private @Nullable Path folder;

    /**
     * @param exrdex runs a command line of this program
     * @param clockMs milliseconds since 1970
     */
    public DemoCommand(Terminal terminal, ToIntFunction<List<String>> exrdex, LongSupplier clockMs) {
        this.terminal = terminal;
        this.exrdex = exrdex;
        this.clockMs = clockMs;
    }

    @Override
    public Integer call() {
        Optional<Path> own = Optional.ofNullable(folder);
        try {
            Path base = own.isPresent() ? emptyFolder(own.get()) : Files.createTempDirectory("exrdex-demo-");
            return show(base, DemoFarm.write(base.resolve("renders"), clockMs.getAsLong()));
        } catch (IOException e) {
            terminal.note("cannot write the demo farm: " + Reasons.of(e) + "; name another folder: exrdex demo DIR");
            return ExitCode.USAGE;
        }
    }

    private static Path emptyFolder(Path path) throws IOException {
        Path made = Files.createDirectories(path.toAbsolutePath().normalize());
        try (var entries = Files.newDirectoryStream(made)) {
            if (entries.iterator().hasNext()) {
                throw new IOException(made + " is not empty");
            }
        }
        return made;
    }

    private int show(Path base, PlantedFarm farm) throws IOException {
        Path config = base.resolve("exrdex.toml");
        Files.writeString(config, config(base, farm));
        say("A render farm in small: " + farm.fileCount() + " EXR files in " + farm.folder());
        ask(config, "scan", farm.folder().toString());
        say("1. Which shots lack a cryptomatte?");
        ask(config, "find", "--lacks", "cryptomatte");
        say("2. Which frames were cut short?");
        ask(config, "find", "--state", "truncated", "--files");
        say("3. Where are frames missing?");
        ask(config, "sql", "SELECT shot, version, pattern, missing_count FROM v_sequence WHERE missing_count > 0");
        say("4. Which frames took more than 65 seconds?");
        ask(config, "find", "--attr", "renderTime > 65", "--files");
        say("Ask it more:     exrdex find --has Z --config " + config);
        terminal.out().println("Look at a frame: exrdex show " + farm.cutFile() + " --config " + config);
        terminal.out().println("Remove it:       rm -r " + base);
        terminal.out().flush();
        return ExitCode.FOUND;
    }

    private static String config(Path base, PlantedFarm farm) {
        return """
                [index]
                database = "%s"

                [[root]]
                path = "%s"

                [[template]]
                name = "demo"
                pattern = "%s"
                """.formatted(base.resolve("index.db"), farm.folder(), DemoFarm.PATTERN);
    }

    private void say(String line) {
        terminal.out().println();
        terminal.out().println(line);
    }

    /** Shows the command as it would be typed on a terminal, but for the option that names the demo's own index. */
    private void ask(Path config, String... words) {
        StringBuilder typed = new StringBuilder("$ exrdex");
        for (String word : words) {
            typed.append(' ').append(word.matches("[A-Za-z0-9_./:=-]+") ? word : "\"" + word + "\"");
        }
        terminal.out().println(typed);
        terminal.out().flush();
        List<String> line = new ArrayList<>(List.of(words));
        line.addAll(List.of("--format", "table", "--config", config.toString()));
        line.addAll(List.of("--db", config.resolveSibling("index.db").toString()));
        int code = exrdex.applyAsInt(line);
        if (code != ExitCode.FOUND) {
            throw new IllegalStateException("the demo's own question ended with " + code + ": " + typed);
        }
    }
}
