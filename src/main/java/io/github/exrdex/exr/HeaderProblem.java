package io.github.exrdex.exr;

/**
 * Something wrong with a file, as a value: stored as a row, never thrown at a user.
 *
 * @param offset byte from the start of the file, -1 where no single byte is to blame
 * @param detail one sentence for people, with the numbers
 */
public record HeaderProblem(Severity severity, ProblemKind kind, long offset, String detail) {
    /** FATAL: the header cannot be trusted as a whole. WARN: all the rest of it can. */
    public enum Severity {
        FATAL("fatal"),
        WARN("warn");

        private final String text;

        Severity(String text) {
            this.text = text;
        }

        public String text() {
            return text;
        }
    }

    public static HeaderProblem fatal(ProblemKind kind, long offset, String detail) {
        return new HeaderProblem(Severity.FATAL, kind, offset, detail);
    }

    public static HeaderProblem warn(ProblemKind kind, long offset, String detail) {
        return new HeaderProblem(Severity.WARN, kind, offset, detail);
    }
}
