package io.github.exrdex.exr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exrdex.exr.AttributeValue.DoubleNumber;
import io.github.exrdex.exr.AttributeValue.Doubles;
import io.github.exrdex.exr.AttributeValue.FloatNumber;
import io.github.exrdex.exr.AttributeValue.Floats;
import io.github.exrdex.exr.AttributeValue.IntNumber;
import io.github.exrdex.exr.AttributeValue.Ints;
import io.github.exrdex.exr.AttributeValue.KeyCode;
import io.github.exrdex.exr.AttributeValue.Named;
import io.github.exrdex.exr.AttributeValue.Opaque;
import io.github.exrdex.exr.AttributeValue.Preview;
import io.github.exrdex.exr.AttributeValue.Rational;
import io.github.exrdex.exr.AttributeValue.RawText;
import io.github.exrdex.exr.AttributeValue.Text;
import io.github.exrdex.exr.AttributeValue.TextList;
import io.github.exrdex.exr.AttributeValue.TileDescription;
import io.github.exrdex.exr.AttributeValue.TimeCode;
import io.github.exrdex.json.JsonText;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What a producer reads in a table, what SQL compares as a number, and what scripts get as JSON. */
final class AttributeValueTest {
    @Test
    void textsAreThemselves() {
        shows(new Text(""), "", "\"\"");
        shows(new Text("a \"b\"\n\u00e9"), "a \"b\"\n\u00e9", "\"a \\\"b\\\"\\n\u00e9\"");
        shows(new RawText("caf\\xe9", "636166e9"), "caf\\xe9", "{\"text\":\"caf\\\\xe9\",\"hex\":\"636166e9\"}");
        shows(new TextList(List.of("left", "", "right")), "left, , right", "[\"left\",\"\",\"right\"]");
        shows(new TextList(List.of()), "", "[]");
    }

    @Test
    void numbersHaveTheFewestDigitsThatGiveThemBack() {
        shows(new IntNumber(-7), "-7", "-7");
        shows(new FloatNumber(1), "1", "1");
        shows(new FloatNumber(0.1f), "0.1", "0.1");
        shows(new FloatNumber(1 / 3f), "0.33333334", "0.33333334");
        shows(new FloatNumber(Float.MAX_VALUE), "3.4028235E38", "3.4028235E38");
        shows(new FloatNumber(-0f), "-0", "-0");
        shows(new DoubleNumber(0.1), "0.1", "0.1");
        shows(new DoubleNumber(1e300), "1.0E300", "1.0E300");
    }

    @Test
    void notANumberAndInfinitiesAreWords() {
        shows(new FloatNumber(Float.NaN), "nan", "\"nan\"");
        shows(new FloatNumber(Float.POSITIVE_INFINITY), "inf", "\"inf\"");
        shows(new DoubleNumber(Double.NEGATIVE_INFINITY), "-inf", "\"-inf\"");
        shows(new Floats(1f, Float.NaN), "1 nan", "[1,\"nan\"]");
    }

    @Test
    void listsOfNumbersStandSideBySide() {
        shows(new Ints(List.of(-1, 0, 1919, 1079)), "-1 0 1919 1079", "[-1,0,1919,1079]");
        shows(new Floats(0.64f, 0.33f), "0.64 0.33", "[0.64,0.33]");
        shows(new Doubles(List.of(0.5, 2.0)), "0.5 2", "[0.5,2]");
        shows(new Floats(), "", "[]");
    }

    @Test
    void aRationalIsAFraction() {
        shows(new Rational(24000, 1001), "24000/1001", "[24000,1001]");
        shows(new Rational(-1, 4_294_967_295L), "-1/4294967295", "[-1,4294967295]");
        assertEquals(OptionalDouble.of(24000.0 / 1001), new Rational(24000, 1001).asNumber());
        assertEquals(OptionalDouble.empty(), new Rational(1, 0).asNumber());
    }

    @Test
    void onlySingleNumbersCompareAsNumbers() {
        assertEquals(OptionalDouble.of(-7), new IntNumber(-7).asNumber());
        assertEquals(OptionalDouble.of(0.1), new FloatNumber(0.1f).asNumber());
        assertEquals(OptionalDouble.of(0.1), new DoubleNumber(0.1).asNumber());
        assertEquals(OptionalDouble.empty(), new FloatNumber(Float.NaN).asNumber());
        assertEquals(OptionalDouble.empty(), new DoubleNumber(Double.POSITIVE_INFINITY).asNumber());
        assertEquals(OptionalDouble.empty(), new Text("24").asNumber());
        assertEquals(OptionalDouble.empty(), new Ints(List.of(1)).asNumber());
        assertEquals(OptionalDouble.empty(), new Named(3, "zip").asNumber());
    }

