package io.github.exrdex.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LockHolderTest {
    @TempDir
    Path folder;

    private Path database = Path.of("");
    private Path shared = Path.of("");

    @BeforeEach
    void makeFiles() throws IOException {
        database = Files.createFile(folder.resolve("index.db"));
        shared = Files.createFile(folder.resolve("index.db-shm"));
        Files.createDirectory(folder.resolve("4711"));
        Files.writeString(folder.resolve("4711/comm"), "sqlite3\n");
    }

    private static Object inode(Path file) throws IOException {
        return Files.getAttribute(file, "unix:ino");
    }

    private Optional<String> holderBy(String... locks) throws IOException {
        Files.write(folder.resolve("locks"), List.of(locks));
        return LockHolder.of(folder, database);
    }

    @Test
    void isWhoHasTheByteOfTheWriter() throws IOException {
        assertEquals(
                Optional.of("process 4711 (sqlite3)"),
                holderBy(
                        "1: FLOCK  ADVISORY  WRITE 12 00:2c:1 0 EOF",
                        "2: POSIX  ADVISORY  READ  13 00:2c:" + inode(shared) + " 124 124",
                        "3: POSIX  ADVISORY  WRITE 14 00:2c:" + inode(shared) + " 128 128",
                        "4: POSIX  ADVISORY  WRITE 4711 00:2c:" + inode(shared) + " 120 120"));
    }

    @Test
    void isWhoHasTheWholeDatabase() throws IOException {
        assertEquals(
                Optional.of("process 9"),
                holderBy("1: POSIX  ADVISORY  WRITE 9 08:01:" + inode(database) + " 1073741824 1073742335"));
    }

    @Test
    void isNobodyWhereTheKernelDoesNotSay() throws IOException {
        assertEquals(Optional.empty(), holderBy("1: POSIX  ADVISORY  READ 9 08:01:" + inode(shared) + " 120 120"));
        assertEquals(
                Optional.empty(),
                holderBy("1: OFDLCK ADVISORY  WRITE -1 08:01:" + inode(shared) + " 120 120", "nonsense"));
        assertEquals(Optional.empty(), LockHolder.of(folder.resolve("nowhere"), database));
    }

    @Test
    void readersAreThoseThatHoldAMarkEachOnce() throws IOException {
        holderBy(
                "1: POSIX  ADVISORY  READ  4711 00:2c:" + inode(shared) + " 124 124",
                "2: POSIX  ADVISORY  READ  4711 00:2c:" + inode(shared) + " 125 125",
                "3: POSIX  ADVISORY  READ  8 00:2c:" + inode(shared) + " 128 128",
                "4: POSIX  ADVISORY  READ  " + ProcessHandle.current().pid() + " 00:2c:" + inode(shared) + " 123 123");
        assertEquals(List.of("process 4711 (sqlite3)"), LockHolder.readers(folder, database));
    }
}
