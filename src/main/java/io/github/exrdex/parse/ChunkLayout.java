package io.github.exrdex.parse;

import io.github.exrdex.exr.AttributeValue;
import io.github.exrdex.exr.Box2i;
import io.github.exrdex.exr.Channel;
import io.github.exrdex.exr.Compression;
import io.github.exrdex.exr.Part;
import io.github.exrdex.exr.PartType;
import java.util.List;
import java.util.Optional;

/**
 * How the picture of a part is cut into chunks, and in which order the offset table lists them (format notes, section 8.1).
 * All sizes are {@code long}: a header of 355 bytes may declare 2^30 lines.
 */
sealed interface ChunkLayout {
    /** Entries of the part's offset table. */
    long count();

    /** The chunk that entry {@code index} of the table points at. */
    Place place(long index);

    /**
     * A chunk as its leader must name it.
     *
     * @param x first column of tiles, unused for scan lines
     * @param y line for scan lines, row of tiles otherwise
     * @param pixels that it covers; for tiles counted from the corner of the level
     */
    record Place(long x, long y, int levelX, int levelY, Box2i pixels) {}

    /** Empty where the header leaves open how the part is cut: an unknown type or compression, no tiles. */
    static Optional<ChunkLayout> of(Part part) {
        Optional<PartType> type = part.type();
        Optional<Box2i> window = part.dataWindow();
        if (type.isEmpty() || window.isEmpty()) {
            return Optional.empty();
        }
        if (type.get().tiled()) {
            return part.tiles().map(tiles -> Tiles.of(window.get(), tiles));
        }
        Optional<Compression> compression = part.compression().filter(Compression::known);
        return compression.map(known -> new ScanLines(window.get(), type.get().deep() ? 1 : known.linesPerChunk()));
    }

    /** Bytes of the largest chunk before compression, as if every channel had a sample at every pixel. */
    default long mostUnpackedBytes(List<Channel> channels) {
        long bytesPerPixel = 0;
        for (Channel channel : channels) {
            bytesPerPixel += channel.type().bytes();
        }
        return product(bytesPerPixel, mostPixels());
    }

    /** Pixels of a chunk that is not at the edge. */
    long mostPixels();

    /** Bytes of the pixels in a box before compression: every channel has a sample where its sampling divides x and y. */
    static long unpackedBytes(List<Channel> channels, Box2i pixels) {
        long bytes = 0;
        for (Channel channel : channels) {
            long columns = samples(pixels.minX(), pixels.maxX(), channel.xSampling());
            long lines = samples(pixels.minY(), pixels.maxY(), channel.ySampling());
            bytes += product(product(columns, lines), channel.type().bytes());
            if (bytes < 0) {
                return Long.MAX_VALUE;
            }
        }
        return bytes;
    }

    /** Of two numbers that are not negative; the largest long where it would not fit. */
    private static long product(long a, long b) {
        return Math.multiplyHigh(a, b) == 0 && a * b >= 0 ? a * b : Long.MAX_VALUE;
    }

    private static long samples(long first, long last, int sampling) {
        return sampling == 1
                ? last - first + 1
                : Math.floorDiv(last, (long) sampling) - Math.floorDiv(first - 1, (long) sampling);
    }

    /** @param lines of one chunk; the last one may have fewer */
    record ScanLines(Box2i window, int lines) implements ChunkLayout {
        @Override
        public long count() {
            return (window.height() + lines - 1) / lines;
        }

        @Override
        public long mostPixels() {
            return product(window.width(), lines);
        }

        @Override
        public Place place(long index) {
            long first = window.minY() + index * lines;
            long last = Math.min(first + lines - 1, window.maxY());
            return new Place(0, first, 0, 0, new Box2i(window.minX(), (int) first, window.maxX(), (int) last));
        }
    }

    /** @param levels in table order */
    record Tiles(List<Level> levels, long tileWidth, long tileHeight) implements ChunkLayout {
        private static final int MIPMAP = 1;
        private static final int RIPMAP = 2;

        /**
         * One level of resolution.
         *
         * @param width pixels
         * @param tilesX tiles in a row
         */
        record Level(int x, int y, long width, long height, long tilesX, long tilesY) {}

        /** @param tiles whose numbers {@link PartRules} has found good */
        static Tiles of(Box2i window, AttributeValue.TileDescription tiles) {
            boolean up = tiles.roundingMode() == 1;
            int levelsX = 1;
            int levelsY = 1;
            if (tiles.levelMode() == MIPMAP) {
                levelsX = log2(Math.max(window.width(), window.height()), up) + 1;
            } else if (tiles.levelMode() == RIPMAP) {
                levelsX = log2(window.width(), up) + 1;
                levelsY = log2(window.height(), up) + 1;
            }
            Level[] levels = new Level[levelsX * levelsY];
            int next = 0;
            for (int y = 0; y < levelsY; y++) {
                for (int x = 0; x < levelsX; x++) {
                    int levelY = tiles.levelMode() == MIPMAP ? x : y;
                    long width = sizeAt(window.width(), x, up);
                    long height = sizeAt(window.height(), levelY, up);
                    levels[next++] = new Level(
                            x,
                            levelY,
                            width,
                            height,
                            (width + tiles.xSize() - 1) / tiles.xSize(),
                            (height + tiles.ySize() - 1) / tiles.ySize());
                }
            }
            return new Tiles(List.of(levels), tiles.xSize(), tiles.ySize());
        }

        private static int log2(long size, boolean up) {
            int floor = Long.SIZE - 1 - Long.numberOfLeadingZeros(size);
            return up && Long.bitCount(size) > 1 ? floor + 1 : floor;
        }

        private static long sizeAt(long size, int level, boolean up) {
            long shrunk = size >> level;
            if (up && (shrunk << level) < size) {
                shrunk++;
            }
            return Math.max(shrunk, 1);
        }

        @Override
        public long count() {
            long count = 0;
            for (Level level : levels) {
                count += level.tilesX() * level.tilesY();
            }
            return count;
        }

        @Override
        public long mostPixels() {
            return product(tileWidth, tileHeight);
        }

        @Override
        public Place place(long index) {
            long left = index;
            for (Level level : levels) {
                long tiles = level.tilesX() * level.tilesY();
                if (left < tiles) {
                    return place(level, left % level.tilesX(), left / level.tilesX());
                }
                left -= tiles;
            }
            throw new IndexOutOfBoundsException("no tile " + index);
        }

        private Place place(Level level, long x, long y) {
            Box2i pixels = new Box2i(
                    (int) (x * tileWidth),
                    (int) (y * tileHeight),
                    (int) (Math.min((x + 1) * tileWidth, level.width()) - 1),
                    (int) (Math.min((y + 1) * tileHeight, level.height()) - 1));
            return new Place(x, y, level.x(), level.y(), pixels);
        }
    }
}
