package io.github.exrdex.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathGlobTest {
    private static boolean excludes(String glob, String path) throws PatternException {
        return new WatchedRoot(Path.of("/tmp/farm"), RootMode.AUTO, List.of(PathGlob.parse(glob)))
                .excludes(Path.of(path));
    }

    @ParameterizedTest
    @CsvSource({
        "**/tmp/**, /tmp/farm/tmp",
        "**/tmp/**, /tmp/farm/a/b/tmp",
        "**/tmp/**, /tmp/farm/a/tmp/b/c.exr",
        "**/tmp, /tmp/farm/a/tmp/b/c.exr",
        "tmp, /tmp/farm/a/tmp",
        "tmp/, /tmp/farm/a/tmp",
        "*.part.exr, /tmp/farm/a/b.part.exr",
        "**/sh0?0/*/old, /tmp/farm/sh010/lgt/old/x.exr",
        "/tmp/farm/a/**, /tmp/farm/a",
        "/tmp/farm/a, /tmp/farm/a/b/c.exr",
        "/**/b, /tmp/farm/a/b",
        "**/a/**/b/**, /tmp/farm/a/b",
        "**/a/**/b/**, /tmp/farm/a/x/y/b/c.exr",
        "*a*b*c.exr, /tmp/farm/xxaxxbxxbxxc.exr",
    })
    void leavesOut(String glob, String path) throws PatternException {
        assertEquals(true, excludes(glob, path));
    }

    @ParameterizedTest
    @CsvSource({
        "**/tmp/**, /tmp/farm",
        "**/tmp/**, /tmp/farm/a/b.exr",
        "**/tmp/**, /tmp/farm/tmp2/b.exr",
        "**/TMP/**, /tmp/farm/tmp/b.exr",
        "**/tmp/**, /elsewhere/tmp/b.exr",
        "/a/**, /tmp/farm/a",
        "**/sh0?0/*/old, /tmp/farm/sh010/old",
        "*.exr, /tmp/farm/a.exrs",
        "?, /tmp/farm/ab",
        "**/a/*/b, /tmp/farm/a/x/y/b",
    })
    void keeps(String glob, String path) throws PatternException {
        assertEquals(false, excludes(glob, path));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "/", "**", "**/**", "a**", "**a/b", "[ab]", "{a,b}", "a\\b", "../a", "a/./b"})
    void refusesAGlobThatSaysNothingSensible(String glob) {
        assertThrows(PatternException.class, () -> PathGlob.parse(glob));
    }

    @Test
    void aHostileNameCostsNoMoreThanItsLengthTimesThatOfTheGlob() {
        Path path = Path.of("/tmp/farm/" + ("a".repeat(200) + "/").repeat(20) + "a".repeat(200));
        assertTimeoutPreemptively(
                Duration.ofSeconds(10),
                () -> assertFalse(excludes("**/*a*a*a*a*a*a*a*b/**/*a*a*a*a*a*b", path.toString())));
    }
}
