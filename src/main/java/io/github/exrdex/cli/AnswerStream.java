package io.github.exrdex.cli;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Stdout that does not swallow its failures. A {@link PrintStream} only takes a note of them, so an answer cut short by a
 * full disk would look like a whole one; here the first comes out as {@link OutputFailedException}, and what is written
 * while that one unwinds is dropped.
 */
final class AnswerStream extends OutputStream {
    private static final int BUFFER_BYTES = 64 * 1024;

    private final OutputStream target;
    private boolean failed;

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
        if (failed) {
            return;
        }
        try {
            target.write(bytes, offset, length);
        } catch (IOException e) {
            failed = true;
            throw new OutputFailedException(e);
        }
    }

    @Override
    public void flush() {
        if (failed) {
            return;
        }
        try {
            target.flush();
        } catch (IOException e) {
            failed = true;
            throw new OutputFailedException(e);
        }
    }
}
