package io.github.exrdex.store;

import java.sql.SQLException;

/** A statement of the writer failed: the batch is rolled back and tried again or given up, by whoever owns it. */
public final class StatementFailedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    StatementFailedException(SQLException cause) {
        super(cause.getMessage(), cause);
    }
}
