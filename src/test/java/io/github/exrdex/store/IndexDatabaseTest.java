package io.github.exrdex.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class IndexDatabaseTest {
    @TempDir
    Path folder;

    @Test
    void makesAnIndexAndItsFoldersWhereThereIsNone() throws Exception {
        Path file = folder.resolve("a/b/index.db");
        try (IndexDatabase database = IndexDatabase.open(file);
                Handle handle = database.readHandle()) {
            assertEquals(IndexDatabase.APPLICATION_ID, number(handle, "PRAGMA application_id"));
            assertEquals(IndexDatabase.SCHEMA_VERSION, number(handle, "PRAGMA user_version"));
            assertEquals(file, database.path());
        }
        assertTrue(Files.isRegularFile(file));
    }

    @Test
    void opensItsOwnIndexAgainWithAllThatIsInIt() {
        Path file = folder.resolve("index.db");
        try (IndexDatabase database = IndexDatabase.open(file);
                Handle handle = database.writeHandle()) {
            handle.execute("INSERT INTO setting (name, value) VALUES ('a', 'b')");
        }
        try (IndexDatabase database = IndexDatabase.open(file);
                Handle handle = database.readHandle()) {
            assertEquals(1, number(handle, "SELECT count(*) FROM setting"));
        }
    }

    @Test
    void anEmptyFileBecomesAnIndex() throws Exception {
        Path file = Files.createFile(folder.resolve("index.db"));
        try (IndexDatabase database = IndexDatabase.open(file);
                Handle handle = database.readHandle()) {
            assertEquals(0, number(handle, "SELECT count(*) FROM v_file"));
        }
    }

    @Test
    void aReadHandleCannotWrite() {
        try (IndexDatabase database = IndexDatabase.open(folder.resolve("index.db"));
                Handle handle = database.readHandle()) {
            RuntimeException refused =
                    assertThrows(RuntimeException.class, () -> handle.execute("DELETE FROM setting"));
            assertTrue(String.valueOf(refused.getMessage()).contains("readonly"), refused.toString());
        }
    }

    @Test
    void aFileThatIsNoDatabaseIsRefusedAndLeftAlone() throws Exception {
        Path file = Files.writeString(folder.resolve("notes.txt"), "call the client back ".repeat(100));
        byte[] before = Files.readAllBytes(file);
        refused(file, "is not a database", "--db");
        assertArrayEquals(before, Files.readAllBytes(file));
    }

    @Test
    void theDatabaseOfAnotherProgramIsRefusedAndLeftAlone() throws Exception {
        Path file = folder.resolve("other.db");
        execute(file, "CREATE TABLE shots (name TEXT)");
        byte[] before = Files.readAllBytes(file);
        refused(file, "another program", "--db");
        assertArrayEquals(before, Files.readAllBytes(file));

        Path tagged = folder.resolve("tagged.db");
        execute(tagged, "PRAGMA application_id = 7");
        refused(tagged, "another program", "--db");
    }

    @Test
    void theIndexOfANewerProgramIsRefusedAndLeftAlone() throws Exception {
        Path file = folder.resolve("index.db");
        IndexDatabase.open(file).close();
        execute(file, "PRAGMA user_version = 99");
        refused(file, "newer exrdex (schema 99, this one knows " + IndexDatabase.SCHEMA_VERSION + ")", "update exrdex");
    }

    @Test
    void aDamagedIndexIsRefused() throws Exception {
        Path file = folder.resolve("index.db");
        IndexDatabase.open(file).close();
        byte[] bytes = Files.readAllBytes(file);
        Arrays.fill(bytes, 100, Math.min(bytes.length, 4096), (byte) 0x5a);
        Files.write(file, bytes);
        refused(file, "damaged", "scan again");
    }

    @Test
    void whatIsDamagedIsPutAsideByTheWordsThatAreSaid() throws Exception {
        Path file = folder.resolve("index.db");
        Files.writeString(file, "no database ".repeat(1000));
        Files.writeString(folder.resolve("index.db-wal"), "what was not merged yet");
        String said = assertThrows(IndexUnavailableException.class, () -> IndexDatabase.open(file))
                .toString();
        String words = said.substring(said.indexOf("put it aside with: ") + 19, said.indexOf(" and then "));

        assertEquals(0, new ProcessBuilder("sh", "-c", words).start().waitFor(), words);

        IndexDatabase.open(file).close();
        assertTrue(Files.readString(folder.resolve("index.db.damaged/index.db")).startsWith("no database"));
        assertTrue(Files.exists(folder.resolve("index.db.damaged/index.db-wal")));
    }

    @Test
    void aFolderIsNoIndex() {
        refused(folder, "is a folder", "--db");
    }

    @Test
    void aPlaceBelowAFileIsRefused() throws Exception {
        Path file = Files.writeString(folder.resolve("plain"), "x");
        refused(file.resolve("index.db"), "cannot make the folder", "--db");
    }

    @Test
    void aReadOnlyIndexIsRefused() throws Exception {
        assumeFalse(isRoot(), "skipped: root may write everywhere");
        Path file = folder.resolve("index.db");
        IndexDatabase.open(file).close();
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r--r--"));
        refused(file, "is read-only", "--db");
    }

    @Test
    void aReadOnlyFolderIsRefused() throws Exception {
        assumeFalse(isRoot(), "skipped: root may write everywhere");
        Path place = Files.createDirectory(folder.resolve("shelf"));
        Files.setPosixFilePermissions(place, PosixFilePermissions.fromString("r-xr-xr-x"));
        refused(place.resolve("index.db"), "cannot write in", "--db");
        refused(place.resolve("deeper/index.db"), "cannot make the folder", "--db");
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    @Test
    void aPlaceThatNobodyMayWriteToIsRefused() {
        Path proc = Path.of("/proc/exrdex/index.db");
        assumeFalse(!Files.isDirectory(proc.getRoot().resolve("proc")), "skipped: no /proc here");
        refused(proc, "cannot make the folder", "--db");
    }

    @Test
    void oneProcessWritesAtATime() throws Exception {
        Path file = folder.resolve("index.db");
        Process other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Holder.class.getName(),
                        file.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader said =
                new BufferedReader(new InputStreamReader(other.getInputStream(), StandardCharsets.UTF_8))) {
            assertEquals("held", said.readLine());
            refused(file, "another exrdex (process " + other.pid() + ") is writing", "stop it");
            other.destroyForcibly();
            assertTrue(other.waitFor(30, TimeUnit.SECONDS));
            IndexDatabase.open(file).close();
        } finally {
            other.destroyForcibly();
        }
    }

    /** Another process that holds an index until it is killed. */
    static final class Holder {
        private Holder() {}

        public static void main(String[] arguments) throws Exception {
            try (IndexDatabase database = IndexDatabase.open(Path.of(arguments[0]))) {
                System.out.println("held");
                System.in.transferTo(System.err);
                database.path();
            }
        }
    }

    @Test
    void aProgramHasItsIndexOpenOnce() {
        Path file = folder.resolve("index.db");
        try (IndexDatabase database = IndexDatabase.open(file)) {
            refused(database.path(), "is writing", "--db");
        }
        IndexDatabase.open(file).close();
    }

    @Test
    void aRefusalLeavesNoLockBehind() throws Exception {
        Path file = Files.writeString(folder.resolve("index.db"), "no database at all, only words".repeat(50));
        refused(file, "is not a database", "--db");
        Files.delete(file);
        IndexDatabase.open(file).close();
        assertFalse(Files.notExists(file));
    }

    /** Refused in one line that says what is wrong and what to do. */
    private static void refused(Path file, String wrong, String cure) {
        IndexUnavailableException refusal =
                assertThrows(IndexUnavailableException.class, () -> IndexDatabase.open(file));
        String message = String.valueOf(refusal.getMessage());
        assertTrue(message.contains(wrong), message);
        assertTrue(message.contains(cure), message);
        assertEquals(1, message.lines().count(), message);
    }

    private static int number(Handle handle, String sql) {
        return handle.createQuery(sql).mapTo(Integer.class).one();
    }

    private static void execute(Path file, String sql) throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
