package io.github.exrdex.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The proof of {@link VariedSlots} for sequences whose files were all put down by this writer and not touched since, as in a first
 * scan: their values pass by here, which spares fetching them again (a twentieth of the scan).
 *
 * <p>Threads: the writer's own. Memory: a few numbers a sequence, of at most {@value #SEQUENCES}.
 */
final class FreshFrames {
    private static final int SEQUENCES = 16_384;

    /** Workers read several sequences at a time; of no more than these are values kept. */
    private static final int SEQUENCES_AT_A_TIME = 8;

    private static final int THREE = 3;

    private final Map<Long, Tally> tallies = new Lru<>(SEQUENCES);
    private final Map<Long, List<List<FrameValue>>> pending = new Lru<>(SEQUENCES_AT_A_TIME);

    private static final class Tally {
        final long headerId;
        final int[] differing;
        long files;

        Tally(long headerId, int slots) {
            this.headerId = headerId;
            this.differing = new int[slots];
        }
    }

    /** A file has its first row. */
    void added(long sequenceId, long headerId, List<FrameValue> values) {
        Tally tally = tallies.get(sequenceId);
        if (tally == null || tally.headerId != headerId) {
            tally = new Tally(headerId, Math.min(values.size(), FrameValueDao.COLUMNS));
            tallies.put(sequenceId, tally);
            pending.remove(sequenceId);
        }
        tally.files++;
        List<List<FrameValue>> last = pending.computeIfAbsent(sequenceId, id -> new ArrayList<>(THREE));
        last.add(values);
        if (last.size() == THREE) {
            for (int slot = 0; slot < tally.differing.length; slot++) {
                tally.differing[slot] += differ(
                                last.get(0).get(slot),
                                last.get(1).get(slot),
                                last.get(2).get(slot))
                        ? 1
                        : 0;
            }
            last.clear();
        }
    }

    private static boolean differ(FrameValue a, FrameValue b, FrameValue c) {
        return !mayBeAlike(a, b) && !mayBeAlike(b, c) && !mayBeAlike(a, c);
    }

    /** May two files have the same text? */
    private static boolean mayBeAlike(FrameValue a, FrameValue b) {
        if (a.json() != b.json()) {
            FrameValue json = a.json() ? a : b;
            FrameValue plain = a.json() ? b : a;
            return json.text().startsWith("[" + plain.element() + ",");
        }
        if (!a.json()) {
            return a.text().equals(b.text());
        }
        int end = a.text().indexOf(VariedSlots.BEHIND_TEXT);
        return end == b.text().indexOf(VariedSlots.BEHIND_TEXT) && a.text().regionMatches(0, b.text(), 0, end);
    }

    /** Something was done to rows that are there, or may have been. */
    void forget() {
        tallies.clear();
        pending.clear();
    }

    /**
     * @param files that the sequence has, all of them with this header
     * @return a bit for each slot of which it is proven; empty where not all of these files passed by
     */
    OptionalLong varied(long sequenceId, long headerId, long files) {
        @Nullable Tally tally = tallies.remove(sequenceId);
        pending.remove(sequenceId);
        if (tally == null || tally.headerId != headerId || tally.files != files) {
            return OptionalLong.empty();
        }
        long varied = 0;
        for (int slot = 0; slot < tally.differing.length; slot++) {
            varied |= VariedSlots.isProof(tally.differing[slot], files) ? 1L << slot : 0;
        }
        return OptionalLong.of(varied);
    }
}
