package io.github.exrdex.support;

import java.util.List;
import java.util.Map;

/**
 * Where things are in a file that {@link TinyExr} wrote; everything is bytes from its start.
 *
 * @param values by part, then by attribute name: where the value begins (the last one of that name)
 * @param tables by part: where its offset table begins
 * @param chunks by part, in the order of its table: where the chunk begins
 */
public record ExrPlaces(List<Map<String, Integer>> values, List<Integer> tables, List<List<Long>> chunks) {
    public ExrPlaces {
        values = values.stream().map(Map::copyOf).toList();
        tables = List.copyOf(tables);
        chunks = chunks.stream().map(List::copyOf).toList();
    }

    /** The first byte behind all headers, where the first table begins. */
    public int headerEnd() {
        return tables.get(0);
    }

    /** The first byte behind all tables, where the first chunk begins. */
    public int tablesEnd() {
        int last = tables.size() - 1;
        return tables.get(last) + 8 * chunks.get(last).size();
    }

    /** Where the chunk that ends the file begins, whatever its place in a table. */
    public long lastChunk() {
        return chunks.stream()
                .flatMap(List::stream)
                .mapToLong(Long::longValue)
                .max()
                .orElseThrow();
    }

    /** Entries of all tables together. */
    public int chunkCount() {
        return chunks.stream().mapToInt(List::size).sum();
    }

    public int value(int part, String attribute) {
        Integer at = values.get(part).get(attribute);
        if (at == null) {
            throw new IllegalArgumentException("no attribute " + attribute + " in part " + part);
        }
        return at;
    }
}
