package io.github.exrdex.query;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What each part of alike files takes, summed over the files: {@code file.part_bytes} is a JSON array of whole numbers a file.
 *
 * @param fileCount files that say it
 */
record PartSums(long fileCount, List<Long> bytes) {
    static final PartSums NONE = new PartSums(0, List.of());

    private static final int FEW_PARTS = 16;

    /** Between the arrays of several files. */
    static final char BETWEEN = ';';

    /** @param arrays of files with one header; null where none says it */
    static PartSums of(@Nullable String arrays) {
        if (arrays == null) {
            return NONE;
        }
        long[] bytes = new long[FEW_PARTS];
        long files = 0;
        int parts = 0;
        int part = 0;
        long number = 0;
        // By hand: a farm has half a million of these numbers.
        for (int i = 0; i < arrays.length(); i++) {
            char c = arrays.charAt(i);
            if (c >= '0' && c <= '9') {
                number = number * 10 + (c - '0');
            } else if (c == ',' || c == ']') {
                if (part == bytes.length) {
                    bytes = Arrays.copyOf(bytes, 2 * part);
                }
                bytes[part++] += number;
                parts = Math.max(parts, part);
                number = 0;
                if (c == ']') {
                    files++;
                    part = 0;
                }
            }
        }
        return new PartSums(files, Arrays.stream(bytes, 0, parts).boxed().toList());
    }
}
