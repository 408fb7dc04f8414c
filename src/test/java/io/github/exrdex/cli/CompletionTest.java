package io.github.exrdex.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.exrdex.Ran;
import io.github.exrdex.exr.AttributeValue;
import io.github.exrdex.file.FileState;
import io.github.exrdex.query.Completions;
import io.github.exrdex.query.IndexReader;
import io.github.exrdex.store.PathTokens;
import io.github.exrdex.support.DisklessIndex;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a shell offers when somebody presses the tab key. */
class CompletionTest {
    private static final PathTokens TOKENS =
            path -> Map.of("show", "abc", "shot", path.split("/", -1)[2], "version", "003", "artist", "ada");

    /** Says what it is asked, and complains as a broken program would. */
    private static final String FAKE = """
            #!/bin/sh
            echo "$*" >> "$0.asked"
            echo "exrdex: some error" >&2
            case $* in
                *'complete aov -- spe') echo specular; echo speed ;;
                *'complete scope -- shot=sh') echo shot=sh010; echo shot=sh020 ;;
                *'complete scope -- /r') echo '/renders/a b/' ;;
                *) exit 4 ;;
            esac
            """;

    /** Prints what {@code _exrdex} offers for the line that is the first word. */
    private static final String PRESS_TAB = """
            source "$2"
            COMP_LINE=$1 COMP_POINT=${#1} COMP_WORDBREAKS=$' \\t\\n"\\'><=;|&(:'
            _exrdex
            printf '%s\\n' "${COMPREPLY[@]}"
            """;

    /** The same for zsh; what it would show is what it is told to add. */
    private static final String PRESS_TAB_IN_ZSH = """
            compdef() { }
            compadd() { print -l -- "${(@P)@[-1]}" }
            source "$2"
            words=(${(z)1})
            [[ $1 == *' ' ]] && words+=('')
            CURRENT=$#words
            _exrdex
            """;

    /** The same for fish, which tells what it would offer, with what it means behind a tab. */
    private static final String PRESS_TAB_IN_FISH = """
            source $argv[2]
            complete -C$argv[1] | string replace -r '\\t.*' ''
            """;

    @TempDir
    private static Path folder = Path.of("");

    private static Path database = Path.of("");

    @BeforeAll
    static void fill() throws IOException {
        try (DisklessIndex index = new DisklessIndex(folder, "/renders", TOKENS)) {
            database = index.database();
            index.putFrames(
                            "sh010/a.%04d.exr",
                            1,
                            3,
                            DisklessIndex.with(
                                    DisklessIndex.part("R", "specular.R", "spec_id", "line\nbreak.R"),
                                    DisklessIndex.attribute("software", "string", new AttributeValue.Text("x"))))
                    .put("sh020/lgt/b.0001.exr", FileState.COMPLETE, DisklessIndex.named(0, "left", "R"));
        }
        Files.writeString(folder.resolve("exrdex"), FAKE);
        Files.setPosixFilePermissions(folder.resolve("exrdex"), PosixFilePermissions.fromString("rwxr-xr-x"));
        for (String shell : List.of("bash", "zsh", "fish")) {
            Files.writeString(
                    folder.resolve("script." + shell),
                    Ran.run("completion", shell).out());
        }
    }

    private static List<String> complete(String... words) {
        Ran ran = Ran.ask(
                database,
                Stream.concat(Stream.of("complete"), Arrays.stream(words)).toArray(String[]::new));
        assertEquals(ExitCode.FOUND, ran.code());
        assertEquals("", ran.err());
        return ran.lines();
    }

    @Test
    void theIndexHasTheWords() {
        assertEquals(List.of("spec_id", "specular"), complete("aov", "spec"));
        assertEquals(List.of("R", "spec_id", "specular.R"), complete("channel"));
        assertEquals(List.of("software"), complete("attribute", "so"));
        assertEquals(List.of("left"), complete("part", "le"));
        assertEquals(List.of("sequence"), complete("key", "seque"));
        assertEquals(List.of("beauty,left"), complete("aov", "beauty,le"));
        assertEquals(List.of("shot=", "show="), complete("scope", "sho"));
        assertEquals(List.of("shot=sh010", "shot=sh020"), complete("scope", "shot=sh"));
        assertEquals(List.of("version=003", "version=latest"), complete("scope", "version="));
        assertEquals(List.of("artist="), complete("scope", "art"));
        assertEquals(List.of("artist"), complete("token", "art"));
        assertEquals(List.of(), complete("token", "seque"), "values knows no sequence");
        assertEquals(List.of("component", "compression"), complete("share", "comp"));
        assertEquals(List.of("compression"), complete("count", "comp"), "a file has many components");
        assertEquals(List.of("artist"), complete("count", "art"));
        assertEquals(List.of(), complete("count", "aov"));
        assertEquals(List.of("artist=ada"), complete("scope", "artist="));
    }

