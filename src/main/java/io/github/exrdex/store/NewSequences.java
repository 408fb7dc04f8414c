package io.github.exrdex.store;

import io.github.exrdex.file.FrameName;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The statements of {@code sequence} that a scan runs for each name that it meets first. Threads: the writer's own. */
final class NewSequences implements AutoCloseable {
    private final KeptStatement find;
    private final KeptStatement insert;

    /** @param counted not all of its frames are below zero */
    record SequenceRow(long sequenceId, int padding, boolean proven, boolean counted) {}

    NewSequences(Connection connection) {
        find = new KeptStatement(connection, """
                SELECT sequence_id, padding, padding_proven,
                       NOT EXISTS (SELECT 1 FROM file f WHERE f.sequence_id = s.sequence_id AND f.frame < 0)
                       OR EXISTS (SELECT 1 FROM file f WHERE f.sequence_id = s.sequence_id AND f.frame >= 0)
                FROM sequence s WHERE folder_id = ? AND prefix = ? AND suffix = ? AND numbered = ?""");
        insert = new KeptStatement(connection, """
                INSERT INTO sequence (folder_id, prefix, suffix, numbered, padding, padding_proven,
                                      tokens, template, %s)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?%s)
                RETURNING sequence_id""".formatted(
                        String.join(", ", SequenceDao.TOKEN_COLUMNS), ", ?".repeat(SequenceDao.TOKEN_COLUMNS.size())));
    }

    /** All sequences of that name; they differ in their padding. */
    List<SequenceRow> find(long folderId, String prefix, String suffix, boolean numbered) {
        return find.rows(
                row -> new SequenceRow(row.getLong(1), row.getInt(2), row.getBoolean(3), row.getBoolean(4)),
                folderId,
                prefix,
                suffix,
                numbered);
    }

    long insert(long folderId, FrameName frame, SequenceTokens.Said said) {
        List<@Nullable Object> values = new ArrayList<>();
        values.add(folderId);
        values.add(frame.prefix());
        values.add(frame.suffix());
        values.add(frame.frame().isPresent());
        values.add(frame.digits());
        values.add(frame.leadingZero());
        values.add(said.json());
        values.add(said.template());
        SequenceDao.TOKEN_COLUMNS.forEach(token -> values.add(said.named(token)));
        return insert.number(values.toArray()).orElseThrow();
    }

    @Override
    public void close() {
        find.close();
        insert.close();
    }
}
