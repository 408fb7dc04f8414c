package io.github.exrdex.index;

import java.util.Optional;

/**
 * The daemon lives and cannot write at present.
 *
 * @param sinceAt milliseconds since 1970, as is the other
 * @param aliveAt when the daemon said so last
 * @param reason one line for people: what is in the way, and where
 */
public record WritePause(long pid, long sinceAt, long aliveAt, String reason) {
    /** It says so every second, and every five where it waits for a lock; after this long it is dead. Picked, not measured. */
    private static final long ALIVE_MS = 60_000;

    /** Does it still count? A daemon that died in its pause leaves the note behind. */
    public boolean holds(long nowAt) {
        return nowAt - aliveAt <= ALIVE_MS;
    }

    /** One line. */
    String encoded() {
        return pid + " " + sinceAt + " " + aliveAt + " " + reason.replaceAll("\\p{Cntrl}", " ");
    }

    /** Empty where the text says nothing, or is not ours. */
    static Optional<WritePause> of(String text) {
        String[] words = text.lines().findFirst().orElse("").split(" ", 4);
        try {
            return words.length < 4
                    ? Optional.empty()
                    : Optional.of(new WritePause(
                            Long.parseLong(words[0]),
                            Long.parseLong(words[1]),
                            Long.parseLong(words[2]),
                            words[3].strip()));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
