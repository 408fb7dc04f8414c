package io.github.exrdex.query;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Which files have which values of an attribute. Where it is the same in all frames of a sequence only headers are looked at;
 * where it varies, every file of the question is.
 */
final class AttributeValues {
    /** Takes files of one sequence, which come together, and the different values that each of them has. */
    interface Sink {
        void take(Collection<String> values, long sequenceId, long fileCount);
    }

    private final Handle handle;
    private final String name;
    private final Question question;
    private final Sink sink;
    private final Map<Long, Set<String>> byHeader = new HashMap<>();

    private AttributeValues(Handle handle, String name, Question question, Sink sink) {
        this.handle = handle;
        this.name = name;
        this.question = question;
        this.sink = sink;
    }

    /** @throws QueryException where the scope is not below any root */
    static void each(Handle handle, String name, Question question, Sink sink) {
        AttributeValues values = new AttributeValues(handle, name, question, sink);
        values.readHeaders();
        if (values.varies()) {
            values.eachFile();
        } else {
            values.eachTally();
        }
    }

    private void readHeaders() {
        handle.createQuery("""
                        SELECT p.header_id, a.text
                        FROM attribute_name n
                        JOIN set_attribute a ON a.attribute_id = n.attribute_id
                        JOIN part p ON p.attribute_set_id = a.attribute_set_id
                        WHERE n.name = :name AND n.type <> 'chlist'""")
                .bind("name", name)
                .map((row, context) -> Map.entry(row.getLong("header_id"), row.getString("text")))
                .forEach(value -> byHeader.computeIfAbsent(value.getKey(), header -> new TreeSet<>())
                        .add(value.getValue()));
    }

    private boolean varies() {
        return handle.createQuery("SELECT EXISTS (SELECT 1 FROM varying_attribute WHERE name = :name)")
                .bind("name", name)
                .mapTo(Boolean.class)
                .one();
    }

    private void eachTally() {
        for (CountedSequence sequence : Census.of(handle, question, EnumSet.of(Census.Detail.HEADERS), List.of())) {
            for (CountedSequence.Tally tally : sequence.tallies()) {
                Set<String> values = tally.kind().headerId().isPresent()
                        ? byHeader.getOrDefault(tally.kind().headerId().getAsLong(), Set.of())
                        : Set.of();
                sink.take(values, sequence.identity().sequenceId(), tally.fileCount());
            }
        }
    }

    private record Value(
            long sequenceId,
            long fileId,
            long headerId,
            @Nullable String own) {}

    private void eachFile() {
        Conditions conditions = new Conditions();
        ScopeClauses.add(conditions, question.scope(), handle, Roots.of(handle));
        FilterClauses.add(conditions, question.filters(), handle);
        if (conditions.dependsOnFile() || !FilterClauses.isWide(conditions, handle)) {
            ofFiles(conditions).forEach((sequenceId, files) -> files.forEach(file -> take(sequenceId, file)));
            return;
        }
        Set<Long> others = new TreeSet<>(VaryingPlaces.of(handle, name).severalInHeaders());
        others.addAll(byHeader.keySet());
        String headers = conditions.bind(others.toString());
        conditions.ofFile("f.header_id IN (SELECT value FROM json_each(" + headers + "))");
        Map<Long, List<List<Value>>> ofOthers = others.isEmpty() ? Map.of() : ofFiles(conditions);
        ofHeadersWithOne(others).forEach(sequence -> {
            JsonTexts.each(
                    sequence.texts(), text -> sink.take(text == null ? List.of() : List.of(text), sequence.id(), 1));
            ofOthers.getOrDefault(sequence.id(), List.of()).forEach(file -> take(sequence.id(), file));
            ofOthers.remove(sequence.id());
        });
        ofOthers.forEach((sequenceId, files) -> files.forEach(file -> take(sequenceId, file)));
    }

    /** @param texts of the attribute, file by file, null where a file has none */
    private record SequenceTexts(long id, String texts) {}

    /**
     * Files whose header has the attribute in one place, or nowhere: there it is fetched at once, and a row a sequence
     * comes out of SQLite rather than one a file.
     */
    private Iterable<SequenceTexts> ofHeadersWithOne(Set<Long> others) {
        Conditions conditions = new Conditions();
        ScopeClauses.add(conditions, question.scope(), handle, Roots.of(handle));
        FilterClauses.add(conditions, question.filters(), handle);
        return conditions
                .query(handle, """
                        SELECT s.sequence_id, json_group_array((
                          SELECT a.text FROM file_attribute a
                          WHERE a.file_id = f.file_id AND a.attribute_id IN (%s))) AS texts
                        FROM sequence s
                        CROSS JOIN file f ON f.sequence_id = s.sequence_id
                        WHERE %s AND %s AND coalesce(f.header_id, 0) NOT IN (SELECT value FROM json_each(%s))
                        GROUP BY s.sequence_id""".formatted(
                                conditions.bindAll(FilterClauses.attributeIds(handle, name)),
                                FilterClauses.alive(question.filters()),
                                conditions.allClauses(),
                                conditions.bind(others.toString())))
                .map((row, context) -> new SequenceTexts(row.getLong("sequence_id"), row.getString("texts")))
                .list();
    }

    private void take(long sequenceId, List<Value> ofFile) {
        Value first = ofFile.get(0);
        String only = first.own();
        if (ofFile.size() == 1 && only != null && !byHeader.containsKey(first.headerId())) {
            sink.take(List.of(only), sequenceId, 1);
            return;
        }
        Set<String> values = new TreeSet<>(byHeader.getOrDefault(first.headerId(), Set.of()));
        for (Value value : ofFile) {
            String own = value.own();
            if (own != null) {
                values.add(own);
            }
        }
        sink.take(values, sequenceId, 1);
    }

    /** Each file as the rows that it has, by sequence. */
    private Map<Long, List<List<Value>>> ofFiles(Conditions conditions) {
        boolean bySequence = !conditions.dependsOnFile();
        // One number is compared, several are looked up in a set: so they are asked for first, and it is nearly always
        // one.
        String attributes = conditions.bindAll(FilterClauses.attributeIds(handle, name));
        Map<Long, List<List<Value>>> files = new LinkedHashMap<>();
        long[] lastFileId = {-1};
        // The innermost of fixed loops gives all rows of a file together, and the index their order: nothing is sorted.
        conditions
                .query(handle, """
                        SELECT s.sequence_id, f.file_id, f.header_id, a.value AS text
                        FROM sequence s
                        %s JOIN file f ON f.sequence_id = s.sequence_id
                        LEFT JOIN json_each((SELECT json_group_array(o.text) FROM file_attribute o
                                             WHERE o.file_id = f.file_id AND o.attribute_id IN (%s))) a
                        WHERE %s AND %s
                        ORDER BY s.sequence_id, f.frame%s""".formatted(
                                bySequence ? "CROSS" : "",
                                attributes,
                                FilterClauses.alive(question.filters()),
                                conditions.allClauses(),
                                bySequence ? "" : ", f.file_id"))
                .map((row, context) -> new Value(
                        row.getLong("sequence_id"),
                        row.getLong("file_id"),
                        row.getLong("header_id"),
                        row.getString("text")))
                .forEach(value -> {
                    List<List<Value>> ofSequence = files.computeIfAbsent(value.sequenceId(), id -> new ArrayList<>());
                    if (lastFileId[0] != value.fileId()) {
                        ofSequence.add(new ArrayList<>(1));
                        lastFileId[0] = value.fileId();
                    }
                    ofSequence.get(ofSequence.size() - 1).add(value);
                });
        return files;
    }
}
