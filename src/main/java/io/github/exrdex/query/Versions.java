package io.github.exrdex.query;

import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/** Versions compare as numbers: {@code v10} comes after {@code v9}. A name such as {@code hero} is no version. */
final class Versions {
    /** Asks for the highest version of each piece of work. */
    static final String LATEST = "latest";

    /** What names a piece of work; versions of different ones do not compare. */
    static final List<PathToken> WORK =
            List.of(PathToken.SHOW, PathToken.SEQ, PathToken.SHOT, PathToken.TASK, PathToken.LAYER);

    private static final Pattern NUMBER = Pattern.compile("[vV]?([0-9]{1,9})");

    /** Numbers by their value, then names. */
    static final Comparator<String> ORDER = Comparator.comparingLong(
                    (String version) -> isNumber(version) ? number(version) : Long.MAX_VALUE)
            .thenComparing(Comparator.naturalOrder());

    private Versions() {}

    /** {@code 12}, {@code 012}, {@code v012}. */
    static boolean isNumber(String version) {
        return NUMBER.matcher(version).matches();
    }

    static long number(String version) {
        return Long.parseLong(version.replaceFirst("^[vV]", ""));
    }

    /**
     * The version of a sequence as a number, null where it is none.
     *
     * @param sequence alias of the table
     */
    static String sqlNumber(String sequence) {
        return """
                CASE WHEN ltrim(%1$s.version, 'vV') GLOB '[0-9]*' THEN CAST(ltrim(%1$s.version, 'vV') AS INTEGER) END\
                """.formatted(sequence);
    }

    /** {@link #ORDER} of a column. */
    static String sqlOrder(String column) {
        return "ltrim(%1$s, 'vV') GLOB '[0-9]*' DESC, CAST(ltrim(%1$s, 'vV') AS INTEGER), %1$s".formatted(column);
    }

    /**
     * Holds for a sequence {@code s} of the highest version that its work has files of. Where a path says neither seq, shot,
     * task nor layer, the work is what its folder and name are without the version.
     *
     * @param work clause on {@code s} that narrows the work that is looked at
     */
    static String latest(String work) {
        return """
                s.sequence_id IN (
                  SELECT v.sequence_id FROM (
                    SELECT n.sequence_id, n.number,
                           max(n.number) OVER (PARTITION BY n.show, n.seq, n.shot, n.task, n.layer, n.place) AS newest
                    FROM (
                      SELECT s.sequence_id, s.show, s.seq, s.shot, s.task, s.layer, %s AS number,
                             CASE WHEN coalesce(s.seq, s.shot, s.task, s.layer) IS NULL
                                  THEN replace(d.path, s.version, '*') || '/' || replace(s.prefix, s.version, '*') END AS place
                      FROM sequence s JOIN folder d ON d.folder_id = s.folder_id
                      WHERE s.version IS NOT NULL AND %s
                        AND EXISTS (SELECT 1 FROM file x WHERE x.sequence_id = s.sequence_id AND x.gone_at IS NULL)) n
                    WHERE n.number IS NOT NULL) v
                  WHERE v.number = v.newest)""".formatted(sqlNumber("s"), work);
    }
}
