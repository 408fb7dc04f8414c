package io.github.exrdex.index;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.github.exrdex.watch.WatchLimit;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** What the running service says of itself, as JSON for {@code daemon.report}. */
final class DaemonReport {
    private DaemonReport() {}

    /** @param writerDepth changes that wait to be written */
    static String of(
            List<RootReport> roots,
            int writerDepth,
            WriteRate.Rate rate,
            Latencies latencies,
            Counts counts,
            List<HookCounts> hooks) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.writeStartObject();
            json.writeNumberField(
                    "queueDepth",
                    roots.stream().mapToLong(root -> root.queue().waiting()).sum());
            json.writeNumberField(
                    "queueOldestMs",
                    roots.stream()
                            .mapToLong(root -> root.queue().oldestMs())
                            .max()
                            .orElse(0));
            writeOptional(json, "watchLimit", WatchLimit.now());
            json.writeNumberField("writerDepth", writerDepth);
            json.writeNumberField("batchesPerMinute", rate.batchesPerMinute());
            json.writeNumberField("rowsPerMinute", rate.rowsPerMinute());
            writeOptional(json, "latencyP50Ms", latencies.quantile(0.5));
            writeOptional(json, "latencyP99Ms", latencies.quantile(0.99));
            json.writeNumberField(
                    "watchedFolders",
                    roots.stream().mapToLong(RootReport::watchedFolders).sum());
            json.writeNumberField(
                    "unwatchedFolders",
                    roots.stream().mapToLong(RootReport::unwatchedFolders).sum());
            json.writeNumberField(
                    "losses", roots.stream().mapToLong(RootReport::losses).sum());
            writeCounts(json, counts);
            json.writeArrayFieldStart("roots");
            for (RootReport root : roots) {
                writeRoot(json, root);
            }
            json.writeEndArray();
            json.writeArrayFieldStart("hooks");
            for (HookCounts hook : hooks) {
                writeHook(json, hook);
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // a StringWriter never fails
        }
        return text.toString();
    }

    private static void writeOptional(JsonGenerator json, String name, OptionalLong value) throws IOException {
        if (value.isPresent()) {
            json.writeNumberField(name, value.getAsLong());
        } else {
            json.writeNullField(name);
        }
    }

    private static void writeCounts(JsonGenerator json, Counts counts) throws IOException {
        json.writeObjectFieldStart("counts");
        json.writeNumberField("folders", counts.folders());
        json.writeNumberField("unreadFolders", counts.unreadFolders());
        json.writeNumberField("files", counts.files());
        json.writeNumberField("unchanged", counts.unchanged());
        json.writeNumberField("links", counts.links());
        json.writeNumberField("opens", counts.opens());
        json.writeNumberField("bytesRead", counts.bytesRead());
        json.writeNumberField("added", counts.added());
        json.writeNumberField("changed", counts.changed());
        json.writeNumberField("gone", counts.gone());
        json.writeEndObject();
    }

    private static void writeRoot(JsonGenerator json, RootReport root) throws IOException {
        json.writeStartObject();
        json.writeStringField("path", root.path());
        json.writeStringField("mode", root.mode());
        json.writeBooleanField("online", root.online());
        json.writeBooleanField("hangs", root.hangs());
        json.writeNumberField("stuckThreads", root.stuckThreads());
        json.writeBooleanField("sweeping", root.sweeping());
        json.writeNumberField("watchedFolders", root.watchedFolders());
        json.writeNumberField("unwatchedFolders", root.unwatchedFolders());
        json.writeNumberField("polledFolders", root.folders().polled());
        json.writeNumberField("queueDepth", root.queue().waiting());
        json.writeNumberField("queueOldestMs", root.queue().oldestMs());
        json.writeNumberField("pendingFolders", root.pendingFolders());
        json.writeNumberField("losses", root.losses());
        json.writeNumberField("sweeps", root.sweeps());
        json.writeObjectFieldStart("rescans");
        for (Map.Entry<String, Long> rescan : root.rescans().entrySet()) {
            json.writeNumberField(rescan.getKey(), rescan.getValue());
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void writeHook(JsonGenerator json, HookCounts hook) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", hook.name());
        json.writeNumberField("waiting", hook.waiting());
        json.writeNumberField("running", hook.running());
        json.writeNumberField("runs", hook.runs());
        json.writeNumberField("failed", hook.failed());
        json.writeNumberField("timedOut", hook.timedOut());
        json.writeNumberField("dropped", hook.dropped());
        json.writeEndObject();
    }
}
