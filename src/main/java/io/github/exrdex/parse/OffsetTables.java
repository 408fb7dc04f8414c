package io.github.exrdex.parse;

import io.github.exrdex.exr.HeaderProblem;
import io.github.exrdex.exr.Part;
import io.github.exrdex.exr.ProblemKind;
import io.github.exrdex.exr.Verdict;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * Tells a whole file from an unfinished or a cut one by its offset tables, without touching a pixel (format notes,
 * section 8.5). The tables of all parts follow the headers, eight bytes a chunk; a writer fills them when it closes, so
 * zeros mean "not finished", and an offset past the end means "cut".
 *
 * <p>Threads: one.
 */
final class OffsetTables {
    private static final int ENTRY_BYTES = Long.BYTES;

    /** Tables are read in steps of this size, however long they are. */
    private static final int STEP_BYTES = 64 << 10;

    /** Up to here the offsets are kept, to find two that claim the same bytes; the reference library stops there too. */
    private static final int KEPT_ENTRIES = 1 << 20;

    private final Window window;
    private final HeaderLimits limits;
    private final LastChunk lastChunk;
    private long[] kept = new long[1024];

    OffsetTables(Window window, HeaderLimits limits) {
        this.window = window;
        this.limits = limits;
        this.lastChunk = new LastChunk(window);
    }

    /** What one pass over the entries found. */
    private static final class Tally {
        private long entries;
        private long zeros;
        private long beyondEnd;
        private long badOffset;
        private long firstBadAt;
        private long firstZeroAt;
        private long firstBeyondAt;
        private long smallest = Long.MAX_VALUE;
        private long largest = -1;
        private long largestEntry = -1;
        private boolean rising = true;
        private boolean falling = true;
        private long last = -1;
    }

    /**
     * @param entries of all tables together; -1 where the file ends, or breaks, before they could be counted
     * @param partBytes what the chunks of each part take; empty where there is one part, and where the file is not whole
     */
    record Judgement(Verdict verdict, long entries, List<Long> partBytes) {
        private static Judgement uncounted(Verdict verdict) {
            return new Judgement(verdict, -1, List.of());
        }
    }

    /**
     * @param parts with their chunk counts, -1 where a header leaves it open
     * @param tableStart first byte behind the headers
     */
    Judgement judge(JudgedParts parts, Flags flags, long tableStart, Problems problems) throws IOException {
        window.readExactly(true);
        try {
            long known = 0;
            boolean allKnown = true;
            for (Part part : parts.list()) {
                allKnown &= part.chunkCount() >= 0;
                known += Math.max(part.chunkCount(), 0);
            }
            Tally tally = new Tally();
            Verdict read = allKnown
                    ? readKnown(known, tableStart, tally, problems)
                    : readUntilFirstChunk(tableStart, tally, problems);
            if (read != Verdict.COMPLETE) {
                return Judgement.uncounted(read);
            }
            boolean byPart = allKnown && parts.list().size() > 1 && tally.entries <= KEPT_ENTRIES;
            // Before they are put in order.
            long[] offsets = byPart ? Arrays.copyOf(kept, (int) tally.entries) : new long[0];
            Verdict counted = judge(tally, problems);
            if (counted != Verdict.COMPLETE) {
                return new Judgement(counted, tally.entries, List.of());
            }
            Verdict last = lastChunk.judge(
                    new LastChunk.Found(parts, flags, tally.largestEntry, tally.largest, allKnown), problems);
            List<Long> partBytes = byPart && last == Verdict.COMPLETE
                    ? PartBytes.of(parts.list(), offsets, tally.rising, window.sizeBytes())
                    : List.of();
            return new Judgement(last, tally.entries, partBytes);
        } catch (HeaderException e) {
            // The file shrank while it was read; whoever opened it will look again.
            problems.add(e.problem());
            return Judgement.uncounted(Verdict.TABLE_CUT_SHORT);
        }
    }

