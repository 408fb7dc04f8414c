package io.github.exrdex.tokens;

import java.util.List;

/**
 * A compiled template. Steps stand in the order of the pattern, so a key's places do too.
 *
 * @param keys names, in the order of their first place
 * @param live for each step the keys (one bit each) that have a value by then and are asked for again behind it
 * @param open for each step whether it lies within a value that is asked for again behind it
 */
record TemplateProgram(List<Step> steps, List<String> keys, List<Integer> live, List<Boolean> open) {
    TemplateProgram {
        steps = List.copyOf(steps);
        keys = List.copyOf(keys);
        live = List.copyOf(live);
        open = List.copyOf(open);
    }
}
