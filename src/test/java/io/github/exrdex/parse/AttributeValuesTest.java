package io.github.exrdex.parse;

import static io.github.exrdex.parse.Readings.attribute;
import static io.github.exrdex.parse.Readings.kinds;
import static io.github.exrdex.parse.Readings.read;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exrdex.exr.Attribute;
import io.github.exrdex.exr.AttributeValue;
import io.github.exrdex.exr.Compression;
import io.github.exrdex.exr.ProblemKind;
import io.github.exrdex.exr.Reading;
import io.github.exrdex.exr.Verdict;
import io.github.exrdex.support.TinyChannel;
import io.github.exrdex.support.TinyExr;
import io.github.exrdex.support.TinyPart;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every attribute type: its value as a person reads it, and what happens when its bytes do not fit. */
class AttributeValuesTest {
    private static Arguments value(String type, String text, Function<TinyPart, TinyPart> added) {
        return Arguments.of(type, text, added);
    }

    static Stream<Arguments> values() {
        return Stream.of(
                value("int", "-7", p -> p.attribute("a").intNumber(-7)),
                value("float", "0.1", p -> p.attribute("a").floatNumber(0.1f)),
                value("float", "24", p -> p.attribute("a").floatNumber(24)),
                value("float", "nan", p -> p.attribute("a").floatNumber(Float.NaN)),
                value("float", "-inf", p -> p.attribute("a").floatNumber(Float.NEGATIVE_INFINITY)),
                value("double", "0.1", p -> p.attribute("a").doubleNumber(0.1)),
                value("string", "", p -> p.attribute("a").string("")),
                value("string", "Gr\u00fc\u00dfe \u2603", p -> p.attribute("a").string("Gr\u00fc\u00dfe \u2603")),
                value("string", "a\u0000b\u0000", p -> p.attribute("a").string("a\u0000b\u0000")),
                value("stringvector", "left, , right", p -> p.attribute("a").stringVector("left", "", "right")),
                value("stringvector", "", p -> p.attribute("a").stringVector()),
                value("floatvector", "1 2.5 -3", p -> p.attribute("a").floatVector(1, 2.5f, -3)),
                value("box2i", "-1 -2 3 4", p -> p.attribute("a").box2i(-1, -2, 3, 4)),
                value("box2f", "0 0.5 1 2", p -> p.attribute("a").box2f(0, 0.5f, 1, 2)),
                value("v2i", "1 -2", p -> p.attribute("a").v2i(1, -2)),
                value("v2f", "0.5 1", p -> p.attribute("a").v2f(0.5f, 1)),
                value("v2d", "0.1 1", p -> p.attribute("a").v2d(0.1, 1)),
                value("v3i", "1 2 3", p -> p.attribute("a").v3i(1, 2, 3)),
                value("v3f", "1 2 3.5", p -> p.attribute("a").v3f(1, 2, 3.5f)),
                value("v3d", "1 2 0.1", p -> p.attribute("a").v3d(1, 2, 0.1)),
                value("m33f", "1 0 0 0 1 0 0 0 1", p -> p.attribute("a").m33f(1, 0, 0, 0, 1, 0, 0, 0, 1)),
                value("m33d", "1 0 0 0 1 0 5 6 0.1", p -> p.attribute("a").m33d(1, 0, 0, 0, 1, 0, 5, 6, 0.1)),
                value(
                        "m44f",
                        "1 0 0 0 0 1 0 0 0 0 1 0 7 8 9 1",
                        p -> p.attribute("a").m44f(1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 7, 8, 9, 1)),
                value(
                        "m44d",
                        "1 0 0 0 0 1 0 0 0 0 1 0 7 8 9.5 1",
                        p -> p.attribute("a").m44d(1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 7, 8, 9.5, 1)),
                value(
                        "chromaticities",
                        "0.64 0.33 0.3 0.6 0.15 0.06 0.3127 0.329",
                        p -> p.attribute("a").chromaticities(0.64f, 0.33f, 0.3f, 0.6f, 0.15f, 0.06f, 0.3127f, 0.329f)),
                value("compression", "piz", p -> p.attribute("a").compression(4)),
                value("compression", "htj2k32", p -> p.attribute("a").compression(11)),
                value("compression", "12", p -> p.attribute("a").compression(12)),
                value("lineOrder", "random_y", p -> p.attribute("a").lineOrder(2)),
                value("lineOrder", "9", p -> p.attribute("a").lineOrder(9)),
                value("envmap", "cube", p -> p.attribute("a").envmap(1)),
                value("deepImageState", "tidy", p -> p.attribute("a").deepImageState(3)),
                value("tiledesc", "64x32 mipmap round_up", p -> p.attribute("a").tiledesc(64, 32, 0x11)),
                value("tiledesc", "64x32 one_level", p -> p.attribute("a").tiledesc(64, 32, 0)),
                value("keycode", "1 2 3 4 5 6 20", p -> p.attribute("a").keycode(1, 2, 3, 4, 5, 6, 20)),
                value("timecode", "01:02:03:04", p -> p.attribute("a").timecode(1, 2, 3, 4, false)),
                value("timecode", "23:59:59;29", p -> p.attribute("a").timecode(23, 59, 59, 29, true)),
                value("rational", "24000/1001", p -> p.attribute("a").rational(24000, 1001)),
                value("rational", "-1/4294967295", p -> p.attribute("a").rational(-1, 4294967295L)),
                value("preview", "3x2", p -> p.attribute("a").preview(3, 2)));
    }

