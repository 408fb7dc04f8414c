package io.github.exrdex.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.github.exrdex.file.FileState;
import io.github.exrdex.index.Counts;
import io.github.exrdex.index.ScanSummary;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a scan did, as text for people and as JSON. */
final class ScanSummaryText {
    private ScanSummaryText() {}

    static List<String> lines(ScanSummary summary) {
        Counts counts = summary.counts();
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "%s %s in %s in %.1f s (%,.0f files/s)",
                summary.finished() ? "scanned" : "stopped after",
                PlainText.count(counts.files(), "file"),
                PlainText.count(counts.folders(), "folder"),
                summary.millis() / 1000.0,
                filesPerSecond(summary)));
        lines.add(String.format(
                Locale.ROOT,
                "new %,d  changed %,d  unchanged %,d  gone %,d",
                counts.added(),
                counts.changed(),
                counts.unchanged(),
                counts.gone()));
        List<String> states = new ArrayList<>();
        for (FileState state : FileState.values()) {
            long count = summary.states().getOrDefault(state, 0L);
            if (count > 0) {
                states.add(String.format(Locale.ROOT, "%s %,d", state.text(), count));
            }
        }
        if (!states.isEmpty()) {
            lines.add(String.join("  ", states));
        }
        if (counts.links() > 0) {
            lines.add(String.format(Locale.ROOT, "symbolic links not followed: %,d", counts.links()));
        }
        if (counts.unreadFolders() > 0) {
            lines.add(String.format(
                    Locale.ROOT,
                    "folders that could not be read: %,d (their files are kept as they were)",
                    counts.unreadFolders()));
        }
        for (ScanSummary.ScannedRoot root : summary.roots()) {
            if (!root.note().isEmpty()) {
                lines.add(root.path() + ": " + root.note());
            }
        }
        return lines;
    }

    private static double filesPerSecond(ScanSummary summary) {
        return summary.counts().files() * 1000.0 / Math.max(1, summary.millis());
    }

    static String json(ScanSummary summary) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            Counts counts = summary.counts();
            json.writeStartObject();
            json.writeBooleanField("finished", summary.finished());
            json.writeNumberField("files", counts.files());
            json.writeNumberField("folders", counts.folders());
            json.writeNumberField("new", counts.added());
            json.writeNumberField("changed", counts.changed());
            json.writeNumberField("unchanged", counts.unchanged());
            json.writeNumberField("gone", counts.gone());
            json.writeNumberField("links", counts.links());
            json.writeNumberField("unreadFolders", counts.unreadFolders());
            json.writeNumberField("opened", counts.opens());
            json.writeNumberField("bytesRead", counts.bytesRead());
            json.writeNumberField("seconds", summary.millis() / 1000.0);
            json.writeNumberField("filesPerSecond", Math.round(filesPerSecond(summary)));
            json.writeObjectFieldStart("states");
            for (FileState state : FileState.values()) {
                long count = summary.states().getOrDefault(state, 0L);
                if (count > 0) {
                    json.writeNumberField(state.text(), count);
                }
            }
            json.writeEndObject();
            json.writeArrayFieldStart("roots");
            for (ScanSummary.ScannedRoot root : summary.roots()) {
                json.writeStartObject();
                json.writeStringField("path", root.path());
                json.writeNumberField("unreadFolders", root.unreadFolders());
                json.writeNumberField("heldFiles", root.heldFiles());
                json.writeStringField("note", root.note());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // a StringWriter never fails
        }
        return text.toString();
    }
}
