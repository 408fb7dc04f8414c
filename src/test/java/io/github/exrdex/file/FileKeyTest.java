package io.github.exrdex.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class FileKeyTest {
    @ParameterizedTest
    @CsvSource({
        "/, /",
        "/a/b.0001.exr, /a/b.0001.exr",
        "/a/../b/./c, /b/c",
        "/a/b/, /a/b",
        "/a b, /a%20b",
        "/100%, /100%25",
        "/a%20b, /a%2520b",
        "/what?, /what%3F",
        "/shot#1, /shot%231",
        "/a[1], /a%5B1%5D",
        "/a\\b, /a%5Cb",
        "/tab\there, /tab%09here",
    })
    void encodesAsAUriDoes(String path, String encoded) {
        assertEquals(encoded, FileKey.of(Path.of(path)).encoded());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/a",
                "/a b/c%d",
                "/a+b=c,d;e@f:g&h",
                "/~x/(1)!",
                "/a'b\"c",
                "/a\nb",
                "/%41",
                "/-_.",
                "/a//b"
            })
    void aKeyLeadsBackToItsPath(String path) {
        FileKey key = FileKey.of(Path.of(path));
        assertEquals(Path.of(path), key.toPath());
        assertEquals(key, FileKey.of(key.toPath()));
        assertEquals(Path.of(path).toString(), key.text());
    }

    @Test
    void relativePathsAreMadeAbsolute() {
        assertEquals(FileKey.of(Path.of("").toAbsolutePath().resolve("x.exr")), FileKey.of(Path.of("x.exr")));
        assertThrows(IllegalArgumentException.class, () -> new FileKey("x.exr"));
    }

    /** Bytes that are no UTF-8, as an old Windows share leaves them. */
    @Test
    void namesThatAreNoTextAreFoundAgainOnDisk(@TempDir Path folder) throws Exception {
        List<FileKey> keys = new ArrayList<>();
        for (String name : List.of("caf%E9.0001.exr", "caf%C3%A9.0001.exr", "%FF%FE", "a%80b")) {
            FileKey key = FileKey.of(folder).child(name);
            Files.writeString(key.toPath(), name);
            keys.add(key);
        }
        List<FileKey> found = new ArrayList<>();
        try (DirectoryStream<Path> paths = Files.newDirectoryStream(folder)) {
            for (Path path : paths) {
                FileKey key = FileKey.of(path);
                found.add(key);
                assertEquals(key.name(), Files.readString(key.toPath()));
            }
        }
        assertEquals(keys.stream().sorted().toList(), found.stream().sorted().toList());
    }

    @Test
    void aFolderHasTheSameKeyWhetherItIsThereOrNot(@TempDir Path folder) throws Exception {
        Path path = folder.resolve("a b");
        FileKey before = FileKey.of(path);
        Files.createDirectory(path);
        assertEquals(before, FileKey.of(path));
        assertFalse(before.encoded().endsWith("/"));
    }

    @Test
    void knowsItsNameAndItsFolder() {
        FileKey key = new FileKey("/a/b%20c/d.exr");
        assertEquals("d.exr", key.name());
        assertEquals(new FileKey("/a/b%20c"), key.folder());
        assertEquals(new FileKey("/"), new FileKey("/a").folder());
        assertEquals(new FileKey("/"), new FileKey("/").folder());
        assertEquals("", new FileKey("/").name());
        assertEquals(key, key.folder().child("d.exr"));
        assertEquals(new FileKey("/a"), new FileKey("/").child("a"));
    }

    @Test
    void isUnderComparesWholeSegments() {
        FileKey folder = new FileKey("/farm/a");
        assertTrue(new FileKey("/farm/a").isUnder(folder));
        assertTrue(new FileKey("/farm/a/b.exr").isUnder(folder));
        assertFalse(new FileKey("/farm/ab.exr").isUnder(folder));
        assertFalse(new FileKey("/farm").isUnder(folder));
        assertTrue(folder.isUnder(new FileKey("/")));
        assertNotEquals(folder, new FileKey("/farm/A"));
    }

    @Test
    void bytesOfAPathAreTheSameKeyAsThePath() {
        for (String path : new String[] {"/a/b.exr", "/a b/c%25.exr", "/new\nline/~(1)!.exr", "/a/./b/../c.exr"}) {
            assertEquals(FileKey.of(Path.of(path)), FileKey.ofRaw(path.getBytes(StandardCharsets.US_ASCII)), path);
        }
        byte[] noText = {'/', 'x', (byte) 0xff, (byte) 0xc3, '.', 'e', 'x', 'r'};
        assertEquals("/x%FF%C3.exr", FileKey.ofRaw(noText).encoded());
        assertArrayEquals(noText, FileKey.ofRaw(noText).rawBytes());
    }
}
