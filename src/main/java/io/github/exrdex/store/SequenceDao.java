package io.github.exrdex.store;

import io.github.exrdex.file.FrameName;
import io.github.exrdex.json.JsonText;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** Statements of {@code sequence}. */
final class SequenceDao {
    record SequenceRow(long sequenceId, int padding, boolean proven) {}

    /** All sequences of that name; they differ in their padding. */
    List<SequenceRow> find(Handle handle, long folderId, String prefix, String suffix, boolean numbered) {
        return handle.createQuery("""
                        SELECT sequence_id, padding, padding_proven FROM sequence
                        WHERE folder_id = :folder AND prefix = :prefix AND suffix = :suffix AND numbered = :numbered""")
                .bind("folder", folderId)
                .bind("prefix", prefix)
                .bind("suffix", suffix)
                .bind("numbered", numbered)
                .map((row, context) -> new SequenceRow(
                        row.getLong("sequence_id"), row.getInt("padding"), row.getBoolean("padding_proven")))
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
}
