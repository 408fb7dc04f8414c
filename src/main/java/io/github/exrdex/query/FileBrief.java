package io.github.exrdex.query;

import io.github.exrdex.file.FileState;
import io.github.exrdex.query.FileFacts.ProblemFact;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A file in short, gone ones too.
 *
 * @param path absolute, for people
 * @param mtimeNs nanoseconds since 1970
 * @param frame empty where its name has no number
 * @param root that it lies below, for people
 */
public record FileBrief(
        String path,
        FileState state,
        long sizeBytes,
        long mtimeNs,
        OptionalLong frame,
        long sequenceId,
        String root,
        List<ProblemFact> problems) {
    public FileBrief {
        problems = List.copyOf(problems);
    }

    /** Empty where the row was removed since its number was asked for. */
    public static Optional<FileBrief> of(IndexReader reader, long fileId) {
        SqlHandle handle = reader.handle();
        return handle.select("""
                        SELECT v.path, v.state, v.size_bytes, v.mtime_ns, v.frame, v.sequence_id, r.path AS root
                        FROM v_file v JOIN root r ON r.root_id = v.root_id WHERE v.file_id = :id""")
                .bind("id", fileId)
                .map(row -> new FileBrief(
                        row.getString("path"),
                        FileState.of(row.getString("state")).orElseThrow(),
                        row.getLong("size_bytes"),
                        row.getLong("mtime_ns"),
                        row.getObject("frame") == null ? OptionalLong.empty() : OptionalLong.of(row.getLong("frame")),
                        row.getLong("sequence_id"),
                        row.getString("root"),
                        problems(handle, fileId)))
                .findOne();
    }

    private static List<ProblemFact> problems(SqlHandle handle, long fileId) {
        return handle.select("""
                        SELECT severity, kind, byte_offset, detail FROM problem WHERE file_id = :id ORDER BY ordinal""")
                .bind("id", fileId)
                .map(row -> new ProblemFact(
                        row.getString("severity"),
                        row.getString("kind"),
                        row.getObject("byte_offset") == null
                                ? OptionalLong.empty()
                                : OptionalLong.of(row.getLong("byte_offset")),
                        row.getString("detail")))
                .list();
    }
}
