package io.github.exrdex.store;

/** The index cannot be written now, for its disk is full, fails, or somebody has it locked; it can when that is mended. */
public final class IndexAwayException extends IndexUnavailableException {
    private static final long serialVersionUID = 1;

    public IndexAwayException(String message, Throwable cause) {
        super(message, cause);
    }
}
