package io.github.exrdex.query;

import io.github.exrdex.file.FileKey;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A root and how far the index can be trusted about it. Times are milliseconds since 1970.
 *
 * @param rootId its number in the index
 * @param path for people
 * @param mode scan, watch or poll: how it was looked at last
 * @param sweepStartedAt the last sweep that began
 * @param sweepCompletedAt the last sweep that saw every folder
 * @param sweepAsOf when that one began
 * @param watchedAsOf up to when a daemon that watches it knows all that happened, by its last word
 * @param polledAsOf up to when a daemon that polls it knows which names there are
 * @param unreadFolders folders that the last sweep could not list
 * @param heldFiles files that vanished at once and are kept until it is sure
 * @param note what somebody should know
 */
public record RootStatus(
        long rootId,
        FileKey key,
        String path,
        String mode,
        OptionalLong sweepStartedAt,
        OptionalLong sweepCompletedAt,
        OptionalLong sweepAsOf,
        OptionalLong watchedAsOf,
        OptionalLong polledAsOf,
        long unreadFolders,
        long heldFiles,
        Optional<String> note) {

    public static List<RootStatus> all(IndexReader reader) {
        return all(reader.handle());
    }

    static List<RootStatus> all(SqlHandle handle) {
        return handle.select("""
                        SELECT root_id, path_key, path, mode, sweep_started_at, sweep_completed_at, sweep_as_of,
                               watched_as_of, polled_as_of, unread_folders, held_files, note
                        FROM root ORDER BY path_key""")
                .map(row -> new RootStatus(
                        row.getLong("root_id"),
                        new FileKey(row.getString("path_key")),
                        row.getString("path"),
                        row.getString("mode"),
                        time(row.getObject("sweep_started_at")),
                        time(row.getObject("sweep_completed_at")),
                        time(row.getObject("sweep_as_of")),
                        time(row.getObject("watched_as_of")),
                        time(row.getObject("polled_as_of")),
                        row.getLong("unread_folders"),
                        row.getLong("held_files"),
                        Optional.ofNullable(row.getString("note"))))
                .list();
    }

    /** The roots that a scope may have files in. */
    static List<RootStatus> of(SqlHandle handle, Scope scope) {
        Roots spelling = Roots.of(handle);
        List<FileKey> places =
                scope.places().stream().map(spelling::spelledByIndex).toList();
        return all(handle).stream()
                .filter(root -> places.isEmpty()
                        || places.stream()
                                .anyMatch(place ->
                                        place.isUnder(root.key()) || root.key().isUnder(place)))
                .toList();
    }

    private static OptionalLong time(@Nullable Object value) {
        return value instanceof Number number ? OptionalLong.of(number.longValue()) : OptionalLong.empty();
    }

    /**
     * Up to when everything below the root is known: the start of the last complete sweep, or, where a daemon watches it,
     * what the daemon last said, which lags behind when its queue does. Empty before the first complete sweep.
     */
    public OptionalLong asOf(Optional<Daemon> daemon, long nowAt) {
        boolean watched = mode.equals("watch")
                && daemon.filter(d -> d.health(nowAt) == Daemon.Health.RUNNING).isPresent();
        return sweepAsOf.isPresent() && watchedAsOf.isPresent() && watched
                ? OptionalLong.of(Math.max(sweepAsOf.getAsLong(), watchedAsOf.getAsLong()))
                : sweepAsOf;
    }

    /**
     * Why it cannot be said that everything below the root is there, or that something is not; one line. Empty where the last
     * sweep saw every folder and doubts nothing.
     */
    public Optional<String> whyUnsure() {
        if (sweepCompletedAt.isEmpty()) {
            return Optional.of(path + " was never seen completely");
        }
        if (unreadFolders > 0) {
            return Optional.of("the last sweep of " + path + " could not read "
                    + (unreadFolders == 1 ? "1 folder" : unreadFolders + " folders"));
        }
        if (heldFiles > 0) {
            return Optional.of((heldFiles == 1 ? "1 file" : heldFiles + " files") + " of " + path
                    + " could not be found any more and still "
                    + (heldFiles == 1 ? "counts" : "count") + " as there");
        }
        return Optional.empty();
    }
}
