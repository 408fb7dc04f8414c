package io.github.exrdex.query;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * Headers that say the same but for the values of their attributes. Every sequence has a header of its own, and thousands of
 * them have a few dozen kinds of parts.
 *
 * @param first by the number of a header, one that is like it
 */
record AlikeHeaders(Map<Long, Long> first) {
    static AlikeHeaders of(SqlHandle handle, Collection<Long> headerIds) {
        Map<String, Long> byParts = new HashMap<>();
        Map<Long, Long> first = new HashMap<>();
        handle.select("""
                        SELECT j.value AS header_id,
                               (SELECT json_group_array(json_array(
                                         p.name, p.aov, p.type, p.compression, p.line_order, p.pixel_aspect_ratio, p.view,
                                         p.data_min_x, p.data_min_y, p.data_max_x, p.data_max_y,
                                         p.display_min_x, p.display_min_y, p.display_max_x, p.display_max_y,
                                         p.channel_set_id))
                                FROM part p WHERE p.header_id = j.value) AS parts
                        FROM json_each(:headers) j""")
                .bind("headers", headerIds.toString())
                .map(row -> Map.entry(row.getLong("header_id"), row.getString("parts")))
                .forEach(header -> first.put(
                        header.getKey(), byParts.computeIfAbsent(header.getValue(), parts -> header.getKey())));
        return new AlikeHeaders(first);
    }

    /** One of each kind. */
    Collection<Long> kinds() {
        return first.values().stream().distinct().toList();
    }

    /** What is known of one of each kind, for every header. */
    <T> Map<Long, T> each(Map<Long, T> ofKinds) {
        Map<Long, T> each = new HashMap<>();
        first.forEach((headerId, kind) -> {
            T known = ofKinds.get(kind);
            if (known != null) {
                each.put(headerId, known);
            }
        });
        return each;
    }
}