    @Test
    void everyKeyThatIsOfferedIsTaken() {
        List<List<String>> asked = List.of(
                List.of("count", "stats"), List.of("share", "du"), List.of("key", "find"), List.of("key", "channels"));
        for (List<String> one : asked) {
            for (String key : complete(one.get(0))) {
                assertEquals(
                        ExitCode.FOUND,
                        Ran.ask(database, one.get(1), "--by", key).code(),
                        one.get(1) + " " + key);
            }
        }
        for (String key : complete("token")) {
            assertEquals(
                    ExitCode.FOUND,
                    Ran.ask(database, "values", "aov", "--by", key).code(),
                    key);
        }
    }

    @Test
    void aVerbOffersItsOwnKeysAndChanges() throws IOException {
        String script = Files.readString(folder.resolve("script.bash"));
        assertTrue(script.contains("appeared changed went moved"), script);
        for (String line : List.of(
                "'find --by') kind=key",
                "'values --by') kind=token",
                "'stats --by') kind=count",
                "'du --by') kind=share")) {
            assertTrue(script.contains(line), line);
        }
    }

    @Test
    void pathsAreThoseOfTheIndexOneStepAtATime() {
        assertEquals(List.of("/renders/"), complete("scope", "/"));
        assertEquals(List.of("/renders/"), complete("scope", "/re"));
        assertEquals(List.of("/renders/sh010/", "/renders/sh020/"), complete("scope", "/renders/"));
        assertEquals(List.of("/renders/sh020/lgt/"), complete("scope", "/renders/sh020/"));
        assertEquals(List.of("/renders/sh010/a.1-3#.exr"), complete("scope", "/renders/sh010/"));
        assertEquals(List.of(), complete("scope", "/elsewhere/"));
    }

    @Test
    void relativePathsStartFromTheWorkingFolder() {
        try (IndexReader index = IndexReader.open(database)) {
            Completions completions = new Completions(index, List.of(), Path.of("/renders"));
            assertEquals(List.of("sh010/", "sh020/"), completions.of(Completions.Kind.SCOPE, "sh0", 9));
            assertEquals(List.of("sh020/lgt/"), completions.of(Completions.Kind.SCOPE, "sh020/l", 9));
            assertEquals(List.of("sh010/a.1-3#.exr"), completions.of(Completions.Kind.SCOPE, "sh010/", 9));
            assertEquals(
                    List.of("sh020/", "shot=", "show="),
                    new Completions(index, List.of(), Path.of("/renders"))
                            .of(Completions.Kind.SCOPE, "sh", 9).stream()
                                    .filter(word -> !word.startsWith("sh010"))
                                    .toList());
        }
    }

    @Test
    void columnsAndFieldsAreThoseOfTheVerbAndOfTheIndex() {
        assertEquals(List.of("pattern"), complete("column", "pat").subList(1, 2));
        assertEquals(List.of("res,attr.software"), complete("column", "res,attr.s"));
        assertEquals(
                List.of("compression", "component"),
                complete("field", "comp").stream()
                        .sorted((a, b) -> b.compareTo(a))
                        .toList());
        assertEquals(List.of("attr.software"), complete("field", "attr.so"));
        assertEquals(
                List.of("shot=sh010", "shot=sh020"), complete("field", "shot=s"), "behind the field stands a scope");
    }

    @Test
    void aSpecIsAFileAndBehindItStandsAScope() throws IOException {
        Path specs = Files.createDirectories(folder.resolve("specs/old"));
        Files.writeString(folder.resolve("specs/lighting.toml"), "");
        Files.writeString(folder.resolve("specs/notes.txt"), "");
        assertEquals(
                List.of(specs.getParent() + "/lighting.toml", specs.getParent() + "/old/"),
                complete("spec", specs.getParent() + "/"));
        assertEquals(List.of("shot=sh010", "shot=sh020"), complete("spec", "shot=sh"));
        assertEquals(List.of(), complete("spec", "/nowhere/"));
    }

    @Test
    void namesOfQuestionsAreThoseOfTheConfig() throws IOException {
        Path config = Files.writeString(
                folder.resolve("questions.toml"), "[[question]]\nname = 'no-crypto'\nargs = ['find']\n");
        assertEquals(List.of("no-crypto"), complete("question", "no", "--config", config.toString()));
        assertEquals(List.of(), complete("question", "yes", "--config", config.toString()));
    }

