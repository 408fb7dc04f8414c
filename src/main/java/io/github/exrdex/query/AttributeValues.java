package io.github.exrdex.query;

import io.github.exrdex.query.Snapshot.Half;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which files have which values of an attribute. Where it is the same in all frames of a sequence only headers are looked at;
 * where it varies, every file of the question is.
 */
final class AttributeValues {
    /** Fewer than one in so many headers are looked up one by one; picked, not measured. */
    private static final int MANY = 8;

    /** Takes files of one sequence, which come together, and the different values that each of them has. */
    interface Sink {
        void take(Collection<String> values, long sequenceId, long fileCount);

        /** One file, and what it has; null where that is nothing. */
        default void take(@Nullable String only, long sequenceId) {
            take(only == null ? List.of() : List.of(only), sequenceId, 1);
        }
    }

    private final Half half;
    private final SqlHandle handle;
    private final String name;
    private final Question question;
    private final Sink sink;
    private final Map<Long, Set<String>> byHeader = new HashMap<>();

    private AttributeValues(Half half, String name, Question question, Sink sink) {
        this.half = half;
        this.handle = half.handle();
        this.name = name;
        this.question = question;
        this.sink = sink;
    }

    /** @throws QueryException where the scope is not below any root */
    static void each(SqlHandle handle, String name, Question question, Sink sink) {
        AttributeValues values = new AttributeValues(Half.whole(handle), name, question, sink);
        values.readHeaders();
        if (!FilterClauses.variesByFrame(handle, name)) {
            values.eachTally();
        } else if (isOfNearlyAll(handle, name, question)) {
            values.eachSequence();
        } else {
            values.eachFile();
        }
    }

    /** Nearly every file has to be asked for a value of its own. */
    static boolean isOfNearlyAll(SqlHandle handle, String name, Question question) {
        return FilterClauses.variesByFrame(handle, name) && FilterClauses.takesNearlyAll(handle, question);
    }

    /** The same of a half of the sequences, where {@link #isOfNearlyAll}. */
    static void each(Half half, String name, Question question, Sink sink) {
        AttributeValues values = new AttributeValues(half, name, question, sink);
        values.readHeaders();
        values.eachSequence();
    }

    private void readHeaders() {
        handle.select("""
                        SELECT p.header_id, a.text
                        FROM attribute_name n
                        JOIN set_attribute a ON a.attribute_id = n.attribute_id
                        JOIN part p ON p.attribute_set_id = a.attribute_set_id
                        WHERE n.name = :name AND n.type <> 'chlist'""")
                .bind("name", name)
                .map(row -> Map.entry(row.getLong("header_id"), row.getString("text")))
                .forEach(value -> byHeader.computeIfAbsent(value.getKey(), header -> new TreeSet<>())
                        .add(value.getValue()));
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
        ofFiles(conditions()).forEach((sequenceId, files) -> files.forEach(file -> take(sequenceId, file)));
    }

    private void eachSequence() {
        piecesOfSequences().values().forEach(pieces -> pieces.forEach(Runnable::run));
    }

    /**
     * Nearly all headers have the attribute in the same slot, and their files are asked for that alone. By the number of the
     * sequence, what hands over its files.
     */
    private Map<Long, List<Runnable>> piecesOfSequences() {
        Map<Long, List<Runnable>> pieces = new TreeMap<>();
        Set<Long> all = new TreeSet<>(
                handle.select("SELECT header_id FROM header").longs().list());
        Set<Long> without = new TreeSet<>(all);
        VaryingPlaces places = VaryingPlaces.of(handle, name);
        Set<Long> several = new TreeSet<>(places.several());
        places.once().forEach((slot, headers) -> {
            Set<Long> only = new TreeSet<>(headers);
            only.removeAll(byHeader.keySet());
            headers.stream().filter(byHeader::containsKey).forEach(several::add);
            without.removeAll(headers);
            addSlot(pieces, slot, only, all);
        });
        without.removeAll(several);
        if (!several.isEmpty()) {
            Conditions ofSeveral = conditions();
            ofSeveral.ofFile("f.header_id IN (" + numbers(ofSeveral, several) + ")");
            ofFiles(ofSeveral)
                    .forEach((id, files) -> pieces.computeIfAbsent(id, i -> new ArrayList<>())
                            .add(() -> files.forEach(file -> take(id, file))));
        }
        addWithout(pieces, without, all);
        return pieces;
    }

