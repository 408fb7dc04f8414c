package io.github.exrdex.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exrdex.Ran;
import io.github.exrdex.store.PathTokens;
import io.github.exrdex.support.DisklessIndex;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupCommandTest {
    @TempDir
    Path temp;

    private Path copies = Path.of("");

    @BeforeEach
    void makeFolder() throws IOException {
        copies = Files.createDirectory(temp.resolve("copies"));
    }

    private DisklessIndex filled() {
        return new DisklessIndex(temp, "/renders", PathTokens.NONE)
                .putFrames("a/shot.%04d.exr", 1001, 1040, DisklessIndex.part("R"))
                .swept(Ran.NOW_MS - 1000);
    }

    private static String find(Path database) {
        return Ran.ask(database, "find", "--files", "--format", "tsv").out();
    }

    private List<String> inCopies() throws IOException {
        try (Stream<Path> files = Files.list(copies)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void theCopyAnswersAsTheIndexDidWhileItsWriterGoesOn() throws IOException {
        try (DisklessIndex index = filled()) {
            String before = find(index.database());
            Path copy = copies.resolve("copy.db");

            Ran ran = Ran.ask(index.database(), "backup", copy.toString());
            index.putFrames("a/shot.%04d.exr", 1041, 1050, DisklessIndex.part("R"))
                    .flush();

            assertEquals(ExitCode.FOUND, ran.code(), ran.err());
            assertEquals("", ran.out());
            assertTrue(ran.err().startsWith("exrdex: backup of 40 files in " + copy + ", "), ran.err());
            assertEquals(before, find(copy));
            assertEquals(51, find(index.database()).lines().count());
            assertEquals(List.of("copy.db"), inCopies(), "nothing but the copy is left");
        }
    }

    @Test
    void aRestoredCopyIsAnIndexThatCanBeWritten() throws IOException {
        Path copy = copies.resolve("index.db");
        try (DisklessIndex index = filled()) {
            assertEquals(
                    ExitCode.FOUND,
                    Ran.ask(index.database(), "backup", copy.toString()).code());
        }
        try (DisklessIndex restored = new DisklessIndex(copies, "/renders", PathTokens.NONE)) {
            restored.putFrames("b/other.%04d.exr", 1, 2, DisklessIndex.part("Z"))
                    .flush();
            assertEquals(43, find(copy).lines().count());
        }
    }

    @Test
    void whatIsThereIsReplacedOnlyByForce() throws IOException {
        try (DisklessIndex index = filled()) {
            Path taken = Files.writeString(copies.resolve("taken.db"), "precious");

            Ran refused = Ran.ask(index.database(), "backup", taken.toString());
            assertEquals(ExitCode.USAGE, refused.code());
            assertEquals(
                    "exrdex: " + taken + " is there already; name another file, or replace it with --force\n",
                    refused.err());
            assertEquals("precious", Files.readString(taken));

            assertEquals(
                    ExitCode.FOUND,
                    Ran.ask(index.database(), "backup", "--force", taken.toString())
                            .code());
            assertEquals(find(index.database()), find(taken));
        }
    }

    @Test
    void theIndexItselfIsNeverReplaced() throws IOException {
        try (DisklessIndex index = filled()) {
            Path link = Files.createSymbolicLink(copies.resolve("link.db"), index.database());
            String before = find(index.database());
            for (Path target : List.of(index.database(), link, Path.of(index.database() + ".lock"))) {
                Ran ran = Ran.ask(index.database(), "backup", "--force", target.toString());
                assertEquals(ExitCode.USAGE, ran.code(), ran.err());
                assertTrue(ran.err().contains("belongs to the index itself"), ran.err());
            }
            assertEquals(before, find(index.database()));
        }
    }

    @Test
    void theLogOfAnOldFileIsNotPlayedIntoTheNewOne() throws IOException {
        try (DisklessIndex index = filled()) {
            Path log = Files.writeString(copies.resolve("copy.db-wal"), "old pages");
            Ran ran = Ran.ask(
                    index.database(),
                    "backup",
                    "--force",
                    copies.resolve("copy.db").toString());
            assertEquals(ExitCode.USAGE, ran.code());
            assertTrue(ran.err().contains(log + " is there"), ran.err());
        }
    }

    @Test
    void aFolderThatIsNotThereIsToldInOneLine() {
        try (DisklessIndex index = filled()) {
            Ran ran = Ran.ask(
                    index.database(), "backup", temp.resolve("nowhere/copy.db").toString());
            assertEquals(ExitCode.DATABASE, ran.code());
            assertEquals(1, ran.err().lines().count(), ran.err());
            assertTrue(ran.err().startsWith("exrdex: cannot write the backup "), ran.err());
        }
    }

    @Test
    void aDamagedIndexMakesNoBackup() throws IOException {
        Path database;
        try (DisklessIndex index = filled()) {
            database = index.database();
        }
        DamagedIndex.damage(database);
        byte[] before = Files.readAllBytes(database);

        Ran ran = Ran.ask(database, "backup", copies.resolve("copy.db").toString());

        assertEquals(ExitCode.DATABASE, ran.code(), ran.err());
        assertEquals(1, ran.err().lines().count(), ran.err());
        assertFalse(Files.exists(copies.resolve("copy.db")));
        assertEquals(List.of(), inCopies());
        assertArrayEquals(before, Files.readAllBytes(database));
    }

    @Test
    void withoutAnIndexThereIsNothingToCopy() {
        Ran ran = Ran.ask(
                temp.resolve("none.db"), "backup", copies.resolve("copy.db").toString());
        assertEquals(ExitCode.NOT_INDEXED, ran.code());
        assertTrue(ran.err().contains("no index at"), ran.err());
    }
}
