package io.github.exrdex.store;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/**
 * Loads the driver of SQLite, and Jdbi for who writes, on a thread of its own while the command line is still being read: both take as
 * long, and nobody else wants the second core then. Nearly every verb needs the driver.
 */
public final class EarlyStart {
    private EarlyStart() {}

    /**
     * Begins, and does not wait. Whatever fails here fails once more, and is told of, where somebody needs it.
     *
     * @param libraryFolder where an earlier start has put SQLite's library (bin/exrdex-prepare); without one the driver would unpack
     *     a megabyte into the temporary folder, which is not done for who only asks for help
     * @param writes the index will be written
     * @return empty where nothing is begun
     */
    public static Optional<Thread> begin(@Nullable String libraryFolder, boolean writes) {
        if (libraryFolder == null) {
            return Optional.empty();
        }
        Thread loading = new Thread(writes ? EarlyStart::askByJdbi : EarlyStart::askByDriver, "exrdex-start");
        loading.setDaemon(true);
        loading.start();
        return Optional.of(loading);
    }

    /** Asks a database in memory as a question asks an index, so that all of the way is there. */
    private static void askByDriver() {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:");
                PreparedStatement statement = connection.prepareStatement("SELECT ?1")) {
            statement.setObject(1, "a");
            try (ResultSet row = statement.executeQuery()) {
                row.next();
            }
        } catch (SQLException | LinkageError e) {
            // The first question says it better.
        }
    }

    private static void askByJdbi() {
        try (Handle handle = Jdbi.open("jdbc:sqlite::memory:")) {
            handle.createQuery("SELECT :number, :text")
                    .bindMap(Map.of("number", 1L, "text", "a"))
                    .map((row, context) -> row.getString(2))
                    .list();
        } catch (JdbiException | LinkageError e) {
            // The first statement says it better.
        }
    }
}
