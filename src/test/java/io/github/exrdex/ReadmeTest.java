package io.github.exrdex;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exrdex.cli.ExitCode;
import io.github.exrdex.cli.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The questions of README.md have the answers that stand there. */
class ReadmeTest {
    private static final Pattern EXAMPLE = Pattern.compile("```console\n\\$ exrdex (.*)\n((?:.*\n)*?)```");
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");

    /** Where the demo farm stands in the README. */
    private static final String FARM = "/tmp/farm/";

    @TempDir
    private Path temp;

    @Test
    void theFiveQuestionsHaveTheAnswersThatTheReadmeShows() throws Exception {
        Path farm = temp.resolve("farm");
        assertEquals(ExitCode.FOUND, run(farm, List.of("demo", farm.toString()), new ByteArrayOutputStream()));
        Matcher example = EXAMPLE.matcher(Files.readString(Path.of("README.md")));
        int examples = 0;
        while (example.find()) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            run(farm, words(example.group(1)), out);
            assertEquals(
                    example.group(2),
                    out.toString(StandardCharsets.UTF_8).replace(farm.toString() + "/", FARM),
                    example.group(1));
            examples++;
        }
        assertTrue(examples >= 5, "only " + examples + " examples found");
    }

    private static int run(Path farm, List<String> words, ByteArrayOutputStream out) {
        Map<String, String> environment = Map.of(
                "EXRDEX_DB",
                farm.resolve("index.db").toString(),
                "EXRDEX_CONFIG",
                words.contains("demo") ? "" : farm.resolve("exrdex.toml").toString());
        Terminal terminal = new Terminal(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
                true,
                500);
        return Main.run(
                words.toArray(String[]::new),
                environment,
                InputStream.nullInputStream(),
                terminal,
                System::currentTimeMillis);
    }

    private static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        Matcher word = WORD.matcher(line);
        while (word.find()) {
            words.add(word.group(1) == null ? word.group(2) : word.group(1));
        }
        return words;
    }
}
