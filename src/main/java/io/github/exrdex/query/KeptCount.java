package io.github.exrdex.query;

/**
 * What the writer has counted of the files of a sequence (V003 of the migrations), as SQL of {@code s}. A sequence that changed
 * since is not counted, and where its files differ the count does not tell which of them fit: such a one is <i>open</i>, and asked
 * file by file.
 */
final class KeptCount {
    /** All files share a header, or none has one. */
    private static final String UNIFORM =
            "(s.counted_headers = 0 OR (s.counted_headers = s.counted_files AND s.first_header_id = s.last_header_id))";

    /**
     * All files share a header, and no other file has a number between theirs: what they have of their own stands one behind the
     * other. So it is wherever a scan met them.
     */
    static final String IN_ONE_PIECE =
            "(s.counted_files > 0 AND s.counted_headers = s.counted_files AND s.first_header_id = s.last_header_id"
                    + " AND s.last_file_id - s.first_file_id = s.counted_files - 1)";

    /** It is not known that all files with a header share it. */
    static final String MAY_BE_MIXED = "(s.counted_files IS NULL OR s.first_header_id <> s.last_header_id)";

    private KeptCount() {}

    /** Does a count tell which sequences are asked for? It knows neither single files nor those that are gone. */
    static boolean tells(Conditions conditions, Filters filters) {
        return conditions.dependsOnHeaderAlone() && !filters.wantsGone();
    }

    /** Behind {@code FROM sequence s}: {@code f} stands for every file of it. */
    static String join(Conditions conditions) {
        return conditions.dependsOnHeader()
                ? "JOIN (SELECT q.sequence_id, q.first_header_id AS header_id FROM sequence q) f"
                        + " ON f.sequence_id = s.sequence_id"
                : "";
    }

    /** Those that fit, and have a file. */
    static String fitting(Conditions conditions) {
        return "s.counted_files > 0"
                + (conditions.dependsOnHeader() ? " AND " + UNIFORM : "")
                + " AND " + conditions.allClauses();
    }

    /** Those that have to be asked file by file. */
    static String open(Conditions conditions) {
        return conditions.dependsOnHeader()
                ? "(s.counted_files IS NULL OR NOT " + UNIFORM + ")"
                : "s.counted_files IS NULL";
    }
}
