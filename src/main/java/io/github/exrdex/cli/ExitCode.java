package io.github.exrdex.cli;

/** What the shell is told. A contract: scripts branch on these. */
public final class ExitCode {
    public static final int FOUND = 0;
    public static final int NOTHING_FOUND = 1;
    public static final int USAGE = 2;
    public static final int NOT_INDEXED = 3;
    public static final int DATABASE = 4;
    public static final int INTERRUPTED = 5;

    private ExitCode() {}
}
