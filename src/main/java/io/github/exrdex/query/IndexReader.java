package io.github.exrdex.query;

import io.github.exrdex.file.Reasons;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * An index opened for questions: no lock, no migration, no need of a daemon, and no database made where there is none.
 * A daemon may write meanwhile.
 *
 * <p>Threads: one, the one that opened it.
 */
public final class IndexReader implements AutoCloseable {
    /** "EXRD" in the header of the file: this database is ours. The writing side has the same number. */
    static final int APPLICATION_ID = 0x45585244;

    /** The {@code user_version} whose views this program asks. The writing side has the same number. */
    static final int SCHEMA_VERSION = 3;

    /** As much as a question may sort in memory; SQLite's own 2 MiB send the frames of a large show to a temporary file. */
    private static final int CACHE_KIB = 64 << 10;

    /** In WAL mode a reader waits only while the file is opened or recovered. */
    private static final int BUSY_MS = 10_000;

    /** A second connection takes two milliseconds, which is what a question about so many files gains. */
    private static final long MANY_FILES = 20_000;

    private final Path path;
    private final SqlHandle handle;
    private final long manyFiles;

    /** Device and inode of the file that was opened; empty where nobody knows. */
    private final Optional<Object> fileKey;

    /** Made for the first question that it would pay for. */
    private @Nullable SqlHandle second;

    private IndexReader(Path path, Optional<Object> fileKey, SqlHandle handle, long manyFiles) {
        this.path = path;
        this.fileKey = fileKey;
        this.handle = handle;
        this.manyFiles = manyFiles;
    }

    /** @throws QueryException where there is no index, or none that this program can read */
    public static IndexReader open(Path path) {
        return open(path, Runtime.getRuntime().availableProcessors() > 1 ? MANY_FILES : Long.MAX_VALUE);
    }

    /** @param manyFiles questions about all of an index of so many are asked by two connections */
    static IndexReader open(Path path, long manyFiles) {
        Path absolute = path.toAbsolutePath().normalize();
        checkPlace(absolute);
        SqliteDriver.load();
        return new IndexReader(absolute, fileKey(absolute), handle(absolute), manyFiles);
    }

