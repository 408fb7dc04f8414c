package io.github.exrdex.cli;

import java.io.IOException;
import java.io.UncheckedIOException;

/** The answer has nowhere to go: its reader has left, or the disk that takes it is full. */
public final class OutputFailedException extends UncheckedIOException {
    private static final long serialVersionUID = 1;

    OutputFailedException(IOException cause) {
        super(String.valueOf(cause.getMessage()), cause);
    }

    /** {@code exrdex find | head} ends like this; nobody is missing anything. */
    public boolean readerHasLeft() {
        String message = String.valueOf(getMessage());
        return message.contains("Broken pipe") || message.contains("Stream closed");
    }
}