    @Test
    void aTimecodeIsReadLikeAClock() {
        assertEquals("01:02:03:04", new TimeCode(0x01020304, 0).asText());
        assertEquals("23:59:59:24", new TimeCode(0x23595924, 0).asText());
        assertEquals("01:02:03;04", new TimeCode(0x01020344, 0).asText());
        shows(
                new TimeCode(0x81020344, -1),
                "01:02:03;04",
                "{\"text\":\"01:02:03;04\",\"timeAndFlags\":2164392772,\"userData\":4294967295}");
    }

    /** Colour-frame, field and group flags stand between the digits and are none of them. */
    @Test
    void flagsOfATimecodeAreNoDigits() {
        assertEquals("00:00:00;00", new TimeCode(1 << 6, 0).asText());
        assertEquals("00:00:00:00", new TimeCode(1 << 7 | 1 << 15 | 1 << 23 | 3 << 30, 0).asText());
    }

    @Test
    void digitsAboveNineArePrintedAsTheNumbersTheyAre() {
        assertEquals("45:85:85:45", new TimeCode(0x3f7f7f3f, 0).asText());
    }

    @Test
    void aKeycodeIsItsSevenNumbers() {
        shows(
                new KeyCode(2, 71, 123456, 7890, 64, 4, 64),
                "2 71 123456 7890 64 4 64",
                "{\"filmMfcCode\":2,\"filmType\":71,\"prefix\":123456,\"count\":7890,\"perfOffset\":64,"
                        + "\"perfsPerFrame\":4,\"perfsPerCount\":64}");
    }

    @Test
    void enumsAreTheirWord() {
        shows(new Named(3, "zip"), "zip", "\"zip\"");
        shows(new Named(200, "200"), "200", "\"200\"");
    }

    @Test
    void tilesSayTheirSizeAndLevels() {
        shows(
                new TileDescription(64, 32, 0, 0),
                "64x32 one_level",
                "{\"xSize\":64,\"ySize\":32,\"levelMode\":\"one_level\",\"roundingMode\":\"round_down\"}");
        assertEquals("64x64 mipmap round_up", new TileDescription(64, 64, 1, 1).asText());
        assertEquals("64x64 ripmap round_down", new TileDescription(64, 64, 2, 0).asText());
        assertEquals("4294967295x1 9 7", new TileDescription(4_294_967_295L, 1, 9, 7).asText());
    }

    @Test
    void whatIsNotKeptSaysItsSizeAndDigest() {
        shows(new Preview(100, 50), "100x50", "{\"width\":100,\"height\":50}");
        shows(Opaque.of(3, "ab12"), "3 bytes, sha256 ab12", "{\"sizeBytes\":3,\"sha256\":\"ab12\"}");
        shows(
                new Opaque(9, "ab12", "text/plain", -1),
                "9 bytes (text/plain), sha256 ab12",
                "{\"sizeBytes\":9,\"sha256\":\"ab12\",\"hint\":\"text/plain\"}");
        shows(
                new Opaque(9, "ab12", "", 1),
                "9 bytes, 1 entry, sha256 ab12",
                "{\"sizeBytes\":9,\"sha256\":\"ab12\",\"entries\":1}");
        assertEquals("9 bytes, 0 entries, sha256 ab12", new Opaque(9, "ab12", "", 0).asText());
    }

    private static void shows(AttributeValue value, String text, String json) {
        assertEquals(text, value.asText());
        assertEquals(json, JsonText.of(value));
    }

    @Test
    void aTimeCodeThatIsNothingButATimeComesBackFromItsText() {
        for (int bits : new int[] {0, 0x01020304, 0x23595964, 0x23595924}) {
            TimeCode code = new TimeCode(bits, 0);
            assertTrue(code.isPlain());
            assertEquals(code, TimeCode.ofText(code.asText()));
        }
        assertFalse(new TimeCode(0x01020304, 1).isPlain());
        assertFalse(new TimeCode(0x81020304, 0).isPlain());
        assertFalse(new TimeCode(0x3f7f7f3f, 0).isPlain());
    }

    @Test
    void aTimeCodeIsPlainWhereItsTextGivesItBack() {
        Random random = new Random(12);
        int plain = 0;
        for (int i = 0; i < 100_000; i++) {
            // Few bits, so that some of them are plain.
            int first = random.nextInt();
            int second = random.nextInt();
            int bits = first & second;
            TimeCode code = new TimeCode(bits, random.nextInt(4) == 0 ? 1 : 0);
            assertEquals(code.equals(TimeCode.ofText(code.asText())), code.isPlain(), () -> Integer.toHexString(bits));
            plain += code.isPlain() ? 1 : 0;
        }
        assertTrue(plain > 1000, "plain ones among them: " + plain);
    }
}
