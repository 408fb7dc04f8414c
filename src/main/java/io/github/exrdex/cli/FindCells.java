package io.github.exrdex.cli;

import io.github.exrdex.cli.Column.Audience;
import io.github.exrdex.cli.Column.Kind;
import io.github.exrdex.file.FileState;
import io.github.exrdex.query.ExtraField;
import io.github.exrdex.query.ExtraValue;
import io.github.exrdex.query.FileRow;
import io.github.exrdex.query.PathToken;
import io.github.exrdex.query.SequenceRow;
import io.github.exrdex.query.SequenceStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The columns of {@code find}. */
final class FindCells {
    private FindCells() {}

    static List<Cell<SequenceRow>> ofSequences(SequenceStyle style) {
        List<Cell<SequenceRow>> cells = new ArrayList<>(List.of(
                Cell.of(
                        Column.PATTERN,
                        Kind.PATH,
                        Audience.ALL,
                        row -> row.name().text(style)),
                Cell.of("frames", Kind.NUMBER, Audience.PEOPLE, FindCells::frames),
                Cell.of("missing", Kind.NUMBER, Audience.PEOPLE, SequenceRow::missingCount),
                Cell.of("bad", Kind.NUMBER, Audience.PEOPLE, SequenceRow::badCount),
                Cell.of("size", Kind.BYTES, Audience.PEOPLE, SequenceRow::sizeBytes),
                Cell.of("state", Kind.VERDICT, Audience.PEOPLE, FindCells::states),
                Cell.of("directory", Kind.PATH, Audience.ALL, SequenceRow::directory),
                Cell.of(
                        "first_frame",
                        Kind.NUMBER,
                        Audience.MACHINES,
                        row -> orNull(row.name().firstFrame())),
                Cell.of(
                        "last_frame",
                        Kind.NUMBER,
                        Audience.MACHINES,
                        row -> orNull(row.name().lastFrame())),
                Cell.of("frame_count", Kind.NUMBER, Audience.MACHINES, SequenceRow::frameCount),
                Cell.of("matching_count", Kind.NUMBER, Audience.MACHINES, SequenceRow::matchingCount),
                Cell.of("missing_count", Kind.NUMBER, Audience.MACHINES, SequenceRow::missingCount),
                Cell.of("bad_count", Kind.NUMBER, Audience.MACHINES, SequenceRow::badCount),
                Cell.of("size_bytes", Kind.BYTES, Audience.MACHINES, SequenceRow::sizeBytes),
                Cell.of("states", Kind.TEXT, Audience.MACHINES, FindCells::states)));
        addTokens(cells, SequenceRow::tokens);
        cells.add(Cell.of("modified", Kind.TIME_NS, Audience.NOBODY, SequenceRow::mtimeNs));
        return cells;
    }

    static List<Cell<FileRow>> ofFiles() {
        List<Cell<FileRow>> cells = new ArrayList<>(List.of(
                Cell.of("path", Kind.PATH, Audience.ALL, FileRow::path),
                Cell.of("state", Kind.VERDICT, Audience.ALL, row -> row.state().text()),
                Cell.of("size", Kind.BYTES, Audience.PEOPLE, FileRow::sizeBytes),
                Cell.of("modified", Kind.TIME_NS, Audience.PEOPLE, FileRow::mtimeNs),
                Cell.of("size_bytes", Kind.BYTES, Audience.MACHINES, FileRow::sizeBytes),
                Cell.of("mtime_ns", Kind.TIME_NS, Audience.MACHINES, FileRow::mtimeNs),
                Cell.of("frame", Kind.NUMBER, Audience.MACHINES, row -> orNull(row.frame())),
                Cell.of("problem", Kind.TEXT, Audience.ALL, row -> row.problem().orElse(null))));
        addTokens(cells, FileRow::tokens);
        return cells;
    }

    static Cell<SequenceRow> extraOfSequence(ExtraField field) {
        return extra(field, SequenceRow::extras);
    }

    static Cell<FileRow> extraOfFile(ExtraField field) {
        return extra(field, FileRow::extras);
    }

    private static <R> Cell<R> extra(ExtraField field, Function<R, Map<String, ExtraValue>> extras) {
        return Cell.of(
                field.name(),
                Kind.TEXT,
                Audience.ALL,
                row -> Optional.ofNullable(extras.apply(row).get(field.name()))
                        .map(ExtraValue::value)
                        .orElse(null));
    }

    private static <R> void addTokens(List<Cell<R>> cells, Function<R, Map<PathToken, String>> tokens) {
        for (PathToken token : PathToken.values()) {
            cells.add(Cell.of(
                    token.text(),
                    Kind.TEXT,
                    Audience.MACHINES,
                    row -> tokens.apply(row).get(token)));
        }
    }

    private static String states(SequenceRow row) {
        return row.states().stream().map(FileState::text).collect(Collectors.joining(","));
    }

    private static String frames(SequenceRow row) {
        return row.matchingCount() == row.frameCount()
                ? Long.toString(row.frameCount())
                : row.matchingCount() + " of " + row.frameCount();
    }

    private static @Nullable Long orNull(OptionalLong number) {
        return number.isPresent() ? (Long) number.getAsLong() : null;
    }
}
