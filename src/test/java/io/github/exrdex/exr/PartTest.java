package io.github.exrdex.exr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

final class PartTest {
    private static Part part(Attribute... attributes) {
        return new Part(0, "scanlineimage", List.of(), List.of(attributes), 68);
    }

    private static Attribute attribute(String name, AttributeValue value) {
        return new Attribute(name, "any", value, 8, 4);
    }

    @Test
    void factsThatTheHeaderDoesNotStateAreAbsent() {
        Part part = new Part(0, "", List.of(), List.of(), -1);
        assertEquals(Optional.empty(), part.type());
        assertEquals(Optional.empty(), part.name());
        assertEquals(Optional.empty(), part.dataWindow());
        assertEquals(Optional.empty(), part.displayWindow());
        assertEquals(Optional.empty(), part.compression());
        assertEquals(Optional.empty(), part.lineOrder());
        assertEquals(OptionalDouble.empty(), part.pixelAspectRatio());
        assertEquals(OptionalLong.empty(), part.knownChunkCount());
        assertEquals(Optional.empty(), part.tiles());
    }

    @Test
    void aFactOfTheWrongShapeIsAbsentToo() {
        Part part = part(
                attribute("dataWindow", new AttributeValue.Text("0 0 9 9")),
                attribute("displayWindow", new AttributeValue.Ints(List.of(0, 0, 9))),
                attribute("compression", AttributeValue.Opaque.of(4, "ab")),
                attribute("name", new AttributeValue.IntNumber(3)));
        assertEquals(Optional.empty(), part.dataWindow());
        assertEquals(Optional.empty(), part.displayWindow());
        assertEquals(Optional.empty(), part.compression());
        assertEquals(Optional.empty(), part.name());
    }

    @Test
    void ofTwoAttributesWithOneNameTheLastCounts() {
        Part part = part(
                attribute("view", new AttributeValue.Text("left")),
                attribute("view", new AttributeValue.Text("right")));
        assertEquals(Optional.of("right"), part.view());
        assertEquals(2, part.attributes().size());
    }

    @Test
    void aNameThatIsNoTextIsShownByItsBytes() {
        Part part = part(attribute("name", new AttributeValue.RawText("caf\\xe9", "636166e9")));
        assertEquals(Optional.of("caf\\xe9"), part.name());
    }

    @Test
    void itsListsAreItsOwn() {
        List<Channel> channels = new ArrayList<>(List.of(new Channel("R", PixelType.HALF, 1, 1, false)));
        Part part = new Part(0, "", channels, List.of(), -1);
        channels.clear();
        assertEquals(1, part.channels().size());
    }

    @Test
    void anAspectRatioIsTheDecimalThatWasMeant() {
        assertEquals(
                OptionalDouble.of(1.1),
                part(attribute("pixelAspectRatio", new AttributeValue.FloatNumber(1.1f)))
                        .pixelAspectRatio());
    }

    @Test
    void typesAreComparedToTheLetter() {
        assertEquals(Optional.of(PartType.DEEP_TILED), PartType.of("deeptile"));
        assertEquals(Optional.empty(), PartType.of("deeptiled"));
        assertEquals(Optional.empty(), PartType.of("ScanlineImage"));
        assertTrue(PartType.DEEP_TILED.deep() && PartType.DEEP_TILED.tiled());
        assertFalse(PartType.SCANLINE.deep() || PartType.SCANLINE.tiled());
    }

    @Test
    void aCompressionWithoutANameIsItsNumber() {
        assertEquals("zip", new Compression(3).text());
        assertEquals(16, new Compression(3).linesPerChunk());
        assertEquals("htj2k32", new Compression(11).text());
        assertEquals("12", new Compression(12).text());
        assertEquals(0, new Compression(12).linesPerChunk());
        assertThrows(IllegalArgumentException.class, () -> new Compression(256));
    }

    @Test
    void aWindowMayBeWiderThanAnInt() {
        Box2i box = new Box2i(Integer.MIN_VALUE, 0, Integer.MAX_VALUE, 0);
        assertEquals(1L << 32, box.width());
        assertEquals(1, box.height());
    }

    @Test
    void aChannelIsSampledAtLeastOncePerPixel() {
        assertThrows(IllegalArgumentException.class, () -> new Channel("R", PixelType.HALF, 0, 1, false));
    }
}