    private static Optional<Object> fileKey(Path path) {
        try {
            return Optional.ofNullable(
                    Files.readAttributes(path, BasicFileAttributes.class).fileKey());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static SqlHandle handle(Path path) {
        return new SqlHandle(connect(path));
    }

    private static void checkPlace(Path path) {
        if (Files.notExists(path)) {
            throw new QueryException(
                    QueryException.Fault.NOT_INDEXED,
                    "no index at " + path + ": run `exrdex scan DIR` first, or name one with --db");
        }
        if (Files.isDirectory(path)) {
            throw unusable(path + " is a folder; name a file with --db");
        }
        if (!Files.isReadable(path)) {
            throw unusable(path + " cannot be read (permission denied); ask its owner, or name another with --db");
        }
    }

    private static Connection connect(Path path) {
        try {
            return connectAndCheck(path, "");
        } catch (SQLException e) {
            if (!isReadOnlyPlace(e)) {
                throw unusable(path, e);
            }
            if (!walIsEmpty(path)) {
                throw new QueryException(
                        QueryException.Fault.UNUSABLE_INDEX,
                        path + " lies on a read-only place with changes beside it that only a writer can merge;"
                                + " open it once where it can be written, or copy it with its -wal file",
                        e);
            }
            try {
                return connectAndCheck(path, "?immutable=1");
            } catch (SQLException again) {
                again.addSuppressed(e);
                throw unusable(path, again);
            }
        }
    }

    /** WAL needs a file beside the database even to read; a medium that takes none cannot change meanwhile either. */
    private static boolean isReadOnlyPlace(SQLException e) {
        if (!(e instanceof SQLiteException fault)) {
            return false;
        }
        int primary = fault.getResultCode().code & 0xff;
        return primary == SQLiteErrorCode.SQLITE_CANTOPEN.code || primary == SQLiteErrorCode.SQLITE_READONLY.code;
    }

    private static boolean walIsEmpty(Path path) {
        Path wal = path.resolveSibling(path.getFileName() + "-wal");
        try {
            return !Files.exists(wal) || Files.size(wal) == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static Connection connectAndCheck(Path path, String parameters) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setCacheSize(-CACHE_KIB);
        config.setBusyTimeout(BUSY_MS);
        config.setReadOnly(true);
        Properties properties = config.toProperties();
        Connection connection =
                DriverManager.getConnection("jdbc:sqlite:file:" + path.toUri().getRawPath() + parameters, properties);
        try {
            check(path, connection);
            SqlFunctions.install(connection);
            return connection;
        } catch (SQLException | QueryException e) {
            connection.close();
            throw e;
        }
    }

    private static void check(Path path, Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            long application = number(statement, "PRAGMA application_id");
            long version = number(statement, "PRAGMA user_version");
            long tables = number(statement, "SELECT count(*) FROM sqlite_master");
            boolean halfMade = application == 0
                    && number(statement, "SELECT count(*) FROM sqlite_master WHERE name = 'flyway_schema_history'")
                            == 1;
            if ((application == 0 && tables == 0) || halfMade) {
                throw new QueryException(
                        QueryException.Fault.NOT_INDEXED,
                        "the index at " + path + " is empty: run `exrdex scan DIR` first, or name another with --db");
            }
            if (application != APPLICATION_ID) {
                throw unusable(path + " is the database of another program; name another file with --db");
            }
            if (version > SCHEMA_VERSION) {
                throw unusable(path + " was made by a newer exrdex (schema " + version + ", this one knows "
                        + SCHEMA_VERSION + "); update exrdex, or name another index with --db");
            }
            if (version < SCHEMA_VERSION) {
                throw unusable(path + " was made by an older exrdex (schema " + version + ", this one reads "
                        + SCHEMA_VERSION + "); run `exrdex scan DIR` once, which brings it up to date");
            }
        }
    }

    private static long number(Statement statement, String sql) throws SQLException {
        try (ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    private static QueryException unusable(String message) {
        return new QueryException(QueryException.Fault.UNUSABLE_INDEX, message);
    }

    private static QueryException unusable(Path path, SQLException e) {
        boolean damaged = e instanceof SQLiteException fault
                && (fault.getResultCode() == SQLiteErrorCode.SQLITE_NOTADB
                        || (fault.getResultCode().code & 0xff) == SQLiteErrorCode.SQLITE_CORRUPT.code);
        String message = damaged
                ? path + " is not a database, or a damaged one; put it aside with: mkdir " + path + ".damaged && mv "
                        + path + " " + path + "-* " + path + ".damaged/ and then put a backup there or scan again; or"
                        + " name another file with --db"
                : path + " cannot be opened: " + Reasons.of(e);
        return new QueryException(QueryException.Fault.UNUSABLE_INDEX, message, e);
    }

    public Path path() {
        return path;
    }

    /** For statements that read; writing ones fail. */
    SqlHandle handle() {
        return handle;
    }

    /** Files that are or were in the index, about. */
    long files() {
        return Snapshot.lastFileId(handle);
    }

    /**
     * Asks several things of one state of the index.
     *
     * @param files how many it goes through, about
     */
    <T> T inSnapshot(long files, Function<Snapshot, T> question) {
        if (files < manyFiles || !isStillThere()) {
            return Snapshot.of(handle, question);
        }
        SqlHandle other = second;
        if (other == null) {
            other = handle(path);
            second = other;
        }
        return isStillThere() ? Snapshot.of(handle, other, question) : Snapshot.of(handle, question);
    }

    /** Somebody may have put another index at the path, and what the two connections see of two files says nothing. */
    private boolean isStillThere() {
        return fileKey.equals(fileKey(path));
    }

    @Override
    public void close() {
        SqlHandle other = second;
        if (other != null) {
            other.close();
        }
        handle.close();
    }
}
