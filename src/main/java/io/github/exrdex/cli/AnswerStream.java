package io.github.exrdex.cli;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Stdout that does not swallow its failures. A {@link PrintStream} only takes a note of them, so an answer cut short by a
 * full disk would look like a whole one; here they come out as {@link OutputFailedException}.
 */
final class AnswerStream extends OutputStream {
    private static final int BUFFER_BYTES = 64 * 1024;

    private final OutputStream target;

    private AnswerStream(OutputStream target) {
        this.target = target;
    }

    /** Buffered and in UTF-8; whoever writes to it flushes at the end. */
    static PrintStream over(OutputStream target) {
        return new PrintStream(
                new BufferedOutputStream(new AnswerStream(target), BUFFER_BYTES), false, StandardCharsets.UTF_8);
    }

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        try {
            target.write(bytes, offset, length);
        } catch (IOException e) {
            throw new OutputFailedException(e);
        }
    }

    @Override
    public void flush() {
        try {
            target.flush();
        } catch (IOException e) {
            throw new OutputFailedException(e);
        }
    }
}
