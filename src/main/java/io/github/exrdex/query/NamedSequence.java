package io.github.exrdex.query;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * A sequence by its name and its place.
 *
 * @param directory for people
 */
public record NamedSequence(SequenceName name, String directory, Map<PathToken, String> tokens) {
    public NamedSequence {
        tokens = Map.copyOf(tokens);
    }

    /** Of a sequence with files that are there; the frames of those are the ones that the name has. */
    static NamedSequence of(SqlHandle handle, long sequenceId) {
        return handle.select("""
                        SELECT s.prefix, s.suffix, s.numbered, s.padding, d.path AS directory,
                               min(f.frame) AS first_frame, max(f.frame) AS last_frame, %s
                        FROM sequence s
                        JOIN folder d ON d.folder_id = s.folder_id
                        JOIN file f ON f.sequence_id = s.sequence_id AND f.gone_at IS NULL
                        WHERE s.sequence_id = :id
                        GROUP BY s.sequence_id""".formatted(AssetFinder.TOKENS))
                .bind("id", sequenceId)
                .map(row -> of(row))
                .one();
    }

    /** From {@code directory}, the columns of {@link AssetFinder#name} and the tokens. */
    static NamedSequence of(ResultSet row) throws SQLException {
        return new NamedSequence(AssetFinder.name(row), row.getString("directory"), AssetFinder.tokens(row));
    }

    /** @param frames those that are there */
    static NamedSequence of(CountedSequence.Identity sequence, FrameSet frames) {
        CountedSequence.Name name = sequence.name();
        boolean none = !name.numbered() || frames.isEmpty();
        Map<PathToken, String> tokens = new EnumMap<>(PathToken.class);
        for (PathToken token : PathToken.values()) {
            sequence.token(token.text()).ifPresent(value -> tokens.put(token, value));
        }
        return new NamedSequence(
                new SequenceName(
                        name.prefix(),
                        none ? OptionalLong.empty() : OptionalLong.of(frames.first()),
                        none ? OptionalLong.empty() : OptionalLong.of(frames.last()),
                        name.padding(),
                        name.suffix()),
                sequence.folder().directory(),
                tokens);
    }
}
