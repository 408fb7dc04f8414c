package io.github.exrdex.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * What it means that the index could not be written, by SQLite's code; that stands somewhere among the causes, for Jdbi
 * and Flyway put words of their own around it.
 *
 * @param reason one line for people
 */
public record WriteFault(Kind kind, String reason) {
    /** What can be done about it. */
    public enum Kind {
        /** Another process writes, which takes moments as a rule. */
        LOCKED,
        /** The disk is full, read-only, or fails: heals once somebody mends it, and the same batch goes in then. */
        PASSING,
        /** Writing on would make it worse. */
        DAMAGED,
        /** None of SQLite's: a mistake of ours, which the same batch meets again. */
        OURS
    }

    private static final int PRIMARY = 0xff;
    private static final String NO_ROOM = "no room left: ";
    private static final long SOME_ROOM_BYTES = 1 << 20;

    /**
     * Asks the disk and the kernel as well, so that it can say how much room there is and who holds the lock.
     *
     * @param database file of the index
     */
    public static WriteFault of(Throwable failure, Path database) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLiteException fault) {
                return of(fault.getResultCode(), fault, database);
            }
        }
        return new WriteFault(Kind.OURS, innermost(failure));
    }

    private static WriteFault of(SQLiteErrorCode code, SQLiteException fault, Path database) {
        int primary = code.code & PRIMARY;
        if (primary == SQLiteErrorCode.SQLITE_BUSY.code
                || primary == SQLiteErrorCode.SQLITE_LOCKED.code
                || primary == SQLiteErrorCode.SQLITE_PROTOCOL.code) {
            return new WriteFault(
                    Kind.LOCKED,
                    "the database is locked by " + LockHolder.of(database).orElse("another process"));
        }
        if (primary == SQLiteErrorCode.SQLITE_CORRUPT.code || primary == SQLiteErrorCode.SQLITE_NOTADB.code) {
            return new WriteFault(Kind.DAMAGED, damaged(database));
        }
        if (primary == SQLiteErrorCode.SQLITE_FULL.code) {
            return new WriteFault(Kind.PASSING, NO_ROOM + room(database));
        }
        if (primary == SQLiteErrorCode.SQLITE_IOERR.code) {
            // What SQLite cannot write for want of room it calls an error of the disk here and there.
            return new WriteFault(
                    Kind.PASSING,
                    (hasRoom(database) ? "the disk fails (" + code.name() + "); " : NO_ROOM) + room(database));
        }
        if (primary == SQLiteErrorCode.SQLITE_READONLY.code) {
            return new WriteFault(
                    Kind.PASSING, database + " or its folder is read-only now (" + code.name() + "): make it writable");
        }
        if (primary == SQLiteErrorCode.SQLITE_CANTOPEN.code) {
            return new WriteFault(
                    Kind.PASSING,
                    Files.exists(database)
                            ? database + " cannot be opened (" + code.name() + "): see its permissions"
                            : database
                                    + " is not there any more: put it back, or start exrdex again to make a new one");
        }
        if (primary == SQLiteErrorCode.SQLITE_NOMEM.code) {
            return new WriteFault(Kind.PASSING, "SQLite gets no memory from the system");
        }
        return new WriteFault(Kind.OURS, innermost(fault));
    }

    /** Where it lies, and how to keep it: a damaged index may hold a history that no scan brings back. */
    static String damaged(Path database) {
        String name = String.valueOf(database.getFileName());
        String aside = database + ".damaged";
        return database + " is not a database, or a damaged one; put it aside with: mkdir " + aside + " && mv "
                + database + " " + database.resolveSibling(name + "-*") + " " + aside
                + "/ and then put a backup there or scan again; or name another file with --db";
    }

    private static boolean hasRoom(Path database) {
        try {
            return Files.getFileStore(folder(database)).getUsableSpace() >= SOME_ROOM_BYTES;
        } catch (IOException e) {
            return true; // not known to be full
        }
    }

    private static Path folder(Path database) {
        Path folder = database.toAbsolutePath().getParent();
        return folder == null ? Path.of("/") : folder;
    }

    private static String room(Path database) {
        String temporary = System.getProperty("java.io.tmpdir", "/tmp");
        return free(folder(database)) + ", where the index is, " + free(Path.of(temporary)) + ", for temporary files";
    }

    private static String free(Path folder) {
        try {
            return (Files.getFileStore(folder).getUsableSpace() >> 20) + " MiB free in " + folder;
        } catch (IOException e) {
            return folder + " does not answer";
        }
    }

    /** The innermost message names the fault; those around it only say which statement met it. */
    private static String innermost(Throwable failure) {
        Throwable inner = failure;
        while (inner.getCause() != null && inner.getCause() != inner) {
            inner = inner.getCause();
        }
        return inner.getMessage() == null
                ? inner.getClass().getSimpleName()
                : inner.getMessage().lines().findFirst().orElse("");
    }
}
