package io.github.exrdex.query;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The channels and attributes that a {@link Layout} names by number. Statements of {@code channel}, {@code set_attribute}
 * and {@code file_attribute}, to read.
 *
 * <p>Threads: one. Memory: every set that was asked for, a few thousand at most.
 */
final class LayoutNames {
    private record ChannelRow(String name, boolean bare, String type) {}

    private final SqlHandle handle;
    private final Map<Long, List<ChannelRow>> channelSets = new HashMap<>();
    private final Map<List<String>, NavigableMap<String, String>> attributeNames = new HashMap<>();

    LayoutNames(SqlHandle handle) {
        this.handle = handle;
    }

    /**
     * Name to type, such as {@code half} or {@code float 2x2} where it is sampled. A bare channel of a part that names an
     * AOV is called as if the AOV were its layer, so that a picture says the same in one part and in many, but for one that is
     * called as the AOV itself: {@code Z} of a part {@code Z}. Of several views each channel has its view before it.
     */
    NavigableMap<String, String> channels(Layout layout) {
        NavigableMap<String, String> channels = new TreeMap<>();
        boolean views =
                layout.parts().stream().map(Layout.PartLayout::view).distinct().count() > 1;
        for (Layout.PartLayout part : layout.parts()) {
            String view = views ? part.view().map(name -> name + ":").orElse("") : "";
            for (ChannelRow channel : channelSets.computeIfAbsent(part.channelSetId(), this::channelSet)) {
                String layer = channel.bare()
                        ? part.aov()
                                .filter(aov -> !aov.equals(channel.name()))
                                .map(aov -> aov + ".")
                                .orElse("")
                        : "";
                String name = view + layer + channel.name();
                if (channels.putIfAbsent(name, channel.type()) != null) {
                    channels.put(name + " of " + part.label(), channel.type());
                }
            }
        }
        return channels;
    }

    private List<ChannelRow> channelSet(long id) {
        return handle.select("""
                        SELECT name, layer IS NULL AS bare, pixel_type, x_sampling, y_sampling
                        FROM channel WHERE channel_set_id = :id ORDER BY ordinal""")
                .bind("id", id)
                .map(row -> {
                    int x = row.getInt("x_sampling");
                    int y = row.getInt("y_sampling");
                    return new ChannelRow(
                            row.getString("name"),
                            row.getBoolean("bare"),
                            row.getString("pixel_type") + (x == 1 && y == 1 ? "" : " " + x + "x" + y));
                })
                .list();
    }

    /**
     * Name to the file's own word for the type. In a multipart file the part stands before: {@code depth:comments}.
     *
     * @param fileId some file of that layout
     */
    NavigableMap<String, String> attributes(Layout layout, long fileId) {
        // Sets that are equal agree on all names, also of the attributes that vary; see AttributeSet of the writing
        // side.
        List<String> sets = layout.parts().stream()
                .map(part -> part.attributeSetId() + " " + part.label())
                .toList();
        NavigableMap<String, String> known = attributeNames.get(sets);
        if (known != null) {
            return known;
        }
        NavigableMap<String, String> attributes = new TreeMap<>();
        for (Layout.PartLayout part : layout.parts()) {
            String prefix = layout.isMultipart() ? part.label() + ":" : "";
            handle.select("""
                            SELECT n.name, n.type FROM set_attribute a JOIN attribute_name n
                              ON n.attribute_id = a.attribute_id
                            WHERE a.attribute_set_id = :set
                            UNION
                            SELECT n.name, n.type FROM file_attribute a JOIN attribute_name n
                              ON n.attribute_id = a.attribute_id
                            WHERE a.file_id = :file AND a.part_index = :part""")
                    .bind("set", part.attributeSetId())
                    .bind("file", fileId)
                    .bind("part", part.index())
                    .map(row -> Map.entry(prefix + row.getString("name"), row.getString("type")))
                    .forEach(attribute -> attributes.put(attribute.getKey(), attribute.getValue()));
        }
        attributeNames.put(sets, attributes);
        return attributes;
    }
}
