package io.github.exrdex.query;

import io.github.exrdex.naming.Glob;
import io.github.exrdex.query.CountedSequence.Tally;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What a {@link Requirement} looks at: sequences, counted by header and state, and the headers.
 *
 * <p>Threads: the reader's.
 */
final class CheckedFiles {
    private final SqlHandle handle;
    private final Question question;
    private final List<CountedSequence> sequences;
    private final Map<Long, List<HeaderPart>> headers;
    private final Map<Holder, Set<String>> names = new HashMap<>();

    /** @param pathAov what the path says that the file is */
    private record Holder(HeaderPart.Content.Key content, Optional<String> pathAov) {}

    private CheckedFiles(
            SqlHandle handle, Question question, List<CountedSequence> sequences, Map<Long, List<HeaderPart>> headers) {
        this.handle = handle;
        this.question = question;
        this.sequences = List.copyOf(sequences);
        this.headers = headers;
    }

    static CheckedFiles of(SqlHandle handle, Question question) {
        List<CountedSequence> sequences = census(handle, question);
        return new CheckedFiles(
                handle, question, sequences, HeaderPart.of(handle, CountedSequence.headerIds(sequences)));
    }

    /** The same files, asked by another connection, which sees the same state of the index. */
    CheckedFiles by(SqlHandle other) {
        return new CheckedFiles(other, question, sequences, headers);
    }

    private static List<CountedSequence> census(SqlHandle handle, Question question) {
        return Census.of(handle, question, EnumSet.of(Census.Detail.HEADERS, Census.Detail.FRAMES), List.of());
    }

    /** Those of the sequences whose paths have all these tokens. */
    CheckedFiles within(Scope tokens) {
        if (tokens.tokens().isEmpty()) {
            return this;
        }
        Conditions conditions = new Conditions();
        ScopeClauses.add(conditions, tokens, handle, Roots.of(handle));
        Set<Long> ids = Set.copyOf(conditions
                .query(handle, "SELECT s.sequence_id FROM sequence s WHERE " + conditions.sequenceClauses())
                .longs()
                .list());
        return new CheckedFiles(
                handle,
                question,
                sequences.stream()
                        .filter(sequence -> ids.contains(sequence.identity().sequenceId()))
                        .toList(),
                headers);
    }

    List<CountedSequence> sequences() {
        return sequences;
    }

    List<HeaderPart> header(long headerId) {
        return headers.getOrDefault(headerId, List.of());
    }

    /**
     * Judges every header of every sequence. Files whose header cannot be read are left to the rule on states.
     *
     * @param fault what is wrong with a header, empty where nothing is
     */
    List<Finding> byHeader(BiFunction<CountedSequence, List<HeaderPart>, Optional<String>> fault) {
        List<Finding> findings = new ArrayList<>();
        for (CountedSequence sequence : sequences) {
            findings.addAll(ofTallies(
                    sequence,
                    tally -> tally.kind().headerId().isEmpty()
                            ? Optional.empty()
                            : fault.apply(
                                    sequence, header(tally.kind().headerId().getAsLong()))));
        }
        return findings;
    }

    /** The same for every part of every header; of several faults in a header the first is told. */
    List<Finding> byPart(Function<HeaderPart, Optional<String>> fault) {
        return byHeader((sequence, parts) -> parts.stream()
                .map(part -> fault.apply(part)
                        .map(found -> parts.size() == 1 ? found : found + " in part " + label(part, parts)))
                .flatMap(Optional::stream)
                .findFirst());
    }

    private static String label(HeaderPart part, List<HeaderPart> parts) {
        return part.content().key().name().orElseGet(() -> Integer.toString(parts.indexOf(part)));
    }

    /** One finding for each way in which files of the sequence are wrong. */
    static List<Finding> ofTallies(CountedSequence sequence, Function<Tally, Optional<String>> fault) {
        Map<String, List<Tally>> faulty = new LinkedHashMap<>();
        for (Tally tally : sequence.tallies()) {
            fault.apply(tally)
                    .ifPresent(found -> faulty.computeIfAbsent(found, text -> new ArrayList<>())
                            .add(tally));
        }
        return faulty.entrySet().stream()
                .map(entry -> finding(sequence, entry.getValue(), entry.getKey()))
                .toList();
    }

    private static Finding finding(CountedSequence sequence, Collection<Tally> tallies, String found) {
        return new Finding(
                sequence,
                FrameSet.union(tallies.stream().map(Tally::frames).toList()),
                tallies.stream().mapToLong(Tally::fileCount).sum(),
                found);
    }

