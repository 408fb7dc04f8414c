package io.github.exrdex.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How one set of typed names differs from another.
 *
 * @param added to their types
 * @param removed to their types
 * @param changed to both types
 */
record NameChanges(
        NavigableMap<String, String> added,
        NavigableMap<String, String> removed,
        NavigableMap<String, Change> changed) {
    /** More names than this are only counted in a text for people. */
    private static final int MOST_NAMES = 12;

    record Change(String before, String after) {}

    static NameChanges between(NavigableMap<String, String> before, NavigableMap<String, String> after) {
        NavigableMap<String, Change> changed = new TreeMap<>();
        NavigableMap<String, String> added = new TreeMap<>();
        after.forEach((name, type) -> {
            String was = before.get(name);
            if (was == null) {
                added.put(name, type);
            } else if (!was.equals(type)) {
                changed.put(name, new Change(was, type));
            }
        });
        NavigableMap<String, String> removed = new TreeMap<>(before);
        removed.keySet().removeAll(after.keySet());
        return new NameChanges(added, removed, changed);
    }

    /** The same for channels; those of a layer that came, went or changed as a whole are one: {@code smoke.*}. */
    static NameChanges ofChannels(NavigableMap<String, String> before, NavigableMap<String, String> after) {
        NameChanges changes = between(before, after);
        return new NameChanges(
                wholeLayers(changes.added, after),
                wholeLayers(changes.removed, before),
                wholeLayers(changes.changed, after));
    }

    /** @param all that the same side has */
    private static <V> NavigableMap<String, V> wholeLayers(NavigableMap<String, V> some, NavigableMap<String, ?> all) {
        Map<String, List<String>> inAll = all.keySet().stream().collect(Collectors.groupingBy(NameChanges::layer));
        NavigableMap<String, V> joined = new TreeMap<>();
        some.forEach((name, value) -> {
            String layer = layer(name);
            List<String> channels = inAll.getOrDefault(layer, List.of());
            boolean whole = !layer.isEmpty()
                    && channels.size() > 1
                    && channels.stream().allMatch(channel -> value.equals(some.get(channel)));
            joined.put(whole ? layer + ".*" : name, value);
        });
        return joined;
    }

    private static String layer(String name) {
        return name.substring(0, Math.max(0, name.lastIndexOf('.')));
    }

    /** {@code has smoke.*; lacks N.X,N.Y; Z float, not half}: what the second set is like beside the first. */
    String text() {
        List<String> parts = new ArrayList<>();
        if (!added.isEmpty()) {
            parts.add("has " + listed(added.keySet().stream().toList()));
        }
        if (!removed.isEmpty()) {
            parts.add("lacks " + listed(removed.keySet().stream().toList()));
        }
        if (!changed.isEmpty()) {
            parts.add(listed(changed.entrySet().stream()
                    .map(entry -> entry.getKey() + " " + entry.getValue().after() + ", not "
                            + entry.getValue().before())
                    .toList()));
        }
        return String.join("; ", parts);
    }

    private static String listed(List<String> names) {
        return names.size() <= MOST_NAMES
                ? String.join(",", names)
                : String.join(",", names.subList(0, MOST_NAMES)) + " and " + (names.size() - MOST_NAMES) + " more";
    }
}
