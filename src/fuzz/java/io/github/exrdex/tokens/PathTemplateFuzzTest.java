package io.github.exrdex.tokens;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import io.github.exrdex.config.PatternException;
import io.github.exrdex.config.TemplatePattern;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Any template on any path: bounded work, values that stand in the path, and the answer of java.util.regex. */
class PathTemplateFuzzTest {
    static List<Arguments> templates() {
        return List.of(
                Arguments.of(
                        "**/{show}/{seq}/{shot}/render/{layer}/v{version}/<{aov}/>{shot}_{layer}_v{version}<_{view}>.{frame}.exr",
                        "/mnt/abc/sq01/sh010/render/bg/v012/specular/sh010_bg_v012_left.1001.exr"),
                Arguments.of("{shot:[a-z]{2}\\d{3,4}}_{k}.exr", "/sh0100_x.exr"),
                Arguments.of("{shot:(a|ab)(c|bcd)*?}/*/{b}.exr", "/abcd/x/y.exr"),
                Arguments.of("<a<b>>{k:[^_]+?}.exr", "/abk.exr"),
                Arguments.of("/mnt/{show}/**", "/mnt/abc/x/y.exr"));
    }

    @MethodSource("templates")
    @FuzzTest(maxDuration = "60s")
    void fitsAsARegularExpressionDoes(@NotNull String text, @NotNull String path) {
        TemplatePattern pattern;
        try {
            pattern = TemplatePattern.parse(text);
        } catch (PatternException e) {
            assertFalse(e.reason().isBlank());
            return;
        }
        TemplateRun run = PathTemplate.of(pattern).run(path);
        Optional<Map<String, String>> values = run.run();
        assertTrue(run.steps() <= TemplateRun.MOST_STEPS + 40 * path.length() + 1024, run.steps() + " steps");
        values.ifPresent(found -> found.forEach((key, value) -> {
            assertTrue(path.contains(value), key);
            assertFalse(value.contains("/"), key);
        }));
        PatternAsRegex.of(pattern)
                .flatMap(regex -> regex.match(path))
                .ifPresent(expected -> assertEquals(expected, values, text + " on " + path));
    }
}