    @ParameterizedTest
    @MethodSource("values")
    void everyTypeHasATextThatAProducerCanRead(String type, String text, Function<TinyPart, TinyPart> added) {
        Reading reading = read(added.apply(TinyExr.scanline(4, 4)).written());
        Attribute attribute = attribute(reading, "a");
        assertEquals(type, attribute.typeName());
        assertEquals(text, attribute.value().asText());
        assertEquals(Verdict.COMPLETE, reading.verdict());
    }

    @Test
    void numbersAreSetWhereSqlMayCompareThem() {
        Reading reading = read(TinyExr.scanline(4, 4)
                .attribute("fps")
                .rational(24000, 1001)
                .attribute("gain")
                .floatNumber(0.1f)
                .attribute("never")
                .rational(1, 0)
                .written());
        assertEquals(
                24000 / 1001.0, attribute(reading, "fps").value().asNumber().orElseThrow());
        assertEquals(0.1, attribute(reading, "gain").value().asNumber().orElseThrow());
        assertTrue(attribute(reading, "never").value().asNumber().isEmpty());
    }

    @Test
    void anUnknownTypeIsKeptAsSizeAndDigest() {
        Reading reading = read(TinyExr.scanline(4, 4)
                .raw("a", "XXXXXX", (byte) 1, (byte) 2, (byte) 3)
                .written());
        AttributeValue.Opaque value = assertInstanceOf(
                AttributeValue.Opaque.class, attribute(reading, "a").value());
        assertEquals(3, value.sizeBytes());
        // printf '\001\002\003' | sha256sum
        assertEquals("039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81", value.sha256());
        assertEquals(List.of(), reading.problems());
    }

    @Test
    void bytesKeepTheirHintAndAnIdManifestItsSize() {
        Reading reading = read(TinyExr.scanline(4, 4)
                .attribute("icc")
                .bytes("application/icc", (byte) 1, (byte) 2)
                .attribute("ids")
                .idManifest((byte) 5)
                .written());
        AttributeValue.Opaque icc = assertInstanceOf(
                AttributeValue.Opaque.class, attribute(reading, "icc").value());
        assertEquals("application/icc", icc.hint());
        assertEquals(4 + 15 + 2, icc.sizeBytes());
        assertInstanceOf(AttributeValue.Opaque.class, attribute(reading, "ids").value());
        assertEquals(List.of(), reading.problems());
    }

    @Test
    void textThatIsNotUtf8LosesNoByte() {
        Reading reading = read(TinyExr.scanline(4, 4)
                .attribute("a")
                .stringOfBytes((byte) 'K', (byte) 0xf6, (byte) 'l', (byte) 'n')
                .written());
        AttributeValue.RawText value = assertInstanceOf(
                AttributeValue.RawText.class, attribute(reading, "a").value());
        assertEquals("K\\xf6ln", value.shown());
        assertEquals("4bf66c6e", value.hex());
    }

