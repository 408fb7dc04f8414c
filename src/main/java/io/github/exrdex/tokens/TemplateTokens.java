package io.github.exrdex.tokens;

import io.github.exrdex.config.NamedTemplate;
import io.github.exrdex.store.PathTokens;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The studio's naming: the first template that fits wins, and where none does, what the layout makes certain. */
public final class TemplateTokens implements PathTokens {
    /** Differs within a sequence, to which tokens belong; the index knows it from the file's name. */
    private static final String FRAME = "frame";

    private record Compiled(String name, PathTemplate template) {}

    private final List<Compiled> templates;

    public TemplateTokens(List<NamedTemplate> templates) {
        this.templates = templates.stream()
                .map(template -> new Compiled(template.name(), PathTemplate.of(template.pattern())))
                .toList();
    }

    /**
     * What a path was found to say.
     *
     * @param template name of the one that won; empty where none fits and the layout was asked
     * @param tokens all of them, the frame too
     */
    public record Finding(Optional<String> template, Map<String, String> tokens) {}

    /** @param path absolute */
    public Finding explain(String path) {
        for (Compiled compiled : templates) {
            Optional<Map<String, String>> values = compiled.template().match(path);
            if (values.isPresent()) {
                return new Finding(Optional.of(compiled.name()), values.get());
            }
        }
        return new Finding(Optional.empty(), CommonLayouts.tokens(path));
    }

    @Override
    public Map<String, String> of(String path) {
        Map<String, String> tokens = new LinkedHashMap<>(explain(path).tokens());
        tokens.remove(FRAME);
        return tokens;
    }
}
