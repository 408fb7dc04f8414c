package io.github.exrdex;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exrdex.cli.ExitCode;
import io.github.exrdex.support.StudioFarm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * docs/questions.md says what the program prints. Each command line there is run as it stands, by a shell, on a farm with
 * known defects.
 *
 * <p>After a change of what is printed: {@code mvn verify -Dit.test=QuestionsIT -Dquestions.folder=/tmp} writes the page
 * anew, on a farm in {@code /tmp/abc}, whose name is as long as the one on the page, so that its columns stand in line.
 */
class QuestionsIT {
    private static final Path PAGE = Path.of("docs", "questions.md");
    private static final Pattern TOML = Pattern.compile("(?m)^```toml\n((?:.*\n)*?)```$");
    private static final Pattern BLOCK = Pattern.compile("(?m)^```console\n((?:.*\n)*?)```$");

    /** Where the farm lies on the page. */
    private static final String SHOWN = "/mnt/";

    @TempDir
    private static Path temp = Path.of("");

    private static Path folder = Path.of("");
    private static Installed exrdex = Installed.here(Path.of(""));

    /** A command line of the page and what stands below it. */
    record Example(String typed, String shown) {
        @Override
        public String toString() {
            return typed;
        }
    }

    @BeforeAll
    static void scanTheFarm() throws IOException {
        folder = Optional.ofNullable(System.getProperty("questions.folder"))
                .map(Path::of)
                .orElse(temp)
                .toRealPath();
        Path farm = folder.resolve("abc");
        assertTrue(Files.notExists(farm), farm + " is there already");
        StudioFarm.write(farm, System.currentTimeMillis());
        Path config = Files.writeString(temp.resolve("exrdex.toml"), file(0));
        assertTrue(file(0).contains(StudioFarm.PATTERN), "the page and the farm do not go together");
        Files.writeString(temp.resolve("delivery.toml"), file(1));
        exrdex = Installed.here(temp)
                .with("EXRDEX_DB", temp.resolve("index.db").toString())
                .with("EXRDEX_CONFIG", config.toString());
        Installed.Ran scan = exrdex.run("scan", farm.toString());
        assertEquals(ExitCode.FOUND, scan.code(), scan::toString);
    }

    /** @param number of the file, among those that the page shows */
    private static String file(int number) throws IOException {
        List<String> files = TOML.matcher(Files.readString(PAGE))
                .results()
                .map(file -> file.group(1))
                .toList();
        return files.get(number);
    }

    static List<Example> examples() throws IOException {
        List<Example> examples = new ArrayList<>();
        Matcher block = BLOCK.matcher(Files.readString(PAGE));
        while (block.find()) {
            for (String example : block.group(1).split("(?m)^\\$ ", -1)) {
                if (!example.isEmpty()) {
                    int end = example.indexOf('\n');
                    examples.add(new Example(example.substring(0, end), example.substring(end + 1)));
                }
            }
        }
        return examples;
    }

    @ParameterizedTest
    @MethodSource("examples")
    void theAnswerIsTheOneOnThePage(Example example) {
        assertEquals(normal(example.shown()), normal(printed(example.typed())), example.typed());
    }

    @Test
    void everyExampleOfTheListIsThere() throws IOException {
        Matcher heading = Pattern.compile("(?m)^## (\\d+)\\. ").matcher(Files.readString(PAGE));
        List<String> numbers = new ArrayList<>();
        while (heading.find()) {
            numbers.add(heading.group(1));
        }
        assertEquals(15, numbers.size(), numbers::toString);
        if (System.getProperty("questions.folder") != null) {
            rewrite();
        }
    }

    private static void rewrite() throws IOException {
        String page = Files.readString(PAGE);
        for (Example example : examples()) {
            page = page.replace(
                    "$ " + example.typed() + "\n" + example.shown(),
                    "$ " + example.typed() + "\n" + printed(example.typed()));
        }
        Files.writeString(PAGE, page);
    }

    /** As on a terminal: a table where no format is asked for, the exit code where it is not 0. */
    private static String printed(String typed) {
        String here = typed.replace(SHOWN, folder + "/");
        String table = typed.contains("--format") || typed.contains("|") ? "" : " --format table";
        Installed.Ran ran = exrdex.shell("exrdex() { \"$0\" \"$@\"; }; " + here + table);
        assertTrue(ran.code() <= ExitCode.NOTHING_FOUND, () -> typed + ": " + ran);
        String code = ran.code() == ExitCode.FOUND ? "" : "exit code " + ran.code() + "\n";
        return (ran.out() + code).replace(folder + "/", SHOWN).replaceAll("(?m) +$", "");
    }

    /** Times are others every day, and columns are as wide as paths are long. */
    private static String normal(String text) {
        return text.replaceAll("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d", "TIME")
                .replaceAll("(?m) +", " ");
    }
}
