package io.github.exrdex.query;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The daemon by its last word in the index.
 *
 * @param startedAt milliseconds since 1970, as are the others
 * @param stoppedAt empty unless it stopped in good order
 * @param report JSON of its own: queue, watches, counters
 */
public record Daemon(long pid, long startedAt, long heartbeatAt, Optional<Long> stoppedAt, String report) {
    /** It writes a heartbeat every few seconds; after this long without one it is dead or stuck. Picked, not measured. */
    private static final long HEARTBEAT_MS = 60_000;

    /** What can be said of it now. */
    public enum Health {
        RUNNING,
        STOPPED,
        /** It neither stopped in good order nor showed a sign of life lately. */
        SILENT
    }

    /** Empty where none ever ran. */
    public static Optional<Daemon> of(IndexReader reader) {
        return of(reader.handle());
    }

    static Optional<Daemon> of(SqlHandle handle) {
        return handle.select("SELECT pid, started_at, heartbeat_at, stopped_at, report FROM daemon")
                .map(row -> new Daemon(
                        row.getLong("pid"),
                        row.getLong("started_at"),
                        row.getLong("heartbeat_at"),
                        Optional.ofNullable(row.getObject("stopped_at")).map(at -> ((Number) at).longValue()),
                        row.getString("report")))
                .findOne();
    }

    /** A number that stands at the top of the report; 0 where it is not there. */
    public long number(String name) {
        return JsonWord.parse(report).number(name).orElse(0);
    }

    /** What it does for all roots together, by its last word. */
    public DaemonLoad load() {
        JsonWord word = JsonWord.parse(report);
        return new DaemonLoad(
                word.number("writerDepth").orElse(0),
                word.number("batchesPerMinute").orElse(0),
                word.number("rowsPerMinute").orElse(0),
                word.number("latencyP50Ms"),
                word.number("latencyP99Ms"),
                word.number("watchLimit"));
    }

    /** What it does for each root, by the root's path for people. */
    public Map<String, RootLoad> loads() {
        Map<String, RootLoad> loads = new HashMap<>();
        JsonWord.parse(report).children("roots").forEach(root -> loads.put(root.text("path"), RootLoad.of(root)));
        return loads;
    }

    /** Its hooks, in the order of its config file. */
    public List<HookLoad> hooks() {
        return JsonWord.parse(report).children("hooks").stream()
                .map(HookLoad::of)
                .toList();
    }

    /** @param nowAt milliseconds since 1970 */
    public Health health(long nowAt) {
        if (stoppedAt.isPresent()) {
            return Health.STOPPED;
        }
        return nowAt - heartbeatAt <= HEARTBEAT_MS ? Health.RUNNING : Health.SILENT;
    }
}
