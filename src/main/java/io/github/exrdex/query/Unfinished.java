package io.github.exrdex.query;

import io.github.exrdex.file.FileState;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * The few files that are not complete, by sequence, for the WITH of a statement. A small index has them, so nobody has to ask
 * every file for its state.
 */
final class Unfinished {
    /** Sequences with such a file, or with one that is gone. */
    static final String SEQUENCES =
            "SELECT y.sequence_id FROM file y WHERE y.state <> 'complete' AND y.state IN (" + states(true) + ")";

    private Unfinished() {}

    /**
     * {@code unfinished(sequence_id, files, bad, states)}: how many files are not complete, how many of them are not being
     * written either, and the states they are in, with commas between.
     *
     * @param goneToo rows of files that are gone count as well
     */
    static String table(boolean goneToo) {
        return """
                unfinished(sequence_id, files, bad, states) AS MATERIALIZED (
                  SELECT y.sequence_id, count(*), sum(y.state <> 'writing'), group_concat(DISTINCT y.state)
                  FROM file y
                  WHERE y.state <> 'complete' AND y.state IN (%s)
                  GROUP BY y.sequence_id)""".formatted(states(goneToo));
    }

    private static String states(boolean goneToo) {
        return Arrays.stream(FileState.values())
                .filter(state -> state != FileState.COMPLETE && (goneToo || state != FileState.GONE))
                .map(state -> "'" + state.text() + "'")
                .collect(Collectors.joining(", "));
    }
}
