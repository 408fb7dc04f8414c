package io.github.exrdex.store;

/**
 * Rows that were removed for good.
 *
 * @param files that had gone away
 * @param sequences without a file
 * @param folders without a file
 * @param headers without a file; their sets of channels and attributes went with them
 */
public record Pruned(long files, long sequences, long folders, long headers) {
    public static final Pruned NOTHING = new Pruned(0, 0, 0, 0);

    public Pruned plus(Pruned other) {
        return new Pruned(
                files + other.files, sequences + other.sequences, folders + other.folders, headers + other.headers);
    }
}
