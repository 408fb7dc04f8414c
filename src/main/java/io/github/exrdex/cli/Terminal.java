package io.github.exrdex.cli;

import java.io.PrintStream;

/** Where answers and notes go. */
public record Terminal(PrintStream out, PrintStream err, boolean outIsTerminal, int widthChars) {
    /** For answers that no person reads as they are. */
    public static Terminal ofPipe(PrintStream out, PrintStream err) {
        return new Terminal(out, err, false, Integer.MAX_VALUE);
    }

    /** One line for people beside the answer. */
    public void note(String line) {
        err.println("exrdex: " + line);
    }
}
