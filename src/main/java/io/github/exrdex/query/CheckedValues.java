package io.github.exrdex.query;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Attributes of {@link CheckedFiles}. One that does not vary from frame to frame is judged by the headers, which are few.
 *
 * <p>Threads: the reader's.
 */
final class CheckedValues {
    /** Where more values than this are wrong in one sequence, they are only counted. */
    private static final int MOST_VALUES = 8;

    /** A longer value is cut in the answer. */
    private static final int MOST_CHARS = 120;

    private final SqlHandle handle;
    private final Question question;
    private final List<CountedSequence> sequences;

    CheckedValues(SqlHandle handle, Question question, List<CountedSequence> sequences) {
        this.handle = handle;
        this.question = question;
        this.sequences = sequences;
    }

    /**
     * The headers whose attribute does not pass a test, for one that does not vary from frame to frame.
     *
     * @param wherePresent headers without the attribute do not count
     */
    List<Finding> headersThatDoNotFit(AttributeTest test, boolean wherePresent) {
        Conditions conditions = new Conditions();
        // The clause is of files and says nothing of them but their header; so it is asked of headers here.
        Set<Long> fitting = new HashSet<>(conditions
                .query(
                        handle,
                        "SELECT f.header_id FROM header f WHERE "
                                + FilterClauses.of(conditions, handle).attribute(test))
                .longs()
                .list());
        Set<Long> headers = CountedSequence.headerIds(sequences);
        if (fitting.containsAll(headers)) {
            return List.of();
        }
        Map<Long, String> values = sharedValues(test.name());
        List<Finding> findings = new ArrayList<>();
        for (CountedSequence sequence : sequences) {
            List<Finding> ofSequence = CheckedFiles.ofTallies(sequence, tally -> {
                if (tally.kind().headerId().isEmpty()) {
                    return Optional.empty();
                }
                long header = tally.kind().headerId().getAsLong();
                boolean counts = !wherePresent || values.containsKey(header);
                return fitting.contains(header) || !counts
                        ? Optional.empty()
                        : Optional.of(
                                values.containsKey(header)
                                        ? test.name() + ": " + shortened(values.get(header))
                                        : "no " + test.name());
            });
            findings.addAll(
                    ofSequence.size() <= MOST_VALUES ? ofSequence : List.of(joined(sequence, ofSequence, test.name())));
        }
        return findings;
    }

    private static Finding joined(CountedSequence sequence, List<Finding> findings, String name) {
        return new Finding(
                sequence,
                FrameSet.union(findings.stream().map(Finding::frames).toList()),
                findings.stream().mapToLong(Finding::files).sum(),
                name + ": " + findings.size() + " different values");
    }

    /** By header; of several parts the first that has it. */
    private Map<Long, String> sharedValues(String attribute) {
        Map<Long, String> values = new HashMap<>();
        handle.select("""
                        SELECT p.header_id, a.text
                        FROM attribute_name n
                        JOIN set_attribute a ON a.attribute_id = n.attribute_id
                        JOIN part p ON p.attribute_set_id = a.attribute_set_id
                        WHERE n.name = :name AND n.type <> 'chlist'
                        ORDER BY p.part_index""")
                .bind("name", attribute)
                .map(row -> Map.entry(row.getLong("header_id"), row.getString("text")))
                .forEach(value -> values.putIfAbsent(value.getKey(), value.getValue()));
        return values;
    }

    boolean varies(String attribute) {
        return FilterClauses.variesByFrame(handle, attribute);
    }

    /** The value that a file has of one attribute; of several parts the first that has it. */
    private record ValueOfFile(OptionalLong frame, Optional<String> value) {}

    /**
     * What the files of a sequence have that do not pass a test, one finding for each value.
     *
     * @param wherePresent files without the attribute do not count
     */
    List<Finding> valuesThatDoNotFit(CountedSequence sequence, AttributeTest test, boolean wherePresent) {
        Conditions conditions = new Conditions();
        ScopeClauses.add(conditions, question.scope(), handle, Roots.of(handle));
        FilterClauses.add(conditions, question.filters(), handle);
        conditions.ofSequence(
                "s.sequence_id = " + conditions.bind(sequence.identity().sequenceId()));
        String fits = FilterClauses.of(conditions, handle).attribute(test);
        String name = conditions.bind(test.name());
        List<ValueOfFile> values = conditions
                .query(handle, """
                        SELECT f.frame, coalesce(
                          (SELECT a.text FROM file_attribute a JOIN attribute_name n ON n.attribute_id = a.attribute_id
                           WHERE a.file_id = f.file_id AND n.name = %1$s
                           ORDER BY a.part_index LIMIT 1),
                          (SELECT a.text FROM part p
                           JOIN set_attribute a ON a.attribute_set_id = p.attribute_set_id
                           JOIN attribute_name n ON n.attribute_id = a.attribute_id
                           WHERE p.header_id = f.header_id AND n.name = %1$s
                           ORDER BY p.part_index LIMIT 1)) AS value
                        FROM file f JOIN sequence s ON s.sequence_id = f.sequence_id
                        WHERE f.header_id IS NOT NULL AND %2$s AND %3$s AND NOT coalesce(%4$s, FALSE)
                        ORDER BY f.frame, f.name_key""".formatted(
                        name, FilterClauses.alive(question.filters()), conditions.allClauses(), "(" + fits + ")"))
                .map(row -> {
                    long frame = row.getLong("frame");
                    OptionalLong number = row.wasNull() ? OptionalLong.empty() : OptionalLong.of(frame);
                    return new ValueOfFile(number, Optional.ofNullable(row.getString("value")));
                })
                .list();
        Map<Optional<String>, List<ValueOfFile>> byValue = values.stream()
                .filter(value -> !wherePresent || value.value().isPresent())
                .collect(Collectors.groupingBy(ValueOfFile::value, LinkedHashMap::new, Collectors.toList()));
        if (byValue.size() > MOST_VALUES) {
            return List.of(ofFiles(
                    sequence,
                    byValue.values().stream().flatMap(List::stream).toList(),
                    test.name() + ": " + byValue.size() + " different values"));
        }
        return byValue.entrySet().stream()
                .map(entry -> ofFiles(
                        sequence,
                        entry.getValue(),
                        entry.getKey()
                                .map(value -> test.name() + ": " + shortened(value))
                                .orElse("no " + test.name())))
                .toList();
    }

    private static Finding ofFiles(CountedSequence sequence, List<ValueOfFile> files, String found) {
        return new Finding(
                sequence,
                FrameSet.of(files.stream().map(ValueOfFile::frame).flatMapToLong(OptionalLong::stream)),
                files.size(),
                found);
    }

    private static String shortened(String text) {
        return text.length() <= MOST_CHARS ? text : text.substring(0, MOST_CHARS) + "...";
    }
}
