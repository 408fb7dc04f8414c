package io.github.exrdex.store;

import java.util.Map;

/** What a path says of itself by the studio's naming: show, seq, shot, task, layer, aov, version, view and the like. */
@FunctionalInterface
public interface PathTokens {
    PathTokens NONE = path -> Map.of();

    /** @return token name to its text as it stands in the path; empty where it says nothing for certain */
    Map<String, String> of(String path);
}
