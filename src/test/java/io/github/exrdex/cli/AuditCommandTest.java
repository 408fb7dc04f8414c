package io.github.exrdex.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.github.exrdex.Ran;
import io.github.exrdex.store.IndexDatabase;
import io.github.exrdex.support.TinyExr;
import io.github.exrdex.support.WrittenExr;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditCommandTest {
    private static final WrittenExr IMAGE = TinyExr.scanline(8, 8).written();

    @TempDir
    Path temp;

    private Path root = Path.of("");
    private Path database = Path.of("");

    @BeforeEach
    void scanARoot() throws IOException {
        root = Files.createDirectory(temp.toRealPath().resolve("renders"));
        database = temp.resolve("index.db");
        for (String name : List.of("sh010/x.1001.exr", "sh010/x.1002.exr", "sh010/x.1003.exr", "sh020/deep/y.exr")) {
            IMAGE.writeTo(root.resolve(name));
        }
        assertEquals(ExitCode.FOUND, Ran.ask(database, "scan", root.toString()).code());
    }

    /** To the program all files are old: it believes that it runs before they were made. */
    private Ran audit(String... words) {
        return Ran.verb(database, "audit", words);
    }

    /** {@code kind path} of each row. */
    private List<String> found(Ran ran) {
        return ran.lines().stream()
                .skip(1)
                .map(line -> line.split("\t", -1))
                .map(cells -> cells[0] + " " + root.relativize(Path.of(cells[1])))
                .sorted()
                .toList();
    }

    private void update(String sql) {
        try (IndexDatabase index = IndexDatabase.open(database);
                Handle handle = index.writeHandle()) {
            handle.execute(sql);
        }
    }

    @Test
    void anIndexThatFitsHasNoDifference() {
        Ran ran = audit();
        assertEquals(ExitCode.FOUND, ran.code(), ran.out());
        assertEquals("difference\tpath\tdetail\n", ran.out());
        assertEquals("exrdex: compared 4 files in 4 folders: no difference\n", ran.err());
        assertEquals(ran, audit("--deep"));
    }

    @Test
    void everyKindOfDifferenceIsFound() throws IOException {
        Files.delete(root.resolve("sh010/x.1001.exr"));
        Files.write(root.resolve("sh010/x.1002.exr"), new byte[] {1, 2, 3});
        IMAGE.writeTo(root.resolve("sh030/new.exr"));
        update("UPDATE file SET state = 'truncated' WHERE name_key = 'x.1003.exr'");
        Files.delete(root.resolve("sh020/deep/y.exr"));
        Files.delete(root.resolve("sh020/deep"));

        Ran shallow = audit();
        assertEquals(ExitCode.NOTHING_FOUND, shallow.code());
        assertEquals(
                List.of(
                        "gone sh010/x.1001.exr",
                        "gone sh020/deep/y.exr",
                        "missing sh030/new.exr",
                        "stamp sh010/x.1002.exr"),
                found(shallow));
        assertTrue(shallow.out().contains("\tsize " + IMAGE.bytes().length + " is 3, mtime "), shallow.out());
        assertEquals("exrdex: compared 3 files in 4 folders: 4 differences\n", shallow.err());

        Ran deep = audit("--deep");
        assertTrue(found(deep).contains("state sh010/x.1003.exr"), deep.out());
        assertTrue(deep.out().contains("\tis complete, the index says truncated\n"), deep.out());

        Ran.ask(database, "scan", root.toString());
        assertEquals("difference\tpath\tdetail\n", audit().out());
    }

    @Test
    void nothingIsChangedByLooking() throws IOException {
        Files.delete(root.resolve("sh010/x.1001.exr"));
        String before = Ran.ask(database, "sql", "SELECT * FROM file").out();
        audit("--deep");
        assertEquals(before, Ran.ask(database, "sql", "SELECT * FROM file").out());
    }

    @Test
    void whatIsYoungIsSettlingAndNoDifference() throws IOException {
        Files.delete(root.resolve("sh010/x.1001.exr"));
        Files.write(root.resolve("sh010/x.1002.exr"), new byte[] {1, 2, 3});
        IMAGE.writeTo(root.resolve("sh030/new.exr"));

        Ran ran = Ran.askNow(database, "audit");

        assertEquals(ExitCode.FOUND, ran.code(), ran.out());
        assertEquals(
                List.of("settling sh010/x.1001.exr", "settling sh010/x.1002.exr", "settling sh030/new.exr"),
                found(ran));
        assertTrue(ran.err().endsWith("no difference, 3 settling\n"), ran.err());
    }

    @Test
    void whatSomebodyAskedForIsSettling() throws IOException {
        Path fresh = IMAGE.writeTo(root.resolve("sh030/new.exr"));
        IMAGE.writeTo(root.resolve("sh040/new.exr"));
        Files.delete(root.resolve("sh010/x.1001.exr"));
        assertEquals(
                ExitCode.FOUND,
                Ran.ask(database, "notify", fresh.toString(), root + "/sh010").code());

        assertEquals(
                List.of("missing sh040/new.exr", "settling sh010/x.1001.exr", "settling sh030/new.exr"),
                found(audit()));
    }

    @Test
    void whatTheIndexItselfWantsToLookAtAgainIsSettling() throws IOException {
        Files.write(root.resolve("sh010/x.1002.exr"), new byte[] {1, 2, 3});
        update("UPDATE file SET recheck_at = " + (Ran.NOW_MS + 1000) + " WHERE name_key = 'x.1002.exr'");
        assertEquals(List.of("settling sh010/x.1002.exr"), found(audit()));
        update("UPDATE file SET recheck_at = " + (Ran.NOW_MS - 60_000) + " WHERE name_key = 'x.1002.exr'");
        assertEquals(List.of("stamp sh010/x.1002.exr"), found(audit()));
    }

    @Test
    void namesThatAreNeverIndexedAreNoDifference() throws IOException {
        IMAGE.writeTo(root.resolve(".snapshot/x.exr"));
        IMAGE.writeTo(root.resolve("tmp/x.exr"));
        IMAGE.writeTo(root.resolve("sh010/tmp.17x.1004.exr"));
        Files.createSymbolicLink(root.resolve("sh010/link.exr"), root.resolve("sh010/x.1001.exr"));
        Path config = Files.writeString(
                temp.resolve("exrdex.toml"), "[[root]]\npath = \"" + root + "\"\nexclude = [\"**/tmp/**\"]\n");

        assertEquals(List.of(), found(audit("--config", config.toString())));
        assertEquals(List.of("missing tmp/x.exr"), found(audit()));
    }

    @Test
    void aPartOfARootIsEnough() throws IOException {
        Files.delete(root.resolve("sh010/x.1001.exr"));
        Ran other = audit(root.resolve("sh020").toString());
        assertEquals(ExitCode.FOUND, other.code());
        assertEquals("exrdex: compared 1 file in 2 folders: no difference\n", other.err());
        assertEquals(
                List.of("gone sh010/x.1001.exr"),
                found(audit(root.resolve("sh010").toString(), root.toString())));
        assertEquals(ExitCode.NOT_INDEXED, audit("/elsewhere").code());
    }

    @Test
    void aSampleComparesSomeFoldersAndFindsNothingElse() throws IOException {
        for (int i = 0; i < 200; i++) {
            Files.createDirectories(root.resolve("many/f" + i));
            Files.createFile(root.resolve("many/f" + i + "/x.exr"));
        }
        Ran half = audit("--sample", "50%");
        long found = found(half).size();
        assertTrue(found > 60 && found < 140, "of 200 folders: " + found);
        assertEquals(200, found(audit("--sample", "100%")).size());
        assertEquals(ExitCode.USAGE, audit("--sample", "0").code());
        assertEquals(ExitCode.USAGE, audit("--sample", "many").code());
    }

    @Test
    void aRootThatIsAwayCannotBeCompared() throws IOException {
        Files.move(root, temp.resolve("away"));
        Ran ran = audit();
        assertEquals(ExitCode.NOTHING_FOUND, ran.code());
        assertEquals(1, ran.lines().size() - 1);
        assertTrue(ran.out().contains("unread\t" + root + "\tthe folder is not there"), ran.out());
    }

    @Test
    void aFolderThatCannotBeListedIsToldOfAndItsRowsAreLeftAlone() throws IOException {
        Path closed = root.resolve("sh010");
        Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("---------"));
        try {
            assumeFalse(Files.isReadable(closed), "skipped: this user may read everything");
            assertEquals(List.of("unread sh010"), found(audit()));
        } finally {
            Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    @Test
    void programsGetRowsWithNames() throws IOException {
        Files.delete(root.resolve("sh010/x.1001.exr"));
        assertEquals(
                "[\n{\"difference\":\"gone\",\"path\":\"" + root.resolve("sh010/x.1001.exr")
                        + "\",\"detail\":\"is not there\"}\n]\n",
                audit("--format", "json").out());
    }
}
