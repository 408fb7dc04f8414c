package io.github.exrdex.query;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * Where an attribute that varies from frame to frame stands. All files of a header have it in the same places.
 */
record VaryingPlaces(List<Place> places) {
    VaryingPlaces {
        places = List.copyOf(places);
    }

    record Place(long headerId, int partIndex, int ordinal) {}

    static VaryingPlaces of(Handle handle, String attribute) {
        Conditions conditions = new Conditions();
        String sql = sql(conditions, handle, attribute);
        return new VaryingPlaces(conditions
                .query(handle, sql)
                .map((row, context) -> new Place(row.getLong(1), row.getInt(2), row.getInt(3)))
                .list());
    }

    /** A SELECT of header, part and ordinal. */
    static String sql(Conditions conditions, Handle handle, String attribute) {
        return """
                SELECT a.header_id, a.part_index, a.ordinal
                FROM frame_slot a
                WHERE a.attribute_id IN (%s)""".formatted(conditions.bindAll(FilterClauses.attributeIds(handle, attribute)));
    }

    /** Headers that have it more than once. */
    Set<Long> severalInHeaders() {
        Map<Long, Integer> counts = new HashMap<>();
        places.forEach(place -> counts.merge(place.headerId(), 1, Integer::sum));
        return counts.entrySet().stream()
                .filter(count -> count.getValue() > 1)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }
}
