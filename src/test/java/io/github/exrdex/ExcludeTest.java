package io.github.exrdex;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.exrdex.support.TinyExr;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the config leaves out stays out, by whatever name the root goes. */
class ExcludeTest {
    @TempDir
    Path temp;

    private Path root = Path.of("");
    private Path link = Path.of("");

    @BeforeEach
    void makeRoot() throws IOException {
        root = Files.createDirectory(temp.toRealPath().resolve("volume"));
        link = Files.createSymbolicLink(temp.toRealPath().resolve("renders"), root);
        TinyExr.scanline(8, 8).writeTo(root.resolve("sh010/keep.1.exr"));
        TinyExr.scanline(8, 8).writeTo(root.resolve("tmp/x.1.exr"));
        TinyExr.scanline(8, 8).writeTo(root.resolve("sh010/scratch/x.1.exr"));
    }

    private List<String> indexedBy(Path configured, String exclude, String... words) throws IOException {
        Path config = Files.writeString(
                temp.resolve("exrdex.toml"),
                "[[root]]\npath = \"" + configured + "\"\nexclude = [\"" + exclude + "\", \"**/scratch/**\"]\n");
        Path index = temp.resolve("index.db");
        Files.deleteIfExists(index);
        Map<String, String> environment =
                Map.of("EXRDEX_DB", index.toString(), "EXRDEX_CONFIG", config.toString(), "HOME", temp.toString());
        Ran scan = Ran.run(environment, "", words);
        assertEquals(0, scan.code(), scan.err());
        Ran audit = Ran.run(environment, "", "audit");
        assertEquals(0, audit.code(), audit.out());
        return Ran.ask(index, "find", "--format", "paths").lines().stream()
                .map(path -> root.relativize(Path.of(path)).toString())
                .toList();
    }

    @Test
    void aPatternForAnyDepth() throws IOException {
        assertEquals(List.of("sh010/keep.1.exr"), indexedBy(root, "**/tmp/**", "scan"));
        assertEquals(List.of("sh010/keep.1.exr"), indexedBy(link, "**/tmp/**", "scan"));
    }

    @Test
    void aPatternForOnePathByEitherName() throws IOException {
        assertEquals(List.of("sh010/keep.1.exr"), indexedBy(link, link + "/tmp", "scan"));
        assertEquals(List.of("sh010/keep.1.exr"), indexedBy(link, root + "/tmp", "scan"));
    }

    @Test
    void alsoForAFolderThatIsTypedByAnotherNameThanTheConfigHas() throws IOException {
        assertEquals(List.of("sh010/keep.1.exr"), indexedBy(link, "**/tmp/**", "scan", root + ""));
        assertEquals(List.of("sh010/keep.1.exr"), indexedBy(root, "**/tmp/**", "scan", link + ""));
        assertEquals(List.of("sh010/keep.1.exr"), indexedBy(link, "**/tmp/**", "scan", root + "/sh010"));
    }
}
