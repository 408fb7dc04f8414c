package io.github.exrdex.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.exrdex.Ran;
import io.github.exrdex.config.NamedTemplate;
import io.github.exrdex.config.PatternException;
import io.github.exrdex.config.TemplatePattern;
import io.github.exrdex.exr.Part;
import io.github.exrdex.file.FileState;
import io.github.exrdex.support.DisklessIndex;
import io.github.exrdex.tokens.TemplateTokens;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code version=latest} is the highest number of each piece of work. */
class LatestVersionTest {
    private static final Part PLAIN = DisklessIndex.part("R", "G", "B");

    @TempDir
    static Path shared = Path.of("");

    private static Path database = Path.of("");

    @BeforeAll
    static void fill() throws PatternException {
        TemplateTokens tokens = new TemplateTokens(List.of(
                new NamedTemplate(
                        "shots", TemplatePattern.parse("/r/{show}/{shot}/{layer}/{version:[a-z0-9]+}/*.{frame}.exr")),
                new NamedTemplate("assets", TemplatePattern.parse("/r/assets/*/v{version}.{frame}.exr")),
                new NamedTemplate("flat", TemplatePattern.parse("/r/flat/*_v{version}.{frame}.exr"))));
        try (DisklessIndex index = new DisklessIndex(shared, "/r", tokens)) {
            database = index.database();
            for (String path : List.of(
                    "abc/sh010/key/v9/a.0001.exr",
                    "abc/sh010/key/v10/a.0001.exr",
                    "abc/sh010/key/hero/a.0001.exr",
                    "abc/sh010/fill/v002/a.0001.exr",
                    "abc/sh020/key/v11/a.0001.exr",
                    "abc/sh020/key/v12/a.0001.exr",
                    "assets/chair/v003.0001.exr",
                    "assets/chair/v001.0001.exr",
                    "assets/table/v001.0001.exr",
                    "flat/lamp_v001.0001.exr",
                    "flat/lamp_v002.0001.exr",
                    "flat/door_v001.0001.exr",
                    "loose.0001.exr")) {
                index.put(path, FileState.COMPLETE, PLAIN);
            }
            index.remove("abc/sh020/key/v12/a.0001.exr").flush();
        }
    }

    private static List<String> find(String... scope) {
        List<String> words = new ArrayList<>(List.of("find", "--format", "paths"));
        words.addAll(Arrays.asList(scope));
        return Ran.ask(database, words.toArray(String[]::new)).lines().stream()
                .map(path -> path.substring("/r/".length()))
                .toList();
    }

    @Test
    void theHighestNumberWinsWhateverItsWidth() {
        assertEquals(
                List.of("abc/sh010/fill/v002/a.0001.exr", "abc/sh010/key/v10/a.0001.exr"),
                find("version=latest", "shot=sh010"));
    }

    @Test
    void aVersionWhoseFilesAreGoneIsNotTheLatest() {
        assertEquals(List.of("abc/sh020/key/v11/a.0001.exr"), find("version=latest", "shot=sh02*", "show=abc"));
    }

    @Test
    void worksThatAreToldApartByTheirPathAloneDoNotCompare() {
        assertEquals(
                List.of("assets/chair/v003.0001.exr", "assets/table/v001.0001.exr"),
                find("version=latest", "/r/assets"));
        assertEquals(List.of("flat/door_v001.0001.exr", "flat/lamp_v002.0001.exr"), find("version=latest", "/r/flat"));
    }

    @Test
    void aVersionIsANumberAlsoWhereItIsNamed() {
        assertEquals(List.of("assets/chair/v003.0001.exr"), find("version=v3"));
        assertEquals(List.of("assets/chair/v003.0001.exr"), find("version=003"));
        assertEquals(List.of("abc/sh010/key/v10/a.0001.exr"), find("version=10"));
        assertEquals(List.of("abc/sh010/key/hero/a.0001.exr"), find("version=hero"));
        assertEquals(
                List.of("abc/sh010/key/hero/a.0001.exr", "abc/sh010/key/v10/a.0001.exr"),
                find("version=latest", "version=hero", "layer=key", "shot=sh010"));
    }
}