    private Verdict readKnown(long entries, long tableStart, Tally tally, Problems problems)
            throws IOException, HeaderException {
        long room = (window.sizeBytes() - tableStart) / ENTRY_BYTES;
        if (entries > room) {
            problems.fatal(
                    ProblemKind.TABLE_CUT_SHORT,
                    window.sizeBytes(),
                    "the file ends inside its offset table, after " + room + " of " + entries + " entries");
            return Verdict.TABLE_CUT_SHORT;
        }
        if (entries > limits.tableEntries()) {
            problems.fatal(
                    ProblemKind.TABLE_TOO_LONG,
                    tableStart,
                    "an offset table of " + entries + " entries; the limit is " + limits.tableEntries());
            return Verdict.CORRUPT;
        }
        long tablesEnd = tableStart + entries * ENTRY_BYTES;
        long position = tableStart;
        while (position < tablesEnd) {
            int step = (int) Math.min(STEP_BYTES, tablesEnd - position);
            int at = window.require(position, step);
            byte[] bytes = window.bytes();
            for (int i = takeRising(bytes, at, step, tablesEnd, tally); i < step; i += ENTRY_BYTES) {
                take(Window.longAt(bytes, at + i), position + i, tablesEnd, tally);
            }
            position += step;
        }
        window.rememberEnd(tablesEnd);
        return Verdict.COMPLETE;
    }

    /**
     * Nobody says how long the table is: it ends where the first chunk begins, and the smallest offset says where that is
     * (format notes, section 8.4).
     */
    private Verdict readUntilFirstChunk(long tableStart, Tally tally, Problems problems)
            throws IOException, HeaderException {
        long position = tableStart;
        while (position < tally.smallest) {
            if (tally.entries == limits.tableEntries()) {
                problems.fatal(
                        ProblemKind.TABLE_TOO_LONG,
                        tableStart,
                        "an offset table of more than " + limits.tableEntries() + " entries");
                return Verdict.CORRUPT;
            }
            if (window.sizeBytes() - position < ENTRY_BYTES) {
                if (tally.beyondEnd > 0) {
                    break;
                }
                problems.fatal(
                        ProblemKind.TABLE_CUT_SHORT,
                        window.sizeBytes(),
                        "the file ends inside its offset table, after " + tally.entries + " entries");
                return Verdict.TABLE_CUT_SHORT;
            }
            if (window.held(position) < ENTRY_BYTES) {
                window.require(position, (int) Math.min(STEP_BYTES, window.sizeBytes() - position));
            }
            take(window.int64(position), position, position + ENTRY_BYTES, tally);
            position += ENTRY_BYTES;
            if (tally.zeros > 0) {
                problems.fatal(
                        ProblemKind.CHUNKS_NOT_WRITTEN,
                        tally.firstZeroAt,
                        "chunk " + (tally.entries - 1) + " was never written; how many there are cannot be known");
                return tally.entries == 1 ? Verdict.NOTHING_WRITTEN : Verdict.CHUNKS_MISSING;
            }
        }
        if (tally.beyondEnd == 0 && tally.badOffset == 0 && position != tally.smallest) {
            problems.fatal(
                    ProblemKind.BAD_CHUNK_OFFSET,
                    tableStart,
                    "the first chunk begins at " + tally.smallest + ", inside an entry of the offset table");
            return Verdict.CORRUPT;
        }
        return Verdict.COMPLETE;
    }

    /**
     * Nearly all tables rise from their first entry to their last and stay inside the file: such a run needs no look at each.
     *
     * @param lowest the lowest place where a chunk can begin
     * @return bytes of the run, 0 where there is none
     */
    private int takeRising(byte[] bytes, int at, int length, long lowest, Tally tally) {
        if (!tally.rising || tally.entries + length / ENTRY_BYTES > KEPT_ENTRIES) {
            return 0;
        }
        makeRoom((int) tally.entries + length / ENTRY_BYTES);
        long last = Math.max(tally.last, lowest - 1);
        long end = window.sizeBytes();
        int first = (int) tally.entries;
        int most = length / ENTRY_BYTES;
        Window.longsAt(bytes, at, kept, first, most);
        int count = 0;
        while (count < most && kept[first + count] > last && kept[first + count] < end) {
            last = kept[first + count++];
        }
        if (count > 0) {
            tally.falling &= count == 1 && tally.last < 0;
            tally.smallest = Math.min(tally.smallest, kept[first]);
            tally.largest = last;
            tally.last = last;
            tally.entries += count;
            tally.largestEntry = tally.entries - 1;
        }
        return count * ENTRY_BYTES;
    }

