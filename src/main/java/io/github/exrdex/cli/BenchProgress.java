package io.github.exrdex.cli;

import java.nio.file.Files;
import java.nio.file.Path;

/** What a person sees of a run while it goes on: on a terminal one line that changes, in a log a line for each step. */
final class BenchProgress implements AutoCloseable {
    private static final String CLEAR_LINE = "\r\u001b[K";

    private final Terminal terminal;
    private final boolean oneLine;
    private String step = "";
    private boolean open;

    BenchProgress(Terminal terminal) {
        this.terminal = terminal;
        this.oneLine = terminal.outIsTerminal() && Files.isWritable(Path.of("/dev/tty"));
    }

    synchronized void tell(String line) {
        if (oneLine) {
            terminal.err().print(CLEAR_LINE + line);
            terminal.err().flush();
            open = true;
            return;
        }
        // Each file of a group would be a line of its own.
        String now = line.replaceAll("writing file .*", "writing files");
        if (!now.equals(step)) {
            step = now;
            terminal.note(now);
        }
    }

    @Override
    public synchronized void close() {
        if (open) {
            terminal.err().print(CLEAR_LINE);
            terminal.err().flush();
            open = false;
        }
    }
}
