package io.github.exrdex.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplatePatternTest {
    private static String refusalOf(String pattern) {
        return assertThrows(PatternException.class, () -> TemplatePattern.parse(pattern))
                .reason();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '"',
            value = {
                "\"\" ; an empty pattern fits nothing",
                "/mnt/*.exr ; a pattern needs at least one {key}",
                "{shot ; {shot is never closed",
                "{shot: ; {shot: is never closed",
                "{} ; a key is a word of letters, digits and _, as in {shot}",
                "{1a} ; a key is a word of letters, digits and _, as in {shot}",
                "{sh-ot} ; a key is a word of letters, digits and _, not {sh-",
                "shot}{a} ; a } that closes nothing (write \\} for itself)",
                "<{shot} ; a < that is never closed (write \\< for itself)",
                "{shot}> ; a > that closes nothing (write \\> for itself)",
                "{shot}<> ; an empty <>",
                "{shot}** ; ** stands for whole folders, so it must stand alone between slashes",
                "a**/{shot} ; ** stands for whole folders, so it must stand alone between slashes",
                "{shot}\\d ; a \\ goes before one of { } < > * \\",
                "{a}/{a:x+} ; {a:...} has its regex at its first place, not at a later one",
                "{a:} ; in the regex : nothing to fit",
                "{a:x|} ; in the regex x|: nothing to fit",
                "{a:(x} ; in the regex (x: a ( that is never closed",
                "{a:x)} ; in the regex x): a ) that closes nothing",
                "{a:[]} ; in the regex []: an empty []",
                "{a:[z-a]} ; in the regex [z-a]: the range z-a runs backwards",
                "{a:x/y} ; in the regex x/y: a value never has a slash: a key stays within one folder name",
                "{a:^x$} ; in the regex ^x$: no ^ or $ is needed: the whole value has to fit",
                "{a:(?=x)} ; in the regex (?=x): no look-around and no named groups",
                "{a:(x)\\1} ; in the regex (x)\\1: \\1 is not known, but \\d and \\w are",
                "{a:*x} ; in the regex *x: nothing to repeat before * (write \\* for itself)",
                "{a:x**} ; in the regex x**: a repeat of a repeat",
                "{a:x{2,1}} ; in the regex x{2,1}: repeat as {3}, {3,} or {3,4}",
                "{a:x{}} ; in the regex x{}: repeat as {3}, {3,} or {3,4}",
                "{a:x{99}} ; in the regex x{99}: at most 64 repeats",
                "{a:((x{60}){60}){60}} ; in the regex ((x{60}){60}){60}: repeats of repeats make it too large",
            })
    void refusesWithAReason(String pattern, String reason) {
        assertEquals(reason, refusalOf(pattern));
    }

    @Test
    void refusesWhatIsTooLargeToBeMeant() {
        assertEquals("a pattern has at most 1024 characters", refusalOf("{a}" + "x".repeat(2000)));
        assertEquals("<...> nests too deep", refusalOf("<".repeat(20) + "{a}" + ">".repeat(20)));
        assertEquals(
                "in the regex " + "(".repeat(20) + "x" + ")".repeat(20) + ": groups nest too deep",
                refusalOf("{a:" + "(".repeat(20) + "x" + ")".repeat(20) + "}"));
        StringBuilder keys = new StringBuilder();
        for (int i = 0; i < 33; i++) {
            keys.append("{k").append(i).append("}_");
        }
        assertEquals("a pattern has at most 32 keys", refusalOf(keys.toString()));
    }
}
