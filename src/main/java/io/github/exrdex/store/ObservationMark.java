package io.github.exrdex.store;

import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * The highest observation number, left in the index by a process that ended in good order: to look it up is a walk over all
 * files. It is taken away while somebody writes, so after a crash there is none, and the files are asked.
 *
 * <p>Threads: the writer's own.
 */
public final class ObservationMark {
    private static final String NAME = "last_observation";

    private ObservationMark() {}

    /** The highest number ever used. Belongs to the writing process from now on. */
    public static long take(Handle handle) {
        Optional<Long> left = handle.createQuery(
                        "DELETE FROM setting WHERE name = :name RETURNING CAST(value AS INTEGER)")
                .bind("name", NAME)
                .mapTo(Long.class)
                .findOne();
        return left.orElseGet(() -> handle.createQuery("SELECT coalesce(max(obs), 0) FROM file")
                .mapTo(Long.class)
                .one());
    }

    /** @param last no row has a higher one, nor will get one before the next {@link #take} */
    public static void leave(Handle handle, long last) {
        handle.execute(
                "INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                NAME,
                Long.toString(last));
    }
}
