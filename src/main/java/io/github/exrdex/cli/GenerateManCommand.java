package io.github.exrdex.cli;

import io.github.exrdex.file.Reasons;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code exrdex generate-man}: the build calls it, so that share/man of the program has what {@code --help} says. */
@Command(
        name = "generate-man",
        hidden = true,
        header = "Write a manual page of each verb into DIR/man1.",
        description = "The program as it is packaged has them in share/man already.")
public final class GenerateManCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "DIR", description = "A folder of the MANPATH, or one to be made.")
    private Path folder = Path.of("");

    public GenerateManCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        CommandSpec own = spec;
        if (own != null) {
            try {
                write(own.root(), Files.createDirectories(folder.resolve("man1")));
            } catch (IOException e) {
                terminal.note("cannot write manual pages into " + folder + ": " + Reasons.of(e));
                return ExitCode.USAGE;
            }
        }
        return ExitCode.FOUND;
    }

    private static void write(CommandSpec verb, Path into) throws IOException {
        Files.writeString(into.resolve(ManPage.name(verb) + ".1"), ManPage.of(verb));
        for (CommandSpec below : ManPage.below(verb).toList()) {
            write(below, into);
        }
    }
}
