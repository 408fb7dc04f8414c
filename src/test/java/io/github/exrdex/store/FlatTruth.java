package io.github.exrdex.store;

import io.github.exrdex.exr.Attribute;
import io.github.exrdex.exr.AttributeValue;
import io.github.exrdex.exr.Box2i;
import io.github.exrdex.exr.Channel;
import io.github.exrdex.exr.ChannelName;
import io.github.exrdex.exr.Compression;
import io.github.exrdex.exr.HeaderProblem;
import io.github.exrdex.exr.Part;
import io.github.exrdex.file.FileKey;
import io.github.exrdex.file.FileStamp;
import io.github.exrdex.file.FileState;
import io.github.exrdex.file.FrameName;
import io.github.exrdex.naming.ChannelNaming;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The index as plain tables: everything of every file written out in full, nothing shared, nothing clever. What it says is
 * what the views have to say.
 *
 * <p>Rows are lists of columns in the order of the view; a missing value is the text {@code null}.
 */
final class FlatTruth {
    private static final Object NULL = "null";
    private static final List<String> TOKENS = List.of("show", "seq", "shot", "task", "layer", "version");

    /** One look at a file. */
    record Seen(
            FileKey path,
            FileStamp stamp,
            FileState state,
            List<Part> parts,
            List<HeaderProblem> problems,
            long obs,
            long nowAt) {}

    private record Row(Seen seen, Optional<Long> goneAt, long obs) {}

    /** What a file was like for a while. */
    private record Version(String state, Object sizeBytes, Object channels) {
        static final Version NONE = new Version("null", NULL, NULL);

        static Version of(Row row) {
            String channels = row.seen().parts().stream()
                    .flatMap(part -> part.channels().stream())
                    .map(Channel::name)
                    .collect(Collectors.joining(","));
            return new Version(
                    row.goneAt().isPresent() ? "gone" : row.seen().state().text(),
                    row.seen().stamp().sizeBytes(),
                    channels.isEmpty() ? NULL : channels);
        }
    }

    private record Event(long at, String change, Version before, Version after) {}

    /** Frames that differ in nothing but their number, whatever its width. */
    private record Name(FileKey folder, String prefix, String suffix, boolean numbered) {}

    private final ChannelNaming naming;
    private final PathTokens tokens;
    private final Map<FileKey, Row> rows = new TreeMap<>();
    private final Map<FileKey, List<Event>> events = new TreeMap<>();
    private final Map<Name, Set<FrameName>> everSeen = new HashMap<>();
    private final Map<FileKey, Long> filesGone = new HashMap<>();
    private final Map<FileKey, Long> foldersGone = new HashMap<>();

    FlatTruth(ChannelNaming naming, PathTokens tokens) {
        this.naming = naming;
        this.tokens = tokens;
    }

    void put(Seen seen) {
        if (isOutdated(seen)) {
            return;
        }
        everSeen.computeIfAbsent(name(seen.path()), n -> new HashSet<>()).add(frame(seen.path()));
        Row before = rows.get(seen.path());
        if (before == null || before.obs() < seen.obs()) {
            Row row = new Row(seen, Optional.empty(), seen.obs());
            rows.put(seen.path(), row);
            note(seen.path(), Optional.ofNullable(before).map(Version::of), Version.of(row), seen.nowAt());
        }
    }

    /** A file that is being written has not done changing: what it comes to be takes the place of what it was meanwhile. */
    private void note(FileKey path, Optional<Version> before, Version after, long nowAt) {
        List<Event> ofFile = events.computeIfAbsent(path, p -> new ArrayList<>());
        if (before.isEmpty()) {
            ofFile.add(new Event(nowAt, "appeared", Version.NONE, after));
        } else if (before.get().state().equals("writing")) {
            Event open = ofFile.remove(ofFile.size() - 1);
            ofFile.add(new Event(nowAt, open.change(), open.before(), after));
        } else {
            String change = before.get().state().equals("gone") ? "appeared" : "changed";
            ofFile.add(new Event(nowAt, change, before.get(), after));
        }
    }

