package io.github.exrdex.query;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

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

    static Optional<Daemon> of(Handle handle) {
        return handle.createQuery("SELECT pid, started_at, heartbeat_at, stopped_at, report FROM daemon")
                .map((row, context) -> new Daemon(
                        row.getLong("pid"),
                        row.getLong("started_at"),
                        row.getLong("heartbeat_at"),
                        Optional.ofNullable(row.getObject("stopped_at")).map(at -> ((Number) at).longValue()),
                        row.getString("report")))
                .findOne();
    }

    /** A number that stands at the top of the report; 0 where it is not there. */
    public long number(String name) {
        try (JsonParser json = new JsonFactory().createParser(report)) {
            while (json.nextToken() != null) {
                boolean top = json.getParsingContext().inObject()
                        && json.getParsingContext().getParent().inRoot();
                if (top && json.currentToken() == JsonToken.VALUE_NUMBER_INT && name.equals(json.currentName())) {
                    return json.getLongValue();
                }
            }
        } catch (IOException e) {
            return 0; // a report of another version
        }
        return 0;
    }

    /** @param nowAt milliseconds since 1970 */
    public Health health(long nowAt) {
        if (stoppedAt.isPresent()) {
            return Health.STOPPED;
        }
        return nowAt - heartbeatAt <= HEARTBEAT_MS ? Health.RUNNING : Health.SILENT;
    }
}
