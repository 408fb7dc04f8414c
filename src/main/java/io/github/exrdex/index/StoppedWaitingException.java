package io.github.exrdex.index;

import io.github.exrdex.store.IndexUnavailableException;

/** Somebody stopped the program while it waited for the index to take what it had: the next start finds all of it again. */
public final class StoppedWaitingException extends IndexUnavailableException {
    private static final long serialVersionUID = 1;

    StoppedWaitingException(String reason, Throwable cause) {
        super(
                "stopped while the index could not be written; what was not written is found again at the next start."
                        + " It was in the way: " + reason,
                cause);
    }
}