    /** path, at, change, then state, size and channels before and after. */
    List<List<Object>> history() {
        List<List<Object>> out = new ArrayList<>();
        events.forEach((path, ofFile) -> ofFile.forEach(event -> out.add(list(
                path.text(),
                event.at(),
                event.change(),
                event.before().state(),
                event.before().sizeBytes(),
                event.before().channels(),
                event.after().state(),
                event.after().sizeBytes(),
                event.after().channels()))));
        return out;
    }

    /** A look from before its file was found gone, be there a row to say so or not. */
    private boolean isOutdated(Seen seen) {
        return filesGone.getOrDefault(seen.path(), -1L) > seen.obs()
                || foldersGone.entrySet().stream()
                        .anyMatch(gone ->
                                gone.getValue() > seen.obs() && seen.path().isUnder(gone.getKey()));
    }

    /** Whoever opens the index anew knows only of what has a row that it went away. */
    void reopened() {
        filesGone.clear();
        foldersGone.clear();
    }

    void gone(FileKey path, long obs, long nowAt) {
        filesGone.merge(path, obs, Math::max);
        markGone(path, obs, nowAt);
    }

    private void markGone(FileKey path, long obs, long nowAt) {
        Row there = rows.get(path);
        if (there != null && there.obs() < obs && there.goneAt().isEmpty()) {
            events.computeIfAbsent(path, p -> new ArrayList<>())
                    .add(new Event(nowAt, "went", Version.of(there), new Version("gone", NULL, NULL)));
        }
        rows.computeIfPresent(
                path,
                (key, row) -> row.obs() < obs
                        ? new Row(row.seen(), Optional.of(row.goneAt().orElse(nowAt)), obs)
                        : row);
    }

    void treeGone(FileKey folder, long obs, long nowAt) {
        foldersGone.merge(folder, obs, Math::max);
        for (FileKey path : List.copyOf(rows.keySet())) {
            if (path.isUnder(folder)) {
                markGone(path, obs, nowAt);
            }
        }
    }

    private static FrameName frame(FileKey path) {
        String text = path.text();
        return FrameName.of(text.substring(text.lastIndexOf('/') + 1));
    }

    private static Name name(FileKey path) {
        FrameName frame = frame(path);
        return new Name(
                path.folder(), frame.prefix(), frame.suffix(), frame.frame().isPresent());
    }

    /** path, directory, name, size, mtime, state, frame, indexed_at, gone_at and the tokens. */
    List<List<Object>> files() {
        return all((path, row) -> {
            Seen seen = row.seen();
            FrameName frame = frame(path);
            List<Object> columns = list(
                    path.text(),
                    path.folder().text(),
                    frame.name(),
                    seen.stamp().sizeBytes(),
                    seen.stamp().mtimeNs(),
                    row.goneAt().isPresent() ? "gone" : seen.state().text(),
                    frame.frame().isPresent() ? (Object) frame.frame().getAsLong() : NULL,
                    seen.nowAt(),
                    row.goneAt().map(Object.class::cast).orElse(NULL));
            columns.addAll(tokensOf(path));
            return List.of(columns);
        });
    }

    private List<Object> tokensOf(FileKey path) {
        Map<String, String> found = tokens.of(path.text());
        List<Object> columns = new ArrayList<>();
        TOKENS.forEach(token -> columns.add(orNull(Optional.ofNullable(found.get(token)))));
        columns.add(orNull(aovOfPath(path)));
        return columns;
    }

    private Optional<String> aovOfPath(FileKey path) {
        return Optional.ofNullable(tokens.of(path.text()).get("aov"))
                .map(aov -> aov.equals("rgba") ? "beauty" : naming.aliases().getOrDefault(aov, aov));
    }

