package io.github.exrdex.query;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class VersionlessPathTest {
    private static String of(String directory, String prefix, String suffix, Map<PathToken, String> tokens) {
        SequenceName name = new SequenceName(prefix, OptionalLong.of(1), OptionalLong.of(2), 4, suffix);
        return VersionlessPath.of(new NamedSequence(name, directory, tokens), directory, prefix, suffix);
    }

    @Test
    void whatTellsOneVersionOrShotFromAnotherIsLeftOut() {
        assertEquals(
                "/{show}/{shot}/render/{version}/{shot}_beauty_{version}.#.exr",
                of(
                        "/toy/sh010/render/v003",
                        "sh010_beauty_v003.",
                        ".exr",
                        Map.of(PathToken.SHOW, "toy", PathToken.SHOT, "sh010", PathToken.VERSION, "003")));
    }

    @Test
    void aValueIsLeftOutWhereItStandsAloneAsARegularExpressionHasIt() {
        Random random = new Random(3);
        String alphabet = "vV012a_/.";
        for (int i = 0; i < 50_000; i++) {
            String path = text(random, alphabet, 20);
            Map<PathToken, String> tokens = new EnumMap<>(PathToken.class);
            tokens.put(PathToken.VERSION, text(random, "v01", 3));
            tokens.put(PathToken.SHOT, text(random, "a2_.", 3));

            assertEquals(byExpressions(path + "/#", tokens), of(path, "", "", tokens), path + " " + tokens);
        }
    }

    private static String byExpressions(String path, Map<PathToken, String> tokens) {
        String left = path;
        for (PathToken token : List.of(PathToken.VERSION, PathToken.SHOT)) {
            String value = tokens.getOrDefault(token, "");
            if (!value.isEmpty()) {
                left = left.replaceAll(
                        "(?<![A-Za-z0-9])([vV]?)" + Pattern.quote(value) + "(?![A-Za-z0-9])",
                        Matcher.quoteReplacement("{" + token.text() + "}"));
            }
        }
        return left.replaceAll("(?<![A-Za-z])[vV][0-9]+", "{version}");
    }

    private static String text(Random random, String alphabet, int longest) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(longest + 1); i > 0; i--) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }
}
