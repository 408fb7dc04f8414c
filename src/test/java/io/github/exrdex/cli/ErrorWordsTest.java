package io.github.exrdex.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exrdex.Ran;
import io.github.exrdex.file.FileState;
import io.github.exrdex.store.PathTokens;
import io.github.exrdex.support.DisklessIndex;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said to somebody who typed a wrong word at two in the morning: what is wrong, and what to type instead. */
class ErrorWordsTest {
    @TempDir
    static Path shared = Path.of("");

    private static Path database = Path.of("");

    @BeforeAll
    static void fill() {
        PathTokens tokens = path -> {
            Map<String, String> found = new HashMap<>(Map.of("shot", "sh010", "version", "001"));
            found.put("take", path.contains("take3") ? "3" : "12");
            return found;
        };
        try (DisklessIndex index = new DisklessIndex(shared, "/renders", tokens)) {
            database = index.database();
            index.putFrames("take3/a.%04d.exr", 1, 2, DisklessIndex.part("R", "diffuse.R"))
                    .put("take12/a.0001.exr", FileState.COMPLETE, DisklessIndex.part("R"))
                    .swept(Ran.NOW_MS - 120_000);
        }
    }

    private static Ran ask(String line) {
        return Ran.ask(database, line.split(" ", -1));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            find sht=sh010                    | no token is called "sht"; did you mean shot=? (a path that looks like this is written ./sht=sh010)
            find tak=3                        | no token is called "tak"; did you mean take=? (a path that looks like this is written ./tak=3)
            find ver=latest                   | no token is called "ver"; did you mean version=? (a path that looks like this is written ./ver=latest)
            find color=3                      | no token is called "color"; there are show, seq, shot, task, layer, aov, version, view, take (a path that looks like this is written ./color=3)
            find --state complet              | no state is called "complet"; did you mean "complete"?
            find --format jsn                 | --format jsn is not one of table, tsv, csv, json, jsonl, paths, paths0, frames, count; did you mean json?
            find --by rubbish                 | --by knows no "rubbish"; there are show, seq, shot, task, layer, aov, version, view, take, sequence
            find --has ,                      | --has wants a name, such as --has diffuse,N
            find --columns pattern,frame      | a row is a sequence, which has the column pattern, or a file, which has frame; leave one of them out
            channels --require diffuse,,N     | --require wants a name, such as --require diffuse,N
            frames --range 5-1                | the frames 5-1 run backwards or nowhere; write FIRST-LAST or FIRST-LASTxSTEP
            ask crypto                        | no [[question]] crypto, for there is no config file (--config FILE, EXRDEX_CONFIG or ./exrdex.toml)
            """)
    void aWrongWordIsToldWithTheRightOnes(String line, String message) {
        Ran ran = ask(line);
        assertEquals("exrdex: " + message + "\n", ran.err());
        assertEquals(ExitCode.USAGE, ran.code());
        assertEquals("", ran.out());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            find --limit many | exrdex find: invalid value for option '--limit': 'many' is no number
            diff /renders     | exrdex diff: 2 SCOPE are needed, and there is 1
            diff              | exrdex diff: 2 SCOPE are needed, and there is none
            diff a --limit 3  | exrdex diff: 2 SCOPE are needed, and there is 1
            diff --limit 3    | exrdex diff: 2 SCOPE are needed, and there is none
            channels --require           | exrdex channels: --require wants NAME behind it
            channels --require --by shot | exrdex channels: --require wants NAME behind it, not --by
            find --limit 3 --limit 4     | exrdex find: --limit stands there twice
            find --files=maybe           | exrdex find: --files takes no value
            check             | exrdex check: SPEC is missing
            bench compare a   | exrdex bench compare: B.json is missing
            completion tcsh   | exrdex completion: invalid value for SHELL: expected one of [bash, zsh, fish] but was 'tcsh'
            """)
    void noWordOfAProgrammerIsSaid(String line, String message) {
        Ran ran = ask(line);
        assertTrue(ran.err().startsWith(message + " ("), ran.err());
        assertEquals(1, ran.err().lines().count());
        assertEquals(ExitCode.USAGE, ran.code());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            version == latest   | 'version == ^latest': version wants a version; latest belongs in front of --where, as version=latest
            frame in (1-10)     | 'frame in (^1-10)': frame wants a number, not "1-10" (frame >= 1001 and frame <= 1010 is a range)
            """)
    void anExpressionThatIsMeantOtherwiseSaysHow(String expression, String message) {
        Ran ran = Ran.ask(database, "find", "--where", expression);
        assertEquals("exrdex: --where " + message + "\n", ran.err());
        assertEquals(ExitCode.USAGE, ran.code());
    }

    @Test
    void aTokenOfTheStudiosOwnNeedsNoPrefixWhereSomePathHasIt() {
        assertEquals("2\n", ask("find take=3 --files --format count").out());
        assertEquals(
                ask("find token.take=1? shot=sh010 --files").out(),
                ask("find take=1? shot=sh010 --files").out());
        Ran ran = ask("diff take=3 take=12 shot=sh010 take=12");
        assertEquals(ExitCode.USAGE, ran.code());
        assertTrue(ran.err().contains("take=12 is of the same kind as a word before them"), ran.err());
    }

    @Test
    void aTokenOfTheStudiosOwnIsAskedForByItsName() {
        assertEquals("2\n", ask("find token.take=3 --files --format count").out());
        assertEquals("3\n", ask("find token.take=* --files --format count").out());
        assertEquals(
                "1\n",
                ask("find token.take=1? shot=sh010 --files --format count").out());
        assertEquals("3\n", ask("find token.shot=sh010 --files --format count").out());
        Ran none = ask("find token.tak=3 --files --format count");
        assertEquals("0\n", none.out());
        assertEquals(
                "exrdex: no path in the index says its tak; a [[template]] of the config tells where paths do\n",
                none.err());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            diff     | 0 | nothing differs
            diff     | 1 | something differs, or there is nothing to compare
            drift    | 1 | some frame is unlike the others, or no file fits the scope
            check    | 0 | no error, at most warnings
            frames   | 1 | a frame is missing, bad or being written, or nothing fits
            find     | 1 | nothing fits
            history  | 1 | nothing happened
            sql      | 1 | no row
            find     | 2 | a word of the command line means nothing
            """)
    void helpSaysWhatAnExitCodeMeansForThisVerb(String verb, String code, String meaning) {
        Ran ran = Ran.run(verb, "--help");
        assertTrue(ran.out().contains("\n  " + code + "   " + meaning + "\n"), ran.out());
    }

