package io.github.exrdex.query;

import org.sqlite.SQLiteJDBCLoader;

/** Loads SQLite's native library by itself, for of a failure the driver says no more than "error opening connection". */
final class SqliteDriver {
    private SqliteDriver() {}

    /** @throws QueryException where the temporary folder is full, away or {@code noexec}; the writing side says the same */
    static void load() {
        try {
            if (SQLiteJDBCLoader.initialize()) {
                return;
            }
        } catch (Exception e) {
            throw new QueryException(QueryException.Fault.UNUSABLE_INDEX, cure(), e);
        }
        throw new QueryException(QueryException.Fault.UNUSABLE_INDEX, cure());
    }

    private static String cure() {
        String folder = System.getProperty("org.sqlite.tmpdir", System.getProperty("java.io.tmpdir", "/tmp"));
        return "the library of SQLite cannot be unpacked into " + folder
                + " and loaded from there: is it full, missing, or mounted noexec? Name another folder with"
                + " EXRDEX_JAVA_OPTS=-Dorg.sqlite.tmpdir=DIR";
    }
}
