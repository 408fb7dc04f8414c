package io.github.exrdex.parse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.github.exrdex.exr.Attribute;
import io.github.exrdex.exr.Reading;
import io.github.exrdex.support.TinyExr;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HeaderMemoryTest {
    private final HeaderReader reader = new HeaderReader(HeaderLimits.DEFAULT);

    private static byte[] frame(int number) {
        return TinyExr.scanline(8, 8)
                .string("scene", "always the same")
                .string("frame", String.format("%04d", number))
                .string("host", "farm" + (7 << (3 * number)))
                .string("notes", "always the same")
                .bytes();
    }

    private static byte[] parts(int number) {
        return TinyExr.multipart(
                        TinyExr.scanline(8, 8)
                                .name("rgba")
                                .string("frame", "x".repeat(number))
                                .string("colorInteropID", number < 2 ? "lin_ap1_scene" : "data"),
                        TinyExr.tiled(16, 16, 8, 8)
                                .name("aov")
                                .string("take", "one")
                                .string("colorInteropID", "data"))
                .bytes();
    }

    private Attribute read(byte[] bytes, String name) throws IOException {
        return reader.read(ByteSource.of(bytes)).parts().get(0).attribute(name).orElseThrow();
    }

    @Test
    void whatDidNotChangeIsTakenOverAndWhatDidIsNot() throws IOException {
        Attribute scene = read(frame(1), "scene");
        Attribute frame = read(frame(1), "frame");

        assertSame(scene, read(frame(2), "scene"));
        assertEquals("always the same", read(frame(3), "notes").value().asText());
        assertEquals("farm448", read(frame(2), "host").value().asText());
        assertEquals(
                List.of(),
                reader.read(ByteSource.of(frame(0))).parts().stream()
                        .filter(part -> part.chunkCount() != 8)
                        .toList());
        assertNotSame(frame, read(frame(2), "frame"));
        assertEquals("0002", read(frame(2), "frame").value().asText());
    }

    @Test
    void anAttributeWithAProblemIsReadAnewEachTime() throws IOException {
        byte[] twice = TinyExr.scanline(8, 8)
                .string("a-name-that-is-longer-than-31-bytes-and-no-flag", "x")
                .written()
                .versionWord(2)
                .bytes();

        Reading first = reader.read(ByteSource.of(twice));
        Reading second = reader.read(ByteSource.of(twice));

        assertEquals(1, first.problems().size());
        assertEquals(first.problems(), second.problems());
    }

    /** Whatever was read before, a file is read as by a reader that never saw another. */
    @Test
    void nothingOfOneFileShowsInTheNext() throws IOException {
        Random random = new Random(20_260_101);
        List<byte[]> originals = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            originals.add(frame(i));
            originals.add(parts(i));
            originals.add(TinyExr.deepScanline(8, 8).string("frame", "000" + i).bytes());
        }
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = originals.get(random.nextInt(originals.size())).clone();
            if (random.nextInt(3) == 0) {
                // Frames follow frames; only values differ, and not always in length.
                bytes = originals.get((i % 4) * 3 + random.nextInt(2)).clone();
            }
            for (int change = random.nextInt(4); change > 0; change--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            int round = i;
            byte[] read = bytes;

            Reading fresh = new HeaderReader(HeaderLimits.DEFAULT).read(ByteSource.of(read));
            Reading after = reader.read(ByteSource.of(read));

            assertEquals(fresh.parts(), after.parts(), () -> "round " + round);
            assertEquals(fresh.verdict(), after.verdict(), () -> "round " + round);
            assertEquals(fresh.problems(), after.problems(), () -> "round " + round);
        }
    }
}
