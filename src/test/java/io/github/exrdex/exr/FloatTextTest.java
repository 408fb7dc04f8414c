package io.github.exrdex.exr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * All floats there are were compared once with {@code Float.toString} of Java 25, which differs in nothing but the {@code .0}
 * of whole numbers; here a sample is held against what makes a text the right one.
 */
final class FloatTextTest {
    private static final int SAMPLE = 200_000;

    @ParameterizedTest(name = "{0} prints as {1}")
    @CsvSource({
        "0x0.0p0, 0",
        "-0x0.0p0, -0",
        "0x1.0p0, 1",
        "-0x1.8p0, -1.5",
        "0x1.99999ap-4, 0.1",
        "0x1.0624dep-10, 0.001",
        "0x1.0624dcp-10, 9.999999E-4",
        "0x1.e848p17, 250000",
        "0x1.312cfep23, 9999999",
        "0x1.312dp23, 1.0E7",
        "0x1.001658p25, 3.356587E7",
        "0x1.fffffep127, 3.4028235E38",
        "0x1.0p-126, 1.1754944E-38",
        "0x0.000002p-126, 1.4E-45",
        "0x1.0p127, 1.7014118E38",
    })
    void theFewestDigitsThatGiveTheSameFloatArePrinted(String hex, String text) {
        assertEquals(text, FloatText.of(Float.parseFloat(hex)));
    }

    @Test
    void whatIsNoNumberHasItsName() {
        assertEquals("nan", FloatText.of(Float.NaN));
        assertEquals("nan", FloatText.of(Float.intBitsToFloat(0xffc00001)));
        assertEquals("inf", FloatText.of(Float.POSITIVE_INFINITY));
        assertEquals("-inf", FloatText.of(Float.NEGATIVE_INFINITY));
    }

    @Test
    void everyTextGivesItsFloatBackAndNoShorterOneDoes() {
        Random random = new Random(4);
        for (int i = 0; i < SAMPLE; i++) {
            float value = Float.intBitsToFloat(random.nextInt());
            if (!Float.isFinite(value)) {
                continue;
            }
            String text = FloatText.of(value);
            assertEquals(value, Float.parseFloat(text), text);
            BigDecimal shortest = new BigDecimal(text);
            int digits = shortest.stripTrailingZeros().precision();
            if (digits > 2) {
                assertTrue(
                        isOther(value, shortest, digits - 1, RoundingMode.DOWN)
                                && isOther(value, shortest, digits - 1, RoundingMode.UP),
                        () -> text + " could be shorter");
            }
        }
    }

    private static boolean isOther(float value, BigDecimal text, int digits, RoundingMode rounding) {
        BigDecimal shorter = text.round(new MathContext(digits, rounding));
        return shorter.floatValue() != value;
    }

    @Test
    void javaSaysTheSameFromNineteenOn() {
        if (Runtime.version().feature() < 19) {
            return; // before, it prints more digits than it needs: 3.3575912E7
        }
        Random random = new Random(5);
        for (int i = 0; i < SAMPLE; i++) {
            float value = Float.intBitsToFloat(random.nextInt());
            if (Float.isFinite(value)) {
                String text = Float.toString(value);
                assertEquals(text.endsWith(".0") ? text.substring(0, text.length() - 2) : text, FloatText.of(value));
            }
        }
    }
}
