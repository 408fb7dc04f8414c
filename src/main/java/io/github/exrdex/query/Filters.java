package io.github.exrdex.query;

import io.github.exrdex.file.FileState;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What a file must be like; all of it at once. An empty list was not asked for.
 *
 * @param has each an AOV, layer, group or channel that must be there; a glob where it has {@code *} or {@code ?}
 * @param lacks the same, and must not be there; a file whose header cannot be read is left out, for it cannot tell
 * @param channels globs; each fits some channel's full name
 * @param states any of them; files that are gone fit only where {@code gone} is among them
 */
public record Filters(
        List<String> has,
        List<String> lacks,
        List<String> channels,
        List<AttributeTest> attributes,
        Set<FileState> states) {
    public static final Filters NONE = new Filters(List.of(), List.of(), List.of(), List.of(), Set.of());

    public Filters {
        has = List.copyOf(has);
        lacks = List.copyOf(lacks);
        channels = List.copyOf(channels);
        attributes = List.copyOf(attributes);
        states = Set.copyOf(states);
    }

    /** @throws QueryException where a word is no state */
    public static Set<FileState> states(Collection<String> words) {
        Set<FileState> states = EnumSet.noneOf(FileState.class);
        for (String word : words) {
            states.add(FileState.of(word)
                    .orElseThrow(() -> QueryException.badQuestion("no state is called \"" + word + "\"; there are "
                            + String.join(
                                    ", ",
                                    EnumSet.allOf(FileState.class).stream()
                                            .map(FileState::text)
                                            .toList()))));
        }
        return states;
    }

    boolean wantsGone() {
        return states.contains(FileState.GONE);
    }
}
