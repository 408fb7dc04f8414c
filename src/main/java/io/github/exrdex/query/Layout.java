package io.github.exrdex.query;

import io.github.exrdex.exr.Box2i;
import io.github.exrdex.exr.Reals;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A header as far as the frames of a sequence should agree on it: its parts, with channels and attributes by number. */
record Layout(List<PartLayout> parts) {
    /** The columns of {@code part}, under the alias {@code p}, that {@link #part} reads. */
    static final String COLUMNS = """
            p.part_index, p.name AS part_name, p.aov AS part_aov, p.type AS part_type, p.view AS part_view, p.compression,
            p.data_min_x, p.data_min_y, p.data_max_x, p.data_max_y,
            p.display_min_x, p.display_min_y, p.display_max_x, p.display_max_y,
            p.pixel_aspect_ratio, p.channel_set_id, p.attribute_set_id""";

    private static final String SCANLINES = "scanlineimage";

    /** @param aov what its name says that its bare colour channels are; empty where it says nothing */
    record PartLayout(
            int index,
            Optional<String> name,
            Optional<String> aov,
            Optional<String> type,
            Optional<String> view,
            Optional<String> compression,
            Optional<Box2i> dataWindow,
            Optional<Box2i> displayWindow,
            OptionalDouble pixelAspectRatio,
            long channelSetId,
            long attributeSetId) {
        boolean looksLike(PartLayout other) {
            return channelSetId == other.channelSetId
                    && name.equals(other.name)
                    && aov.equals(other.aov)
                    && type.equals(other.type)
                    && view.equals(other.view)
                    && compression.equals(other.compression)
                    && dataWindow.equals(other.dataWindow)
                    && displayWindow.equals(other.displayWindow)
                    && pixelAspectRatio.equals(other.pixelAspectRatio);
        }

        private PartLayout withAttributeSet(long setId) {
            return new PartLayout(
                    index,
                    name,
                    aov,
                    type,
                    view,
                    compression,
                    dataWindow,
                    displayWindow,
                    pixelAspectRatio,
                    channelSetId,
                    setId);
        }

        String label() {
            return name.orElseGet(() -> "part " + index);
        }
    }

    Layout {
        parts = List.copyOf(parts);
    }

    static PartLayout part(ResultSet row) throws SQLException {
        double aspect = row.getDouble("pixel_aspect_ratio");
        return new PartLayout(
                row.getInt("part_index"),
                Optional.ofNullable(row.getString("part_name")),
                Optional.ofNullable(row.getString("part_aov")),
                Optional.ofNullable(row.getString("part_type")),
                Optional.ofNullable(row.getString("part_view")),
                Optional.ofNullable(row.getString("compression")),
                IndexedFiles.window(row, "data"),
                IndexedFiles.window(row, "display"),
                row.getObject("pixel_aspect_ratio") == null ? OptionalDouble.empty() : OptionalDouble.of(aspect),
                row.getLong("channel_set_id"),
                row.getLong("attribute_set_id"));
    }

    /** By the number of the header. Thousands of headers have a few dozen kinds of parts, and those alone are read. */
    static Map<Long, Layout> ofHeaders(SqlHandle handle, Collection<Long> headerIds) {
        AlikeHeaders alike = AlikeHeaders.of(handle, headerIds);
        Map<Long, List<PartLayout>> kinds = alike.each(ofKinds(handle, alike.kinds()));
        Map<Long, Layout> layouts = new HashMap<>();
        handle.select("""
                        SELECT j.value AS header_id,
                               (SELECT json_group_array(p.attribute_set_id) FROM part p WHERE p.header_id = j.value) AS sets
                        FROM json_each(:headers) j""")
                .bind("headers", headerIds.toString())
                .map(row -> Map.entry(row.getLong("header_id"), row.getString("sets")))
                .forEach(header -> layouts.put(
                        header.getKey(),
                        new Layout(withSets(kinds.getOrDefault(header.getKey(), List.of()), header.getValue()))));
        return layouts;
    }

    private static Map<Long, List<PartLayout>> ofKinds(SqlHandle handle, Collection<Long> headerIds) {
        record PartOfHeader(long headerId, PartLayout part) {}
        Map<Long, List<PartLayout>> parts = new HashMap<>();
        handle.select("""
                        SELECT p.header_id, %s FROM json_each(:headers) j
                        CROSS JOIN part p ON p.header_id = j.value
                        ORDER BY p.header_id, p.part_index""".formatted(COLUMNS))
                .bind("headers", headerIds.toString())
                .map(row -> new PartOfHeader(row.getLong("header_id"), part(row)))
                .forEach(part -> parts.computeIfAbsent(part.headerId(), id -> new ArrayList<>())
                        .add(part.part()));
        return parts;
    }

    /** @param json the numbers of the attribute sets, in the order of the parts */
    private static List<PartLayout> withSets(List<PartLayout> parts, String json) {
        List<PartLayout> own = new ArrayList<>(parts.size());
        JsonTexts.each(
                json,
                set -> own.add(parts.get(own.size()).withAttributeSet(Long.parseLong(Objects.requireNonNull(set)))));
        return own;
    }

    /** All but the attributes. */
    boolean looksLike(Layout other) {
        return parts.size() == other.parts.size()
                && IntStream.range(0, parts.size()).allMatch(i -> parts.get(i).looksLike(other.parts.get(i)));
    }

    boolean isMultipart() {
        return parts.size() > 1;
    }

    /** {@code 1 part}, or {@code rgba, depth (deepscanline)}. */
    String partsText() {
        if (!isMultipart()) {
            return "1 part" + typeText(parts.get(0));
        }
        return parts.stream().map(part -> part.label() + typeText(part)).collect(Collectors.joining(", "));
    }

    private static String typeText(PartLayout part) {
        return part.type()
                .filter(type -> !type.equals(SCANLINES))
                .map(type -> " (" + type + ")")
                .orElse("");
    }

    /** Size of the display window: {@code 1920x1080}; with its corner where that is not 0,0. */
    String resolutionText() {
        return ofParts(part -> part.displayWindow().map(Layout::text).orElse("none"));
    }

    /** {@code whole} where it is the display window, else its size and corner. */
    String dataWindowText() {
        return ofParts(part -> part.dataWindow().equals(part.displayWindow())
                ? "whole"
                : part.dataWindow().map(Layout::text).orElse("none"));
    }

    String compressionText() {
        return ofParts(part -> part.compression().orElse("none stated"));
    }

    String pixelAspectText() {
        return ofParts(part -> part.pixelAspectRatio().isPresent()
                ? Reals.text(part.pixelAspectRatio().getAsDouble())
                : "none");
    }

    /** What all parts have, once; else what each has. */
    private String ofParts(Function<PartLayout, String> fact) {
        Map<String, String> byPart = new LinkedHashMap<>();
        parts.forEach(part -> byPart.put(part.label(), fact.apply(part)));
        List<String> distinct = byPart.values().stream().distinct().toList();
        if (distinct.size() == 1) {
            return distinct.get(0);
        }
        return byPart.entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .collect(Collectors.joining(", "));
    }

    /** {@code 1920x1080}, or {@code 1920x1080 at -8,-8}. */
    static String text(Box2i window) {
        String size = window.width() + "x" + window.height();
        return window.minX() == 0 && window.minY() == 0 ? size : size + " at " + window.minX() + "," + window.minY();
    }
}
