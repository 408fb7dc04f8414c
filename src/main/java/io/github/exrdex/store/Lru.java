package io.github.exrdex.store;

import java.util.LinkedHashMap;
import java.util.Map;

/** Remembers the most recently used entries, so that the writer's memory has a bound however long it lives. */
final class Lru<K, V> extends LinkedHashMap<K, V> {
    private static final long serialVersionUID = 1;

    private final int limit;

    Lru(int limit) {
        super(16, 0.75f, true);
        this.limit = limit;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > limit;
    }
}
