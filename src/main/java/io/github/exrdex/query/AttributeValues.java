package io.github.exrdex.query;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
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
        List<Value> ofFile = new ArrayList<>();
        files().map((row, context) -> new Value(
                        row.getLong("sequence_id"),
                        row.getLong("file_id"),
                        row.getLong("header_id"),
                        row.getString("text")))
                .forEach(value -> {
                    if (!ofFile.isEmpty() && ofFile.get(0).fileId() != value.fileId()) {
                        take(ofFile);
                        ofFile.clear();
                    }
                    ofFile.add(value);
                });
        if (!ofFile.isEmpty()) {
            take(ofFile);
        }
    }

    private void take(List<Value> ofFile) {
        Value first = ofFile.get(0);
        String only = first.own();
        if (ofFile.size() == 1 && only != null && !byHeader.containsKey(first.headerId())) {
            sink.take(List.of(only), first.sequenceId(), 1);
            return;
        }
        Set<String> values = new TreeSet<>(byHeader.getOrDefault(first.headerId(), Set.of()));
        for (Value value : ofFile) {
            String own = value.own();
            if (own != null) {
                values.add(own);
            }
        }
        sink.take(values, first.sequenceId(), 1);
    }

    private Query files() {
        Conditions conditions = new Conditions();
        ScopeClauses.add(conditions, question.scope(), handle, Roots.of(handle));
        FilterClauses.add(conditions, question.filters(), handle);
        boolean bySequence = !conditions.dependsOnFile();
        // One number is compared, several are looked up in a set: so they are asked for first, and it is nearly always
        // one.
        String attributes = conditions.bindAll(
                handle.createQuery("SELECT attribute_id FROM attribute_name WHERE name = :name AND type <> 'chlist'")
                        .bind("name", name)
                        .mapTo(Long.class)
                        .list());
        // The innermost of fixed loops gives all rows of a file together, and the index their order: nothing is sorted.
        return conditions.query(handle, """
                SELECT s.sequence_id, f.file_id, f.header_id, a.text
                FROM sequence s
                %s JOIN file f ON f.sequence_id = s.sequence_id
                LEFT JOIN file_attribute a ON a.file_id = f.file_id AND a.attribute_id IN (%s)
                WHERE %s AND %s
                ORDER BY s.sequence_id, f.frame%s""".formatted(
                        bySequence ? "CROSS" : "",
                        attributes,
                        FilterClauses.alive(question.filters()),
                        conditions.allClauses(),
                        bySequence ? "" : ", f.file_id"));
    }
}
