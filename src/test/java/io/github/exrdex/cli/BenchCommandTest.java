package io.github.exrdex.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exrdex.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchCommandTest {
    @TempDir
    Path temp;

    private Ran small(String... more) {
        List<String> words = new ArrayList<>(List.of(
                "bench",
                "--dir",
                temp.toString(),
                "--small",
                "2",
                "--medium",
                "0",
                "--large",
                "0",
                "--mixed",
                "0",
                "--farm",
                "0",
                "--closed",
                "0",
                "--repeats",
                "1",
                "--no-cold"));
        words.addAll(List.of(more));
        return Ran.run(words.toArray(String[]::new));
    }

    @Test
    void aReportIsATableAPageAndJsonAndTwoCanBeCompared() throws IOException {
        Path json = temp.resolve("a.json");
        Path html = temp.resolve("a.html");
        Ran table = small("--json", json.toString(), "--html", html.toString());
        assertEquals(ExitCode.FOUND, table.code(), table::toString);
        assertTrue(
                table.out().contains("Ways of reading a header\nGROUP  WAY  ")
                        || table.out().contains("small  full"),
                table::out);
        assertTrue(table.err().contains("small: reading warm, 1 of 1"), table::err);
        assertTrue(Files.readString(html).startsWith("<!DOCTYPE html>"));

        Ran compared = Ran.run("bench", "compare", json.toString(), json.toString());
        assertEquals(ExitCode.FOUND, compared.code(), compared::toString);
        assertTrue(compared.lines().get(1).endsWith("\tsame"), compared::out);
        assertEquals(
                "what\tmeasure\tfirst\tsecond\tratio\tverdict", compared.lines().get(0));
    }

    @Test
    void wrongWishesAreRefusedInOneLine() throws IOException {
        for (String[] words : new String[][] {
            {"--small", "-1"},
            {"--large-mb", "7"},
            {"--repeats", "0"},
            {"--dir", temp.resolve("none").toString()},
            {"--large", "10000000", "--large-mb", "1000"}
        }) {
            Ran refused = small(words);
            assertEquals(ExitCode.USAGE, refused.code(), refused::toString);
            assertEquals(1, refused.err().lines().count(), refused::err);
            assertEquals("", refused.out());
        }
        Path text = Files.writeString(temp.resolve("notes.txt"), "no report");
        Ran compared = Ran.run("bench", "compare", text.toString(), text.toString());
        assertEquals(ExitCode.USAGE, compared.code());
        assertTrue(compared.err().contains("notes.txt is not JSON"), compared::err);
    }
}
