package io.github.exrdex.tokens;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exrdex.config.PatternException;
import io.github.exrdex.config.TemplatePattern;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathTemplateTest {
    private static final String LIGHTING =
            "**/{show}/{seq}/{shot}/render/{layer}/v{version}/<{aov}/>{shot}_{layer}_v{version}<_{view}>.{frame}.exr";

    private static PathTemplate template(String pattern) throws PatternException {
        return PathTemplate.of(TemplatePattern.parse(pattern));
    }

    /** {@code key=value} pairs by name; {@code -} where the path does not fit. */
    private static String match(String pattern, String path) throws PatternException {
        Optional<Map<String, String>> values = template(pattern).match(path);
        return values.isEmpty() ? "-" : new TreeMap<>(values.get()).toString();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '"',
            value = {
                "/mnt/renders/abc/sq01/sh010/render/bg/v012/sh010_bg_v012.1001.exr"
                        + " ; {frame=1001, layer=bg, seq=sq01, shot=sh010, show=abc, version=012}",
                "/abc/sq01/sh010/render/bg/v012/sh010_bg_v012.1001.exr"
                        + " ; {frame=1001, layer=bg, seq=sq01, shot=sh010, show=abc, version=012}",
                "/mnt/abc/sq01/sh010/render/bg/v012/sh010_bg_v012_left.1001.exr"
                        + " ; {frame=1001, layer=bg, seq=sq01, shot=sh010, show=abc, version=012, view=left}",
                "/mnt/abc/sq01/sh010/render/bg/v012/specular/sh010_bg_v012_left.1001.exr"
                        + " ; {aov=specular, frame=1001, layer=bg, seq=sq01, shot=sh010, show=abc, version=012, view=left}",
                "/mnt/abc/sq01/sh_010_a/render/char_hero/v012/sh_010_a_char_hero_v012.-0012.exr"
                        + " ; {frame=-0012, layer=char_hero, seq=sq01, shot=sh_010_a, show=abc, version=012}",
                "/mnt/abc/sq01/sh010/render/bg/v012/sh010_bg_v011.1001.exr ; -",
                "/mnt/abc/sq01/sh010/render/bg/v012/sh020_bg_v012.1001.exr ; -",
                "/mnt/abc/sq01/sh010/render/bg/v012/sh010_bg_v012.exr ; -",
                "/mnt/abc/sq01/sh010/render/bg/master/sh010_bg_master.1001.exr ; -",
                "/mnt/abc/sq01/sh010/comp/bg/v012/sh010_bg_v012.1001.exr ; -",
                "/sq01/sh010/render/bg/v012/sh010_bg_v012.1001.exr ; -",
                "/mnt/abc/sq01/sh010/render/bg/v012/sh010_bg_v012.1001.exr.part ; -",
            })
    void readsPathsOfTheContractsTemplate(String path, String expected) throws PatternException {
        assertEquals(expected, match(LIGHTING, path));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '"',
            value = {
                "{shot}_{task}_v{version}.{frame}.{ext} ; /a/sh010_lgt_key_v003.1001.exr"
                        + " ; {ext=exr, frame=1001, shot=sh010, task=lgt_key, version=003}",
                "/mnt/{show}/**/{shot}.exr ; /mnt/abc/x/y/sh010.exr ; {shot=sh010, show=abc}",
                "/mnt/{show}/**/{shot}.exr ; /mnt/abc/sh010.exr ; {shot=sh010, show=abc}",
                "/mnt/{show}/**/{shot}.exr ; /net/mnt/abc/sh010.exr ; -",
                "/mnt/{show}/** ; /mnt/abc/x/y.exr ; {show=abc}",
                "{show}/*/{shot}_*.exr ; /abc/any/sh010_.exr ; {shot=sh010, show=abc}",
                "{show}/*/{shot}_*.exr ; /abc/any/thing/sh010_x.exr ; {shot=sh010, show=any}",
                "{a}/{a}.exr ; /x/x.exr ; {a=x}",
                "{a}/{a}.exr ; /x/y.exr ; -",
                "{a}/{a}.exr ; /x/xx.exr ; -",
                "<{a}_>{b}.exr ; /x_y.exr ; {a=x, b=y}",
                "<{a}_>{b}.exr ; /y.exr ; {b=y}",
                "<a<b>>{k}.exr ; /abk.exr ; {k=k}",
                "<a<b>>{k}.exr ; /ak.exr ; {k=k}",
                "{version}/{k}.exr ; /v003/x.exr ; {k=x, version=v003}",
                "{version}/{k}.exr ; /master/x.exr ; -",
                "{version:v\\d+|master}/{k}.exr ; /master/x.exr ; {k=x, version=master}",
                "{shot:[a-z]{2}\\d{3,4}}_{k}.exr ; /sh0100_x.exr ; {k=x, shot=sh0100}",
                "{shot:[a-z]{2}\\d{3,4}}_{k}.exr ; /sh01_x.exr ; -",
                "{shot:[^_]+}_{k}.exr ; /a_b_c.exr ; {k=b_c, shot=a}",
                "{shot:.+}_{k}.exr ; /a_b_c.exr ; {k=c, shot=a_b}",
                "{shot:.+?}_{k}.exr ; /a_b_c.exr ; {k=b_c, shot=a}",
                "{shot:(?:sh|sc)(\\d\\d)?}{k}.exr ; /sc01x.exr ; {k=x, shot=sc01}",
                "{shot:\\w+\\.\\w+}.{k} ; /a.b.exr ; {k=exr, shot=a.b}",
                "{shot:[\\w-]+}.exr ; /a-b.exr ; {shot=a-b}",
                "{shot:(a|ab)(c|bcd)}.exr ; /abcd.exr ; {shot=abcd}",
                "{shot:(a?)*}.exr ; /aaa.exr ; {shot=aaa}",
                "\\<{a}\\>\\{x\\}.exr ; /<k>{x}.exr ; {a=k}",
                "{a}{b}.exr ; /\ud83c\udfacx.exr ; {a=\ud83c\udfac, b=x}",
                "{a:[\ud83c\udfac-\ud83c\udfad]}{b}.exr ; /\ud83c\udfad\ud83c\udfac.exr ; {a=\ud83c\udfad, b=\ud83c\udfac}",
                "{eye}/{my_key2}.exr ; /l/x.exr ; {eye=l, my_key2=x}",
                "/{a}//{b} ; /x/y ; -",
            })
    void followsThePattern(String pattern, String path, String expected) throws PatternException {
        assertEquals(expected, match(pattern, path));
    }

    @Test
    void valuesComeInTheOrderOfThePattern() throws PatternException {
        assertEquals(
                List.of("show", "shot", "frame"),
                List.copyOf(template("{show}/{shot}.{frame}.exr")
                        .match("/abc/sh010.1001.exr")
                        .orElseThrow()
                        .keySet()));
    }

    @Test
    void anOrdinaryPathTakesFewSteps() throws PatternException {
        TemplateRun run = template(LIGHTING)
                .run("/mnt/renders/projects/abc/sq01/sh010/render/bg/v012/specular/sh010_bg_v012_left.1001.exr");
        assertTrue(run.run().isPresent());
        assertTrue(run.steps() < 4_000, run.steps() + " steps");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/", "aa_/", "_", "v1_", "a/render/a/v1/", "/", ".", "é"})
    void aHostilePathEndsWithinTheBudget(String piece) throws PatternException {
        String path = "/" + piece.repeat(4096).substring(0, 4095);
        List<String> patterns = List.of(
                LIGHTING,
                "**/{a}/**/{b}/**/{c}/**/{a}{b}{c}.exr",
                "{a}_{b}_{c}_{d}_{a}_{b}_{c}_{d}.exr",
                "*{a}*{b}*{c}*{d}*{a}*x",
                "{a:(\\w*)*}{b:((_|__)+)+}{c:(a|aa)+}x");
        for (String pattern : patterns) {
            TemplateRun run = template(pattern).run(path);
            assertEquals(Optional.empty(), run.run(), pattern);
            // One step may look at a whole value, so the last one may overshoot by a path's length or two.
            assertTrue(run.steps() <= TemplateRun.MOST_STEPS + 40 * 4096, pattern + ": " + run.steps() + " steps");
        }
    }

    @Test
    void withoutRepeatedKeysTheWorkGrowsWithThePathAndNotWithItsPowers() throws PatternException {
        PathTemplate template = template("*{a}*{b}*{c}*{d}*x");
        TemplateRun half = template.run("/" + "_".repeat(1000));
        TemplateRun whole = template.run("/" + "_".repeat(2000));
        assertEquals(Optional.empty(), half.run());
        assertEquals(Optional.empty(), whole.run());
        assertTrue(whole.steps() < TemplateRun.MOST_STEPS);
        assertTrue(whole.steps() < 2.1 * half.steps(), half.steps() + " and then " + whole.steps());
    }
}
