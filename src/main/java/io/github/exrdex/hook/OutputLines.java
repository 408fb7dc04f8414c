package io.github.exrdex.hook;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * What a command says, cut into lines that are safe to be logged, up to a measure. Threads: one.
 *
 * @see ChildRun
 */
final class OutputLines {
    static final int MOST_LINES = 100;
    static final int MOST_LINE_BYTES = 1_000;

    private final Consumer<String> log;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private int lines;
    private long droppedBytes;

    OutputLines(Consumer<String> log) {
        this.log = log;
    }

    void add(byte[] bytes, int count) {
        for (int i = 0; i < count; i++) {
            if (bytes[i] == '\n') {
                endLine();
            } else if (lines < MOST_LINES && line.size() < MOST_LINE_BYTES) {
                line.write(bytes[i]);
            } else {
                droppedBytes++;
            }
        }
    }

    private void endLine() {
        if (line.size() > 0 && lines < MOST_LINES) {
            lines++;
            log.accept(plain(line.toString(StandardCharsets.UTF_8)));
        }
        line.reset();
    }

    /** The command is over. */
    void end() {
        endLine();
        if (droppedBytes > 0) {
            log.accept("(" + droppedBytes + " bytes more are not logged)");
        }
    }

    /** Nobody's output may look like lines of ours, or steer a terminal. */
    private static String plain(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        text.codePoints().forEach(c -> plain.appendCodePoint(Character.isISOControl(c) && c != '\t' ? '?' : c));
        return plain.toString().stripTrailing();
    }
}
