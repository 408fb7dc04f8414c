package io.github.exrdex.query;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/**
 * What people call a sequence.
 *
 * @param pattern its name with all its frames: {@code shot.1001-1096#.exr}
 * @param directory for people
 */
public record SequenceName(String pattern, String directory, Map<PathToken, String> tokens) {
    public SequenceName {
        tokens = Map.copyOf(tokens);
    }

    /** Of a sequence with files that are there; the frames of those are the ones that the pattern names. */
    static SequenceName of(Handle handle, long sequenceId) {
        return handle.createQuery("""
                        SELECT s.prefix, s.suffix, s.numbered, s.padding, d.path AS directory,
                               min(f.frame) AS first_frame, max(f.frame) AS last_frame, %s
                        FROM sequence s
                        JOIN folder d ON d.folder_id = s.folder_id
                        JOIN file f ON f.sequence_id = s.sequence_id AND f.gone_at IS NULL
                        WHERE s.sequence_id = :id
                        GROUP BY s.sequence_id""".formatted(AssetFinder.TOKENS))
                .bind("id", sequenceId)
                .map((row, context) -> of(row))
                .one();
    }

    /** From {@code prefix, suffix, numbered, padding, directory, first_frame, last_frame} and the tokens. */
    static SequenceName of(ResultSet row) throws SQLException {
        String prefix = row.getString("prefix");
        String suffix = row.getString("suffix");
        return new SequenceName(
                row.getBoolean("numbered")
                        ? FramePattern.text(
                                prefix,
                                row.getLong("first_frame"),
                                row.getLong("last_frame"),
                                row.getInt("padding"),
                                suffix)
                        : prefix + suffix,
                row.getString("directory"),
                AssetFinder.tokens(row));
    }
}
