package io.github.exrdex.config;

import java.util.List;

/**
 * One AOV under several names.
 *
 * @param aov its proper name
 * @param also other names that mean the same
 */
public record AovAlias(String aov, List<String> also) {
    public AovAlias {
        also = List.copyOf(also);
    }
}
