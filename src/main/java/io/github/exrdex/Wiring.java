package io.github.exrdex;

import io.github.exrdex.cli.Age;
import io.github.exrdex.cli.ExrdexCommand;
import io.github.exrdex.cli.FindCommand;
import io.github.exrdex.cli.SqlCommand;
import io.github.exrdex.cli.StatusCommand;
import io.github.exrdex.cli.Terminal;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
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
        ExrdexCommand root = new ExrdexCommand(terminal, environment);
        Supplier<Path> database = () -> root.namedDatabase().orElseGet(root::usualDatabase);
        CommandLine commands = new CommandLine(root);
        commands.addSubcommand(new FindCommand(terminal, database, clockMs));
        commands.addSubcommand(new StatusCommand(terminal, database, clockMs));
        commands.addSubcommand(new SqlCommand(terminal, database, in));
        commands.registerConverter(Age.class, Age.CONVERTER);
        return commands;
    }
}
