package io.github.exrdex.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.github.exrdex.index.IndexOptions;
import io.github.exrdex.index.IndexRoot;
import io.github.exrdex.index.IndexSetup;
import io.github.exrdex.support.TinyExr;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ScanCommandTest {
    @TempDir
    Path temp;

    private Path root = Path.of("");
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void makeRoot() throws IOException {
        root = Files.createDirectory(temp.toRealPath().resolve("renders"));
        TinyExr.scanline(8, 8).writeTo(root.resolve("sh010/x.1001.exr"));
        TinyExr.scanline(8, 8).written().cutInLastChunk().writeTo(root.resolve("sh010/x.1002.exr"));
    }

    private int scan(StopSignal stopSignal, List<IndexRoot> configured, String... arguments) {
        out.reset();
        err.reset();
        Terminal terminal = Terminal.ofPipe(
                new PrintStream(out, true, StandardCharsets.UTF_8), new PrintStream(err, true, StandardCharsets.UTF_8));
        IndexSetup setup = new IndexSetup(temp.resolve("index.db"), configured, IndexOptions.DEFAULT);
        return new CommandLine(new ScanCommand(terminal, () -> setup, stopSignal, System::currentTimeMillis))
                .execute(arguments);
    }

    private int scan(String... arguments) {
        return scan(stop -> {}, List.of(), arguments);
    }

    private List<String> outLines() {
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private String errText() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void theSummaryTellsWhatIsNewAndInWhichState() {
        assertEquals(ExitCode.FOUND, scan(root.toString()));

        assertTrue(
                outLines().get(0).startsWith("scanned 2 files in 2 folders in "),
                outLines().toString());
        assertEquals(
                List.of("new 2  changed 0  unchanged 0  gone 0", "complete 1  truncated 1"),
                outLines().subList(1, 3));
        assertEquals("", errText());
    }

    @Test
    void theSummaryIsThereAsJsonToo() throws IOException {
        assertEquals(ExitCode.FOUND, scan("--format", "json", root.toString()));

        try (JsonParser json = new JsonFactory().createParser(out.toByteArray())) {
            long fresh = -1;
            while (json.nextToken() != null) {
                if (json.currentToken() == JsonToken.VALUE_NUMBER_INT && "new".equals(json.currentName())) {
                    fresh = json.getLongValue();
                }
            }
            assertEquals(2, fresh);
        }
    }

    @Test
    void aRootThatIsNotThereStopsEverythingBeforeItBegins() {
        assertEquals(
                ExitCode.USAGE, scan(root.toString(), root.resolve("nowhere").toString()));

        assertEquals("exrdex: no such folder: " + root.resolve("nowhere") + " (is it mounted?)\n", errText());
        assertEquals("", out.toString(StandardCharsets.UTF_8));
        assertFalse(Files.exists(temp.resolve("index.db")));
    }

    @Test
    void aFileIsNoRoot() {
        Path file = root.resolve("sh010/x.1001.exr");

        assertEquals(ExitCode.USAGE, scan(file.toString()));

        assertEquals("exrdex: not a folder: " + file + "; name the folder that holds it\n", errText());
    }

    @Test
    void withoutARootThoseOfTheConfigFileAreScanned() {
        assertEquals(ExitCode.FOUND, scan(stop -> {}, List.of(IndexRoot.of(root))));
        assertTrue(outLines().get(0).startsWith("scanned 2 files"));

        assertEquals(ExitCode.USAGE, scan());
        assertTrue(errText().contains("no folder given"), errText());
    }

    @Test
    void whatIsSetForARootHoldsForAFolderBelowIt() {
        IndexRoot configured =
                new IndexRoot(root, IndexRoot.Mode.AUTO, path -> path.toString().endsWith("1002.exr"));

        scan(stop -> {}, List.of(configured), root.resolve("sh010").toString());

        assertTrue(outLines().get(0).startsWith("scanned 1 file"), outLines().toString());
    }

    @Test
    void aScanThatIsStoppedSaysSo() {
        assertEquals(ExitCode.INTERRUPTED, scan(Runnable::run, List.of(), root.toString()));

        assertTrue(outLines().get(0).startsWith("stopped after "), outLines().toString());
    }

    @Test
    void whatIsHeldIsToldWithTheWayOut() throws IOException {
        for (int i = 0; i < 200; i++) {
            Files.createFile(root.resolve("sh010/y." + i + ".exr"));
        }
        scan(root.toString());
        try (Stream<Path> files = Files.list(root.resolve("sh010"))) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }

        scan(root.toString());
        assertTrue(
                outLines().stream()
                        .anyMatch(line -> line.contains("202 files") && line.contains("prune --confirm " + root)),
                outLines().toString());

        scan("--accept-gone", root.toString());
        assertEquals("new 0  changed 0  unchanged 0  gone 202", outLines().get(1));
    }

    @Test
    void severalRootsAreOneScan() {
        TinyExr.scanline(8, 8).writeTo(temp.resolve("more/x.exr"));

        scan(root.toString(), temp.resolve("more").toString());

        assertEquals(
                "new 3  changed 0  unchanged 0  gone 0",
                outLines().get(1),
                Arrays.toString(outLines().toArray()));
    }
}
