package io.github.exrdex.cli;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** How an answer is written. */
enum Format {
    /** Aligned columns for people. */
    TABLE,
    /** A heading line, then a line a row; tabs between, control characters and backslashes escaped. */
    TSV,
    /** RFC 4180 with a heading line. */
    CSV,
    /** One array of objects. */
    JSON,
    /** An object a line. */
    JSONL,
    /** The path of each file, its raw bytes, a line each. */
    PATHS,
    /** The path of each file, its raw bytes, each ended by a zero byte. */
    PATHS0,
    /** The frame numbers of each sequence, a line each: {@code 1001-1006,1008}. */
    FRAMES,
    /** How many rows, and nothing else. */
    COUNT;

    /** What suits an answer of rows. */
    static final Set<Format> OF_ROWS = Collections.unmodifiableSet(EnumSet.of(TABLE, TSV, CSV, JSON, JSONL, COUNT));

    /** What suits an answer that nobody counts. */
    static final Set<Format> OF_FACTS = Collections.unmodifiableSet(EnumSet.of(TABLE, TSV, CSV, JSON, JSONL));

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Format> of(String text) {
        return Arrays.stream(values())
                .filter(format -> format.text().equals(text))
                .findFirst();
    }
}
