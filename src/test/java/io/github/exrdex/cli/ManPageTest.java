package io.github.exrdex.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.exrdex.Ran;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManPageTest {
    /** The macros and requests that a page is made of. */
    private static final Set<String> REQUESTS = Set.of(".TH", ".SH", ".TP", ".B", ".PP", ".nf", ".fi", ".nh", ".ad");

    @TempDir
    private static Path folder = Path.of("");

    @BeforeAll
    static void generate() {
        assertEquals(
                new Ran(ExitCode.FOUND, "", ""),
                Ran.run("generate-man", folder.resolve("man").toString()));
    }

    private static List<Path> pages() throws IOException {
        try (Stream<Path> pages = Files.list(folder.resolve("man/man1"))) {
            return pages.sorted().toList();
        }
    }

    @Test
    void everyVerbHasAPageWithWhatItsHelpSays() throws IOException {
        Set<String> names =
                pages().stream().map(page -> page.getFileName() + "").collect(Collectors.toSet());
        assertTrue(
                names.containsAll(Set.of("exrdex.1", "exrdex-find.1", "exrdex-tokens-test.1", "exrdex-ask.1")),
                names::toString);
        for (Path page : pages()) {
            String text = Files.readString(page);
            for (String section : List.of("NAME", "SYNOPSIS", "DESCRIPTION", "OPTIONS", "EXAMPLES", "EXIT STATUS")) {
                assertTrue(text.contains("\n.SH " + section + "\n"), page + " " + section);
            }
            assertFalse(text.contains(".SH DESCRIPTION\n.SH"), page + " describes nothing");
            for (String word : List.of("TODO", "FIXME", "${")) {
                assertFalse(text.contains(word), page + " says " + word);
            }
        }
        String find = Files.readString(folder.resolve("man/man1/exrdex-find.1"));
        assertTrue(find.contains("\n.B \\-\\-has NAME[,NAME...]\nHas each of these names.\n"), find);
        assertTrue(find.contains("shot.%04d.exr"), find);
    }

    @Test
    void noTextIsTakenForARequest() throws IOException {
        for (Path page : pages()) {
            for (String line : Files.readAllLines(page)) {
                assertTrue(
                        !line.startsWith("'") && (!line.startsWith(".") || REQUESTS.contains(line.split(" ", -1)[0])),
                        page + ": " + line);
            }
        }
    }

    @Test
    void groffHasNothingToComplainOf() throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/groff")), "skipped: groff is not here");
        List<String> line = new ArrayList<>(List.of("groff", "-man", "-ww", "-Tutf8", "-z"));
        pages().forEach(page -> line.add(page.toString()));
        Process groff = new ProcessBuilder(line).redirectErrorStream(true).start();
        assertEquals("", new String(groff.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        assertEquals(0, groff.waitFor());
    }

    @Test
    void aPlaceThatTakesNoFilesIsNamed() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        Ran ran = Ran.run("generate-man", file.toString());
        assertEquals(ExitCode.USAGE, ran.code());
        assertTrue(ran.err().startsWith("exrdex: cannot write manual pages into " + file), ran.err());
    }
}
