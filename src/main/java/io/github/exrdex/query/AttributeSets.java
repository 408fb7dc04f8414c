package io.github.exrdex.query;

import io.github.exrdex.query.Snapshot.Both;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The attributes of many headers: those that all files of a header share, and where the others stand. The facts of a
 * {@link Layout} are left out.
 *
 * <p>Memory: all of them.
 */
final class AttributeSets {
    /** What a layout says is compared with the layout. */
    private static final Set<String> OF_LAYOUT = Set.of(
            "channels", "compression", "dataWindow", "displayWindow", "pixelAspectRatio", "name", "type", "chunkCount");

    private static final SharedSet NOTHING = new SharedSet(List.of(), Set.of());

    private final Map<Long, String> names = new HashMap<>();
    private final Map<Long, SharedSet> shared = new HashMap<>();
    private final Map<Long, List<Place>> places = new HashMap<>();

    record NamedText(String name, String text) {}

    /** @param values in the order of the header, no name twice */
    record SharedSet(List<NamedText> values, Set<String> names) {}

    /** Where the files of a header have a value of their own. */
    record Place(int slot, int partIndex, String name) {}

    private record Rest(Map<Long, SharedSet> shared, Map<Long, List<Place>> places) {}

    /** Most of it is to take texts apart, of which each of two threads does one half. */
    static AttributeSets of(Snapshot snapshot, Collection<Long> headerIds, Collection<Long> attributeSetIds) {
        AttributeSets sets = new AttributeSets();
        sets.readNames(snapshot.handle());
        List<Long> ids = List.copyOf(attributeSetIds);
        int middle = ids.size() / 2;
        Both<Map<Long, SharedSet>, Rest> read = snapshot.both(
                one -> sets.readShared(one, ids.subList(0, middle)),
                other -> new Rest(
                        sets.readShared(other, ids.subList(middle, ids.size())), sets.readPlaces(other, headerIds)));
        sets.shared.putAll(read.one());
        sets.shared.putAll(read.other().shared());
        sets.places.putAll(read.other().places());
        return sets;
    }

    SharedSet shared(long attributeSetId) {
        return shared.getOrDefault(attributeSetId, NOTHING);
    }

    /** In the order of their slots. */
    List<Place> places(long headerId) {
        return places.getOrDefault(headerId, List.of());
    }

    private void readNames(SqlHandle handle) {
        handle.select("SELECT attribute_id, name FROM attribute_name")
                .map(row -> Map.entry(row.getLong(1), row.getString(2)))
                .forEach(name -> {
                    if (!OF_LAYOUT.contains(name.getValue())) {
                        names.put(name.getKey(), name.getValue());
                    }
                });
    }

    /** A row a set rather than one an attribute, for most of their cost is the way out of SQLite. */
    private Map<Long, SharedSet> readShared(SqlHandle handle, Collection<Long> attributeSetIds) {
        Map<Long, SharedSet> read = new HashMap<>();
        handle.select("""
                        SELECT j.value AS attribute_set_id,
                               (SELECT json_group_array(a.attribute_id || ' ' || a.text) FROM set_attribute a
                                WHERE a.attribute_set_id = j.value) AS attributes
                        FROM json_each(:sets) j""")
                .bind("sets", attributeSetIds.toString())
                .map(row -> Map.entry(row.getLong("attribute_set_id"), sharedSet(row.getString("attributes"))))
                .forEach(set -> read.put(set.getKey(), set.getValue()));
        return read;
    }

    /** Of several with the same name the first counts. */
    private SharedSet sharedSet(String json) {
        Set<String> seen = new HashSet<>();
        List<NamedText> values = new ArrayList<>();
        JsonTexts.each(json, attribute -> {
            int space = Objects.requireNonNull(attribute).indexOf(' ');
            String name = names.get(Long.valueOf(attribute.substring(0, space)));
            if (name != null && seen.add(name)) {
                values.add(new NamedText(name, attribute.substring(space + 1)));
            }
        });
        return new SharedSet(values, seen);
    }

    /** Nearly all headers have the same, so these are taken apart once. */
    private Map<Long, List<Place>> readPlaces(SqlHandle handle, Collection<Long> headerIds) {
        Map<Long, List<Place>> read = new HashMap<>();
        Map<String, List<Place>> known = new HashMap<>();
        handle.select("""
                        SELECT j.value AS header_id,
                               (SELECT json_group_array(w.slot || ' ' || w.part_index || ' ' || w.attribute_id)
                                FROM frame_slot w WHERE w.header_id = j.value) AS places
                        FROM json_each(:headers) j""")
                .bind("headers", headerIds.toString())
                .map(row -> Map.entry(row.getLong("header_id"), row.getString("places")))
                .forEach(header -> read.put(header.getKey(), known.computeIfAbsent(header.getValue(), this::places)));
        return read;
    }

    private List<Place> places(String json) {
        List<Place> ofHeader = new ArrayList<>();
        JsonTexts.each(json, text -> {
            String[] numbers = Objects.requireNonNull(text).split(" ", -1);
            String name = names.get(Long.valueOf(numbers[2]));
            if (name != null) {
                ofHeader.add(new Place(Integer.parseInt(numbers[0]), Integer.parseInt(numbers[1]), name));
            }
        });
        return ofHeader;
    }
}
