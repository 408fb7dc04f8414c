package io.github.exrdex.store;

import io.github.exrdex.file.Reasons;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The right to write an index: a lock on a file beside it, never on the database file itself (closing any descriptor of
 * that would drop SQLite's own locks). The kernel frees it when the process ends, however it ends.
 */
final class IndexLock implements AutoCloseable {
    private final FileChannel channel;

    private IndexLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * @throws IndexBusyException where another process has it
     * @throws IndexUnavailableException where the folder takes no files
     */
    static IndexLock take(Path database) {
        Path file = database.resolveSibling(database.getFileName() + ".lock");
        try {
            FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            FileLock lock = tryLock(channel);
            if (lock == null) {
                String holder = holder(file);
                channel.close();
                throw new IndexBusyException("another exrdex" + holder + " is writing " + database
                        + "; wait for it, stop it, or use another index with --db");
            }
            sign(channel);
            return new IndexLock(channel);
        } catch (IOException e) {
            throw unavailable(
                    "cannot write in " + database.toAbsolutePath().getParent() + " (" + Reasons.of(e)
                            + "); the index needs a folder that you may write to: name one with --db",
                    e);
        }
    }

    /** Room comes back, a folder of somebody else does not. */
    static IndexUnavailableException unavailable(String message, IOException e) {
        return Reasons.of(e).contains("no space left")
                ? new IndexAwayException(message, e)
                : new IndexUnavailableException(message, e);
    }

    /** Of equal length for all, so that it needs no room that it had not before; a full disk takes none, and that is no harm. */
    private static void sign(FileChannel channel) {
        String pid =
                String.format(Locale.ROOT, "%-19d%n", ProcessHandle.current().pid());
        try {
            channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)), 0);
        } catch (IOException e) {
            // The name is only a courtesy; the lock is held all the same.
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // held by this very process
        }
    }

    private static String holder(Path file) {
        try {
            String pid = Files.readString(file, StandardCharsets.US_ASCII)
                    .lines()
                    .findFirst()
                    .orElse("")
                    .strip();
            return pid.isEmpty() ? "" : " (process " + pid + ")";
        } catch (IOException e) {
            return ""; // only a courtesy
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