    List<List<Object>> parts() {
        return all((path, row) -> {
            List<List<Object>> out = new ArrayList<>();
            for (Part part : row.seen().parts()) {
                List<Object> columns = list(path.text(), (long) part.index());
                columns.add(orNull(part.name()));
                columns.add(part.typeName().isEmpty() ? NULL : part.typeName());
                columns.add(orNull(part.compression().map(Compression::text)));
                columns.addAll(corners(part.dataWindow()));
                columns.addAll(corners(part.displayWindow()));
                columns.add(orNull(part.dataWindow().map(Box2i::width)));
                columns.add(orNull(part.dataWindow().map(Box2i::height)));
                columns.add(part.chunkCount() < 0 ? NULL : part.chunkCount());
                columns.add(orNull(part.lineOrder()));
                boolean hasRatio = part.pixelAspectRatio().isPresent()
                        && !Double.isNaN(part.pixelAspectRatio().getAsDouble());
                columns.add(hasRatio ? (Object) part.pixelAspectRatio().getAsDouble() : NULL);
                columns.add(orNull(part.view()));
                out.add(columns);
            }
            return out;
        });
    }

    private static List<Object> corners(Optional<Box2i> box) {
        return box.map(b -> List.<Object>of((long) b.minX(), (long) b.minY(), (long) b.maxX(), (long) b.maxY()))
                .orElse(List.of(NULL, NULL, NULL, NULL));
    }

    List<List<Object>> channels() {
        return all((path, row) -> {
            List<List<Object>> out = new ArrayList<>();
            Optional<String> ofPath = aovOfPath(path);
            for (Part part : row.seen().parts()) {
                Optional<String> ofPart = part.name()
                        .flatMap(name -> naming.aovOfPart(name, part.view().orElse("")));
                for (Channel channel : part.channels()) {
                    ChannelName name = ChannelName.of(channel.name());
                    out.add(list(
                            path.text(),
                            (long) part.index(),
                            orNull(part.name()),
                            channel.name(),
                            name.layer().isEmpty() ? NULL : name.layer(),
                            name.component(),
                            naming.group(channel.name()),
                            naming.aov(channel.name())
                                    .or(() -> ofPart)
                                    .or(() -> ofPath)
                                    .orElse("beauty"),
                            channel.type().text(),
                            (long) channel.xSampling(),
                            (long) channel.ySampling(),
                            channel.linear() ? 1L : 0L));
                }
            }
            return out;
        });
    }

    /** With the place of each among the attributes that are shown. */
    List<List<Object>> attributes() {
        return all((path, row) -> {
            List<List<Object>> out = new ArrayList<>();
            for (Part part : row.seen().parts()) {
                long place = 0;
                for (Attribute attribute : part.attributes()) {
                    if (attribute.name().equals("channels")
                            && attribute.typeName().equals("chlist")) {
                        continue;
                    }
                    AttributeValue value = attribute.value();
                    out.add(list(
                            path.text(),
                            (long) part.index(),
                            attribute.name(),
                            attribute.typeName(),
                            value.asText(),
                            value.asNumber().isPresent()
                                    ? (Object) value.asNumber().getAsDouble()
                                    : NULL,
                            ++place));
                }
            }
            return out;
        });
    }

    List<List<Object>> problems() {
        return all((path, row) -> row.seen().problems().stream()
                .map(problem -> list(
                        path.text(),
                        problem.severity().text(),
                        problem.kind().text(),
                        problem.offset() < 0 ? NULL : problem.offset(),
                        problem.detail()))
                .toList());
    }

    /** How many files each folder tree has that are not gone. */
    long presentUnder(FileKey folder) {
        return rows.entrySet().stream()
                .filter(entry -> entry.getKey().isUnder(folder)
                        && entry.getValue().goneAt().isEmpty())
                .count();
    }

    /** Which files belong together, gone ones too. */
    Set<Set<String>> groups() {
        Map<Object, Set<String>> groups = new HashMap<>();
        rows.keySet()
                .forEach(path -> groups.computeIfAbsent(sequence(path), s -> new HashSet<>())
                        .add(path.text()));
        return new HashSet<>(groups.values());
    }