    @Test
    void aManifestIsCountedAndNotKept() {
        String json = "{\"caf\\u00e9\":\"3f8a21bc\", \"a\\\"b,}\":\"00000001\"}";
        Reading reading =
                read(cryptomatte().string("cryptomatte/abc1234/manifest", json).written());
        AttributeValue.Opaque value = assertInstanceOf(
                AttributeValue.Opaque.class,
                attribute(reading, "cryptomatte/abc1234/manifest").value());
        assertEquals(2, value.entries());
        assertEquals(json.getBytes(StandardCharsets.UTF_8).length, value.sizeBytes());
        assertEquals(List.of(), reading.problems());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"{\"a\":\"1\"", "{\"a\":1}", "[]", "{\"a\":\"1\",}", "{\"a\":\"1\"} x", "''", "{\"a\\q\":\"1\"}"})
    void aBrokenManifestIsAWarning(String json) {
        Reading reading =
                read(cryptomatte().string("cryptomatte/abc1234/manifest", json).written());
        assertEquals(List.of(ProblemKind.BROKEN_MANIFEST), kinds(reading));
        assertEquals(Verdict.COMPLETE, reading.verdict());
    }

    private static TinyPart cryptomatte() {
        return TinyExr.scanline(4, 4)
                .channels("R", "crypto_asset00.R")
                .string("cryptomatte/abc1234/name", "crypto_asset");
    }

    @ParameterizedTest
    @CsvSource({
        "int,3",
        "float,5",
        "double,4",
        "box2i,15",
        "v2f,7",
        "m44f,63",
        "timecode,4",
        "keycode,24",
        "tiledesc,8",
        "chromaticities,31",
        "rational,7",
        "compression,2",
        "floatvector,6",
        "stringvector,3",
        "bytes,3",
        "idmanifest,7",
        "preview,4"
    })
    void aWrongSizeCostsThisValueOnly(String type, int sizeBytes) {
        Reading reading = read(TinyExr.scanline(4, 4)
                .raw("a", type, new byte[sizeBytes])
                .string("b", "still here")
                .written());
        assertInstanceOf(AttributeValue.Opaque.class, attribute(reading, "a").value());
        assertEquals("still here", attribute(reading, "b").value().asText());
        assertEquals(1, reading.problems().size(), reading.problems()::toString);
        assertEquals(Verdict.COMPLETE, reading.verdict());
    }

    @Test
    void aValueOverTheLimitIsDigestedAndTheHeaderGoesOn() throws Exception {
        byte[] file = TinyExr.scanline(4, 4)
                .string("long", "x".repeat(300_000))
                .string("after", "still here")
                .bytes();
        Reading reading = new HeaderReader(HeaderLimits.DEFAULT).read(ByteSource.of(file));
        assertInstanceOf(AttributeValue.Opaque.class, attribute(reading, "long").value());
        assertEquals("still here", attribute(reading, "after").value().asText());
        assertEquals(Verdict.COMPLETE, reading.verdict());
    }

    @Test
    void aKeyCodeOutOfRangeIsShownAndWarnedAbout() {
        Reading reading = read(TinyExr.scanline(4, 4)
                .attribute("a")
                .keycode(1, 2, 3, 4, 5, 16, 20)
                .written());
        assertEquals("1 2 3 4 5 16 20", attribute(reading, "a").value().asText());
        assertEquals(List.of(ProblemKind.BAD_VALUE), kinds(reading));
    }

    @Test
    void anUnknownCompressionStaysItsNumber() {
        Reading reading =
                read(TinyExr.scanline(4, 40).compression(200).linesPerChunk(16).written());
        assertEquals(new Compression(200), reading.parts().get(0).compression().orElseThrow());
        assertEquals("200", attribute(reading, "compression").value().asText());
        assertEquals(Verdict.COMPLETE, reading.verdict());
    }

    @Test
    void namesMayHave255BytesAndNotOneMore() {
        String longest = "n".repeat(255);
        Reading reading = read(TinyExr.scanline(4, 4).string(longest, "x").written());
        assertEquals("x", attribute(reading, longest).value().asText());
        assertEquals(List.of(), reading.problems());
        Reading over = read(TinyExr.scanline(4, 4).string(longest + "n", "x").written());
        assertEquals(Verdict.CORRUPT, over.verdict());
        assertTrue(kinds(over).contains(ProblemKind.BAD_NAME));
    }

    @Test
    void channelsKeepTheirFileOrderTypesAndSampling() {
        Reading reading = read(TinyExr.scanline(4, 4)
                .channels(TinyChannel.of("Z", "float"), TinyChannel.of("A", "half"), TinyChannel.of("id", "uint"))
                .written());
        assertEquals(
                List.of("Z float", "A half", "id uint"),
                reading.parts().get(0).channels().stream()
                        .map(channel -> channel.name() + " " + channel.type().text())
                        .toList());
    }
}
