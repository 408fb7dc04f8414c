package io.github.exrdex;

import io.github.exrdex.cli.CommandErrors;
import io.github.exrdex.cli.ExitCode;
import io.github.exrdex.cli.OutputFailedException;
import io.github.exrdex.cli.Terminal;
import io.github.exrdex.config.ConfigException;
import io.github.exrdex.index.StoppedWaitingException;
import io.github.exrdex.query.QueryException;
import io.github.exrdex.store.EarlyStart;
import io.github.exrdex.store.IndexUnavailableException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;

/** The program: words in, an exit code out, and every error one line. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        Thread.setDefaultUncaughtExceptionHandler(Main::dieOf);
        EarlyStart.begin(System.getProperty("org.sqlite.lib.path"), Wiring.writes(List.of(args)));
        Map<String, String> environment = System.getenv();
        System.exit(run(args, environment, System.in, Terminal.ofProcess(environment), System::currentTimeMillis));
    }

    /**
     * A process that had no memory once cannot be trusted to go on; whoever started it starts another. The JVM sees to most
     * of it by a flag of the launcher, but not to the errors that its own library throws.
     */
    private static void dieOf(Thread thread, Throwable error) {
        if (error instanceof OutOfMemoryError) {
            Runtime.getRuntime().halt(ExitCode.INTERRUPTED);
        }
        LoggerFactory.getLogger(Main.class).error("thread ended thread={}", thread.getName(), error);
    }

    /**
     * Runs one command line.
     *
     * @param in where {@code -} reads from
     * @param clockMs milliseconds since 1970
     * @return one of {@link ExitCode}
     */
    public static int run(
            String[] args, Map<String, String> environment, InputStream in, Terminal terminal, LongSupplier clockMs) {
        boolean debug = Arrays.asList(args).contains("--debug");
        CommandLine commands = Wiring.commandLine(List.of(args), environment, in, terminal, clockMs);
        CommandErrors.install(commands, terminal, version(), (error, line, parsed) -> fail(error, terminal, debug));
        // Picocli would print a stack trace of its own where nobody reads its help.
        StringWriter help = new StringWriter();
        commands.setOut(new PrintWriter(help));
        try {
            int code = commands.execute(args);
            terminal.out().append(help.toString());
            terminal.out().flush();
            return code;
        } catch (OutputFailedException e) {
            return fail(e, terminal, debug);
        }
    }

    private static int fail(Exception error, Terminal terminal, boolean debug) {
        if (error instanceof OutputFailedException output && output.readerHasLeft()) {
            return ExitCode.FOUND;
        }
        if (debug) {
            error.printStackTrace(terminal.err());
        }
        if (error instanceof QueryException question) {
            terminal.note(String.valueOf(question.getMessage()));
            return switch (question.fault()) {
                case BAD_QUESTION -> ExitCode.USAGE;
                case NOT_INDEXED, TOO_OLD -> ExitCode.NOT_INDEXED;
                case UNUSABLE_INDEX -> ExitCode.DATABASE;
            };
        }
        if (error instanceof ConfigException) {
            terminal.note(String.valueOf(error.getMessage()));
            return ExitCode.USAGE;
        }
        if (error instanceof IndexUnavailableException) {
            terminal.note(String.valueOf(error.getMessage()));
            return error instanceof StoppedWaitingException ? ExitCode.INTERRUPTED : ExitCode.DATABASE;
        }
        if (error instanceof OutputFailedException) {
            terminal.note("cannot write the answer: " + error.getMessage());
            return ExitCode.INTERRUPTED;
        }
        if (error instanceof JdbiException) {
            terminal.note("the index cannot be read: " + rootMessage(error));
            return ExitCode.DATABASE;
        }
        terminal.note(
                "a fault of exrdex itself: " + error + (debug ? "" : "; run it with --debug and report what it says"));
        return ExitCode.DATABASE;
    }

    private static String rootMessage(Throwable error) {
        Throwable root = error;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage());
    }

    private static String version() {
        String built = Main.class.getPackage().getImplementationVersion();
        return "exrdex " + (built == null ? "built from source" : built);
    }
}
