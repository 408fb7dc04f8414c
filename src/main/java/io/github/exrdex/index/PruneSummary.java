package io.github.exrdex.index;

/**
 * Rows that were removed from the index.
 *
 * @param files that had gone away
 * @param sequences without a file
 * @param folders without a file
 * @param headers without a file
 * @param finished false where it was stopped before the end
 */
public record PruneSummary(long files, long sequences, long folders, long headers, boolean finished) {}
