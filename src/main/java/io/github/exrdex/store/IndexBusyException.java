package io.github.exrdex.store;

/** Another process writes the index. */
public final class IndexBusyException extends IndexUnavailableException {
    private static final long serialVersionUID = 1;

    IndexBusyException(String message) {
        super(message);
    }
}
