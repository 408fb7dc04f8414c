package io.github.exrdex.query;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** The files of a question with what their headers say. */
final class Samples {
    private final List<CountedSequence> sequences;
    private final Map<Long, List<HeaderPart>> parts;
    private final Map<Long, List<String>> listedViews;
    private final CountedParts countedParts;

    private Samples(
            List<CountedSequence> sequences,
            Map<Long, List<HeaderPart>> parts,
            Map<Long, List<String>> listedViews,
            CountedParts countedParts) {
        this.sequences = sequences;
        this.parts = parts;
        this.listedViews = listedViews;
        this.countedParts = countedParts;
    }

    /** @throws QueryException where the scope is not below any root */
    static Samples of(SqlHandle handle, Question question, Collection<SampleKey> keys) {
        return of(handle, question, keys, Optional.empty());
    }

    /** The same, with what the parts of files take where some key is one that a file has several of. */
    static Samples withPartBytes(Snapshot snapshot, Question question, Collection<SampleKey> keys) {
        boolean partsCount = keys.stream().anyMatch(SampleKey::isOfChannels);
        return of(snapshot.handle(), question, keys, Optional.of(snapshot).filter(some -> partsCount));
    }

    /** @param partBytes who is asked for them; empty where nobody wants them */
    private static Samples of(
            SqlHandle handle, Question question, Collection<SampleKey> keys, Optional<Snapshot> partBytes) {
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
        boolean views = keys.stream()
                .anyMatch(key -> key.facet().filter(Facet.VIEW::equals).isPresent());
        Map<Long, List<HeaderPart>> parts = HeaderPart.of(handle, CountedSequence.headerIds(sequences));
        return new Samples(
                sequences,
                parts,
                views ? listedViews(handle) : Map.of(),
                partBytes
                        .map(snapshot -> CountedParts.of(
                                snapshot,
                                question,
                                sequences,
                                withSeveral(parts),
                                details.contains(Census.Detail.MODIFIED)))
                        .orElseGet(CountedParts::none));
    }

    private static Set<Long> withSeveral(Map<Long, List<HeaderPart>> parts) {
        return parts.entrySet().stream()
                .filter(header -> header.getValue().size() > 1)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /** By the number of the header, the views of parts that hold several. */
    private static Map<Long, List<String>> listedViews(SqlHandle handle) {
        Map<Long, List<String>> views = new HashMap<>();
        handle.select("""
                        SELECT p.header_id, v.value AS view
                        FROM attribute_name n
                        JOIN set_attribute a ON a.attribute_id = n.attribute_id
                        JOIN part p ON p.attribute_set_id = a.attribute_set_id
                        JOIN json_each(iif(json_valid(a.json), a.json, '[]')) v
                        WHERE n.name = 'multiView' AND v.type = 'text' AND typeof(v.key) = 'integer'""")
                .map(row -> Map.entry(row.getLong("header_id"), row.getString("view")))
                .forEach(view -> views.computeIfAbsent(view.getKey(), header -> new ArrayList<>())
                        .add(view.getValue()));
        return views;
    }

    /** Those of one sequence follow one another. */
    void each(Consumer<Sample> action) {
        for (CountedSequence sequence : sequences) {
            for (CountedSequence.Tally tally : sequence.tallies()) {
                OptionalLong header = tally.kind().headerId();
                action.accept(new Sample(
                        sequence.identity(),
                        tally,
                        header.isPresent() ? parts.getOrDefault(header.getAsLong(), List.of()) : List.of(),
                        header.isPresent() ? listedViews.getOrDefault(header.getAsLong(), List.of()) : List.of(),
                        countedParts.of(sequence, tally)));
            }
        }
    }
}
