package io.github.exrdex.store;

import io.github.exrdex.file.FileKey;
import io.github.exrdex.file.FileState;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * Which files reach a state that somebody waits for. Triggers of the writer's own connection note it in a table of that
 * connection, so whatever way a row changes by is seen, a transaction that fails leaves no note, and an index that nobody
 * waits at has neither.
 *
 * <p>A root that is met for the first time says nothing: its files did not reach their state, they were found in it.
 *
 * <p>Threads: the writer's.
 */
final class ReachedFiles {
    /** A folder that vanishes may take a million files with it. Picked: more than anybody can be told of in time. */
    static final int MOST = 10_000;

    private final BiConsumer<List<ReachedFile>, Long> listener;
    private List<ReachedFile> noted = List.of();
    private long lost;

    private ReachedFiles(BiConsumer<List<ReachedFile>, Long> listener) {
        this.listener = listener;
    }

    /**
     * @param states at least one
     * @param listener of files, and of how many more there were before these
     */
    static ReachedFiles on(Handle handle, Set<FileState> states, BiConsumer<List<ReachedFile>, Long> listener) {
        String wanted = states.stream()
                .map(state -> "'" + state.text() + "'")
                .sorted()
                .collect(Collectors.joining(", ", "NEW.state IN (", ")"));
        handle.execute("""
                CREATE TEMP TABLE reached (
                  reached_id INTEGER PRIMARY KEY, file_id INTEGER NOT NULL, before TEXT, state TEXT NOT NULL,
                  rewritten INTEGER NOT NULL)""");
        handle.execute("CREATE TEMP TRIGGER reached_when_new AFTER INSERT ON main.file WHEN " + wanted + """
                 BEGIN
                  INSERT INTO reached (file_id, before, state, rewritten) VALUES (NEW.file_id, NULL, NEW.state, 1);
                END""");
        // Not by the header's number: that is another one when more is known of what varies in a sequence.
        handle.execute("""
                CREATE TEMP TRIGGER reached_when_changed AFTER UPDATE OF state, size_bytes, mtime_ns ON main.file
                WHEN (OLD.state <> NEW.state OR OLD.size_bytes <> NEW.size_bytes OR OLD.mtime_ns <> NEW.mtime_ns)
                  AND\s""" + wanted + """
                 BEGIN
                  INSERT INTO reached (file_id, before, state, rewritten)
                  VALUES (NEW.file_id, OLD.state, NEW.state,
                          OLD.size_bytes <> NEW.size_bytes OR OLD.mtime_ns <> NEW.mtime_ns);
                END""");
        return new ReachedFiles(listener);
    }

    /** Before the commit, as part of the transaction. */
    void collect(Handle handle) {
        noted = List.of();
        lost = 0;
        long highest = handle.createQuery("SELECT coalesce(max(reached_id), 0) FROM reached")
                .mapTo(Long.class)
                .one();
        if (highest == 0) {
            return;
        }
        List<ReachedFile> latest = new ArrayList<>(handle.createQuery("""
                        SELECT n.file_id, f.sequence_id, d.path_key, f.name_key, r.path_key AS root_key,
                               n.before, n.state, n.rewritten
                        FROM reached n
                        CROSS JOIN file f ON f.file_id = n.file_id
                        JOIN folder d ON d.folder_id = f.folder_id
                        JOIN root r ON r.root_id = d.root_id
                        WHERE r.identity IS NOT NULL
                        ORDER BY n.reached_id DESC LIMIT :most""")
                .bind("most", MOST)
                .map((row, context) -> new ReachedFile(
                        row.getLong("file_id"),
                        row.getLong("sequence_id"),
                        new FileKey(row.getString("path_key")).child(row.getString("name_key")),
                        new FileKey(row.getString("root_key")),
                        Optional.ofNullable(row.getString("before")).flatMap(FileState::of),
                        FileState.of(row.getString("state")).orElseThrow(),
                        row.getBoolean("rewritten")))
                .list());
        Collections.reverse(latest);
        noted = latest;
        if (latest.size() == MOST) {
            lost = handle.createQuery("""
                            SELECT count(*) FROM reached n JOIN file f ON f.file_id = n.file_id
                            JOIN folder d ON d.folder_id = f.folder_id JOIN root r ON r.root_id = d.root_id
                            WHERE r.identity IS NOT NULL""").mapTo(Long.class).one() - MOST;
        }
        handle.execute("DELETE FROM reached");
    }

    /** After the commit. */
    void tell() {
        if (!noted.isEmpty()) {
            listener.accept(noted, lost);
        }
        noted = List.of();
    }
}
