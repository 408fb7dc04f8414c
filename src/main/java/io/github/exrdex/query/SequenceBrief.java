package io.github.exrdex.query;

import java.util.Map;
import java.util.Optional;

/**
 * A sequence in short, as far as its files are there.
 *
 * @param directory for people
 * @param root that it lies below, for people
 * @param frameCount files it has
 * @param missingCount numbers between the first and the last frame that have no file
 * @param unfinishedCount files that are not complete
 * @param settlingCount files that were too young to be sure of, and are looked at again
 */
public record SequenceBrief(
        SequenceName name,
        String directory,
        String root,
        long frameCount,
        long missingCount,
        long unfinishedCount,
        long settlingCount,
        long sizeBytes,
        Map<PathToken, String> tokens) {
    public SequenceBrief {
        tokens = Map.copyOf(tokens);
    }

    /** Empty where it has no file. */
    public static Optional<SequenceBrief> of(IndexReader reader, long sequenceId) {
        SqlHandle handle = reader.handle();
        return handle.select("""
                        SELECT s.prefix, s.suffix, s.numbered, s.padding, d.path AS directory, r.path AS root,
                               min(f.frame) AS first_frame, max(f.frame) AS last_frame, count(*) AS frame_count,
                               CASE WHEN s.numbered = 0 THEN 0
                                    ELSE max(f.frame) - min(f.frame) + 1 - count(DISTINCT f.frame) END AS missing_count,
                               sum(f.state <> 'complete') AS unfinished_count,
                               count(f.recheck_at) AS settling_count,
                               sum(f.size_bytes) AS size_bytes, %s
                        FROM sequence s
                        JOIN folder d ON d.folder_id = s.folder_id
                        JOIN root r ON r.root_id = d.root_id
                        JOIN file f ON f.sequence_id = s.sequence_id AND f.gone_at IS NULL
                        WHERE s.sequence_id = :id
                        GROUP BY s.sequence_id""".formatted(AssetFinder.TOKENS))
                .bind("id", sequenceId)
                .map(row -> new SequenceBrief(
                        AssetFinder.name(row),
                        row.getString("directory"),
                        row.getString("root"),
                        row.getLong("frame_count"),
                        row.getLong("missing_count"),
                        row.getLong("unfinished_count"),
                        row.getLong("settling_count"),
                        row.getLong("size_bytes"),
                        AssetFinder.tokens(row)))
                .findOne();
    }

    /** In the style of fileseq. */
    public String pattern() {
        return name.text(SequenceStyle.FILESEQ);
    }

    /**
     * At least two frames, none missing between the first and the last, each of them complete. Whether there should be frames
     * before the first or after the last, nobody can tell from the files.
     */
    public boolean isWhole() {
        return name.firstFrame().isPresent() && frameCount > 1 && missingCount == 0 && unfinishedCount == 0;
    }
}