    private static String numbers(Conditions conditions, Set<Long> numbers) {
        return "SELECT value FROM json_each(" + conditions.bind(numbers.toString()) + ")";
    }

    private Conditions conditions() {
        Conditions conditions = new Conditions();
        ScopeClauses.add(conditions, question.scope(), handle, Roots.of(handle));
        FilterClauses.add(conditions, question.filters(), handle);
        half.rows().ifPresent(rows -> conditions.ofSequence(rows.clause("s.sequence_id", conditions)));
        return conditions;
    }

    /** A row a sequence comes out of SQLite rather than one a file. */
    private void addSlot(Map<Long, List<Runnable>> pieces, int slot, Set<Long> headers, Set<Long> all) {
        addSlotOfPieces(pieces, slot, headers);
        Conditions conditions = conditions();
        Set<Long> others = new TreeSet<>(all);
        others.removeAll(headers);
        String inSlot = others.size() < headers.size()
                ? "f.header_id IS NOT NULL AND f.header_id NOT IN (" + numbers(conditions, others) + ")"
                : "f.header_id IN (" + numbers(conditions, headers) + ")";
        conditions
                .query(handle, """
                        SELECT s.sequence_id, json_group_array(%s) AS texts
                        FROM sequence s
                        CROSS JOIN file f ON f.sequence_id = s.sequence_id
                        LEFT JOIN frame_values v ON v.file_id = f.file_id
                        WHERE %s IS NOT TRUE AND f.gone_at IS NULL AND %s AND %s
                        GROUP BY s.sequence_id""".formatted(
                                SlotColumns.text("v", slot), KeptCount.IN_ONE_PIECE, conditions.allClauses(), inSlot))
                .map(row -> Map.entry(row.getLong("sequence_id"), row.getString("texts")))
                .forEach(texts -> add(pieces, texts));
    }

    /** Without a look at the files. */
    private void addSlotOfPieces(Map<Long, List<Runnable>> pieces, int slot, Set<Long> headers) {
        Conditions conditions = conditions();
        conditions
                .query(handle, """
                        SELECT s.sequence_id, (
                          SELECT json_group_array(%s) FROM frame_values v
                          WHERE v.file_id BETWEEN s.first_file_id AND s.last_file_id) AS texts
                        FROM sequence s
                        WHERE %s AND s.first_header_id IN (%s) AND %s""".formatted(
                                SlotColumns.text("v", slot),
                                KeptCount.IN_ONE_PIECE,
                                numbers(conditions, headers),
                                conditions.sequenceClauses()))
                .map(row -> Map.entry(row.getLong("sequence_id"), row.getString("texts")))
                .forEach(texts -> add(pieces, texts));
    }

    private void add(Map<Long, List<Runnable>> pieces, Map.Entry<Long, String> texts) {
        pieces.computeIfAbsent(texts.getKey(), id -> new ArrayList<>())
                .add(() -> JsonTexts.each(texts.getValue(), text -> sink.take(text, texts.getKey())));
    }

    /** Files whose frames have no value of their own: their header tells all. */
    private void addWithout(Map<Long, List<Runnable>> pieces, Set<Long> headers, Set<Long> all) {
        record Alike(long sequenceId, long headerId, long files) {}
        for (boolean headerless : List.of(false, true)) {
            Conditions conditions = conditions();
            if (headerless) {
                FilterClauses.addHeaderless(conditions, question.filters(), handle);
            } else {
                conditions.ofFile("f.header_id IN (" + numbers(conditions, headers) + ")");
            }
            boolean few = headerless || headers.size() * MANY < all.size();
            conditions
                    .query(handle, """
                            SELECT s.sequence_id, f.header_id, count(*) AS files
                            FROM %s
                            WHERE f.gone_at IS NULL AND %s
                            GROUP BY s.sequence_id, f.header_id""".formatted(
                                    few
                                            ? "file f CROSS JOIN sequence s ON s.sequence_id = f.sequence_id"
                                            : "sequence s CROSS JOIN file f ON f.sequence_id = s.sequence_id",
                                    conditions.allClauses()))
                    .map(row -> new Alike(row.getLong("sequence_id"), row.getLong("header_id"), row.getLong("files")))
                    .forEach(alike -> pieces.computeIfAbsent(alike.sequenceId(), id -> new ArrayList<>())
                            .add(() -> sink.take(
                                    byHeader.getOrDefault(alike.headerId(), Set.of()),
                                    alike.sequenceId(),
                                    alike.files())));
        }
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
                .map(row -> new Value(
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
