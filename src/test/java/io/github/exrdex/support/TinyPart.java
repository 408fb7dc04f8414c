package io.github.exrdex.support;

import io.github.exrdex.support.TinyGeometry.Levels;
import io.github.exrdex.support.TinyGeometry.Tiles;
import io.github.exrdex.support.TinyGeometry.Window;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * One part in the making, and a whole file where it is the only one. What a reader needs is there from the start; each
 * method adds or changes one thing and gives the part back.
 *
 * <p>Standard attributes follow from the part's shape and stand first, in the order of their names; the test's own follow
 * in the order they were added. An attribute of the test with a standard name takes the standard one's place in the header
 * and changes nothing else: chunks and table stay those of the true shape, which is how a lying header is made.
 */
public final class TinyPart {
    private static final List<String> COMPRESSIONS =
            List.of("none", "rle", "zips", "zip", "piz", "pxr24", "b44", "b44a", "dwaa", "dwab", "htj2k256", "htj2k32");
    private static final int[] LINES = {1, 1, 1, 16, 32, 16, 32, 32, 32, 256, 256, 32};
    private static final int PACKED_AT_MOST = 24;

    private final boolean deep;
    private Window dataWindow;
    private Optional<Window> displayWindow = Optional.empty();
    private Optional<Tiles> tiles;
    private List<TinyChannel> channels = List.of();
    private int compression;
    private OptionalInt linesPerChunk = OptionalInt.empty();
    private int lineOrder;
    private OptionalInt chunkCount = OptionalInt.empty();
    private final Map<String, TinyAttribute> own = new LinkedHashMap<>();
    private final List<TinyAttribute> again = new ArrayList<>();
    private final Set<String> without = new HashSet<>();

    TinyPart(boolean deep, Window dataWindow, Optional<Tiles> tiles) {
        this.deep = deep;
        this.dataWindow = dataWindow;
        this.tiles = tiles;
        channels("R", "G", "B");
    }

    /** Half channels in place of R, G and B, sorted as the pixels of a file are. */
    public TinyPart channels(String... names) {
        return channels(Arrays.stream(names)
                .map(name -> TinyChannel.of(name, "half"))
                .sorted(TinyChannel.FILE_ORDER)
                .toArray(TinyChannel[]::new));
    }

    /** Exactly these channels in this order. */
    public TinyPart channels(TinyChannel... exactly) {
        channels = List.of(exactly);
        return this;
    }

    /** One more channel, at its sorted place. */
    public TinyPart channel(String name, String pixelType) {
        List<TinyChannel> more = new ArrayList<>(channels);
        more.add(TinyChannel.of(name, pixelType));
        more.sort(TinyChannel.FILE_ORDER);
        channels = List.copyOf(more);
        return this;
    }

    /** @param name as exrdex shows it: {@code none}, {@code zip}, {@code dwab} and so on */
    public TinyPart compression(String name) {
        int number = COMPRESSIONS.indexOf(name);
        if (number < 0) {
            throw new IllegalArgumentException("no compression: " + name);
        }
        return compression(number);
    }

    /** Any number; one without a name has one line a chunk until {@link #linesPerChunk} says otherwise. */
    public TinyPart compression(int number) {
        compression = number;
        return this;
    }

    public TinyPart linesPerChunk(int lines) {
        linesPerChunk = OptionalInt.of(lines);
        return this;
    }

    /** Pixels, both corners inside. */
    public TinyPart dataWindow(int minX, int minY, int maxX, int maxY) {
        dataWindow = new Window(minX, minY, maxX, maxY);
        return this;
    }

    /** Pixels, both corners inside; without it the display window is the data window of the first part. */
    public TinyPart displayWindow(int minX, int minY, int maxX, int maxY) {
        displayWindow = Optional.of(new Window(minX, minY, maxX, maxY));
        return this;
    }

    public TinyPart decreasingY() {
        lineOrder = 1;
        return this;
    }

    public TinyPart randomY() {
        lineOrder = 2;
        return this;
    }

    /** Tiles of ever smaller pictures, halved in both directions at once. */
    public TinyPart mipmap() {
        return levels(Levels.MIPMAP);
    }

    /** Tiles of ever smaller pictures, halved in each direction on its own. */
    public TinyPart ripmap() {
        return levels(Levels.RIPMAP);
    }

    /** Odd sizes are halved upwards. */
    public TinyPart roundUp() {
        Tiles now = tiles.orElseThrow();
        tiles = Optional.of(new Tiles(now.xSize(), now.ySize(), now.levels(), true));
        return this;
    }

    private TinyPart levels(Levels levels) {
        Tiles now = tiles.orElseThrow();
        tiles = Optional.of(new Tiles(now.xSize(), now.ySize(), levels, now.roundUp()));
        return this;
    }

    public TinyPart name(String name) {
        return string("name", name);
    }

    public TinyPart view(String view) {
        return string("view", view);
    }

    /** Says the type in a file that needs no such attribute, or says a wrong one. */
    public TinyPart type(String type) {
        return string("type", type);
    }

    /** What the header says, whatever the table has. */
    public TinyPart chunkCount(int said) {
        chunkCount = OptionalInt.of(said);
        return this;
    }

    public TinyPart string(String name, String value) {
        return attribute(name).string(value);
    }

    public TinyPart raw(String name, String type, byte... value) {
        return attribute(name).raw(type, value);
    }

    /** The attribute of that name, in place of the one that was there. */
    public TinyValue attribute(String name) {
        return new TinyValue(name, attribute -> {
            own.put(attribute.name(), attribute);
            return this;
        });
    }

