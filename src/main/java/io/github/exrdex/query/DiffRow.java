package io.github.exrdex.query;

import java.util.Optional;

/**
 * One thing that is not the same in two sequences.
 *
 * @param what {@code sequence}, {@code frames}, {@code states}, {@code size}, {@code parts}, {@code channel},
 *     {@code resolution}, {@code data_window}, {@code compression}, {@code pixel_aspect} or {@code attribute}
 * @param name of the channel or attribute; empty for the rest
 * @param before what the first has; empty where it has no such thing
 * @param after what the second has; empty where it has no such thing
 * @param first empty where only the second is there
 * @param second empty where only the first is there
 */
public record DiffRow(
        String what,
        String name,
        Optional<String> before,
        Optional<String> after,
        Optional<NamedSequence> first,
        Optional<NamedSequence> second) {
    /** {@code added}, {@code removed} or {@code changed}. */
    public String change() {
        return before.isEmpty() ? "added" : after.isEmpty() ? "removed" : "changed";
    }
}
