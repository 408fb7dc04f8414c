package io.github.exrdex.query;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Counts the files and the sequences that have each value. Files of one sequence must come together. There may be a value for each
 * file of a show, so what is known of them stands in arrays rather than in objects.
 *
 * <p>Threads: one.
 */
final class ValueCounter implements AttributeValues.Sink {
    private static final int FIRST_CAPACITY = 64;

    private String[] values = new String[FIRST_CAPACITY];
    private int[] hashes = new int[FIRST_CAPACITY];
    private long[] orderKeys = new long[FIRST_CAPACITY];
    private long[] files = new long[FIRST_CAPACITY];
    private int[] sequences = new int[FIRST_CAPACITY];
    private long[] lastSequenceIds = new long[FIRST_CAPACITY];
    private int size;

    /** Where a value stands, plus one, by its hash and then the next that is free; never more than half full. */
    private int[] table = new int[2 * FIRST_CAPACITY];

    private long filesWithNone;
    private long sequencesWithNone;
    private long lastSequenceIdWithNone = -1;

    @Override
    public void take(Collection<String> some, long sequenceId, long fileCount) {
        if (some.isEmpty()) {
            addNone(sequenceId, fileCount);
        }
        for (String value : some) {
            add(value, sequenceId, fileCount);
        }
    }

    @Override
    public void take(@Nullable String only, long sequenceId) {
        if (only == null) {
            addNone(sequenceId, 1);
        } else {
            add(only, sequenceId, 1);
        }
    }

    private void addNone(long sequenceId, long fileCount) {
        filesWithNone += fileCount;
        sequencesWithNone += sequenceId == lastSequenceIdWithNone ? 0 : 1;
        lastSequenceIdWithNone = sequenceId;
    }

    private void add(String value, long sequenceId, long fileCount) {
        int hash = spread(value.hashCode());
        int place = place(value, hash);
        if (place == size) {
            append(value, hash, ValueOrder.key(value));
        }
        files[place] += fileCount;
        sequences[place] += sequenceId == lastSequenceIds[place] ? 0 : 1;
        lastSequenceIds[place] = sequenceId;
    }

    /**
     * Both together.
     *
     * @param other of other sequences
     */
    ValueCounter plus(ValueCounter other) {
        filesWithNone += other.filesWithNone;
        sequencesWithNone += other.sequencesWithNone;
        for (int i = 0; i < other.size; i++) {
            int place = place(other.values[i], other.hashes[i]);
            if (place == size) {
                append(other.values[i], other.hashes[i], other.orderKeys[i]);
            }
            files[place] += other.files[i];
            sequences[place] += other.sequences[i];
        }
        return this;
    }

    private static int spread(int hash) {
        return hash ^ hash >>> 16;
    }

    /** Where a value stands, or {@link #size} where it is new. */
    private int place(String value, int hash) {
        int mask = table.length - 1;
        for (int at = hash & mask; table[at] != 0; at = at + 1 & mask) {
            int place = table[at] - 1;
            if (hashes[place] == hash && values[place].equals(value)) {
                return place;
            }
        }
        return size;
    }

    private void append(String value, int hash, long orderKey) {
        if (size == values.length) {
            grow();
        }
        values[size] = value;
        hashes[size] = hash;
        orderKeys[size] = orderKey;
        files[size] = 0;
        sequences[size] = 0;
        lastSequenceIds[size] = -1;
        size++;
        enter(size - 1);
    }

    private void enter(int place) {
        int mask = table.length - 1;
        int at = hashes[place] & mask;
        while (table[at] != 0) {
            at = at + 1 & mask;
        }
        table[at] = place + 1;
    }

    private void grow() {
        int capacity = 2 * size;
        values = Arrays.copyOf(values, capacity);
        hashes = Arrays.copyOf(hashes, capacity);
        orderKeys = Arrays.copyOf(orderKeys, capacity);
        files = Arrays.copyOf(files, capacity);
        sequences = Arrays.copyOf(sequences, capacity);
        lastSequenceIds = Arrays.copyOf(lastSequenceIds, capacity);
        table = new int[2 * capacity];
        for (int place = 0; place < size; place++) {
            enter(place);
        }
    }

    private record Counts(long files, long sequences) {
        private static final Comparator<Counts> MOST_FIRST = Comparator.comparingLong(Counts::files)
                .thenComparingLong(Counts::sequences)
                .reversed();

        ValueCount row(Optional<String> value) {
            return new ValueCount(value, files, sequences);
        }
    }

    /** Places of values that are equally frequent. */
    private static final class Places {
        private int[] places = new int[1];
        private int count;

        void add(int place) {
            if (count == places.length) {
                places = Arrays.copyOf(places, 2 * count);
            }
            places[count++] = place;
        }

        int[] all() {
            return Arrays.copyOf(places, count);
        }
    }

    /** The most frequent first, those that are equally frequent in the order of {@link ValueOrder}, what has none last. */
    List<ValueCount> rows() {
        List<ValueCount> rows = new ArrayList<>(size + 1);
        byCounts().forEach((counts, equally) -> {
            int[] places = equally.all();
            ValueOrder.sort(places, values, orderKeys);
            for (int place : places) {
                rows.add(counts.row(Optional.of(values[place])));
            }
        });
        if (filesWithNone > 0) {
            rows.add(new Counts(filesWithNone, sequencesWithNone).row(Optional.empty()));
        }
        return rows;
    }

    /** Where there are many values there are few counts, and those behind one another mostly have the same. */
    private Map<Counts, Places> byCounts() {
        Map<Counts, Places> byCounts = new TreeMap<>(Counts.MOST_FIRST);
        Counts last = new Counts(0, 0);
        Places equally = new Places();
        for (int place = 0; place < size; place++) {
            if (files[place] != last.files() || sequences[place] != last.sequences()) {
                last = new Counts(files[place], sequences[place]);
                equally = byCounts.computeIfAbsent(last, counts -> new Places());
            }
            equally.add(place);
        }
        return byCounts;
    }
}
