package io.github.exrdex.cli;

/** What the shell is told. A contract: scripts branch on these. */
public final class ExitCode {
    /** An answer was found; a job was done; nothing is wrong. */
    public static final int FOUND = 0;

    /** The question was fine, and nothing fits it; or something that was required is missing. */
    public static final int NOTHING_FOUND = 1;

    /** A word of the command line means nothing. */
    public static final int USAGE = 2;

    /** The index does not know that part of the disk, or is older than {@code --max-age}. */
    public static final int NOT_INDEXED = 3;

    /** The database cannot be used. */
    public static final int DATABASE = 4;

    /** Stopped before the end; what was done by then is kept. */
    public static final int INTERRUPTED = 5;

    private ExitCode() {}
}
