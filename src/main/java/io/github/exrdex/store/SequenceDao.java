package io.github.exrdex.store;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jdbi.v3.core.statement.Update;

/** Statements of {@code sequence} that are rare; {@link NewSequences} has those of every new name. */
final class SequenceDao {
    /** Tokens that have a column of their own. */
    static final List<String> TOKEN_COLUMNS = List.of("show", "seq", "shot", "task", "layer", "aov", "version", "view");

    /** @param name of the file, for people */
    record FileName(long fileId, String name) {}

    private static <S extends SqlStatement<S>> S bindTokens(S statement, SequenceTokens.Said said) {
        for (String token : TOKEN_COLUMNS) {
            statement.bind(token, said.named(token));
        }
        return statement.bind("tokens", said.json()).bind("template", said.template());
    }

    /**
     * A sequence and what its path was found to say.
     *
     * @param path of one of its files, for people
     */
    record SaidBefore(
            long sequenceId, String path, Optional<String> template, Optional<String> aov, Optional<String> json) {
        /** All but the AOV stands in the columns as it does in the JSON. */
        boolean says(SequenceTokens.Said said) {
            return template.equals(said.template())
                    && aov.equals(Optional.ofNullable(said.named("aov")))
                    && json.equals(said.json());
        }
    }

    /** All sequences that have a file, gone ones too. */
    List<SaidBefore> allSaid(Handle handle) {
        return handle.createQuery("""
                        SELECT s.sequence_id, CASE WHEN d.path = '/' THEN '/' ELSE d.path || '/' END || s.name AS path,
                               s.template, s.aov, s.tokens
                        FROM (SELECT q.*, (SELECT coalesce(x.name, x.name_key) FROM file x
                                           WHERE x.sequence_id = q.sequence_id ORDER BY x.frame LIMIT 1) AS name
                              FROM sequence q) AS s
                        JOIN folder d ON d.folder_id = s.folder_id
                        WHERE s.name IS NOT NULL""")
                .map((row, context) -> new SaidBefore(
                        row.getLong("sequence_id"),
                        row.getString("path"),
                        Optional.ofNullable(row.getString("template")),
                        Optional.ofNullable(row.getString("aov")),
                        Optional.ofNullable(row.getString("tokens"))))
                .list();
    }

    void updateTokens(Handle handle, long sequenceId, SequenceTokens.Said said) {
        Update update = handle.createUpdate("""
                        UPDATE sequence SET show = :show, seq = :seq, shot = :shot, task = :task, layer = :layer,
                               aov = :aov, version = :version, view = :view, tokens = :tokens, template = :template
                        WHERE sequence_id = :id""").bind("id", sequenceId);
        bindTokens(update, said).execute();
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
