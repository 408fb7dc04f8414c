package io.github.exrdex.support;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The writer lays chunks out as real files do: in every table of theirs each entry leads to the leader we would write. */
final class TinyGeometryTest {
    private static final int MULTIPART = 0x1000;

    @Test
    void realFilesHaveTheChunksThatTheWriterWouldWrite() throws Exception {
        Path images = SharedFiles.images();
        int chunks = 0;
        for (Golden golden : Golden.in(images)) {
            ByteBuffer file = ByteBuffer.wrap(Files.readAllBytes(images.resolve(golden.path())))
                    .order(ByteOrder.LITTLE_ENDIAN);
            chunks += compare(golden, file);
        }
        assertTrue(chunks > 10_000, "chunks compared: " + chunks);
    }

    private static int compare(Golden golden, ByteBuffer file) {
        boolean multipart = (file.getInt(4) & MULTIPART) != 0;
        file.position(8);
        List<TinyPart> parts = new ArrayList<>();
        for (Golden.Part part : golden.parts()) {
            parts.add(sameShape(part, readHeader(file), file));
        }
        file.position(file.position() + (multipart ? 1 : 0));
        int count = 0;
        for (int p = 0; p < parts.size(); p++) {
            List<TinyChunk> expected = parts.get(p).chunks();
            assertEquals(golden.parts().get(p).chunkCount(), expected.size(), golden.path() + " part " + p);
            for (TinyChunk chunk : expected) {
                int at = (int) file.getLong() + (multipart ? 4 : 0);
                List<Integer> leader = new ArrayList<>();
                for (int i = 0; i < chunk.coordinates().size(); i++) {
                    leader.add(file.getInt(at + 4 * i));
                }
                assertEquals(chunk.coordinates(), leader, golden.path() + " part " + p);
                count++;
            }
        }
        return count;
    }

    /** Value offsets by name; leaves the position behind the header. */
    private static Map<String, Integer> readHeader(ByteBuffer file) {
        Map<String, Integer> values = new HashMap<>();
        for (String name = text(file); !name.isEmpty(); name = text(file)) {
            text(file);
            int size = file.getInt();
            values.put(name, file.position());
            file.position(file.position() + size);
        }
        return values;
    }

    private static String text(ByteBuffer file) {
        StringBuilder text = new StringBuilder();
        for (byte next = file.get(); next != 0; next = file.get()) {
            text.append((char) next);
        }
        return text.toString();
    }

    private static TinyPart sameShape(Golden.Part golden, Map<String, Integer> values, ByteBuffer file) {
        TinyPart part = golden.type().startsWith("deep") ? TinyExr.deepScanline(1, 1) : TinyExr.scanline(1, 1);
        Integer tiles = values.get("tiles");
        if (golden.type().startsWith("tiled") && tiles != null) {
            part = TinyExr.tiled(1, 1, file.getInt(tiles), file.getInt(tiles + 4));
            int mode = file.get(tiles + 8);
            part = (mode & 0xf) == 1 ? part.mipmap() : (mode & 0xf) == 2 ? part.ripmap() : part;
            part = mode >> 4 == 1 ? part.roundUp() : part;
        }
        List<Integer> box = golden.dataWindow().stream().map(Integer::valueOf).toList();
        return part.compression(golden.compression()).dataWindow(box.get(0), box.get(1), box.get(2), box.get(3));
    }
}
