package io.github.exrdex;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exrdex.cli.ExitCode;
import io.github.exrdex.cli.Terminal;
import io.github.exrdex.file.FileState;
import io.github.exrdex.store.PathTokens;
import io.github.exrdex.support.DisklessIndex;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** What {@code --help} of every verb shows, those that are added later too. */
class HelpTest {
    /** Verbs of which an example may be run here: they only ask, and need no file on disk. */
    private static final Set<String> ASKING =
            Set.of("find", "channels", "frames", "drift", "history", "values", "stats", "du", "sql", "status");

    private static final Pattern WORD = Pattern.compile("((?:'[^']*'|\"[^\"]*\"|\\$\\([^)]*\\)|[^\\s'\"])+)(\\s*)");

    @TempDir
    private static Path folder = Path.of("");

    private static Path database = Path.of("");

    @BeforeAll
    static void oneFrame() {
        try (DisklessIndex index = new DisklessIndex(folder, "/mnt/abc/renders", PathTokens.NONE)) {
            index.put("a.0001.exr", FileState.COMPLETE, DisklessIndex.part("R"));
            database = index.database();
        }
    }

    private static CommandLine commands() {
        PrintStream nowhere = new PrintStream(PrintStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        return Wiring.commandLine(
                Map.of(), InputStream.nullInputStream(), Terminal.ofPipe(nowhere, nowhere), () -> Ran.NOW_MS);
    }

    /** As they are typed behind {@code exrdex}. */
    static List<List<String>> verbs() {
        List<List<String>> verbs = new ArrayList<>();
        addVerbs(commands(), List.of(), verbs);
        return verbs;
    }

    private static void addVerbs(CommandLine command, List<String> typed, List<List<String>> verbs) {
        verbs.add(typed);
        command.getSubcommands().forEach((name, verb) -> {
            if (!verb.getCommandSpec().usageMessage().hidden()) {
                addVerbs(verb, Stream.concat(typed.stream(), Stream.of(name)).toList(), verbs);
            }
        });
    }

    private static Ran help(List<String> verb) {
        return Ran.run(Stream.concat(verb.stream(), Stream.of("--help")).toArray(String[]::new));
    }

    private static List<String> examples(List<String> verb) {
        String start = "  exrdex " + String.join(" ", verb);
        return help(verb).lines().stream()
                .filter(line -> line.startsWith(start))
                .toList();
    }

    /** The words up to a comment, a pipe or the next command. */
    private static String[] words(String example) {
        List<String> words = new ArrayList<>();
        Matcher word = WORD.matcher(example.strip());
        while (word.find()) {
            if (Set.of("|", "||", "&&", ">", "<").contains(word.group(1))) {
                break;
            }
            words.add(word.group(1).replaceAll("'([^']*)'|\"([^\"]*)\"", "$1$2"));
            if (word.group(2).length() > 1) {
                break;
            }
        }
        return words.subList(1, words.size()).toArray(String[]::new);
    }

    @ParameterizedTest
    @MethodSource("verbs")
    void showsAHeaderThreeExamplesAndTheExitCodesWithinAHundredColumns(List<String> verb) {
        Ran help = help(verb);
        assertEquals(ExitCode.FOUND, help.code());
        assertEquals("", help.err());
        List<String> examples = examples(verb);
        assertTrue(examples.size() >= 3, help::out);
        assertEquals(examples.size(), Set.copyOf(examples).size(), examples::toString);
        for (int code = ExitCode.FOUND; code <= ExitCode.INTERRUPTED; code++) {
            assertTrue(help.out().contains("\n  " + code + "   "), help::out);
        }
        assertTrue(help.lines().stream().allMatch(line -> line.length() <= 100), help::out);
        assertFalse(help.lines().get(0).startsWith("Usage"), help::out);
    }

    @ParameterizedTest
    @MethodSource("verbs")
    void theExamplesAreCommandLinesThatItUnderstands(List<String> verb) {
        for (String example : examples(verb)) {
            String[] words = words(example);
            CommandSpec parsed = innermost(commands().parseArgs(words));
            String wanted = Stream.concat(Stream.of("exrdex"), verb.stream()).collect(Collectors.joining(" "));
            assertTrue(parsed.qualifiedName(" ").startsWith(wanted), () -> example + " runs " + parsed.qualifiedName());
            if (ASKING.contains(words[0]) && !Arrays.asList(words).contains("-")) {
                Ran ran = Ran.ask(database, words);
                assertTrue(ran.code() != ExitCode.DATABASE && ran.code() != ExitCode.INTERRUPTED, ran::toString);
                boolean onlyNotThere = ran.err().contains("--like names no sequence of the index")
                        || ran.err().contains(": no such spec");
                assertTrue(ran.code() != ExitCode.USAGE || onlyNotThere, () -> example + ": " + ran);
            }
        }
    }

    private static CommandSpec innermost(CommandLine.ParseResult result) {
        return result.hasSubcommand() ? innermost(result.subcommand()) : result.commandSpec();
    }

    @Test
    void theListOfVerbsSaysOfEachWhatItDoes() {
        Ran help = help(List.of());
        for (String verb : commands().getSubcommands().keySet()) {
            if (verbs().contains(List.of(verb))) {
                assertTrue(help.out().matches("(?s).*\n  " + verb + " +[A-Z].*"), verb + " in " + help.out());
            }
        }
    }
}
