package io.github.exrdex.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exrdex.file.FileState;
import io.github.exrdex.store.IndexDatabase;
import io.github.exrdex.store.PathTokens;
import io.github.exrdex.support.DisklessIndex;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IndexReaderTest {
    @TempDir
    Path folder;

    @Test
    void bothSidesAgreeOnTheMarksOfAnIndex() {
        assertEquals(IndexDatabase.APPLICATION_ID, IndexReader.APPLICATION_ID);
        assertEquals(IndexDatabase.SCHEMA_VERSION, IndexReader.SCHEMA_VERSION);
    }

    @Test
    void makesNoIndexWhereThereIsNone() {
        Path nothing = folder.resolve("none.db");
        QueryException refused = refused(nothing);
        assertEquals(QueryException.Fault.NOT_INDEXED, refused.fault());
        assertEquals(
                "no index at " + nothing + ": run `exrdex scan DIR` first, or name one with --db",
                refused.getMessage());
        assertFalse(Files.exists(nothing));
    }

    @Test
    void anEmptyFileIsAnIndexThatWaitsForItsFirstScan() throws IOException {
        QueryException refused = refused(Files.createFile(folder.resolve("empty.db")));
        assertEquals(QueryException.Fault.NOT_INDEXED, refused.fault());
    }

    @Test
    void saysOfAFolderThatItIsOne() {
        assertUnusable(folder, "is a folder");
    }

    @Test
    void saysOfAFileThatItIsNoDatabase() throws IOException {
        Path file = Files.writeString(folder.resolve("notes.txt"), "sequence\tartist\n".repeat(200));
        assertUnusable(file, "is not a database");
    }

    @Test
    void leavesTheDatabaseOfAnotherProgramAlone() throws SQLException {
        Path other = folder.resolve("other.db");
        execute(other, "CREATE TABLE song (title TEXT)");
        assertUnusable(other, "is the database of another program");
    }

    @Test
    void aNewerAndAnOlderSchemaAreToldApart() throws SQLException {
        Path file = filled();
        execute(file, "PRAGMA user_version = 99");
        assertUnusable(file, "was made by a newer exrdex (schema 99");
        execute(file, "PRAGMA user_version = 1");
        assertUnusable(file, "was made by an older exrdex (schema 1");
    }

    @Test
    void readsWhileSomebodyWrites() {
        try (DisklessIndex index = new DisklessIndex(folder, "/renders", PathTokens.NONE)) {
            index.put("a.0001.exr", FileState.COMPLETE, DisklessIndex.part("R")).flush();
            try (IndexReader reader = IndexReader.open(index.database())) {
                assertEquals(1, files(reader));
                index.put("a.0002.exr", FileState.COMPLETE, DisklessIndex.part("R"))
                        .flush();
                assertEquals(2, files(reader));
            }
        }
    }

    @Test
    void cannotWrite() {
        try (IndexReader reader = IndexReader.open(filled())) {
            RuntimeException refused = assertThrows(
                    RuntimeException.class,
                    () -> reader.handle()
                            .select("DELETE FROM file RETURNING file_id")
                            .longs()
                            .list());
            assertTrue(String.valueOf(refused.getMessage()).contains("READONLY"), refused.getMessage());
        }
    }

    @Test
    void readsAnIndexBesideWhichNothingCanBeWritten() throws IOException {
        Path file = filled();
        takeNoFileBeside();
        try (IndexReader reader = IndexReader.open(file)) {
            assertEquals(1, files(reader));
        }
    }

    @Test
    void doesNotPassOverChangesThatOnlyAWriterCanMerge() throws IOException {
        Path file = filled();
        takeNoFileBeside();
        Files.writeString(folder.resolve("index.db-wal"), "some change");
        assertUnusable(file, "with changes beside it that only a writer can merge");
    }

    @Test
    void opensAPathThatReadsLikeAUri() throws IOException {
        Path file = filled();
        Path odd = Files.createDirectory(folder.resolve("50% off?mode=rwc#x")).resolve("index.db");
        Files.copy(file, odd);
        try (IndexReader reader = IndexReader.open(odd)) {
            assertEquals(1, files(reader));
        }
    }

    /** SQLite shares its WAL index through this file; one that cannot be made fails as on a read-only medium. */
    private void takeNoFileBeside() throws IOException {
        Path shared = folder.resolve("index.db-shm");
        Files.deleteIfExists(shared);
        Files.createSymbolicLink(shared, folder.resolve("nowhere/at/all"));
    }

    private Path filled() {
        try (DisklessIndex index = new DisklessIndex(folder, "/renders", PathTokens.NONE)) {
            index.put("a.0001.exr", FileState.COMPLETE, DisklessIndex.part("R"));
            return index.database();
        }
    }

    private static long files(IndexReader reader) {
        return reader.handle().select("SELECT count(*) FROM v_file").longs().one();
    }

    private static void execute(Path database, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static void assertUnusable(Path file, String reason) {
        QueryException refused = refused(file);
        assertEquals(QueryException.Fault.UNUSABLE_INDEX, refused.fault());
        assertTrue(String.valueOf(refused.getMessage()).contains(reason), refused.getMessage());
    }

    private static QueryException refused(Path file) {
        return assertThrows(QueryException.class, () -> IndexReader.open(file).close());
    }
}
