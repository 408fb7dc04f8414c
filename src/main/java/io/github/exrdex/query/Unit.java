package io.github.exrdex.query;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a question was asked {@code --by}: a shot, a version of a layer.
 *
 * @param tokens what its paths say, by token
 * @param sequence path and pattern where the unit is a single sequence, as its path does not say what units are told by
 * @param versions of its sequences
 * @param sequences that have files which were looked at
 * @param files that were looked at
 * @param sizeBytes of those files
 */
public record Unit(
        Map<String, String> tokens,
        Optional<String> sequence,
        List<String> versions,
        long sequences,
        long files,
        long sizeBytes) {
    public Unit {
        tokens = Map.copyOf(tokens);
        versions = List.copyOf(versions);
    }
}
