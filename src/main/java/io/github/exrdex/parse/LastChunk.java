package io.github.exrdex.parse;

import static io.github.exrdex.parse.Window.intAt;
import static io.github.exrdex.parse.Window.longAt;

import io.github.exrdex.exr.Box2i;
import io.github.exrdex.exr.HeaderProblem;
import io.github.exrdex.exr.Part;
import io.github.exrdex.exr.PartType;
import io.github.exrdex.exr.ProblemKind;
import io.github.exrdex.exr.Verdict;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * The chunk with the largest offset: its leader must name the place that its entry in the table stands for, and it must end
 * inside the file (format notes, sections 8.2 and 8.5). With other line orders it is not the last entry.
 *
 * <p>Leaders, all int32 but for the int64 sizes of deep parts; in multipart files the part number comes first:
 * <pre>
 * scanline      y size
 * tiled         tileX tileY levelX levelY size
 * deepscanline  y tableSize dataSize unpackedSize
 * deeptile      tileX tileY levelX levelY tableSize dataSize unpackedSize
 * </pre>
 * Threads: one.
 */
final class LastChunk {
    static final int SHORTEST_LEADER_BYTES = 2 * Integer.BYTES;

    private static final int DEEP_SIZES = 3;

    /** Of a deep tile in a multipart file. */
    private static final int LONGEST_LEADER_BYTES = 5 * Integer.BYTES + DEEP_SIZES * Long.BYTES;

    private final Window window;

    LastChunk(Window window) {
        this.window = window;
    }

    /**
     * The entry of the table with the largest offset.
     *
     * @param entry its place in all tables together
     * @param countsKnown the headers say how many entries each part has, so the entry says which part and which chunk
     */
    record Found(JudgedParts parts, Flags flags, long entry, long offset, boolean countsKnown) {
        /** Which part, and which entry of its table; empty where nobody knows. */
        Optional<Entry> where() {
            List<Part> list = parts.list();
            if (list.size() == 1) {
                return Optional.of(new Entry(0, entry));
            }
            long left = entry;
            for (int part = 0; countsKnown && part < list.size(); part++) {
                long count = list.get(part).chunkCount();
                if (left < count) {
                    return Optional.of(new Entry(part, left));
                }
                left -= count;
            }
            return Optional.empty();
        }
    }

    /** @param index in the table of the part */
    record Entry(int part, long index) {}

    /** Adds what is wrong to the problems. */
    Verdict judge(Found found, Problems problems) throws IOException, HeaderException {
        try {
            long end = endOf(found);
            long slack = window.sizeBytes() - end;
            if (slack > 0) {
                problems.warn(
                        ProblemKind.BYTES_AFTER_LAST_CHUNK,
                        end,
                        slack + (slack == 1 ? " byte follows" : " bytes follow") + " the end of the last chunk");
            }
            return Verdict.COMPLETE;
        } catch (HeaderException e) {
            problems.add(e.problem());
            return e.verdict();
        }
    }

    private long endOf(Found found) throws IOException, HeaderException {
        long position = found.offset();
        window.require(position, (int)
                Math.min(LONGEST_LEADER_BYTES, window.sizeBytes() - position)); // one read for all of it
        Optional<Entry> where = found.where();
        int part = 0;
        if (found.flags().multipart()) {
            inside(position, Integer.BYTES, found);
            part = partNumber(window.int32(position), where, found);
            position += Integer.BYTES;
        }
        ChunkFacts facts = found.parts().chunkFacts(part);
        if (facts.type().isEmpty()) {
            return window.sizeBytes(); // a layout that nobody knows; the part's own problem says so
        }
        PartType type = facts.type().get();
        int coordinates = type.tiled() ? 4 : 1;
        int leaderBytes = coordinates * Integer.BYTES + (type.deep() ? DEEP_SIZES * Long.BYTES : Integer.BYTES);
        int at = inside(position, leaderBytes, found);
        Optional<ChunkLayout.Place> place = facts.layout().isPresent() && where.isPresent()
                ? Optional.of(facts.layout().get().place(where.get().index()))
                : Optional.empty();
        checkPlace(at, facts, type, place, position);
        int sizesAt = at + coordinates * Integer.BYTES;
        long payload = type.deep()
                ? deepBytes(sizesAt, position)
                : flatBytes(intAt(window.bytes(), sizesAt), facts, place, position);
        long start = position + leaderBytes;
        if (payload > window.sizeBytes() - start) {
            throw cut(found, (payload - (window.sizeBytes() - start)) + " of its " + payload + " bytes are missing");
        }
        return start + payload;
    }

