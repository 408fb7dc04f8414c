package io.github.exrdex.query;

import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * The folders of a scope with sequences that no template of the config fits. What such a sequence says of itself, if
 * anything, its folders were asked for.
 *
 * <p>Threads: the reader's.
 */
public final class UnmatchedPaths {
    private final SqlHandle handle;
    private final Conditions conditions = new Conditions();

    /**
     * @param example path of one of the files
     * @param sequences in the folder itself that no template fits
     * @param files of those sequences
     */
    public record Folder(String directory, long sequences, long files, long sizeBytes, String example) {}

    /**
     * Sequences in the scope.
     *
     * @param unmatched those of them that no template fits
     */
    public record Coverage(long sequences, long unmatched) {}

    /** @throws QueryException where the scope is not below any root */
    public UnmatchedPaths(IndexReader reader, Scope scope) {
        this.handle = reader.handle();
        ScopeClauses.add(conditions, scope, handle, Roots.of(handle));
    }

    /** @param limit most rows; empty for all */
    public void eachFolder(OptionalLong limit, Consumer<Folder> action) {
        Select query =
                conditions.query(handle, """
                        SELECT d.path AS directory, count(DISTINCT s.sequence_id) AS sequences, count(*) AS files,
                               sum(f.size_bytes) AS size_bytes,
                               CASE WHEN d.path = '/' THEN '/' ELSE d.path || '/' END
                                 || min(coalesce(f.name, f.name_key)) AS example
                        FROM sequence s
                        JOIN folder d ON d.folder_id = s.folder_id
                        JOIN file f ON f.sequence_id = s.sequence_id
                        WHERE s.template IS NULL AND f.gone_at IS NULL AND %s
                        GROUP BY d.folder_id
                        ORDER BY d.path_key
                        LIMIT :limit""".formatted(conditions.allClauses())).bind("limit", limit.orElse(-1));
        query.map(row -> new Folder(
                        row.getString("directory"),
                        row.getLong("sequences"),
                        row.getLong("files"),
                        row.getLong("size_bytes"),
                        row.getString("example")))
                .forEach(action);
    }

    public Coverage coverage() {
        return conditions
                .query(handle, """
                        SELECT count(*) AS sequences, coalesce(sum(template IS NULL), 0) AS unmatched
                        FROM (SELECT DISTINCT s.sequence_id, s.template
                              FROM sequence s JOIN file f ON f.sequence_id = s.sequence_id
                              WHERE f.gone_at IS NULL AND %s)""".formatted(conditions.allClauses()))
                .map(row -> new Coverage(row.getLong("sequences"), row.getLong("unmatched")))
                .one();
    }
}
