package io.github.exrdex.query;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JsonTextsTest {
    private static List<@Nullable String> texts(String json) {
        List<@Nullable String> texts = new ArrayList<>();
        JsonTexts.each(json, texts::add);
        return texts;
    }

    @Test
    void textsComeAsTheyStand() {
        assertEquals(
                List.of("a", "", "b,c", "[d]", "null", "\u00e9\u4e2d"),
                texts("[\"a\",\"\",\"b,c\",\"[d]\",\"null\",\"\u00e9\u4e2d\"]"));
    }

    @Test
    void whatIsNoTextIsNullOrItsDigits() {
        assertEquals(Arrays.asList(null, "12", "-1.5e+30", null), texts("[null,12,-1.5e+30,null]"));
    }

    @Test
    void escapedTextsAreUnescaped() {
        assertEquals(
                Arrays.asList("a\"b", null, "c\\d", "\n\u0001"), texts("[\"a\\\"b\",null,\"c\\\\d\",\"\\n\\u0001\"]"));
    }

    @Test
    void nothingHasNoTexts() {
        assertEquals(List.of(), texts("[]"));
    }
}
