package io.github.exrdex.tokens;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.github.exrdex.config.NamedTemplate;
import io.github.exrdex.config.PatternException;
import io.github.exrdex.config.TemplatePattern;
import io.github.exrdex.demo.DemoFarm;
import io.github.exrdex.demo.PlantedFarm;
import io.github.exrdex.tokens.TemplateTokens.Explanation;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemplateTokensTest {
    private static NamedTemplate template(String name, String pattern) throws PatternException {
        return new NamedTemplate(name, TemplatePattern.parse(pattern));
    }

    @Test
    void theFirstTemplateThatFitsWins() throws PatternException {
        TemplateTokens tokens = new TemplateTokens(List.of(
                template("never", "/elsewhere/{shot}.exr"),
                template("first", "{show}/{shot}_v{version}.{frame}.exr"),
                template("second", "{seq}/{shot}_v{version}.{frame}.exr")));
        assertEquals(
                new Explanation(
                        Optional.of("first"),
                        Map.of("show", "abc", "shot", "sh010", "version", "003", "frame", "1001")),
                tokens.explain("/mnt/abc/sh010_v003.1001.exr"));
    }

    @Test
    void theFrameIsNoTokenOfASequence() throws PatternException {
        TemplateTokens tokens = new TemplateTokens(List.of(template("flat", "{shot}.{frame}.{ext}")));
        assertEquals(Map.of("shot", "sh010", "ext", "exr"), tokens.of("/x/sh010.1001.exr"));
    }

    @Test
    void theLayoutNeverAddsToATemplateThatFits() throws PatternException {
        TemplateTokens tokens = new TemplateTokens(List.of(template("task", "**/{task}/*.{frame}.exr")));
        assertEquals(Map.of("task", "lgt"), tokens.of("/abc/cave/sh010/v003/lgt/x_v003.1001.exr"));
    }

    @Test
    void whereNoTemplateFitsTheLayoutIsAsked() throws PatternException {
        TemplateTokens tokens = new TemplateTokens(List.of(template("never", "/elsewhere/{shot}.exr")));
        assertEquals(
                new Explanation(
                        Optional.empty(), Map.of("show", "abc", "seq", "cave", "shot", "sh010", "version", "003")),
                tokens.explain("/abc/cave/sh010/v003/x.1001.exr"));
    }

    @Test
    void theDemoFarmIsBuiltByItsOwnPatternAndByACommonLayout(@TempDir Path folder) throws Exception {
        PlantedFarm farm = DemoFarm.write(folder, 1_795_000_000_000L);
        String path = farm.cutFile().toString();
        assertEquals(
                Map.of("show", "harbour", "seq", "sq01", "shot", "sh010", "layer", "beauty", "version", "002"),
                new TemplateTokens(List.of(template("demo", DemoFarm.PATTERN))).of(path));
        assertEquals(
                Map.of("show", "harbour", "seq", "sq01", "shot", "sh010", "version", "002"),
                new TemplateTokens(List.of()).of(path));
    }

    @Test
    void aPathThatDoesNotFitIsToldWhereItStopped() throws PatternException {
        TemplateTokens tokens = new TemplateTokens(List.of(
                template("fixed", "/mnt/{show}/renders/{shot}_v{version}.{frame}.exr"),
                template("twice", "/mnt/{show}/{shot}/{shot}_v{version}.{frame}.exr"),
                template("number", "/mnt/{show}/render/{shot:sh\\d+}_v{version}.{frame}.exr"),
                template("short", "/mnt/{show}/render/{shot}")));
        assertEquals(
                List.of(
                        "fixed: it wants \"/renders/\" where the path has \"/render/xy010_v003.1001.exr\"",
                        "twice: {shot} is \"render\" before, and here the path has \"xy010_v003.1001.exr\"",
                        "number: {shot} does not fit where the path has \"xy010_v003.1001.exr\""),
                tokens.misses("/mnt/abc/render/xy010_v003.1001.exr").stream()
                        .map(miss -> miss.template() + ": " + miss.reason())
                        .toList());
        assertEquals(
                List.of("it wants \".exr\" where the path has \".jpg\""),
                new TemplateTokens(List.of(template("ext", "/x/{shot}.exr")))
                        .misses("/x/sh010.1001.jpg").stream()
                                .map(TemplateTokens.Miss::reason)
                                .toList());
    }

    @Test
    void theFingerprintChangesWithEveryTemplate() throws PatternException {
        String one = new TemplateTokens(List.of(template("a", "{shot}.exr"))).fingerprint();
        assertEquals(one, new TemplateTokens(List.of(template("a", "{shot}.exr"))).fingerprint());
        assertNotEquals(one, new TemplateTokens(List.of(template("b", "{shot}.exr"))).fingerprint());
        assertNotEquals(one, new TemplateTokens(List.of(template("a", "{seq}.exr"))).fingerprint());
        assertNotEquals(one, new TemplateTokens(List.of()).fingerprint());
    }
}
