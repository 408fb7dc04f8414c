package io.github.exrdex.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Log lines on their way to a pipe that somebody may have stopped reading, or to a disk that hangs: they are written by a thread
 * of its own, and what does not fit into a bounded queue before it is left out and counted. So no line ever holds up the indexing.
 *
 * <p>Threads: any; {@link #close} the owner.
 */
final class PatientLog extends OutputStream {
    private static final int MOST_WRITES = 4_096;
    private static final long LAST_WORD_MS = 1_000;
    private static final byte[] END = new byte[0];

    private final OutputStream to;
    private final BlockingQueue<byte[]> waiting = new ArrayBlockingQueue<>(MOST_WRITES);
    private final AtomicLong leftOut = new AtomicLong();
    private final Thread thread = new Thread(this::run, "exrdex-log");

    private PatientLog(OutputStream to) {
        this.to = to;
        thread.setDaemon(true);
    }

    static PatientLog before(OutputStream to) {
        PatientLog log = new PatientLog(to);
        log.thread.start();
        return log;
    }

    /** Of whole lines: each print becomes one write. */
    PrintStream asStream() {
        return new PrintStream(this, true, StandardCharsets.UTF_8);
    }

    @Override
    public void write(int oneByte) {
        write(new byte[] {(byte) oneByte}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int count) {
        if (count > 0 && !waiting.offer(Arrays.copyOfRange(bytes, from, from + count))) {
            leftOut.incrementAndGet();
        }
    }

    private void run() {
        try {
            for (byte[] bytes = waiting.take(); bytes != END; bytes = waiting.take()) {
                send(bytes);
                long lost = leftOut.getAndSet(0);
                if (lost > 0) {
                    send(("lines left out class=log count=" + lost + "\n").getBytes(StandardCharsets.US_ASCII));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void send(byte[] bytes) {
        try {
            to.write(bytes);
            to.flush();
        } catch (IOException e) {
            // Nobody reads any more, or the disk of the log is full: there is no other place to say so.
            leftOut.incrementAndGet();
        }
    }

    /** Waits a moment for the last lines. */
    @Override
    public void close() {
        try {
            if (waiting.offer(END, LAST_WORD_MS, TimeUnit.MILLISECONDS)) {
                thread.join(LAST_WORD_MS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
