package io.github.exrdex.tokens;

import io.github.exrdex.config.TemplatePattern;
import java.util.Map;
import java.util.Optional;

/**
 * A template that can be tried on paths. Every key takes as little as the rest of the pattern allows, from left to right; an
 * optional part is there if it can be; a key that stands twice has one value. The work for one path is bounded whatever the
 * path.
 */
public final class PathTemplate {
    private final TemplateProgram program;

    private PathTemplate(TemplateProgram program) {
        this.program = program;
    }

    public static PathTemplate of(TemplatePattern pattern) {
        return new PathTemplate(TemplateCompiler.compile(pattern.pieces()));
    }

    /**
     * @param path absolute
     * @return values by key in the order of the pattern, text as it stands in the path; empty where the path does not fit
     */
    public Optional<Map<String, String>> match(String path) {
        return run(path).run();
    }

    /**
     * @param path absolute
     * @return for people; empty where the path fits
     */
    Optional<String> whyNot(String path) {
        return run(path).whyNot();
    }

    TemplateRun run(String path) {
        return new TemplateRun(program, path);
    }
}
