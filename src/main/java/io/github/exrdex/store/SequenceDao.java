package io.github.exrdex.store;

import io.github.exrdex.file.FrameName;
import io.github.exrdex.json.JsonText;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** Statements of {@code sequence}. */
final class SequenceDao {
    /** @param counted not all of its frames are below zero */
    record SequenceRow(long sequenceId, int padding, boolean proven, boolean counted) {}

    /** @param name of the file, for people */
    record FileName(long fileId, String name) {}

    /** All sequences of that name; they differ in their padding. */
    List<SequenceRow> find(Handle handle, long folderId, String prefix, String suffix, boolean numbered) {
        return handle.createQuery("""
                        SELECT sequence_id, padding, padding_proven,
                               NOT EXISTS (SELECT 1 FROM file f WHERE f.sequence_id = s.sequence_id AND f.frame < 0)
                               OR EXISTS (SELECT 1 FROM file f WHERE f.sequence_id = s.sequence_id AND f.frame >= 0)
                                 AS counted
                        FROM sequence s
                        WHERE folder_id = :folder AND prefix = :prefix AND suffix = :suffix AND numbered = :numbered""")
                .bind("folder", folderId)
                .bind("prefix", prefix)
                .bind("suffix", suffix)
                .bind("numbered", numbered)
                .map((row, context) -> new SequenceRow(
                        row.getLong("sequence_id"),
                        row.getInt("padding"),
                        row.getBoolean("padding_proven"),
                        row.getBoolean("counted")))
                .list();
    }

    long insert(Handle handle, long folderId, FrameName frame, Map<String, String> tokens) {
        return handle.createQuery("""
                        INSERT INTO sequence (folder_id, prefix, suffix, numbered, padding, padding_proven,
                                              show, seq, shot, task, layer, aov, version, view, tokens)
                        VALUES (:folder, :prefix, :suffix, :numbered, :padding, :proven,
                                :show, :seq, :shot, :task, :layer, :aov, :version, :view, :tokens)
                        RETURNING sequence_id""")
                .bind("folder", folderId)
                .bind("prefix", frame.prefix())
                .bind("suffix", frame.suffix())
                .bind("numbered", frame.frame().isPresent())
                .bind("padding", frame.digits())
                .bind("proven", frame.leadingZero())
                .bind("show", tokens.get("show"))
                .bind("seq", tokens.get("seq"))
                .bind("shot", tokens.get("shot"))
                .bind("task", tokens.get("task"))
                .bind("layer", tokens.get("layer"))
                .bind("aov", tokens.get("aov"))
                .bind("version", tokens.get("version"))
                .bind("view", tokens.get("view"))
                .bind("tokens", tokens.isEmpty() ? null : JsonText.of(tokens))
                .mapTo(Long.class)
                .one();
    }

    void updatePadding(Handle handle, long sequenceId, int padding, boolean proven) {
        handle.createUpdate("UPDATE sequence SET padding = :padding, padding_proven = :proven WHERE sequence_id = :id")
                .bind("padding", padding)
                .bind("proven", proven)
                .bind("id", sequenceId)
                .execute();
    }

    /** Moves the frames whose numbers have at least so many digits without a zero before them. */
    void moveFrames(Handle handle, long from, long to, int digits) {
        long least = 1;
        for (int i = 1; i < digits; i++) {
            least *= 10;
        }
        handle.createUpdate("UPDATE file SET sequence_id = :to WHERE sequence_id = :from AND abs(frame) >= :least")
                .bind("to", to)
                .bind("from", from)
                .bind("least", least)
                .execute();
    }

    List<FileName> belowZero(Handle handle, long sequenceId) {
        return handle.createQuery("""
                        SELECT file_id, coalesce(name, name_key) FROM file
                        WHERE sequence_id = :sequence AND frame < 0 ORDER BY file_id""")
                .bind("sequence", sequenceId)
                .map((row, context) -> new FileName(row.getLong(1), row.getString(2)))
                .list();
    }

    void move(Handle handle, long fileId, long to) {
        handle.createUpdate("UPDATE file SET sequence_id = :to WHERE file_id = :file")
                .bind("to", to)
                .bind("file", fileId)
                .execute();
    }

    /** @return whether it was empty, and so is gone */
    boolean deleteIfEmpty(Handle handle, long sequenceId) {
        return handle.createUpdate("""
                                DELETE FROM sequence WHERE sequence_id = :sequence
                                AND NOT EXISTS (SELECT 1 FROM file WHERE sequence_id = :sequence)""").bind("sequence", sequenceId).execute() == 1;
    }
}