    @Test
    void whereAnythingIsWrongItSaysNothing() throws IOException {
        assertEquals(List.of(), complete("aov", "--db", "/nowhere/index.db"));
        assertEquals(List.of(), complete("whatever"));
        Path broken = Files.writeString(folder.resolve("broken.toml"), "[[question]\n");
        assertEquals(List.of(), complete("question", "--config", broken.toString()));
        Path text = Files.writeString(folder.resolve("notes.txt"), "no database\n".repeat(100));
        assertEquals(List.of(), complete("aov", "--db", text.toString()));
        assertEquals(List.of(), complete("scope", "/\u0000"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "exrdex fi; find",
                "exrdex tokens te; test",
                "exrdex find --ha; --has",
                "exrdex --db x find --state tr; truncated",
                "exrdex find --state empty,tr; empty,truncated",
                "exrdex find --state=empty,tr; --state=empty,truncated",
                "exrdex find --state corrupt,empty,tr; corrupt,empty,truncated",
                "exrdex find --has spe; specular speed",
                "exrdex find shot=sh; sh010 sh020",
                "exrdex find /r; '/renders/a\\ b/'",
                "exrdex scan --format ; table json",
                "exrdex tokens test --format ; table tsv csv json jsonl",
                "exrdex find --limit 1; ''",
                "exrdex completion ; bash zsh fish",
                "exrdex check sp; ''",
                "~/exrdex find --has spe; specular speed",
            })
    void bashOffersWhatFits(String line, String offered) throws IOException, InterruptedException {
        // Bash replaces only what stands behind the last = itself.
        String expected = offered.replace("--state=", "");
        assertEquals(expected, pressTab(typed(line)));
    }

    @Test
    void bashPassesOnWhichIndexIsMeant() throws IOException, InterruptedException {
        Files.deleteIfExists(folder.resolve("exrdex.asked"));
        assertEquals("specular speed", pressTab("exrdex --db /x.db find --config=c.toml shot=a --lacks spe"));
        assertEquals(
                List.of("--db=/x.db --config=c.toml complete aov -- spe"),
                Files.readAllLines(folder.resolve("exrdex.asked")));
    }

    private static String pressTab(String line) throws IOException, InterruptedException {
        return runAtHome(
                "bash",
                "-c",
                PRESS_TAB,
                "bash",
                line,
                folder.resolve("script.bash").toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "exrdex find --has spe; specular speed",
                "exrdex find shot=sh; shot=sh010 shot=sh020",
                "exrdex find --state=empty,tr; --state=empty,truncated",
                "exrdex find --state corrupt,empty,tr; corrupt,empty,truncated",
                "exrdex --db x find --limit 1; ''",
                "exrdex scan --format ; table json",
                "exrdex completion ; bash zsh fish",
                "exrdex tokens te; test",
                "~/exrdex find --has spe; specular speed",
            })
    void zshAndFishOfferWhatFits(String line, String offered) throws IOException, InterruptedException {
        String typed = typed(line);
        boolean tried = false;
        if (isOnPath("zsh")) {
            tried = true;
            // It is handed all words that stand here, and takes those that begin as what was typed.
            String begun = typed.substring(typed.lastIndexOf(' ') + 1);
            assertEquals(
                    offered,
                    Arrays.stream(runAtHome("zsh", "-f", "-c", PRESS_TAB_IN_ZSH, "zsh", typed, script("zsh"))
                                    .split(" ", -1))
                            .filter(word -> !word.isEmpty() && word.startsWith(begun))
                            .collect(Collectors.joining(" ")),
                    "zsh");
        }
        if (isOnPath("fish")) {
            tried = true;
            assertEquals(
                    Set.of(offered.split(" ", -1)),
                    Set.of(runAtHome("fish", "--no-config", "-c", PRESS_TAB_IN_FISH, typed, script("fish"))
                            .split(" ", -1)),
                    "fish");
        }
        assumeTrue(tried, "skipped: neither zsh nor fish is here");
    }

    /** The tables of the tests lose blanks at the end of a cell. */
    private static String typed(String line) {
        return line.endsWith("format") || line.endsWith("completion") ? line + " " : line;
    }

    private static String script(String shell) {
        return folder.resolve("script." + shell).toString();
    }

    @ParameterizedTest
    @CsvSource({"bash, -n", "zsh, -n", "fish, --no-execute"})
    void theScriptsAreScripts(String shell, String checkOnly) throws IOException, InterruptedException {
        Path script = folder.resolve("script." + shell);
        String text = Files.readString(script);
        for (String word : List.of("find", "unmatched", "--lacks", "attribute", "aov")) {
            assertTrue(text.contains(word.replace("--", shell.equals("fish") ? "" : "--")), word);
        }
        assumeTrue(isOnPath(shell), "skipped: " + shell + " is not here");
        assertEquals("", run(shell, checkOnly, script.toString()));
    }

    private static boolean isOnPath(String tool) {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":", -1))
                .anyMatch(place -> Files.isExecutable(Path.of(place, tool)));
    }

    /** @return lines of stdout with blanks between; nothing may come on stderr */
    private static String run(String... line) throws IOException, InterruptedException {
        return run(new ProcessBuilder(line));
    }

    /** The same where the folder of the program is the user's home. */
    private static String runAtHome(String... line) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(line);
        builder.environment().put("HOME", folder.toString());
        return run(builder);
    }

    private static String run(ProcessBuilder builder) throws IOException, InterruptedException {
        builder.environment().merge("PATH", folder + ":", (path, first) -> first + path);
        builder.redirectErrorStream(true);
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return String.join(" ", out.lines().toList());
    }
}
