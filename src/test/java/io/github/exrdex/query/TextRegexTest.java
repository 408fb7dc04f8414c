package io.github.exrdex.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextRegexTest {
    private static boolean finds(String pattern, String text) {
        return TextRegex.parse(pattern).isFoundIn(text);
    }

    @Test
    void tellsWhetherDigitsMatter() {
        assertEquals(
                Optional.of(true), TextRegex.parse("^[a-z]+[.]\\d{4}[.]exr$").isFoundIn("ab.", 4, ".exr"));
        assertEquals(
                Optional.of(false), TextRegex.parse("^[a-z]+[.]\\d{4}[.]exr$").isFoundIn("ab.", 5, ".exr"));
        assertEquals(Optional.of(true), TextRegex.parse("b1\\d\\d$").isFoundIn("\ud83c\udfac b1", 2, ""));
        assertEquals(Optional.empty(), TextRegex.parse("100[1-9]").isFoundIn("ab.", 4, ".exr"));
        assertEquals(Optional.of(true), TextRegex.parse("a|100[1-9]").isFoundIn("ab.", 4, ".exr"));
    }

    /** Where both know a pattern, Java's own engine is the judge. */
    @Test
    void findsWhatTheRegularExpressionsOfJavaFind() {
        String[] pieces = {
            "a",
            "b",
            ".",
            "[ab]",
            "[^a]",
            "\\d",
            "\\w",
            "\\s",
            "\\b",
            "^",
            "$",
            "(a|b)",
            "(?:ab|c)",
            "a?",
            "b*",
            "(ab)+",
            "a{2}",
            "[a-c]{1,3}",
            "b{2,}",
            "(a|)",
            "((a|b)*c)?",
            "\\.",
            "x*?",
            "|",
            "1"
        };
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            StringBuilder pattern = new StringBuilder();
            for (int n = 1 + random.nextInt(5); n > 0; n--) {
                pattern.append(pieces[random.nextInt(pieces.length)]);
            }
            StringBuilder text = new StringBuilder();
            for (int n = random.nextInt(8); n > 0; n--) {
                text.append("aabbc1. ".charAt(random.nextInt(8)));
            }
            assertEquals(
                    Pattern.compile(pattern.toString()).matcher(text).find(),
                    finds(pattern.toString(), text.toString()),
                    pattern + " in \"" + text + "\"");
        }
    }

    @Test
    void readsWordsOfAnyAlphabetAndAnyCaseWhereAsked() {
        assertTrue(finds("^\\w+$", "Käse_1"));
        assertTrue(finds("^.$", "\ud83d\ude00"), "one character, though Java needs two for it");
        assertFalse(finds("arnold", "Arnold 7.1"));
        assertTrue(finds("(?i)aRNOLD 7\\.1", "Arnold 7.1.4"));
        assertTrue(finds("(?i)^[A-C]+$", "abC"));
        assertTrue(finds("", "anything"));
    }

    @Test
    void aHostilePatternTakesNoLongerThanAnyOther() {
        String text = "a".repeat(20_000);
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            assertFalse(finds("^(a+)+b$", text));
            assertFalse(finds("^(a|a)*b$", text));
            assertFalse(finds("(a*)*c", text));
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(",
                ")",
                "[",
                "[a",
                "[]",
                "a**",
                "*a",
                "a{",
                "a{2,1}",
                "a{1000}",
                "\\q",
                "\\",
                "(?=a)",
                "(?<n>a)",
                "(a)\\1",
                "[z-a]",
                "((((((((((((((((((a))))))))))))))))))",
                "((a{100}){100}){100}"
            })
    void whatItCannotDoIsRefusedInOneLine(String pattern) {
        QueryException e = assertThrows(QueryException.class, () -> TextRegex.parse(pattern));
        assertEquals(QueryException.Fault.BAD_QUESTION, e.fault());
        assertTrue(String.valueOf(e.getMessage()).startsWith("in the regular expression "), e.getMessage());
    }
}