    private Set<FrameName> namesakes(Name name) {
        return everSeen.getOrDefault(name, Set.of());
    }

    private record Sequence(Name name, int padding) {}

    /**
     * Widths with a leading zero are certain. A number without one belongs to the widest of those that it fits, and where
     * it fits none to the frames of no certain width.
     */
    private Sequence sequence(FileKey path) {
        Name name = name(path);
        FrameName frame = frame(path);
        if (frame.frame().isEmpty() || frame.leadingZero()) {
            return new Sequence(name, frame.digits());
        }
        int width = 0;
        for (FrameName other : namesakes(name)) {
            if (other.leadingZero() && other.digits() <= frame.digits()) {
                width = Math.max(width, other.digits());
            }
        }
        return new Sequence(name, width);
    }

    /** pattern, directory, first, last, count, missing, bad, size and the tokens. */
    Set<List<Object>> sequences() {
        Map<Sequence, List<FileKey>> members = new HashMap<>();
        rows.forEach((path, row) -> {
            if (row.goneAt().isEmpty()) {
                members.computeIfAbsent(sequence(path), s -> new ArrayList<>()).add(path);
            }
        });
        Set<List<Object>> out = new LinkedHashSet<>();
        members.forEach((sequence, paths) -> out.add(sequenceRow(sequence, paths)));
        return out;
    }

    private List<Object> sequenceRow(Sequence sequence, List<FileKey> paths) {
        List<Long> frames = paths.stream()
                .map(path -> frame(path).frame())
                .flatMap(frame -> frame.stream().boxed())
                .sorted()
                .toList();
        long bad = 0;
        long size = 0;
        for (FileKey path : paths) {
            Seen seen = row(path).seen();
            bad += seen.state() == FileState.COMPLETE || seen.state() == FileState.WRITING ? 0 : 1;
            size += seen.stamp().sizeBytes();
        }
        Name name = sequence.name();
        List<Object> columns = list(pattern(sequence, frames), name.folder().text());
        if (name.numbered()) {
            long first = frames.get(0);
            long last = frames.get(frames.size() - 1);
            columns.addAll(List.of(first, last, (long) paths.size(), last - first + 1 - new HashSet<>(frames).size()));
        } else {
            columns.addAll(List.of(NULL, NULL, (long) paths.size(), 0L));
        }
        columns.addAll(List.of(bad, size));
        columns.addAll(tokensOf(paths.get(0)));
        return columns;
    }

    private String pattern(Sequence sequence, List<Long> frames) {
        Name name = sequence.name();
        if (!name.numbered()) {
            return name.prefix() + name.suffix();
        }
        int padding = sequence.padding() > 0 ? sequence.padding() : narrowest(name);
        long first = frames.get(0);
        long last = frames.get(frames.size() - 1);
        String range = first == last ? Long.toString(first) : first + "-" + last;
        return name.prefix()
                + range
                + (padding % 4 == 0 ? "#".repeat(padding / 4) : "@".repeat(padding))
                + name.suffix();
    }

    private int narrowest(Name name) {
        return namesakes(name).stream()
                .filter(frame -> !frame.leadingZero())
                .mapToInt(FrameName::digits)
                .min()
                .orElseThrow();
    }

    private Row row(FileKey path) {
        return Optional.ofNullable(rows.get(path)).orElseThrow();
    }

    private interface ToRows {
        Collection<List<Object>> of(FileKey path, Row row);
    }

    private List<List<Object>> all(ToRows toRows) {
        List<List<Object>> out = new ArrayList<>();
        rows.forEach((path, row) -> out.addAll(toRows.of(path, row)));
        return out;
    }

    private static Object orNull(Optional<?> value) {
        return value.isPresent() ? value.get() : NULL;
    }

    private static List<Object> list(Object... columns) {
        return new ArrayList<>(Arrays.asList(columns));
    }
}
