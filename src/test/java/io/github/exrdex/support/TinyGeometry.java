package io.github.exrdex.support;

import java.util.ArrayList;
import java.util.List;

/** Which chunks a part has, in the order of its offset table (format notes, section 8.1). */
final class TinyGeometry {
    private TinyGeometry() {}

    /** Tile size and levels of a tiled part. */
    record Tiles(int xSize, int ySize, Levels levels, boolean roundUp) {
        /** The byte of a {@code tiledesc}. */
        int mode() {
            return levels.number | (roundUp ? 0x10 : 0);
        }
    }

    /** Sizes of one picture, with the file's own numbers. */
    enum Levels {
        ONE(0),
        MIPMAP(1),
        RIPMAP(2);

        private final int number;

        Levels(int number) {
            this.number = number;
        }
    }

    /** Pixels, both corners inside. */
    record Window(int minX, int minY, int maxX, int maxY) {
        static Window sized(int width, int height) {
            return new Window(0, 0, width - 1, height - 1);
        }

        int width() {
            return maxX - minX + 1;
        }

        int height() {
            return maxY - minY + 1;
        }
    }

    static List<TinyChunk> scanlines(Window data, int linesPerChunk) {
        List<TinyChunk> chunks = new ArrayList<>();
        for (int y = data.minY(); y <= data.maxY(); y += linesPerChunk) {
            int lines = Math.min(linesPerChunk, data.maxY() - y + 1);
            chunks.add(new TinyChunk(List.of(y), data.minX(), y, data.width(), lines));
        }
        return chunks;
    }

    static List<TinyChunk> tiles(Window data, Tiles tiles) {
        List<TinyChunk> chunks = new ArrayList<>();
        switch (tiles.levels()) {
            case ONE -> addLevel(chunks, data, tiles, 0, 0);
            case MIPMAP -> {
                int levels = levels(Math.max(data.width(), data.height()), tiles.roundUp());
                for (int level = 0; level < levels; level++) {
                    addLevel(chunks, data, tiles, level, level);
                }
            }
            case RIPMAP -> {
                for (int y = 0; y < levels(data.height(), tiles.roundUp()); y++) {
                    for (int x = 0; x < levels(data.width(), tiles.roundUp()); x++) {
                        addLevel(chunks, data, tiles, x, y);
                    }
                }
            }
        }
        return chunks;
    }

    private static void addLevel(List<TinyChunk> chunks, Window data, Tiles tiles, int levelX, int levelY) {
        int width = levelSize(data.width(), levelX, tiles.roundUp());
        int height = levelSize(data.height(), levelY, tiles.roundUp());
        for (int y = 0; y * tiles.ySize() < height; y++) {
            for (int x = 0; x * tiles.xSize() < width; x++) {
                int left = x * tiles.xSize();
                int top = y * tiles.ySize();
                chunks.add(new TinyChunk(
                        List.of(x, y, levelX, levelY),
                        data.minX() + left,
                        data.minY() + top,
                        Math.min(tiles.xSize(), width - left),
                        Math.min(tiles.ySize(), height - top)));
            }
        }
    }

    /** How many levels until one pixel is left. */
    private static int levels(int size, boolean roundUp) {
        int levels = 1;
        for (int rest = size; rest > 1; rest = roundUp ? (rest + 1) / 2 : rest / 2) {
            levels++;
        }
        return levels;
    }

    private static int levelSize(int size, int level, boolean roundUp) {
        int rest = size;
        for (int i = 0; i < level; i++) {
            rest = roundUp ? (rest + 1) / 2 : rest / 2;
        }
        return Math.max(1, rest);
    }
}
