package io.github.exrdex.cli;

import java.util.Locale;

/**
 * One column of an answer.
 *
 * @param name as machine formats call it
 * @param audience which formats have it
 * @param heading as tables call it
 */
record Column(String name, Kind kind, Audience audience, String heading) {
    /** The name of a sequence. */
    static final String PATTERN = "pattern";

    Column(String name, Kind kind, Audience audience) {
        this(name, kind, audience, name.toUpperCase(Locale.ROOT).replace('_', ' '));
    }

    /** What the values are, and so how a table prints them. */
    enum Kind {
        /** A table leaves out its end where the line is too short. */
        TEXT,
        /** A long, or a text such as {@code 6 of 96}; to the right. */
        NUMBER,
        /** A long; in a table {@code 1.4 GiB}. */
        BYTES,
        /** A long, nanoseconds since 1970; in a table a local time. */
        TIME_NS,
        /** A text that says whether all is well: a state, or ok and -; a table may colour it. */
        VERDICT,
        /** A text; a table leaves out its middle where the line is too short. */
        PATH
    }

    /** Who is to see it. */
    enum Audience {
        ALL,
        PEOPLE,
        MACHINES,
        NOBODY
    }

    static Column of(String name, Kind kind) {
        return new Column(name, kind, Audience.ALL);
    }

    boolean in(Format format) {
        return switch (audience) {
            case ALL -> true;
            case PEOPLE -> format == Format.TABLE;
            case MACHINES -> format != Format.TABLE;
            case NOBODY -> false;
        };
    }
}
