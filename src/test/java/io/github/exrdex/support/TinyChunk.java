package io.github.exrdex.support;

import java.util.List;

/**
 * What one entry of an offset table stands for.
 *
 * @param coordinates as the chunk's leader has them: the first line, or tile x, tile y, level x, level y
 * @param minX first pixel column, counted as the data window counts
 * @param minY first line
 */
record TinyChunk(List<Integer> coordinates, int minX, int minY, int width, int lines) {
    TinyChunk {
        coordinates = List.copyOf(coordinates);
    }

    int pixels() {
        return width * lines;
    }

    /** Bytes of its pixels before compression; subsampled channels have fewer. */
    int unpackedBytes(List<TinyChannel> channels) {
        int bytes = 0;
        for (TinyChannel channel : channels) {
            bytes += channel.bytesPerSample()
                    * samples(minX, width, channel.xSampling())
                    * samples(minY, lines, channel.ySampling());
        }
        return bytes;
    }

    /** Multiples of the sampling among {@code count} numbers from {@code first} on. */
    private static int samples(int first, int count, int sampling) {
        int step = Math.max(1, sampling);
        return Math.floorDiv(first + count - 1, step) - Math.floorDiv(first - 1, step);
    }
}
