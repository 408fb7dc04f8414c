package io.github.exrdex.index;

/**
 * When files that a sweep did not find may be called gone. A mount that went away looks just like a folder that somebody
 * emptied, so a large share at once is held until it is sure.
 */
final class VanishingRule {
    /** So few are never held: picked, not measured; they are read again in a moment should they come back. */
    static final long FEW_FILES = 100;

    /** Picked, not measured: below this a person notices by eye. */
    private static final long MANY_FILES = 1_000;

    private static final long TOO_MANY_FILES = 10_000;
    private static final double TOO_LARGE_SHARE = 0.2;

    private VanishingRule() {}

    /**
     * @param vanished rows whose files were not found
     * @param known all rows of the root before the sweep that were not gone
     * @param found files that the sweep did find
     */
    static boolean hold(long vanished, long known, long found) {
        if (vanished <= FEW_FILES) {
            return false;
        }
        if (found == 0 && vanished >= known) {
            return true;
        }
        return vanished > TOO_MANY_FILES || (vanished > MANY_FILES && vanished > known * TOO_LARGE_SHARE);
    }
}
