package io.github.exrdex.cli;

import io.github.exrdex.exr.Box2i;
import io.github.exrdex.exr.Reals;
import io.github.exrdex.query.FileFacts;
import io.github.exrdex.query.FileFacts.AttributeFacts;
import io.github.exrdex.query.FileFacts.ChannelFacts;
import io.github.exrdex.query.FileFacts.PartFacts;
import io.github.exrdex.query.FileFacts.Place;
import io.github.exrdex.query.FileFacts.ProblemFact;
import io.github.exrdex.query.ValueText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code show --format tsv}: one fact a line, for grep, cut and awk. What a file does not state has no line. */
final class ShowRows implements ShowCommand.Printer {
    private static final Column.Kind TEXT = Column.Kind.TEXT;

    private final boolean places;
    private final RowPrinter rows;

    /** @param places with two more columns, offset and size of every attribute */
    ShowRows(Terminal terminal, boolean places) {
        this.places = places;
        List<Column> columns = new ArrayList<>(List.of(
                Column.of("path", TEXT),
                Column.of("part", TEXT),
                Column.of("fact", TEXT),
                Column.of("name", TEXT),
                Column.of("type", TEXT),
                Column.of("value", TEXT)));
        if (places) {
            columns.add(Column.of("offset", Column.Kind.NUMBER));
            columns.add(Column.of("size_bytes", Column.Kind.NUMBER));
        }
        rows = RowPrinter.of(Format.TSV, terminal, columns);
    }

    @Override
    public void print(FileFacts file) {
        String path = file.path();
        row(path, null, "file", "state", null, file.state(), null);
        row(path, null, "file", "size_bytes", null, file.sizeBytes(), null);
        row(path, null, "file", "mtime_ns", null, file.mtimeNs(), null);
        for (ProblemFact problem : file.problems()) {
            row(path, null, "problem", problem.kind(), problem.severity(), problem.detail(), null);
        }
        for (PartFacts part : file.parts()) {
            print(path, part);
        }
    }

    private void print(String path, PartFacts part) {
        long index = part.index();
        fact(path, index, "name", part.name());
        fact(path, index, "type", part.type());
        fact(path, index, "compression", part.compression());
        fact(path, index, "data_window", part.dataWindow().map(ShowRows::text));
        fact(path, index, "display_window", part.displayWindow().map(ShowRows::text));
        part.pixelAspectRatio().ifPresent(r -> fact(path, index, "pixel_aspect_ratio", Optional.of(Reals.text(r))));
        fact(path, index, "line_order", part.lineOrder());
        part.chunkCount().ifPresent(count -> fact(path, index, "chunk_count", Optional.of(count)));
        fact(path, index, "view", part.view());
        fact(path, index, "tiles", part.tiles().map(ValueText::text));
        for (ChannelFacts channel : part.channels()) {
            row(path, index, "channel", channel.name(), channel.type(), channel.group(), null);
        }
        for (AttributeFacts attribute : part.attributes()) {
            if (places || !attribute.isChannelList()) {
                Place place = attribute.place().orElse(null);
                row(
                        path,
                        index,
                        "attribute",
                        attribute.name(),
                        attribute.type(),
                        attribute.value().text(),
                        place);
            }
        }
    }

    private static String text(Box2i box) {
        return box.minX() + " " + box.minY() + " " + box.maxX() + " " + box.maxY();
    }

    private void fact(String path, long part, String name, Optional<?> value) {
        value.ifPresent(known -> row(path, part, "part", name, null, known, null));
    }

    private void row(
            String path,
            @Nullable Long part,
            String fact,
            String name,
            @Nullable String type,
            Object value,
            @Nullable Place place) {
        List<@Nullable Object> cells = new ArrayList<>(Arrays.asList(path, part, fact, name, type, value));
        if (places) {
            cells.add(place == null ? null : place.offset());
            cells.add(place == null ? null : place.sizeBytes());
        }
        rows.row(cells);
    }
}
