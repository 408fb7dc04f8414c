package io.github.exrdex.parse;

import io.github.exrdex.exr.Part;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What the chunks of each part take: a chunk reaches to the one that begins behind it, whosever that is (format notes, section
 * 8.5), so the offset tables tell it to the byte. Parts may lie one behind the other or chunk by chunk between one another.
 */
final class PartBytes {
    private PartBytes() {}

    /**
     * @param parts several, all with their chunk counts
     * @param offsets of all tables, one behind the other as in the file; no two alike
     * @param rising they rise from the first to the last
     * @param end where the last chunk of the file ends
     * @return bytes by part
     */
    static List<Long> of(List<Part> parts, long[] offsets, boolean rising, long end) {
        long[] sorted = offsets.clone();
        if (!rising) {
            Arrays.sort(sorted);
        }
        List<Long> all = new ArrayList<>(parts.size());
        int from = 0;
        for (Part part : parts) {
            int to = from + (int) part.chunkCount();
            long bytes = 0;
            if (rising) {
                bytes = from == to ? 0 : behind(sorted, to - 1, end) - sorted[from];
            } else {
                for (int i = from; i < to; i++) {
                    bytes += behind(sorted, Arrays.binarySearch(sorted, offsets[i]), end) - offsets[i];
                }
            }
            all.add(bytes);
            from = to;
        }
        return all;
    }

    private static long behind(long[] sorted, int chunk, long end) {
        return chunk + 1 < sorted.length ? sorted[chunk + 1] : end;
    }
}
