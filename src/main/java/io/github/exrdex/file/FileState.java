package io.github.exrdex.file;

import java.util.Locale;
import java.util.Optional;

/** The state of a file as users see it; one word, the same in tables, SQL and JSON. */
public enum FileState {
    /** Young, and its header or offset table is not finished. */
    WRITING,
    /** Every chunk is in the table and the last one ends inside the file. */
    COMPLETE,
    /** Unfinished, and not touched for a while: an aborted render. */
    INCOMPLETE,
    /** The table points past the end: a cut copy. */
    TRUNCATED,
    /** Zero bytes. */
    EMPTY,
    /** The header or the table contradicts the format. */
    CORRUPT,
    /** Something else under an EXR name. */
    NOT_EXR,
    /** The system would not let us read it. */
    UNREADABLE,
    /** Was there, and is not any more. */
    GONE;

    private final String text = name().toLowerCase(Locale.ROOT);

    public String text() {
        return text;
    }

    public static Optional<FileState> of(String text) {
        for (FileState state : values()) {
            if (state.text().equals(text)) {
                return Optional.of(state);
            }
        }
        return Optional.empty();
    }
}
