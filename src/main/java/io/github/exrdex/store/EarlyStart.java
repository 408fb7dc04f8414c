package io.github.exrdex.store;

import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/**
 * Loads the driver of SQLite and Jdbi on a thread of its own while the command line is still being read: both take as long, and
 * nobody else wants the second core then. Nearly every verb needs them.
 */
public final class EarlyStart {
    private EarlyStart() {}

    /**
     * Begins, and does not wait. Whatever fails here fails once more, and is told of, where somebody needs it.
     *
     * @param libraryFolder where an earlier start has put SQLite's library (bin/exrdex-prepare); without one the driver would unpack
     *     a megabyte into the temporary folder, which is not done for who only asks for help
     * @return empty where nothing is begun
     */
    public static Optional<Thread> begin(@Nullable String libraryFolder) {
        if (libraryFolder == null) {
            return Optional.empty();
        }
        Thread loading = new Thread(EarlyStart::askNothing, "exrdex-start");
        loading.setDaemon(true);
        loading.start();
        return Optional.of(loading);
    }

    /** Asks a database in memory as a question asks an index, so that all of the way is there. */
    private static void askNothing() {
        try (Handle handle = Jdbi.open("jdbc:sqlite::memory:")) {
            handle.createQuery("SELECT :number, :text")
                    .bindMap(Map.of("number", 1L, "text", "a"))
                    .map((row, context) -> row.getString(2))
                    .list();
        } catch (JdbiException | LinkageError e) {
            // The first question says it better.
        }
    }
}
