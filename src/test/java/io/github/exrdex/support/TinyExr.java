package io.github.exrdex.support;

import io.github.exrdex.support.TinyGeometry.Levels;
import io.github.exrdex.support.TinyGeometry.Tiles;
import io.github.exrdex.support.TinyGeometry.Window;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Writes small EXR files whose structure is right to the last byte; only the pixels are nonsense (format notes, sections 1
 * to 3 and 8):
 * <pre>
 * TinyExr.scanline(64, 48).channels("R", "G", "B", "A").compression("zip").string("owner", "x").bytes();
 * TinyExr.multipart(TinyExr.scanline(8, 8).name("rgba"), TinyExr.deepTiled(8, 8, 4, 4).name("deep")).writeTo(path);
 * TinyExr.tiled(100, 50, 32, 32).mipmap().roundUp().written().zeroTable().writeTo(path);
 * </pre>
 */
public final class TinyExr {
    private static final int MAGIC = 20000630;
    private static final int VERSION = 2;
    private static final int TILED = 0x200;
    private static final int LONG_NAMES = 0x400;
    private static final int DEEP = 0x800;
    private static final int MULTIPART = 0x1000;

    private final List<TinyPart> parts;
    private final boolean multipart;
    private OptionalInt versionWord = OptionalInt.empty();
    private boolean interleaved;

    TinyExr(List<TinyPart> parts, boolean multipart) {
        this.parts = List.copyOf(parts);
        this.multipart = multipart;
    }

    public static TinyPart scanline(int width, int height) {
        return new TinyPart(false, Window.sized(width, height), Optional.empty());
    }

    public static TinyPart tiled(int width, int height, int tileWidth, int tileHeight) {
        return new TinyPart(false, Window.sized(width, height), oneLevel(tileWidth, tileHeight));
    }

    public static TinyPart deepScanline(int width, int height) {
        return new TinyPart(true, Window.sized(width, height), Optional.empty());
    }

    public static TinyPart deepTiled(int width, int height, int tileWidth, int tileHeight) {
        return new TinyPart(true, Window.sized(width, height), oneLevel(tileWidth, tileHeight));
    }

    public static TinyExr multipart(TinyPart... parts) {
        return new TinyExr(List.of(parts), true);
    }

    private static Optional<Tiles> oneLevel(int tileWidth, int tileHeight) {
        return Optional.of(new Tiles(tileWidth, tileHeight, Levels.ONE, false));
    }

    /** Version and flags as they shall stand in the file, right or not. */
    public TinyExr versionWord(int word) {
        versionWord = OptionalInt.of(word);
        return this;
    }

    /** The parts take turns with their chunks, as a renderer writes them, where otherwise one follows the other. */
    public TinyExr interleaved() {
        interleaved = true;
        return this;
    }

    public byte[] bytes() {
        return written().bytes();
    }

    public Path writeTo(Path path) {
        return written().writeTo(path);
    }

    /** The file, where things are in it, and ways to damage it. */
    public WrittenExr written() {
        ByteSink sink = new ByteSink();
        sink.i32(MAGIC).i32(versionWord.orElseGet(this::rightVersionWord));
        List<Map<String, Integer>> values = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            values.add(writeHeader(i, sink));
        }
        if (multipart) {
            sink.u8(0);
        }
        List<Integer> tables = new ArrayList<>();
        for (TinyPart part : parts) {
            tables.add(sink.size());
            sink.fill(8 * part.chunks().size(), 0);
        }
        List<List<Long>> offsets = writeChunks(sink);
        byte[] bytes = sink.toByteArray();
        fillTables(bytes, tables, offsets);
        return new WrittenExr(bytes, new ExrPlaces(values, tables, offsets));
    }

    private int rightVersionWord() {
        boolean deep = anyDeep();
        boolean longNames = parts.stream().anyMatch(TinyPart::hasLongNames);
        boolean tiled = !multipart && !deep && parts.get(0).tiled();
        return VERSION
                | (tiled ? TILED : 0)
                | (longNames ? LONG_NAMES : 0)
                | (deep ? DEEP : 0)
                | (multipart ? MULTIPART : 0);
    }

    private boolean anyDeep() {
        return parts.stream().anyMatch(TinyPart::deep);
    }

    private Map<String, Integer> writeHeader(int index, ByteSink sink) {
        Map<String, Integer> values = new HashMap<>();
        OptionalInt number = multipart ? OptionalInt.of(index) : OptionalInt.empty();
        TinyPart.Surroundings file =
                new TinyPart.Surroundings(number, parts.get(0).display(), anyDeep());
        for (TinyAttribute attribute : parts.get(index).header(file)) {
            values.put(attribute.name(), attribute.writeTo(sink));
        }
        sink.u8(0);
        return values;
    }

    /** @return each part's offsets in the order of its table */
    private List<List<Long>> writeChunks(ByteSink sink) {
        List<List<TinyChunk>> chunks = parts.stream().map(TinyPart::chunks).toList();
        List<List<Long>> offsets = new ArrayList<>();
        chunks.forEach(table -> offsets.add(new ArrayList<>(Collections.nCopies(table.size(), 0L))));
        for (Turn turn : turns()) {
            offsets.get(turn.part()).set(turn.entry(), (long) sink.size());
            if (multipart) {
                sink.i32(turn.part());
            }
            parts.get(turn.part()).writeChunk(chunks.get(turn.part()).get(turn.entry()), sink);
        }
        return offsets;
    }

    private record Turn(int part, int entry, int round) {}

    /** Whose chunk comes when. */
    private List<Turn> turns() {
        List<Turn> turns = new ArrayList<>();
        for (int p = 0; p < parts.size(); p++) {
            List<Integer> order = parts.get(p).writeOrder();
            for (int round = 0; round < order.size(); round++) {
                turns.add(new Turn(p, order.get(round), round));
            }
        }
        if (interleaved) {
            turns.sort(Comparator.comparingInt(Turn::round));
        }
        return turns;
    }

    private static void fillTables(byte[] bytes, List<Integer> tables, List<List<Long>> offsets) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        for (int p = 0; p < tables.size(); p++) {
            buffer.position(tables.get(p));
            offsets.get(p).forEach(buffer::putLong);
        }
    }
}
