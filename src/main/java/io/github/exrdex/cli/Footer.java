package io.github.exrdex.cli;

import io.github.exrdex.query.Freshness;

/** The line below a table: how much there was, and how old the answer is. On stderr, and for people only. */
final class Footer {
    private Footer() {}

    /** @param nowAt milliseconds since 1970 */
    static void print(Terminal terminal, String found, Freshness freshness, long nowAt) {
        if (terminal.outIsTerminal()) {
            terminal.out().flush();
            terminal.err().println(found + ", " + asOf(freshness, nowAt));
        }
    }

    /** {@code as of 2026-11-24 09:41:07 (2 m ago)}. */
    private static String asOf(Freshness freshness, long nowAt) {
        if (freshness.asOf().isEmpty()) {
            return freshness.oldestRoot().isEmpty()
                    ? "no folder is indexed yet"
                    : PlainText.oneLine(freshness.oldestRoot()) + " was never seen completely";
        }
        long asOf = freshness.asOf().getAsLong();
        return "as of " + PlainText.ago(asOf, nowAt);
    }
}
