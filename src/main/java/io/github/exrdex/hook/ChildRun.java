package io.github.exrdex.hook;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * Runs a command without a shell. What it reads lies in a file, and what it says is taken as it comes and never waited for, so
 * neither a command that reads nothing nor a grandchild that keeps the pipe open can hold anybody up.
 *
 * <p>Threads: any; a run takes the thread that asks for it.
 *
 * @param environment beside that of this process
 * @param timeoutMs then it is told to end, with all that it started, and killed a moment later
 */
record ChildRun(List<String> command, Map<String, String> environment, long timeoutMs, LongSupplier nanoTime) {
    /** Between SIGTERM and SIGKILL. */
    static final long KILL_MS = 2_000;

    private static final long LOOK_MS = 20;

    /** Whoever has these in the environment can speak to systemd in our name. */
    private static final List<String> NOT_PASSED_ON = List.of("NOTIFY_SOCKET", "WATCHDOG_USEC", "WATCHDOG_PID");

    ChildRun {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }

    /** How it ended. */
    enum End {
        BY_ITSELF,
        TIMED_OUT,
        /** Somebody asked for the end of it. */
        STOPPED
    }

    /** @param code of the exit; meaningless where it was killed */
    record Result(End end, int code, long millis) {}

    /** A run that is under way is told of its process number. */
    interface Output {
        void said(long pid, String line);
    }

    /**
     * @param input for its standard input
     * @param mustEnd asked all the time; once true, the run is ended like one that takes too long
     * @throws IOException where it cannot be started
     */
    Result run(String input, Output output, BooleanSupplier mustEnd) throws IOException, InterruptedException {
        long startedNs = nanoTime.getAsLong();
        Process process = start(input);
        OutputLines lines = new OutputLines(line -> output.said(process.pid(), line));
        End end = End.BY_ITSELF;
        while (end == End.BY_ITSELF && !process.waitFor(LOOK_MS, TimeUnit.MILLISECONDS)) {
            drain(process, lines);
            if (millisSince(startedNs) > timeoutMs) {
                end = End.TIMED_OUT;
            } else if (mustEnd.getAsBoolean()) {
                end = End.STOPPED;
            }
        }
        if (end != End.BY_ITSELF) {
            kill(process, lines);
        }
        drain(process, lines);
        lines.end();
        return new Result(end, process.isAlive() ? -1 : process.exitValue(), millisSince(startedNs));
    }

    private long millisSince(long sinceNs) {
        return TimeUnit.NANOSECONDS.toMillis(nanoTime.getAsLong() - sinceNs);
    }

    private Process start(String input) throws IOException {
        Path file = Files.createTempFile("exrdex-hook-", ".json");
        try {
            Files.writeString(file, input);
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectErrorStream(true).redirectInput(file.toFile());
            builder.environment().keySet().removeAll(NOT_PASSED_ON);
            builder.environment().putAll(environment);
            return builder.start();
        } finally {
            // The child has it open.
            Files.delete(file);
        }
    }

    /** Takes what is there and waits for nothing. */
    private static void drain(Process process, OutputLines lines) {
        byte[] buffer = new byte[8192];
        InputStream output = process.getInputStream();
        try {
            // Bounded, as a child that says more than we can take must not keep us from looking at the clock.
            for (int i = 0; i < 256; i++) {
                int there = output.available();
                int count = there <= 0 ? 0 : output.read(buffer, 0, Math.min(there, buffer.length));
                if (count <= 0) {
                    return;
                }
                lines.add(buffer, count);
            }
        } catch (IOException e) {
            // It has closed its end; there is nothing more to hear.
        }
    }

    private void kill(Process process, OutputLines lines) throws InterruptedException {
        // By their handles: Process.destroy would close the pipe, and last words are worth hearing. Before the signal,
        // for
        // whose parent is dead is nobody's descendant any more.
        List<ProcessHandle> tree = new ArrayList<>(tree(process));
        tree.forEach(ProcessHandle::destroy);
        long sinceNs = nanoTime.getAsLong();
        while (tree.stream().anyMatch(ProcessHandle::isAlive) && millisSince(sinceNs) < KILL_MS) {
            process.waitFor(LOOK_MS, TimeUnit.MILLISECONDS);
            TimeUnit.MILLISECONDS.sleep(process.isAlive() ? 0 : LOOK_MS);
            drain(process, lines);
        }
        tree.addAll(tree(process));
        tree.forEach(ProcessHandle::destroyForcibly);
        // One that hangs in a mount dies when the mount answers; nobody waits for that.
        process.waitFor(KILL_MS, TimeUnit.MILLISECONDS);
    }

    private static List<ProcessHandle> tree(Process process) {
        return Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
    }
}