    @Test
    void aWriteBehindAQuestionIsRefusedInPlainWords() {
        Ran ran = Ran.ask(database, "sql", "WITH x AS (SELECT 1) DELETE FROM file");
        assertEquals("exrdex: exrdex sql only asks; this statement would change something\n", ran.err());
        assertEquals(ExitCode.USAGE, ran.code());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            SELECT shto FROM v_file                      | no such column: shto; did you mean shot?
            SELECT v.pathh FROM v_file v                 | no such column: v.pathh; did you mean path?
            SELECT path FROM v_fil                       | no such table: v_fil; did you mean v_file?
            SELECT path FROM frames_of_mine              | no such table: frames_of_mine; there are v_attribute, v_channel, v_cryptomatte, v_file, v_history, v_part, v_problem, v_root, v_sequence
            SELECT nothingatall FROM v_file              | no such column: nothingatall
            """)
    void aViewOrColumnThatSqlDoesNotFindIsNamed(String sql, String message) {
        Ran ran = Ran.ask(database, "sql", sql);
        assertEquals("exrdex: sql: " + message + "\n", ran.err());
        assertEquals(ExitCode.USAGE, ran.code());
    }

    @Test
    void aBareWordThatIsAShotOrAVersionIsToldHowToWriteIt() {
        Ran shot = ask("find sh010 --format count");
        assertEquals(ExitCode.NOT_INDEXED, shot.code());
        assertTrue(shot.err().endsWith("; did you mean shot=sh010?\n"), shot.err());
        assertTrue(ask("frames v001").err().endsWith("; did you mean version=001?\n"));
        assertTrue(ask("find ./sh010").err().contains("(`exrdex scan DIR` adds a folder)\n"));
    }

    @Test
    void whatFindCallsResIsAKeyToo() {
        assertEquals(ask("values resolution").out(), ask("values res").out());
        assertEquals(
                ask("stats --by resolution").out().replace("resolution", "res"),
                ask("stats --by res").out());
    }

    @Test
    void whereTheIndexHasNothingIsSaidInAPipeToo() {
        Ran ran = ask("find /renders/take4 /renders/take3 /renders/b.#.exr --format count");
        assertEquals("1\n", ran.out());
        assertEquals(
                "exrdex: the index has nothing of /renders/take4\nexrdex: the index has nothing of /renders/b.#.exr\n",
                ran.err());
    }
}
