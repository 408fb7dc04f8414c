package io.github.exrdex;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exrdex.cli.ExitCode;
import io.github.exrdex.file.FileState;
import io.github.exrdex.store.PathTokens;
import io.github.exrdex.support.DisklessIndex;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
    @TempDir
    Path folder;

    @Test
    void withoutAVerbItSaysWhichThereAre() {
        Ran ran = Ran.run();
        assertEquals(ExitCode.USAGE, ran.code());
        assertEquals("", ran.out());
        assertTrue(ran.err().contains("  find  "), ran.err());
    }

    @Test
    void aMisspeltVerbOrOptionGetsASuggestion() {
        assertEquals(
                "exrdex: unknown verb \"fnd\"; did you mean find? (exrdex --help lists what there is)\n",
                Ran.run("fnd").err());
        Ran option = Ran.run("find", "--lack", "Z");
        assertEquals(
                "exrdex find: unknown option \"--lack\"; did you mean --lacks? (exrdex find --help lists what there is)\n",
                option.err());
        assertEquals(ExitCode.USAGE, option.code());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "find",
                "channels",
                "frames",
                "sql",
                "status",
                "backup",
                "notify",
                "prune",
                "audit",
                "doctor",
                "drift",
                "diff",
                "values",
                "stats",
                "du"
            })
    void helpShowsThreeExamplesAndTheExitCodes(String verb) {
        Ran ran = Ran.run(verb, "--help");
        assertEquals(ExitCode.FOUND, ran.code());
        assertEquals("", ran.err());
        List<String> examples = ran.lines().stream()
                .filter(line -> line.startsWith("  exrdex " + verb))
                .toList();
        assertEquals(3, examples.size(), ran.out());
        assertTrue(ran.out().contains("3   not indexed, or older than --max-age"), ran.out());
        assertTrue(ran.lines().stream().allMatch(line -> line.length() <= 100), ran.out());
    }

    @Test
    void whatEveryVerbUnderstandsMayStandBeforeAndAfterIt() {
        try (DisklessIndex index = new DisklessIndex(folder, "/renders", PathTokens.NONE)) {
            index.put("a.0001.exr", FileState.COMPLETE, DisklessIndex.part("R")).flush();
            String database = index.database().toString();
            Ran before = Ran.run("--db", database, "find", "--format", "count");
            Ran after = Ran.run("find", "--format", "count", "--db", database);
            Ran flagBeforeEnvironment =
                    Ran.run(Map.of("EXRDEX_DB", "/nowhere.db"), "", "find", "--format", "count", "--db=" + database);
            assertEquals("1\n", before.out());
            assertEquals(before, after);
            assertEquals(before, flagBeforeEnvironment);
        }
    }

    @Test
    void theIndexIsInTheDataFolderUnlessSomebodySays() {
        Ran ran = Ran.run(Map.of("XDG_DATA_HOME", folder.toString()), "", "status");
        assertEquals(ExitCode.NOT_INDEXED, ran.code());
        assertEquals(
                "exrdex: no index at " + folder.resolve("exrdex/index.db")
                        + ": run `exrdex scan DIR` first, or name one with --db\n",
                ran.err());
        Ran home = Ran.run(Map.of("HOME", folder.toString()), "", "status");
        assertTrue(
                home.err()
                        .contains(folder.resolve(".local/share/exrdex/index.db").toString()),
                home.err());
    }

    @Test
    void aDatabaseOfSomebodyElseIsADatabaseError() {
        Ran ran = Ran.run("find", "--db", folder.toString());
        assertEquals(ExitCode.DATABASE, ran.code());
        assertEquals("exrdex: " + folder + " is a folder; name a file with --db\n", ran.err());
        assertFalse(ran.err().contains("\tat "));
        assertTrue(Ran.run("find", "--debug", "--db", folder.toString()).err().contains("\tat "));
    }

    @Test
    void saysItsVersion() {
        assertTrue(Ran.run("--version").out().startsWith("exrdex "));
        assertEquals(Ran.run("--version"), Ran.run("find", "--version"));
    }
}
