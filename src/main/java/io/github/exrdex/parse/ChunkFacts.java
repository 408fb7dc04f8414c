package io.github.exrdex.parse;

import io.github.exrdex.exr.Box2i;
import io.github.exrdex.exr.Channel;
import io.github.exrdex.exr.Compression;
import io.github.exrdex.exr.Part;
import io.github.exrdex.exr.PartType;
import java.util.List;
import java.util.Optional;

/**
 * What the chunks of a part are measured against.
 *
 * @param type empty where nobody knows how its chunks look
 * @param mostPackedBytes of a chunk with flat pixels: packed never takes more room than unpacked
 * @param uncompressed its chunks take exactly the room of their pixels
 */
record ChunkFacts(
        Optional<PartType> type,
        Optional<ChunkLayout> layout,
        Optional<Box2i> dataWindow,
        List<Channel> channels,
        long mostPackedBytes,
        boolean uncompressed) {
    static ChunkFacts of(Part part) {
        Optional<ChunkLayout> layout = ChunkLayout.of(part);
        return new ChunkFacts(
                part.type(),
                layout,
                part.dataWindow(),
                part.channels(),
                layout.map(known -> known.mostUnpackedBytes(part.channels())).orElse((long) Integer.MAX_VALUE),
                part.compression().equals(Optional.of(Compression.NONE)));
    }
}
