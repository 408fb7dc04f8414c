package io.github.exrdex.cli;

import io.github.exrdex.index.WritePause;
import io.github.exrdex.query.Daemon;
import io.github.exrdex.query.DaemonLoad;
import io.github.exrdex.query.StatusReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What {@code status} says of the daemon as a whole.
 *
 * @param given where it cannot write, and says so beside the index; maybe from one that died since
 * @param nowAt milliseconds since 1970
 */
record StatusDaemon(StatusReport report, Optional<WritePause> given, long nowAt) {
    /** As much as the daemon and doctor call long. */
    private static final long LONG_LOG_BYTES = 1L << 30;

    private long logBytes() {
        Path database = report.database();
        try {
            return Files.size(database.resolveSibling(database.getFileName() + "-wal"));
        } catch (IOException e) {
            return 0; // there only while somebody writes
        }
    }

    private Optional<WritePause> pause() {
        return given.filter(pause -> pause.holds(nowAt));
    }

    /** For people. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("daemon     "
                + pause().map(this::paused)
                        .or(() -> report.daemon().map(this::daemon))
                        .orElse("never ran on this index"));
        pause().ifPresent(pause -> lines.add("           " + PlainText.oneLine(pause.reason())));
        report.running(nowAt).map(Daemon::load).ifPresent(load -> lines.add("writer     " + writer(load)));
        if (logBytes() >= LONG_LOG_BYTES) {
            lines.add("log        " + PlainText.bytes(logBytes())
                    + " are not merged into the index yet, for some program has been reading for long: fuser -v "
                    + PlainText.oneLine(report.database().toString()));
        }
        return lines;
    }

    private String paused(WritePause pause) {
        return "process " + pause.pid() + " cannot write since " + PlainText.ago(pause.sinceAt(), nowAt)
                + ", and goes on by itself when it can:";
    }

    private static String writer(DaemonLoad load) {
        return String.format(
                        Locale.ROOT,
                        "%,d rows in %,d batches in the last minute",
                        load.rowsPerMinute(),
                        load.batchesPerMinute())
                + (load.writerDepth() == 0 ? "" : String.format(Locale.ROOT, ", %,d wait", load.writerDepth()))
                + (load.latencyP50Ms().isPresent() && load.latencyP99Ms().isPresent()
                        ? String.format(
                                Locale.ROOT,
                                "; from event to index %,d ms (half), %,d ms (99 of 100)",
                                load.latencyP50Ms().getAsLong(),
                                load.latencyP99Ms().getAsLong())
                        : "");
    }

    private String daemon(Daemon daemon) {
        return switch (daemon.health(nowAt)) {
            case RUNNING ->
                "running as process " + daemon.pid() + " for " + PlainText.age(nowAt - daemon.startedAt())
                        + ", last sign of life " + PlainText.age(nowAt - daemon.heartbeatAt()) + " ago";
            case STOPPED -> "stopped " + PlainText.ago(daemon.stoppedAt().orElse(daemon.heartbeatAt()), nowAt);
            case SILENT ->
                "no sign of life since " + PlainText.ago(daemon.heartbeatAt(), nowAt) + ": process " + daemon.pid()
                        + " died or hangs; start it again";
        };
    }

    List<Fact> facts() {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact(
                "state",
                pause().isPresent()
                        ? "paused"
                        : report.daemon()
                                .map(d -> d.health(nowAt).name().toLowerCase(Locale.ROOT))
                                .orElse("never")));
        pause().ifPresent(pause -> {
            facts.add(new Fact("paused_since_at", pause.sinceAt()));
            facts.add(new Fact("paused_reason", pause.reason()));
        });
        report.daemon().ifPresent(d -> {
            facts.add(new Fact("pid", d.pid()));
            facts.add(new Fact("started_at", d.startedAt()));
            facts.add(new Fact("heartbeat_at", d.heartbeatAt()));
            facts.add(new Fact("stopped_at", d.stoppedAt().orElse(null)));
        });
        report.running(nowAt).map(Daemon::load).ifPresent(load -> {
            facts.add(new Fact("writer_depth", load.writerDepth()));
            facts.add(new Fact("batches_per_minute", load.batchesPerMinute()));
            facts.add(new Fact("rows_per_minute", load.rowsPerMinute()));
            facts.add(Fact.of("latency_p50_ms", load.latencyP50Ms()));
            facts.add(Fact.of("latency_p99_ms", load.latencyP99Ms()));
            facts.add(Fact.of("watch_limit", load.watchLimit()));
        });
        return facts;
    }
}