    /** The same for what every part holds, which many headers have in common and is judged once. */
    List<Finding> byContent(Function<HeaderPart.Content, Optional<String>> fault) {
        Map<HeaderPart.Content.Key, Optional<String>> known = new HashMap<>();
        return byPart(part -> known.computeIfAbsent(part.content().key(), key -> fault.apply(part.content())));
    }

    /** Has a file something of that name? A glob fits any. */
    boolean has(List<HeaderPart> parts, String name, Optional<String> pathAov) {
        return pathAov.filter(aov -> Glob.matches(name, aov)).isPresent()
                || parts.stream().anyMatch(part -> {
                    Set<String> there = names.computeIfAbsent(
                            new Holder(part.content().key(), pathAov),
                            key -> part.content().names(pathAov));
                    return Globs.isGlob(name)
                            ? there.stream().anyMatch(text -> Glob.matches(name, text))
                            : there.contains(name);
                });
    }

    /** The files with a header that do not fit, sequence by sequence. */
    List<Finding> notFitting(Filters wanted, String found) {
        record Unfit(long sequenceId, OptionalLong frame) {}
        Conditions conditions = new Conditions();
        ScopeClauses.add(conditions, question.scope(), handle, Roots.of(handle));
        FilterClauses.add(conditions, question.filters(), handle);
        Conditions fits = conditions.beside();
        FilterClauses.add(fits, wanted, handle);
        Map<Long, List<OptionalLong>> unfit = conditions
                .query(handle, """
                        SELECT s.sequence_id, f.frame
                        FROM sequence s
                        CROSS JOIN file f ON f.sequence_id = s.sequence_id
                        WHERE %s AND %s AND f.header_id IS NOT NULL AND (%s) IS NOT TRUE""".formatted(
                                FilterClauses.alive(question.filters()), conditions.allClauses(), fits.allClauses()))
                .map(row -> {
                    long frame = row.getLong("frame");
                    boolean none = row.wasNull();
                    return new Unfit(row.getLong("sequence_id"), none ? OptionalLong.empty() : OptionalLong.of(frame));
                })
                .stream()
                .collect(Collectors.groupingBy(
                        Unfit::sequenceId, Collectors.mapping(Unfit::frame, Collectors.toList())));
        return sequences.stream()
                .filter(sequence -> unfit.containsKey(sequence.identity().sequenceId()))
                .map(sequence -> {
                    List<OptionalLong> frames =
                            unfit.getOrDefault(sequence.identity().sequenceId(), List.of());
                    FrameSet numbers = FrameSet.of(frames.stream().flatMapToLong(OptionalLong::stream));
                    return new Finding(sequence, numbers, frames.size(), found);
                })
                .toList();
    }

    /** The same files by what their attributes say. */
    CheckedValues values() {
        return new CheckedValues(handle, question, sequences);
    }

    /** The files that fit beside what the question asks, by the number of their sequence. */
    Map<Long, CountedSequence> fitting(Filters wanted) {
        Map<Long, CountedSequence> fitting = new HashMap<>();
        census(handle, new Question(question.scope(), question.filters().and(wanted)))
                .forEach(sequence -> fitting.put(sequence.identity().sequenceId(), sequence));
        return fitting;
    }

    /** A file by its name. */
    record NamedFile(long sequenceId, String name, OptionalLong frame) {}

    /** Every file of some sequences that is asked for. */
    List<NamedFile> names(Collection<Long> sequenceIds) {
        Conditions conditions = new Conditions();
        ScopeClauses.add(conditions, question.scope(), handle, Roots.of(handle));
        FilterClauses.add(conditions, question.filters(), handle);
        return conditions
                .query(handle, """
                        SELECT f.sequence_id, coalesce(f.name, f.name_key) AS name, f.frame
                        FROM json_each(:sequences) j
                        CROSS JOIN sequence s ON s.sequence_id = j.value
                        CROSS JOIN file f ON f.sequence_id = s.sequence_id
                        WHERE %s AND %s""".formatted(FilterClauses.alive(question.filters()), conditions.allClauses()))
                .bind("sequences", sequenceIds.toString())
                .map(row -> {
                    long frame = row.getLong("frame");
                    boolean none = row.wasNull();
                    return new NamedFile(
                            row.getLong("sequence_id"),
                            row.getString("name"),
                            none ? OptionalLong.empty() : OptionalLong.of(frame));
                })
                .list();
    }
}
