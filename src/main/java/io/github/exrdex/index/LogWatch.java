package io.github.exrdex.index;

import io.github.exrdex.store.IndexWriter;
import io.github.exrdex.store.LockHolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches over the length of the write-ahead log. It grows as long as somebody reads one and the same answer, and stays long
 * afterwards; so that is said once, with who it is, and as soon as nobody needs it any more it is cut to nothing.
 *
 * <p>Threads: one.
 */
final class LogWatch {
    private static final Logger LOG = LoggerFactory.getLogger(LogWatch.class);

    /** SQLite keeps it below a hundredth of this where nobody reads for long. Picked, not measured. */
    static final long LONG_BYTES = 1L << 30;

    private static final long TRY_AGAIN_NS = TimeUnit.MINUTES.toNanos(1);

    private final Path database;
    private final Path log;
    private final long longBytes;
    private final WriteLoop writes;
    private final LongSupplier nanoTime;
    private boolean told;
    private long triedAtNs;

    /** @param nanoTime as {@link System#nanoTime} */
    LogWatch(Path database, long longBytes, WriteLoop writes, LongSupplier nanoTime) {
        this.database = database;
        this.log = database.resolveSibling(database.getFileName() + "-wal");
        this.longBytes = longBytes;
        this.writes = writes;
        this.nanoTime = nanoTime;
    }

    /** Looks, and does what is to be done; waits for the writer where it is long. */
    void look() throws InterruptedException {
        long bytes = bytes();
        if (bytes < longBytes) {
            if (told) {
                LOG.info("write-ahead log is short again bytes={}", bytes);
                told = false;
            }
            return;
        }
        long nowNs = nanoTime.getAsLong();
        if (!told) {
            List<String> readers = LockHolder.readers(database);
            LOG.warn(
                    "write-ahead log grows because somebody reads for long, end that bytes={} reader={}",
                    bytes,
                    readers.isEmpty() ? "see fuser -v " + database : String.join(", ", readers));
        }
        if (!told || nowNs - triedAtNs >= TRY_AGAIN_NS) {
            writes.askWriter(IndexWriter::emptyLog);
            triedAtNs = nowNs;
        }
        told = true;
    }

    private long bytes() {
        try {
            return Files.size(log);
        } catch (IOException e) {
            return 0; // there only while somebody writes
        }
    }
}
