package io.github.exrdex.query;

import java.nio.file.Path;
import java.sql.DriverManager;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.sqlite.SQLiteConfig;

/** An index opened to be asked; nothing here can write. Threads: one. */
public final class IndexReader implements AutoCloseable {
    private static final int BUSY_MS = 30_000;

    private final Handle handle;

    private IndexReader(Handle handle) {
        this.handle = handle;
    }

    public static IndexReader open(Path database) {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(BUSY_MS);
        config.setReadOnly(true);
        return new IndexReader(
                Jdbi.open(() -> DriverManager.getConnection("jdbc:sqlite:" + database, config.toProperties())));
    }

    Handle handle() {
        return handle;
    }

    @Override
    public void close() {
        handle.close();
    }
}
