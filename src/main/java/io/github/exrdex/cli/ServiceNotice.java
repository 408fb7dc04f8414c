package io.github.exrdex.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells systemd how the daemon is, where the daemon was started by it (sd_notify(3)). Java has no datagram sockets of the
 * local kind, so each message goes by {@code systemd-notify}, a program that every systemd brings; the unit has to allow
 * that with {@code NotifyAccess=all}.
 *
 * <p>Threads: the public face is for any and never waits, but for {@link #close}, which waits a moment for the last
 * word. Messages go out on a thread of its own, and what is overtaken by a later one is not sent.
 */
final class ServiceNotice implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ServiceNotice.class);

    private static final String PROGRAM = "systemd-notify";

    /** It waits for systemd to have read the message, which takes milliseconds. */
    private static final long SEND_MS = 5_000;

    private static final long LAST_WORD_MS = 2_000;

    /** Between two messages that only say that all is well, where systemd does not ask for more. */
    private static final long STATUS_MS = 30_000;

    /** What a start that waits asks for again and again; longer than the time between two messages. */
    private static final long EXTEND_US = 120_000_000;

    private final Optional<String> socket;
    private final Optional<Path> program;
    private final long aliveMs;
    private final Thread thread = new Thread(this::send, "exrdex-notify");

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private Optional<String> ready = Optional.empty();
    private boolean everReady;
    private boolean stopping;
    private boolean alive;
    private boolean closed;
    private Optional<String> status = Optional.empty();
    private long lastAliveNs;

    private ServiceNotice(Optional<String> socket, Optional<Path> program, long aliveMs) {
        this.socket = socket;
        this.program = program;
        this.aliveMs = aliveMs;
        this.lastAliveNs = System.nanoTime() - TimeUnit.MILLISECONDS.toNanos(aliveMs);
    }

    /** Says nothing to anybody where no {@code NOTIFY_SOCKET} is set. */
    static ServiceNotice of(Map<String, String> environment) {
        Optional<String> socket =
                Optional.ofNullable(environment.get("NOTIFY_SOCKET")).filter(name -> !name.isBlank());
        Optional<Path> program = socket.isEmpty() ? Optional.empty() : programOn(environment.getOrDefault("PATH", ""));
        ServiceNotice notice =
                new ServiceNotice(socket, program, aliveMs(environment.getOrDefault("WATCHDOG_USEC", "")));
        if (program.isPresent()) {
            notice.thread.setDaemon(true);
            notice.thread.start();
        } else if (socket.isPresent()) {
            LOG.warn("systemd is not told how the daemon is, for {} is not on the PATH", PROGRAM);
        }
        return notice;
    }

    private static Optional<Path> programOn(String path) {
        for (String folder : path.split(":", -1)) {
            Path program = Path.of(folder.isEmpty() ? "." : folder, PROGRAM);
            if (Files.isExecutable(program)) {
                return Optional.of(program);
            }
        }
        return Optional.empty();
    }

    /** A third of the time that systemd grants, so that one lost message does no harm. */
    private static long aliveMs(String watchdogUs) {
        try {
            return Math.max(1, Math.min(STATUS_MS, Long.parseLong(watchdogUs) / 1_000 / 3));
        } catch (NumberFormatException e) {
            return STATUS_MS;
        }
    }

    /** The start is over. */
    void ready(String text) {
        say(() -> {
            ready = Optional.of(text);
            everReady = true;
        });
    }

    /**
     * Everything works at this moment, or waits for what only people can mend; before the start is over that is a plea for more
     * time. May be called as often as one likes.
     */
    void alive(String text) {
        long now = System.nanoTime();
        say(() -> {
            if (now - lastAliveNs >= TimeUnit.MILLISECONDS.toNanos(aliveMs)) {
                lastAliveNs = now;
                alive = true;
                status = Optional.of(text);
            }
        });
    }

    /** It was told to stop, and finishes what it has in hand. */
    void stopping() {
        say(() -> stopping = true);
    }

    private void say(Runnable note) {
        if (program.isEmpty()) {
            return;
        }
        lock.lock();
        try {
            note.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void send() {
        try {
            for (List<String> message = take(); !message.isEmpty(); message = take()) {
                send(message);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits for something to say; nothing at the end. */
    private List<String> take() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            List<String> message = new ArrayList<>();
            while (message.isEmpty()) {
                if (ready.isPresent()) {
                    // By itself: the next beat has a status of its own, and may come before this is sent.
                    message.addAll(List.of("READY=1", "STATUS=" + ready.get()));
                    ready = Optional.empty();
                    return message;
                }
                add(message, stopping, "STOPPING=1");
                add(message, alive, everReady ? "WATCHDOG=1" : "EXTEND_TIMEOUT_USEC=" + EXTEND_US);
                status.ifPresent(text -> message.add("STATUS=" + text));
                stopping = false;
                alive = false;
                status = Optional.empty();
                if (message.isEmpty()) {
                    if (closed) {
                        return message;
                    }
                    changed.await();
                }
            }
            return message;
        } finally {
            lock.unlock();
        }
    }

    private static void add(List<String> message, boolean wanted, String line) {
        if (wanted) {
            message.add(line);
        }
    }

    private void send(List<String> message) throws InterruptedException {
        List<String> words = new ArrayList<>();
        words.add(program.orElseThrow().toString());
        words.addAll(message);
        ProcessBuilder builder = new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        builder.environment().put("NOTIFY_SOCKET", socket.orElseThrow());
        try {
            Process process = builder.start();
            if (!process.waitFor(SEND_MS, TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                LOG.warn("{} does not end message={}", PROGRAM, message);
            } else if (process.exitValue() != 0) {
                LOG.warn("{} failed code={} message={}", PROGRAM, process.exitValue(), message);
            }
        } catch (IOException e) {
            LOG.warn("{} cannot be started reason={}", PROGRAM, e.getMessage());
        }
    }

    @Override
    public void close() {
        say(() -> closed = true);
        try {
            thread.join(LAST_WORD_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
