package io.github.exrdex.config;

/** A glob, a template or a path that says nothing sensible. */
public final class PatternException extends Exception {
    private static final long serialVersionUID = 1;

    private final String reason;

    PatternException(String reason) {
        super(reason);
        this.reason = reason;
    }

    /** One line for the person who wrote it. */
    public String reason() {
        return reason;
    }
}
