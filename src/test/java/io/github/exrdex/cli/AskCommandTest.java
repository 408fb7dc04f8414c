package io.github.exrdex.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exrdex.Ran;
import io.github.exrdex.file.FileState;
import io.github.exrdex.store.PathTokens;
import io.github.exrdex.support.DisklessIndex;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AskCommandTest {
    private static final String QUESTIONS = """
            [[question]]
            name = "no-depth"
            help = "Which frames have no Z?"
            args = ["find", "--lacks", "Z", "--format", "frames"]
            [[question]]
            name = "slow"
            args = ["find", "--attr", "renderTime > 65"]
            [[question]]
            name = "typo"
            args = ["find", "--lack", "Z"]
            [[question]]
            name = "again"
            args = ["scan", "/renders"]
            """;

    @TempDir
    Path folder;

    private Path config = Path.of("");
    private Path database = Path.of("");

    @BeforeEach
    void twoFramesOneWithoutDepth() throws IOException {
        try (DisklessIndex index = new DisklessIndex(folder, "/renders", PathTokens.NONE)) {
            index.put("a.0001.exr", FileState.COMPLETE, DisklessIndex.part("R", "Z"))
                    .put("a.0002.exr", FileState.COMPLETE, DisklessIndex.part("R"));
            database = index.database();
        }
        config = Files.writeString(
                folder.resolve("exrdex.toml"), "[index]\ndatabase = '" + database + "'\n" + QUESTIONS);
    }

    private Ran ask(String... words) {
        return Ran.run(Map.of("EXRDEX_CONFIG", config.toString()), "", words);
    }

    private void refused(Ran ran, String line) {
        assertEquals(ExitCode.USAGE, ran.code());
        assertEquals("", ran.out());
        assertEquals(line + "\n", ran.err());
    }

    @Test
    void aQuestionIsAskedByItsName() {
        Ran ran = ask("ask", "no-depth");
        assertEquals("2\n", ran.out(), ran.err());
        assertEquals(ExitCode.FOUND, ran.code());
        assertEquals("", ran.err());
    }

    @Test
    void wordsBehindTheNameArePutBehindItsOwn() {
        assertEquals("0\n", ask("ask", "slow", "--format", "count").out());
        Ran nowhere = ask("ask", "no-depth", "/elsewhere");
        assertEquals(ExitCode.NOT_INDEXED, nowhere.code());
        assertEquals(
                ExitCode.NOTHING_FOUND, ask("ask", "no-depth", "--has", "Z").code());
    }

    @Test
    void theDatabaseAndTheConfigFileMayBeNamedAnywhere() throws IOException {
        Path questions = Files.writeString(folder.resolve("questions.toml"), QUESTIONS);
        String[] options = {"--config", questions.toString(), "--db=" + database};
        assertEquals(
                "2\n",
                Ran.run("ask", "no-depth", options[0], options[1], options[2]).out());
        assertEquals(
                "2\n",
                Ran.run(options[0], options[1], options[2], "ask", "no-depth").out());
        Ran elsewhere = ask("ask", "no-depth", "--db", folder.resolve("none.db").toString());
        assertEquals(ExitCode.NOT_INDEXED, elsewhere.code());
    }

    @Test
    void withoutANameAllQuestionsAreListed() {
        Ran ran = ask("ask");
        assertEquals(ExitCode.FOUND, ran.code());
        assertEquals("""
                name\tasks\truns
                no-depth\tWhich frames have no Z?\tfind --lacks Z --format frames
                slow\t\tfind --attr 'renderTime > 65'
                typo\t\tfind --lack Z
                again\t\tscan /renders
                """, ran.out());
    }

    @Test
    void aNameThatIsMisspeltGetsTheNearest() {
        refused(ask("ask", "no-deth"), "exrdex: no [[question]] no-deth in " + config + ", did you mean no-depth?");
        refused(
                ask("ask", "everything"),
                "exrdex: no [[question]] everything in " + config + ", known are no-depth, slow, typo, again");
        refused(
                ask("ask", "--format", "csv"),
                "exrdex: the name of the question comes before --format: exrdex ask NAME --format");
    }

    @Test
    void aQuestionOnlyAsks() {
        refused(
                ask("ask", "again"),
                "exrdex: the [[question]] again runs scan, which is no verb that asks; those are audit, channels, check,"
                        + " diff, doctor, drift, du, find, frames, history, show, sql, stats, status, values");
    }

    @Test
    void aBadWordIsToldWithTheQuestionThatHasIt() {
        refused(
                ask("ask", "typo"),
                "exrdex find: unknown option \"--lack\"; did you mean --lacks? (exrdex find --help lists what there is)\n"
                        + "exrdex: the [[question]] typo runs: exrdex find --lack Z");
    }

    @Test
    void whereThereAreNoQuestionsItSaysWhereSomeAre() throws IOException {
        Files.writeString(config, "");
        Ran ran = ask("ask");
        assertEquals(ExitCode.NOTHING_FOUND, ran.code());
        assertEquals("exrdex: " + config + " has no [[question]]; sample-config/exrdex.toml shows two\n", ran.err());
        refused(ask("ask", "slow"), "exrdex: no [[question]] slow in " + config);
    }

    @Test
    void theQuestionsOfTheSampleConfigCanBeAsked() throws IOException {
        Matcher name = Pattern.compile("(?m)^\\[\\[question]]\nname = \"(.*)\"$")
                .matcher(Files.readString(Path.of("sample-config", "exrdex.toml")));
        int asked = 0;
        while (name.find()) {
            Ran ran =
                    Ran.run("--config", "sample-config/exrdex.toml", "--db", database.toString(), "ask", name.group(1));
            assertTrue(ran.code() <= ExitCode.NOTHING_FOUND, ran::toString);
            asked++;
        }
        assertEquals(2, asked);
    }
}