    private void makeRoom(int entries) {
        if (entries > kept.length) {
            kept = Arrays.copyOf(kept, Math.max(entries, 2 * kept.length));
        }
    }

    /** @param lowest the lowest place where a chunk can begin */
    private void take(long offset, long position, long lowest, Tally tally) {
        long entry = tally.entries++;
        if (entry < KEPT_ENTRIES) {
            makeRoom((int) entry + 1);
            kept[(int) entry] = offset;
        }
        if (offset == 0) {
            if (tally.zeros++ == 0) {
                tally.firstZeroAt = position;
            }
            return;
        }
        if (offset < lowest) { // also where the top bit is set
            if (tally.badOffset++ == 0) {
                tally.firstBadAt = position;
            }
            return;
        }
        if (offset >= window.sizeBytes() && tally.beyondEnd++ == 0) {
            tally.firstBeyondAt = position;
        }
        tally.smallest = Math.min(tally.smallest, offset);
        if (offset > tally.largest) {
            tally.largest = offset;
            tally.largestEntry = entry;
        }
        tally.rising &= offset > tally.last;
        tally.falling &= tally.last < 0 || offset < tally.last;
        tally.last = offset;
    }

    private Verdict judge(Tally tally, Problems problems) {
        if (tally.badOffset > 0) {
            problems.fatal(
                    ProblemKind.BAD_CHUNK_OFFSET,
                    tally.firstBadAt,
                    of(tally.badOffset, tally) + " point into the header or the offset table");
        }
        if (tally.zeros > 0) {
            problems.fatal(
                    ProblemKind.CHUNKS_NOT_WRITTEN,
                    tally.firstZeroAt,
                    of(tally.zeros, tally) + (tally.zeros == 1 ? " was never written" : " were never written"));
        }
        if (tally.beyondEnd > 0) {
            problems.fatal(
                    ProblemKind.CHUNKS_BEYOND_END, tally.firstBeyondAt, of(tally.beyondEnd, tally) + " beyond the end");
        }
        if (tally.badOffset > 0) {
            return Verdict.CORRUPT;
        }
        if (tally.zeros > 0) {
            return tally.zeros == tally.entries ? Verdict.NOTHING_WRITTEN : Verdict.CHUNKS_MISSING;
        }
        if (tally.beyondEnd > 0) {
            return Verdict.CUT_SHORT;
        }
        return overlap(tally, problems) ? Verdict.CORRUPT : Verdict.COMPLETE;
    }

    /** {@code 30 of 68 chunks}. */
    private static String of(long some, Tally tally) {
        return some + " of " + tally.entries + (tally.entries == 1 ? " chunk" : " chunks");
    }

    /** Tables that rise or fall all the way, as nearly all do, cannot name a chunk twice. */
    private boolean overlap(Tally tally, Problems problems) {
        if (tally.rising || tally.falling || tally.entries > KEPT_ENTRIES) {
            return false;
        }
        int entries = (int) tally.entries;
        Arrays.sort(kept, 0, entries);
        for (int i = 1; i < entries; i++) {
            if (kept[i] - kept[i - 1] < LastChunk.SHORTEST_LEADER_BYTES) {
                problems.add(HeaderProblem.fatal(
                        ProblemKind.BAD_CHUNK_OFFSET,
                        -1,
                        "two chunks begin at the bytes " + kept[i - 1] + " and " + kept[i]));
                return true;
            }
        }
        return false;
    }
}
