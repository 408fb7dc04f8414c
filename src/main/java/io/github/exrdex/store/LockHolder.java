package io.github.exrdex.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Who keeps an index from being written, as {@code /proc/locks} has it: a line a lock,
 * {@code 7: POSIX ADVISORY WRITE 4711 08:01:131602 120 120}, with process, device and inode, first and last byte.
 *
 * <p>A writer in WAL mode locks byte 120 of the file {@code -shm} (sqlite.org/walformat.html, section 2.3.1); who wants the
 * database for itself alone locks the database file from {@code 0x40000000} on.
 */
public final class LockHolder {
    private static final Path PROC = Path.of("/proc");

    private static final long WAL_WRITE_BYTE = 120;

    /** Writer, checkpointer, recoverer. */
    private static final long WAL_LAST_BYTE = 122;

    /** Five marks up to which readers need the log. */
    private static final long WAL_FIRST_READ_BYTE = 123;

    private static final long WAL_LAST_READ_BYTE = 127;

    private static final long PENDING_BYTE = 0x40000000L;

    private LockHolder() {}

    /** {@code process 4711 (sqlite3)}; empty where nobody is seen to hold it, or the system does not tell. */
    static Optional<String> of(Path database) {
        return of(PROC, database);
    }

    static Optional<String> of(Path proc, Path database) {
        try {
            List<String> locks = Files.readAllLines(proc.resolve("locks"), StandardCharsets.US_ASCII);
            Path shared = database.resolveSibling(database.getFileName() + "-shm");
            return holders(locks, "WRITE", shared, WAL_WRITE_BYTE, WAL_LAST_BYTE).stream()
                    .findFirst()
                    .or(() -> holders(locks, "WRITE", database, PENDING_BYTE, Long.MAX_VALUE).stream()
                            .findFirst())
                    .map(pid -> described(proc, pid));
        } catch (IOException | RuntimeException e) {
            return Optional.empty(); // only a courtesy, and hidden in many containers
        }
    }

    /** Other processes that read the index in this moment, each once; empty also where the system does not tell. */
    public static List<String> readers(Path database) {
        return readers(PROC, database);
    }

    static List<String> readers(Path proc, Path database) {
        try {
            List<String> locks = Files.readAllLines(proc.resolve("locks"), StandardCharsets.US_ASCII);
            Path shared = database.resolveSibling(database.getFileName() + "-shm");
            String own = String.valueOf(ProcessHandle.current().pid());
            return holders(locks, "READ", shared, WAL_FIRST_READ_BYTE, WAL_LAST_READ_BYTE).stream()
                    .filter(pid -> !pid.equals(own))
                    .map(pid -> described(proc, pid))
                    .toList();
        } catch (IOException | RuntimeException e) {
            return List.of(); // only a courtesy
        }
    }

    /** The device is left out: file systems of several disks show another one there. */
    private static Set<String> holders(List<String> locks, String kind, Path file, long firstByte, long lastByte) {
        Set<String> pids = new LinkedHashSet<>();
        long inode;
        try {
            inode = ((Number) Files.getAttribute(file, "unix:ino")).longValue();
        } catch (IOException e) {
            return pids;
        }
        for (String line : locks) {
            String[] words = line.strip().split(" +", -1);
            if (words.length < 8 || !words[3].equals(kind) || !words[5].endsWith(":" + inode)) {
                continue;
            }
            long from = Long.parseLong(words[6]);
            long to = words[7].equals("EOF") ? Long.MAX_VALUE : Long.parseLong(words[7]);
            if (from <= lastByte && to >= firstByte && !words[4].startsWith("-")) {
                pids.add(words[4]);
            }
        }
        return pids;
    }

    private static String described(Path proc, String pid) {
        return "process " + pid + name(proc, pid);
    }

    private static String name(Path proc, String pid) {
        try {
            String name = Files.readString(proc.resolve(pid).resolve("comm"), StandardCharsets.UTF_8)
                    .strip();
            return name.isEmpty() ? "" : " (" + name + ")";
        } catch (IOException e) {
            return "";
        }
    }
}
