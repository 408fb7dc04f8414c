package io.github.exrdex.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.util.LibraryLoaderUtil;

/**
 * Takes the native library out of its jar, so that not every start has to: the driver would write a megabyte into the temporary
 * folder each time, read it back, and leave it there when it is killed. Called by the launcher's helper, once for each installation.
 */
public final class SqliteLibrary {
    private SqliteLibrary() {}

    /**
     * Loads it, so that a temporary folder that is full, away or {@code noexec} is called by its name.
     *
     * @throws IndexUnavailableException where that does not succeed
     */
    static void load() {
        try {
            if (SQLiteJDBCLoader.initialize()) {
                return;
            }
        } catch (Exception e) {
            throw new IndexUnavailableException(cure(), e);
        }
        throw new IndexUnavailableException(cure());
    }

    private static String cure() {
        String folder = System.getProperty("org.sqlite.tmpdir", System.getProperty("java.io.tmpdir", "/tmp"));
        return "the library of SQLite cannot be unpacked into " + folder
                + " and loaded from there: is it full, missing, or mounted noexec? Name another folder with"
                + " EXRDEX_JAVA_OPTS=-Dorg.sqlite.tmpdir=DIR";
    }

    /**
     * Prints nothing; a failure ends the process with a code.
     *
     * @param folders one that is there, and gets the library under the name that the driver looks for
     */
    public static void main(String[] folders) throws IOException {
        String name = LibraryLoaderUtil.getNativeLibName();
        String resource = LibraryLoaderUtil.getNativeLibResourcePath() + "/" + name;
        try (InputStream library = SQLiteJDBCLoader.class.getResourceAsStream(resource)) {
            if (library == null) {
                throw new IOException("no native library for this system: " + resource);
            }
            Files.copy(library, Path.of(folders[0]).resolve(name));
        }
    }
}
