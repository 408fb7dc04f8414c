package io.github.exrdex.query;

import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;

/** The files of a question with what their headers say. */
final class Samples {
    private final List<CountedSequence> sequences;
    private final Map<Long, List<HeaderPart>> parts;

    private Samples(List<CountedSequence> sequences, Map<Long, List<HeaderPart>> parts) {
        this.sequences = sequences;
        this.parts = parts;
    }

    /** @throws QueryException where the scope is not below any root */
    static Samples of(Handle handle, Question question, Collection<SampleKey> keys) {
        Set<Census.Detail> details = EnumSet.of(Census.Detail.HEADERS, Census.Detail.SIZES);
        if (keys.stream().anyMatch(key -> key.facet().filter(Facet.DAY::equals).isPresent())) {
            details.add(Census.Detail.MODIFIED);
        }
        List<CountedSequence> sequences = Census.of(
                handle,
                question,
                details,
                keys.stream()
                        .filter(key -> key.facet().isEmpty())
                        .map(SampleKey::token)
                        .toList());
        return new Samples(sequences, HeaderPart.of(handle, CountedSequence.headerIds(sequences)));
    }

    /** Those of one sequence follow one another. */
    void each(Consumer<Sample> action) {
        for (CountedSequence sequence : sequences) {
            for (CountedSequence.Tally tally : sequence.tallies()) {
                List<HeaderPart> ofHeader = tally.kind().headerId().isPresent()
                        ? parts.getOrDefault(tally.kind().headerId().getAsLong(), List.of())
                        : List.of();
                action.accept(new Sample(sequence.identity(), tally, ofHeader));
            }
        }
    }
}
