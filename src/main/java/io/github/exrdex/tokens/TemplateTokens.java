package io.github.exrdex.tokens;

import io.github.exrdex.config.NamedTemplate;
import io.github.exrdex.store.PathTokens;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The studio's naming: the first template that fits wins, and where none does, what the layout makes certain. */
public final class TemplateTokens implements PathTokens {
    /** Differs within a sequence, to which tokens belong; the index knows it from the file's name. */
    private static final String FRAME = "frame";

    /** Raised whenever {@link CommonLayouts} learns to read a path in another way. */
    private static final int LAYOUTS_VERSION = 1;

    private record Compiled(String name, PathTemplate template) {}

    private final List<Compiled> templates;
    private final String fingerprint;

    public TemplateTokens(List<NamedTemplate> templates) {
        this.templates = templates.stream()
                .map(template -> new Compiled(template.name(), PathTemplate.of(template.pattern())))
                .toList();
        // No pattern and no name has a line break, which TOML would have to be told of.
        this.fingerprint = templates.stream()
                .map(template -> template.name() + "\n" + template.pattern().text())
                .collect(Collectors.joining("\n", "layouts " + LAYOUTS_VERSION + "\n", ""));
    }

    /**
     * What a path was found to say.
     *
     * @param template name of the one that won; empty where none fits and the layout was asked
     * @param tokens all of them, the frame too
     */
    public record Explanation(Optional<String> template, Map<String, String> tokens) {}

    /** @param path absolute */
    public Explanation explain(String path) {
        for (Compiled compiled : templates) {
            Optional<Map<String, String>> values = compiled.template().match(path);
            if (values.isPresent()) {
                return new Explanation(Optional.of(compiled.name()), values.get());
            }
        }
        return new Explanation(Optional.empty(), CommonLayouts.tokens(path));
    }

    /** Why a template does not fit. */
    public record Miss(String template, String reason) {}

    /** @return one for each template that does not fit, in their order */
    public List<Miss> misses(String path) {
        List<Miss> misses = new ArrayList<>();
        for (Compiled compiled : templates) {
            compiled.template().whyNot(path).ifPresent(reason -> misses.add(new Miss(compiled.name(), reason)));
        }
        return misses;
    }

    @Override
    public Finding find(String path) {
        Explanation explained = explain(path);
        Map<String, String> tokens = new LinkedHashMap<>(explained.tokens());
        tokens.remove(FRAME);
        return new Finding(explained.template(), tokens);
    }

    @Override
    public Map<String, String> of(String path) {
        return find(path).tokens();
    }

    @Override
    public String fingerprint() {
        return fingerprint;
    }
}
