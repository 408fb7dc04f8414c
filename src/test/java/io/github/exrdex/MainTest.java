package io.github.exrdex;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exrdex.cli.ExitCode;
import io.github.exrdex.file.FileState;
import io.github.exrdex.store.PathTokens;
import io.github.exrdex.support.DisklessIndex;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
