package io.github.exrdex.store;

import org.jdbi.v3.core.Handle;

/** Statements of {@code daemon}: what the running service says of itself. All times are milliseconds since 1970. */
public final class DaemonDao {
    /** @param report JSON */
    public void beat(Handle handle, long pid, long startedAt, long nowAt, String report) {
        handle.createUpdate("""
                        INSERT INTO daemon (daemon_id, pid, started_at, heartbeat_at, stopped_at, report)
                        VALUES (1, :pid, :started, :now, NULL, :report)
                        ON CONFLICT (daemon_id) DO UPDATE SET
                          pid = excluded.pid, started_at = excluded.started_at, heartbeat_at = excluded.heartbeat_at,
                          stopped_at = NULL, report = excluded.report""")
                .bind("pid", pid)
                .bind("started", startedAt)
                .bind("now", nowAt)
                .bind("report", report)
                .execute();
    }

    /** The service has ended in good order. */
    public void stopped(Handle handle, long nowAt) {
        handle.createUpdate("UPDATE daemon SET stopped_at = :now WHERE daemon_id = 1")
                .bind("now", nowAt)
                .execute();
    }
}
