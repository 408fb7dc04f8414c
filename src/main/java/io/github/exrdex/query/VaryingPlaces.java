package io.github.exrdex.query;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Where an attribute that varies from frame to frame stands. All files of a header have it in the same slots.
 *
 * @param once by slot, the headers that have it there and nowhere else
 * @param several headers that have it more than once
 */
record VaryingPlaces(Map<Integer, Set<Long>> once, Set<Long> several) {
    static VaryingPlaces of(SqlHandle handle, String attribute) {
        Map<Long, Integer> slots = new HashMap<>();
        Set<Long> several = new HashSet<>();
        Conditions conditions = new Conditions();
        conditions
                .query(handle, """
                        SELECT w.header_id, w.slot FROM frame_slot w
                        WHERE w.attribute_id IN (%s)""".formatted(conditions.bindAll(FilterClauses.attributeIds(handle, attribute))))
                .map(row -> Map.entry(row.getLong("header_id"), row.getInt("slot")))
                .forEach(place -> {
                    if (slots.put(place.getKey(), place.getValue()) != null) {
                        several.add(place.getKey());
                    }
                });
        slots.keySet().removeAll(several);
        Map<Integer, Set<Long>> once = new TreeMap<>();
        slots.forEach((headerId, slot) ->
                once.computeIfAbsent(slot, s -> new HashSet<>()).add(headerId));
        return new VaryingPlaces(once, several);
    }
}
