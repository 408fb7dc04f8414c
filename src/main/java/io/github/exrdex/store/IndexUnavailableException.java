package io.github.exrdex.store;

/** The database cannot be used as it is; the message says why and what to do. */
public class IndexUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public IndexUnavailableException(String message) {
        super(message);
    }

    public IndexUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
