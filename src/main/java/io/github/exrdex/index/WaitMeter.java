package io.github.exrdex.index;

import io.github.exrdex.file.Reasons;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.OptionalDouble;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which part of its working time a thread waits for something other than a processor; for a worker that is the file system. The
 * kernel counts for each thread how long it ran and how long it was ready to run ({@code /proc/PID/schedstat}, nanoseconds,
 * Documentation/scheduler/sched-stats.rst); what is left of the time by the clock was spent waiting. A busy machine is therefore
 * not taken for a slow disk.
 *
 * <p>Threads: the one that made it.
 */
final class WaitMeter implements Crew.Meter {
    private static final Logger LOG = LoggerFactory.getLogger(WaitMeter.class);
    private static final Path COUNTS = Path.of("/proc/thread-self/schedstat");

    /** The counts are as old as the kernel's last tick, 10 ms at most. */
    private static final long ENOUGH_NS = 100_000_000;

    private final Optional<FileChannel> counts;
    private final ByteBuffer text = ByteBuffer.allocate(64);
    private long startedNs;
    private long workedNs;
    private long countedNs;

    private WaitMeter(Optional<FileChannel> counts) {
        this.counts = counts;
        this.countedNs = counted();
    }

    static WaitMeter ofThisThread() {
        try {
            return new WaitMeter(Optional.of(FileChannel.open(COUNTS, StandardOpenOption.READ)));
        } catch (IOException e) {
            LOG.debug("cannot tell how long threads wait file={} reason={}", COUNTS, Reasons.of(e));
            return new WaitMeter(Optional.empty());
        }
    }

    @Override
    public void start() {
        startedNs = System.nanoTime();
    }

    /** Every tenth of a second of work there is an answer; none where the kernel does not tell. */
    @Override
    public OptionalDouble stop() {
        workedNs += System.nanoTime() - startedNs;
        if (counts.isEmpty() || workedNs < ENOUGH_NS) {
            return OptionalDouble.empty();
        }
        long now = counted();
        double waited = 1 - (now - countedNs) / (double) workedNs;
        countedNs = now;
        workedNs = 0;
        return OptionalDouble.of(Math.max(0, Math.min(1, waited)));
    }

    /** Nanoseconds on a processor or ready for one, since the thread began. */
    private long counted() {
        if (counts.isEmpty()) {
            return 0;
        }
        try {
            text.clear();
            counts.get().read(text, 0);
            String[] numbers = new String(text.array(), 0, text.position(), StandardCharsets.US_ASCII).split(" ", -1);
            return Long.parseLong(numbers[0]) + Long.parseLong(numbers[1]);
        } catch (IOException | NumberFormatException | ArrayIndexOutOfBoundsException e) {
            // As if it had run all the time.
            return countedNs + workedNs;
        }
    }

    @Override
    public void close() {
        counts.ifPresent(open -> {
            try {
                open.close();
            } catch (IOException e) {
                LOG.debug("cannot be closed file={} reason={}", COUNTS, Reasons.of(e));
            }
        });
    }
}
