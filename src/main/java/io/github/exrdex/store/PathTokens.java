package io.github.exrdex.store;

import java.util.Map;
import java.util.Optional;

/** What a path says of itself by the studio's naming: show, seq, shot, task, layer, aov, version, view and the like. */
@FunctionalInterface
public interface PathTokens {
    PathTokens NONE = path -> Map.of();

    /**
     * What a path was found to say.
     *
     * @param template name of the one that fits; empty where none does
     * @param tokens token name to its text as it stands in the path
     */
    record Finding(Optional<String> template, Map<String, String> tokens) {}

    /** @return token name to its text as it stands in the path; empty where it says nothing for certain */
    Map<String, String> of(String path);

    /** {@link #of}, with the name of the template that says so. */
    default Finding find(String path) {
        return new Finding(Optional.empty(), of(path));
    }

    /** Changes whenever some path could say something else than before. */
    default String fingerprint() {
        return "";
    }
}
