package io.github.exrdex.query;

import java.util.List;
import java.util.Optional;

/**
 * What files take that are alike in some keys.
 *
 * @param keys in the order they were asked for; empty for files that have none. Several values of one key have commas between
 * @param fileCount files, also those that hold only something of it
 * @param sizeBytes on disk
 * @param share of all the bytes that the answer is about, 0 to 1
 */
public record UsageRow(
        List<Optional<String>> keys, long sequenceCount, long fileCount, long sizeBytes, double share, Method method) {
    public UsageRow {
        keys = List.copyOf(keys);
    }

    /** How the bytes are known. */
    public enum Method {
        /** All are whole files, or whole parts of files. */
        EXACT,
        /** All are shares of parts that hold something else too. */
        ESTIMATE,
        /** Some are the one, some the other. */
        MIXED
    }
}