    /** One more attribute at the end of the header, even where the name is taken. */
    public TinyValue another(String name) {
        return new TinyValue(name, attribute -> {
            again.add(attribute);
            return this;
        });
    }

    /** Leaves an attribute out, a required one too. */
    public TinyPart without(String name) {
        without.add(name);
        return this;
    }

    /** A file with this one part. */
    public TinyExr file() {
        return new TinyExr(List.of(this), false);
    }

    /** A file with this one part: its bytes, where things are in them, and ways to damage it. */
    public WrittenExr written() {
        return file().written();
    }

    public byte[] bytes() {
        return written().bytes();
    }

    public Path writeTo(Path path) {
        return written().writeTo(path);
    }

    boolean deep() {
        return deep;
    }

    boolean tiled() {
        return tiles.isPresent();
    }

    /** The part's table, entry by entry. */
    List<TinyChunk> chunks() {
        return tiles.isPresent()
                ? TinyGeometry.tiles(dataWindow, tiles.get())
                : TinyGeometry.scanlines(dataWindow, deep ? linesPerChunk.orElse(1) : flatLines());
    }

    private int flatLines() {
        return linesPerChunk.orElse(compression < LINES.length ? LINES[compression] : 1);
    }

    /** Table indices in the order in which the chunks stand in the file. */
    List<Integer> writeOrder() {
        int count = chunks().size();
        List<Integer> order = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            switch (lineOrder) {
                case 1 -> order.add(count - 1 - i);
                case 2 -> order.add(i < (count + 1) / 2 ? 2 * i : 2 * (i - (count + 1) / 2) + 1);
                default -> order.add(i);
            }
        }
        return order;
    }

    boolean hasLongNames() {
        return channels.stream().anyMatch(channel -> ByteSink.nameBytes(channel.name()).length > 31)
                || own.values().stream().anyMatch(TinyAttribute::hasLongName)
                || again.stream().anyMatch(TinyAttribute::hasLongName);
    }

    /** What a viewer shows; all parts of a file have to agree on it. */
    Window display() {
        return displayWindow.orElse(dataWindow);
    }

    /**
     * What the rest of the file asks of a part's header.
     *
     * @param index of the part in a multipart file, empty in a single-part file
     * @param display window of every part that does not set another
     * @param deep some part of the file is
     */
    record Surroundings(OptionalInt index, Window display, boolean deep) {}

    List<TinyAttribute> header(Surroundings file) {
        Map<String, TinyAttribute> all = new LinkedHashMap<>();
        addStandard(all, file);
        all.putAll(own);
        List<TinyAttribute> header = new ArrayList<>(all.values());
        header.addAll(again);
        header.removeIf(attribute -> without.contains(attribute.name()));
        return header;
    }

    private void addStandard(Map<String, TinyAttribute> all, Surroundings file) {
        Window display = displayWindow.orElse(file.display());
        boolean typed = file.index().isPresent() || file.deep();
        standard(all, "channels").chlist(channels);
        if (typed || chunkCount.isPresent()) {
            standard(all, "chunkCount").intNumber(chunkCount.orElseGet(() -> chunks().size()));
        }
        standard(all, "compression").compression(compression);
        standard(all, "dataWindow").box2i(dataWindow.minX(), dataWindow.minY(), dataWindow.maxX(), dataWindow.maxY());
        standard(all, "displayWindow").box2i(display.minX(), display.minY(), display.maxX(), display.maxY());
        standard(all, "lineOrder").lineOrder(lineOrder);
        file.index().ifPresent(index -> standard(all, "name").string("part" + index));
        standard(all, "pixelAspectRatio").floatNumber(1);
        standard(all, "screenWindowCenter").v2f(0, 0);
        standard(all, "screenWindowWidth").floatNumber(1);
        tiles.ifPresent(t -> standard(all, "tiles").tiledesc(t.xSize(), t.ySize(), t.mode()));
        if (typed) {
            standard(all, "type").string(typeWord());
        }
        if (file.deep()) {
            standard(all, "version").intNumber(1);
        }
    }

    private TinyValue standard(Map<String, TinyAttribute> all, String name) {
        return new TinyValue(name, attribute -> {
            all.put(name, attribute);
            return this;
        });
    }

    private String typeWord() {
        if (deep) {
            return tiled() ? "deeptile" : "deepscanline";
        }
        return tiled() ? "tiledimage" : "scanlineimage";
    }

    /** A chunk without its part number (format notes, section 8.2). */
    void writeChunk(TinyChunk chunk, ByteSink sink) {
        chunk.coordinates().forEach(sink::i32);
        if (deep) {
            writeDeepPixels(chunk, sink);
        } else {
            int packed = packed(chunk.unpackedBytes(channels));
            sink.i32(packed).fill(packed, 0x2a);
        }
    }

    /** One sample in every pixel. */
    private void writeDeepPixels(TinyChunk chunk, ByteSink sink) {
        int table = 4 * chunk.pixels();
        int pixels = chunk.pixels()
                * channels.stream().mapToInt(TinyChannel::bytesPerSample).sum();
        sink.i64(packed(table)).i64(packed(pixels)).i64(pixels);
        if (compression != 0) {
            sink.fill(packed(table) + packed(pixels), 0x2a);
            return;
        }
        for (int line = 0; line < chunk.lines(); line++) {
            for (int x = 1; x <= chunk.width(); x++) {
                sink.i32(x);
            }
        }
        sink.fill(pixels, 0x2a);
    }

    /** Nobody decodes it, but it has a size that a compressor could have reached. */
    private int packed(int unpacked) {
        return compression == 0 ? unpacked : Math.max(1, Math.min(unpacked - 1, PACKED_AT_MOST));
    }
}
