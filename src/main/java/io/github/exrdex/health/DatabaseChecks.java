package io.github.exrdex.health;

import io.github.exrdex.file.Reasons;
import io.github.exrdex.index.PauseNote;
import io.github.exrdex.index.Spool;
import io.github.exrdex.index.WritePause;
import io.github.exrdex.query.Daemon;
import io.github.exrdex.query.IndexIntegrity;
import io.github.exrdex.query.IndexReader;
import io.github.exrdex.watch.SharedMounts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/** The database: where it lies, whether it is sound, and whether somebody keeps it up. Threads: one. */
final class DatabaseChecks {
    private static final long LEAST_FREE_BYTES = 100L << 20;
    private static final long GOOD_FREE_BYTES = 1L << 30;
    private static final long LONG_LOG_BYTES = 1L << 30;

    /** A daemon looks every second. */
    private static final long LATE_MS = 60_000;

    private final Path database;

    DatabaseChecks(Path database) {
        this.database = database.toAbsolutePath().normalize();
    }

    /** WAL needs memory that all processes share, and locks that work. */
    Check place() {
        String name = "database place";
        Path folder = folder();
        try {
            String type = Files.getFileStore(folder).type();
            return SharedMounts.contain(folder)
                    ? Check.fail(
                            name,
                            database + " lies on " + type + ", where SQLite loses data",
                            "move it to a local disk and name it with --db or [index] database")
                    : Check.ok(name, database + " on " + type);
        } catch (IOException e) {
            return Check.warn(
                    name, folder + " does not tell its file system: " + Reasons.of(e), "see that it is a local disk");
        }
    }

    /** The nearest that is there: the index may yet have to be made. */
    private Path folder() {
        for (Path at = database.getParent(); at != null; at = at.getParent()) {
            if (Files.isDirectory(at)) {
                return at;
            }
        }
        return Path.of("/");
    }

    Check space() {
        String name = "free space";
        try {
            long free = Files.getFileStore(folder()).getUsableSpace();
            long size = size(database);
            String found = HostChecks.mebibytes(free) + " free beside " + HostChecks.mebibytes(size) + " of index";
            String advice =
                    "make room on the disk of " + folder() + "; exrdex prune --gone-before 30d frees some within";
            if (free < LEAST_FREE_BYTES) {
                return Check.fail(name, found, advice);
            }
            return free < Math.max(GOOD_FREE_BYTES, size) ? Check.warn(name, found, advice) : Check.ok(name, found);
        } catch (IOException e) {
            return Check.warn(name, "not known: " + Reasons.of(e), "see df " + folder());
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            return 0; // not there yet
        }
    }

    /** Some reader that never ends keeps the log from being emptied. */
    Check log() {
        long bytes = size(database.resolveSibling(database.getFileName() + "-wal"));
        return bytes < LONG_LOG_BYTES
                ? Check.ok("write-ahead log", HostChecks.mebibytes(bytes))
                : Check.warn(
                        "write-ahead log",
                        HostChecks.mebibytes(bytes) + ", so some program has been reading for long",
                        "find it with: fuser -v " + database);
    }

    /** Versions before 3.51.3 can lose what is in the log (sqlite.org/wal.html, the WAL-reset bug). */
    static Check sqlite() {
        String version = IndexIntegrity.sqliteVersion();
        return isAtLeast(version, 3, 51, 3)
                ? Check.ok("sqlite", version)
                : Check.fail("sqlite", version + " can damage an index", "put sqlite-jdbc 3.51.3.0 or newer into lib/");
    }

    static boolean isAtLeast(String version, int... least) {
        String[] parts = version.split("\\.", -1);
        for (int i = 0; i < least.length; i++) {
            int number = i < parts.length && parts[i].matches("[0-9]{1,6}") ? Integer.parseInt(parts[i]) : 0;
            if (number != least[i]) {
                return number > least[i];
            }
        }
        return true;
    }

    /** @param full compares every index with its table, too */
    static Check integrity(IndexReader index, boolean full) {
        IndexIntegrity integrity = new IndexIntegrity(index);
        Optional<String> fault = full ? integrity.fullFault() : integrity.quickFault();
        return fault.map(text -> Check.fail(
                        "integrity",
                        "damaged: " + text,
                        "stop the daemon, move the index away, and put a backup there or scan again"))
                .orElse(Check.ok(
                        "integrity", full ? "sound, every index and every count compared with its table" : "sound"));
    }

    /** @param nowAt milliseconds since 1970 */
    Check daemon(Optional<Daemon> daemon, long nowAt) {
        String name = "daemon";
        Optional<WritePause> pause = PauseNote.read(database).filter(said -> said.holds(nowAt));
        if (pause.isPresent()) {
            return Check.fail(
                    name,
                    "process " + pause.get().pid() + " cannot write for "
                            + Math.max(0, nowAt - pause.get().sinceAt()) / 1000 + " s: "
                            + pause.get().reason(),
                    "mend that, and it goes on by itself; nothing is lost");
        }
        if (daemon.isEmpty()) {
            return Check.ok(name, "never ran on this index, so it is as fresh as its last scan");
        }
        Daemon known = daemon.get();
        String ago = Math.max(0, nowAt - known.heartbeatAt()) / 1000 + " s ago";
        return switch (known.health(nowAt)) {
            case RUNNING -> Check.ok(name, "process " + known.pid() + ", last sign of life " + ago);
            case STOPPED -> Check.warn(name, "was stopped", "start it again: systemctl start exrdex, or exrdex watch");
            case SILENT ->
                Check.fail(
                        name,
                        "process " + known.pid() + " died or hangs, last sign of life " + ago,
                        "see its log (journalctl -u exrdex), then start it again");
        };
    }

    /**
     * @param running a daemon serves it
     * @param nowAt milliseconds since 1970
     */
    Check spool(boolean running, long nowAt) {
        Spool spool = Spool.beside(database);
        int depth = spool.depth();
        OptionalLong oldestAt = spool.oldestAt();
        if (depth == 0 || oldestAt.isEmpty()) {
            return Check.ok("spool", "empty");
        }
        String found = depth + " waiting, the oldest for " + Math.max(0, nowAt - oldestAt.getAsLong()) / 1000 + " s";
        if (nowAt - oldestAt.getAsLong() < LATE_MS) {
            return Check.ok("spool", found);
        }
        return Check.warn(
                "spool",
                found,
                running
                        ? "the daemon does not watch the roots that they are about, or those are away: exrdex scan ROOT"
                        : "start the daemon, or run exrdex scan on the roots that they are about");
    }
}