    private static int partNumber(int number, Optional<Entry> where, Found found) throws HeaderException {
        boolean exists = number >= 0 && number < found.parts().list().size();
        if (!exists || (where.isPresent() && where.get().part() != number)) {
            throw wrong(
                    found.offset(),
                    "the last chunk says that it belongs to part " + number
                            + where.map(entry -> ", the offset table says part " + entry.part())
                                    .orElse(", and there is none"));
        }
        return number;
    }

    private int inside(long position, int length, Found found) throws IOException, HeaderException {
        if (length > window.sizeBytes() - position) {
            throw cut(found, "the file ends inside its first " + (position + length - found.offset()) + " bytes");
        }
        return window.require(position, length);
    }

    private void checkPlace(
            int at, ChunkFacts facts, PartType type, Optional<ChunkLayout.Place> expected, long position)
            throws HeaderException {
        byte[] bytes = window.bytes();
        if (type.tiled()) {
            int x = intAt(bytes, at);
            int y = intAt(bytes, at + 4);
            int levelX = intAt(bytes, at + 8);
            int levelY = intAt(bytes, at + 12);
            boolean good = expected.isPresent()
                    ? x == expected.get().x()
                            && y == expected.get().y()
                            && levelX == expected.get().levelX()
                            && levelY == expected.get().levelY()
                    : x >= 0 && y >= 0 && levelX >= 0 && levelY >= 0;
            if (!good) {
                throw wrong(
                        position,
                        "the last chunk says tile " + x + "," + y + " of level " + levelX + "," + levelY
                                + expected.map(place -> ", the offset table says " + place.x() + "," + place.y()
                                                + " of level " + place.levelX() + "," + place.levelY())
                                        .orElse(""));
            }
            return;
        }
        int y = intAt(bytes, at);
        Optional<Box2i> window = facts.dataWindow();
        boolean good = expected.isPresent()
                ? y == expected.get().y()
                : window.isPresent()
                        && y >= window.get().minY()
                        && y <= window.get().maxY();
        if (!good) {
            throw wrong(
                    position,
                    "the last chunk says line " + y
                            + expected.map(place -> ", the offset table says " + place.y())
                                    .orElse(", which is outside the data window"));
        }
    }

    /** Packed never takes more room than unpacked, and without compression exactly as much. */
    private static long flatBytes(int packed, ChunkFacts facts, Optional<ChunkLayout.Place> place, long position)
            throws HeaderException {
        if (packed < 1 || packed > facts.mostPackedBytes()) {
            throw wrong(
                    position,
                    "the last chunk says that it has " + packed + " bytes; it has 1 to " + facts.mostPackedBytes());
        }
        if (facts.uncompressed() && place.isPresent()) {
            long unpacked =
                    ChunkLayout.unpackedBytes(facts.channels(), place.get().pixels());
            if (packed != unpacked) {
                throw wrong(
                        position,
                        "the last chunk says that it has " + packed + " bytes; its uncompressed pixels take "
                                + unpacked);
            }
        }
        return packed;
    }

    private long deepBytes(int at, long position) throws HeaderException {
        byte[] bytes = window.bytes();
        long table = longAt(bytes, at);
        long data = longAt(bytes, at + Long.BYTES);
        long unpacked = longAt(bytes, at + 2 * Long.BYTES);
        if (!isInt(table) || !isInt(data) || !isInt(unpacked)) {
            throw wrong(
                    position,
                    "the last chunk says that it has " + table + " + " + data + " bytes for " + unpacked
                            + "; each is 0 to " + Integer.MAX_VALUE);
        }
        return table + data;
    }

    private static boolean isInt(long size) {
        return size >= 0 && size <= Integer.MAX_VALUE;
    }

    private static HeaderException wrong(long position, String detail) {
        return new HeaderException(
                Verdict.CORRUPT, HeaderProblem.fatal(ProblemKind.BAD_CHUNK_LEADER, position, detail));
    }

    private static HeaderException cut(Found found, String detail) {
        return new HeaderException(
                Verdict.CUT_SHORT,
                HeaderProblem.fatal(
                        ProblemKind.LAST_CHUNK_CUT_SHORT,
                        found.offset(),
                        "the last chunk, at byte " + found.offset() + ", is cut: " + detail));
    }
}
