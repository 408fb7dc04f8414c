package io.github.exrdex.parse;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Gives the same text for the same name bytes, so that a million frames share one {@code "dataWindow"}. A cache with a
 * fixed number of places: a name that is not there is made anew and takes the place of another.
 *
 * <p>Threads: one.
 */
final class NameTable {
    private static final int PLACES = 4096; // power of two; a farm has some hundred names

    /**
     * A name as it is shown.
     *
     * @param text with {@code \xNN} for its bytes where it is not UTF-8
     */
    record Name(String text, boolean utf8) {}

    private final @Nullable Name[] names = new Name[PLACES];
    private final byte[][] keys = new byte[PLACES][];

    NameTable() {
        Arrays.fill(keys, new byte[0]);
    }

    Name name(byte[] bytes, int from, int to) {
        int hash = 0;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + bytes[i];
        }
        int place = (hash ^ (hash >>> 15)) & (PLACES - 1);
        Name known = names[place];
        byte[] key = keys[place];
        if (known != null && Arrays.equals(key, 0, key.length, bytes, from, to)) {
            return known;
        }
        Optional<String> text = FileText.utf8(bytes, from, to);
        Name made = new Name(text.orElseGet(() -> FileText.shown(bytes, from, to)), text.isPresent());
        names[place] = made;
        keys[place] = Arrays.copyOfRange(bytes, from, to);
        return made;
    }
}
