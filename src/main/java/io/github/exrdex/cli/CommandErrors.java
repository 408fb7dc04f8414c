package io.github.exrdex.cli;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** How all verbs show help and wrong words: alike, and wrong ones in one line. */
public final class CommandErrors {
    private static final Map<Integer, String> EXIT_CODES = new TreeMap<>(Map.of(
            ExitCode.FOUND, "found, or done",
            ExitCode.NOTHING_FOUND, "nothing found, or something required is missing",
            ExitCode.USAGE, "a word of the command line means nothing",
            ExitCode.NOT_INDEXED, "not indexed, or older than --max-age",
            ExitCode.DATABASE, "the database cannot be used",
            ExitCode.INTERRUPTED, "stopped before the end"));

    private static final int HELP_CHARS = 100;

    /** Of what picocli says where words are missing. */
    private static final Pattern FOUND_INSTEAD = Pattern.compile("but found '([^']*)'");

    private static final Pattern NEXT_WORD =
            Pattern.compile("expected parameter (\\d+) \\(of", Pattern.CASE_INSENSITIVE);
    private static final Pattern ONLY_WORDS = Pattern.compile("but only (\\d+) were specified");

    private CommandErrors() {}

    /** @param failures turns what a command throws into a line and an exit code */
    public static void install(
            CommandLine commands, Terminal terminal, String version, IExecutionExceptionHandler failures) {
        commands.setExecutionExceptionHandler(failures);
        commands.setParameterExceptionHandler((error, words) -> explain(error, terminal));
        commands.setColorScheme(CommandLine.Help.defaultColorScheme(
                terminal.colours() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF));
        describe(commands, version);
    }

    /** The command and all below it. */
    private static void describe(CommandLine command, String version) {
        CommandSpec spec = command.getCommandSpec();
        spec.version(version);
        Map<String, String> exitCodes = new LinkedHashMap<>();
        EXIT_CODES.forEach((code, meaning) -> exitCodes.put(code.toString(), meaning));
        exitCodes.putAll(spec.usageMessage().exitCodeList()); // where a verb knows more exactly
        spec.usageMessage()
                .width(HELP_CHARS)
                .exitCodeListHeading("%nExit codes:%n")
                .exitCodeList(exitCodes);
        command.getSubcommands().values().forEach(verb -> describe(verb, version));
    }

    private static int explain(ParameterException error, Terminal terminal) {
        CommandSpec spec = error.getCommandLine().getCommandSpec();
        String name = spec.qualifiedName();
        terminal.err()
                .println(
                        name + ": " + PlainText.oneLine(message(error)) + " (" + name + " --help lists what there is)");
        return ExitCode.USAGE;
    }

    private static String message(ParameterException error) {
        if (error instanceof UnmatchedArgumentException unmatched) {
            String word = unmatched.getUnmatched().get(0);
            boolean option = word.startsWith("-");
            boolean verb = !option && !error.getCommandLine().getSubcommands().isEmpty();
            String near = unmatched.getSuggestions().stream().limit(3).collect(Collectors.joining(" or "));
            return (option ? "unknown option " : verb ? "unknown verb " : "one word too many: ") + "\"" + word + "\""
                    + (near.isEmpty() ? "" : "; did you mean " + near + "?");
        }
        if (error instanceof MissingParameterException missing
                && !missing.getMissing().isEmpty()) {
            return missing(missing.getMissing().get(0), String.valueOf(error.getMessage()));
        }
        if (error instanceof OverwrittenOptionException twice) {
            return name(twice.getOverwritten()) + " stands there twice";
        }
        String message = plain(String.valueOf(error.getMessage()));
        return message.substring(0, 1).toLowerCase(Locale.ROOT) + message.substring(1);
    }

    /** @param said by picocli, which alone knows how many words there are */
    private static String missing(ArgSpec argument, String said) {
        if (argument.isOption()) {
            Matcher other = FOUND_INSTEAD.matcher(said);
            return name(argument) + " wants " + argument.paramLabel() + " behind it"
                    + (other.find() ? ", not " + other.group(1) : "");
        }
        if (argument.arity().min() < 2) {
            return argument.paramLabel() + " is missing";
        }
        Matcher next = NEXT_WORD.matcher(said);
        Matcher only = ONLY_WORDS.matcher(said);
        int words =
                next.find() ? Integer.parseInt(next.group(1)) - 1 : only.find() ? Integer.parseInt(only.group(1)) : 0;
        return argument.arity().min() + " " + argument.paramLabel() + " are needed, and there is "
                + (words == 0 ? "none" : words);
    }

    private static String name(ArgSpec argument) {
        return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
    }

    /** What picocli says, in words for people who do not write programs. */
    private static String plain(String message) {
        return message.replaceFirst("positional parameter at index \\S+ \\((.*?)\\)", "$1")
                .replaceFirst("^Invalid value for option '(\\S+)': '.*' is not a boolean$", "$1 takes no value")
                .replaceFirst("' is not an? (long|int|double)$", "' is no number")
                .replace(" (case-sensitive)", "");
    }
}
