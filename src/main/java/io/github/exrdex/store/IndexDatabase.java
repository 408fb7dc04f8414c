package io.github.exrdex.store;

import io.github.exrdex.file.Reasons;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteOpenMode;

/**
 * An index opened for writing: locked, checked, migrated. One process has it at a time.
 *
 * <p>Threads: {@link #writeHandle} gives a handle for one thread; {@link #readHandle} one for another thread each.
 */
public final class IndexDatabase implements AutoCloseable {
    /** "EXRD" in the header of the file: this database is ours. */
    public static final int APPLICATION_ID = 0x45585244;

    /** The newest migration; every migration ends by setting {@code PRAGMA user_version} to its number. */
    public static final int SCHEMA_VERSION = 3;

    private static final int BUSY_MS = 30_000;

    /** Whoever writes tries again, and must hear in between that it shall end. */
    static final int WRITER_BUSY_MS = 2_000;

    private static final int CACHE_KIB = 32 * 1024;

    /** A log of 64 MiB, as long as it may stay: each checkpoint waits for the disk, and an index page is written once for many changes. */
    private static final int CHECKPOINT_PAGES = 16_384;

    private final Path path;
    private final IndexLock lock;

    private IndexDatabase(Path path, IndexLock lock) {
        this.path = path;
        this.lock = lock;
    }

    /**
     * Opens the index for writing and makes it where there is none.
     *
     * @throws IndexUnavailableException where it is not ours, newer than this program, held by another process, or the
     *     place is read-only
     */
    public static IndexDatabase open(Path path) {
        Path absolute = path.toAbsolutePath().normalize();
        createFolder(absolute);
        if (Files.isDirectory(absolute)) {
            throw new IndexUnavailableException(absolute + " is a folder; name a file with --db");
        }
        SqliteLibrary.load();
        IndexLock lock = IndexLock.take(absolute);
        try {
            IndexDatabase database = new IndexDatabase(absolute, lock);
            if (!database.check()) {
                database.migrate();
            }
            database.checkLog();
            return database;
        } catch (RuntimeException e) {
            closeQuietly(lock);
            throw e;
        }
    }

    private static void createFolder(Path database) {
        Path folder = database.getParent();
        if (folder == null) {
            return;
        }
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw IndexLock.unavailable(
                    "cannot make the folder " + folder + " for the index (" + Reasons.of(e)
                            + "); name another with --db",
                    e);
        }
    }

    /**
     * Looks before anything is written: another program's database stays as it is.
     *
     * @return the schema is that of this program already
     */
    private boolean check() {
        if (!Files.exists(path)) {
            return false;
        }
        if (!Files.isWritable(path)) {
            throw new IndexUnavailableException(
                    path + " is read-only; make it writable, or use another index with --db");
        }
        try (Connection connection = connectToCheck();
                Statement statement = connection.createStatement()) {
            int application = number(statement, "PRAGMA application_id");
            int version = number(statement, "PRAGMA user_version");
            int tables = number(statement, "SELECT count(*) FROM sqlite_master");
            boolean ours = application == APPLICATION_ID || (application == 0 && tables == 0);
            // A first migration that was cut off has Flyway's table and nothing of ours.
            boolean halfMade = application == 0
                    && number(statement, "SELECT count(*) FROM sqlite_master WHERE name = 'flyway_schema_history'")
                            == 1;
            if (!ours && !halfMade) {
                throw new IndexUnavailableException(
                        path + " is the database of another program; name another file with --db");
            }
            if (version > SCHEMA_VERSION) {
                throw new IndexUnavailableException(path + " was made by a newer exrdex (schema " + version
                        + ", this one knows " + SCHEMA_VERSION + "); update exrdex, or use another index with --db");
            }
            return version == SCHEMA_VERSION && AppliedMigrations.areAll(statement, SCHEMA_VERSION);
        } catch (SQLException e) {
            throw unavailable(e);
        }
    }

    private static int number(Statement statement, String sql) throws SQLException {
        try (ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? row.getInt(1) : 0;
        }
    }

    private void migrate() {
        try {
            Flyway.configure(IndexDatabase.class.getClassLoader())
                    .dataSource(url(), null, null)
                    .locations("classpath:db/migration/sqlite")
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            throw unavailable(e);
        }
    }

    private void checkLog() {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("PRAGMA journal_mode = WAL")) {
            String mode = row.next() ? row.getString(1) : "";
            if (!mode.equals("wal")) {
                throw new IndexUnavailableException(path + " cannot have a write-ahead log (its journal is "
                        + (mode.isEmpty() ? "unknown" : mode)
                        + "), which needs memory that processes share; put the index on a local disk with --db");
            }
        } catch (SQLException e) {
            throw unavailable(e);
        }
    }

    private IndexUnavailableException unavailable(Exception e) {
        WriteFault fault = WriteFault.of(e, path);
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            String message = String.valueOf(cause.getMessage());
            if (message.contains("SQLITE_READONLY") || message.contains("SQLITE_CANTOPEN")) {
                return new IndexUnavailableException(
                        path + " cannot be written; make it and its folder writable, or use another index with --db",
                        e);
            }
        }
        return switch (fault.kind()) {
            case DAMAGED -> new IndexUnavailableException(fault.reason(), e);
            case LOCKED, PASSING ->
                new IndexAwayException("the index " + path + " cannot be opened: " + fault.reason(), e);
            case OURS -> new IndexUnavailableException(path + ": " + Reasons.of(e), e);
        };
    }

    public Path path() {
        return path;
    }

    /** The handle of the one writing thread; its transactions take the write lock when they begin. */
    public Handle writeHandle() {
        return Jdbi.open(this::connectToWrite);
    }

    /** A handle that cannot write. */
    public Handle readHandle() {
        return Jdbi.open(this::connectToRead);
    }

    private Connection connect() throws SQLException {
        return open(writing(BUSY_MS));
    }

    /** Of one that is there: what was moved away must not come back as an empty one. */
    private Connection connectToWrite() throws SQLException {
        SQLiteConfig config = writing(WRITER_BUSY_MS);
        config.resetOpenMode(SQLiteOpenMode.CREATE);
        Connection connection = open(config);
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA wal_autocheckpoint = " + CHECKPOINT_PAGES);
        }
        return connection;
    }

    private static SQLiteConfig writing(int busyMs) {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(busyMs);
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
        config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
        config.setCacheSize(-CACHE_KIB);
        config.setJournalSizeLimit(64 * 1024 * 1024);
        return config;
    }

    private Connection connectToRead() throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(BUSY_MS);
        config.setReadOnly(true);
        return open(config);
    }

    /** A first migration that was killed leaves a journal, and who reads behind that has to undo what it holds first. */
    private Connection connectToCheck() throws SQLException {
        if (!Files.exists(path.resolveSibling(path.getFileName() + "-journal"))) {
            return connectToRead();
        }
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(BUSY_MS);
        return open(config);
    }

    private Connection open(SQLiteConfig config) throws SQLException {
        Properties properties = config.toProperties();
        // Asking for generated keys after every statement costs three quarters of the insert rate; we use RETURNING.
        properties.setProperty("jdbc.get_generated_keys", "false");
        return DriverManager.getConnection(url(), properties);
    }

    private String url() {
        return "jdbc:sqlite:" + path;
    }

    private static void closeQuietly(IndexLock lock) {
        try {
            lock.close();
        } catch (IOException e) {
            // The failure that brought us here is the one to tell.
        }
    }

    @Override
    public void close() {
        closeQuietly(lock);
    }
}
