package io.github.exrdex.query;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The SQL of a {@link RowPlan}: what stands before the SELECT, in it, in its FROM and in its ORDER BY. It speaks of {@code f}
 * (file), {@code s} (its sequence) and {@code d} (its folder).
 */
final class RowShape {
    private static final List<String> TOKEN_ORDER =
            List.of("CASE WHEN %1$s GLOB '[0-9]*' AND %1$s NOT GLOB '*[^0-9]*' THEN CAST(%1$s AS INTEGER) END", "%s");

    /** Columns of a sequence by the names that people give them, as expressions of its statement. */
    private static final Map<String, List<String>> OF_SEQUENCE = Map.ofEntries(
            Map.entry("pattern", List.of("s.prefix", "s.suffix")),
            Map.entry("directory", List.of("d.path_key")),
            Map.entry("frames", List.of("frame_count")),
            Map.entry("frame_count", List.of("frame_count")),
            Map.entry("matching_count", List.of("matching_count")),
            Map.entry("missing", List.of("missing_count")),
            Map.entry("missing_count", List.of("missing_count")),
            Map.entry("bad", List.of("bad_count")),
            Map.entry("bad_count", List.of("bad_count")),
            Map.entry("size", List.of("size_bytes")),
            Map.entry("size_bytes", List.of("size_bytes")),
            Map.entry("state", List.of("states")),
            Map.entry("states", List.of("states")),
            Map.entry("first_frame", List.of("first_frame")),
            Map.entry("last_frame", List.of("last_frame")),
            Map.entry("modified", List.of("mtime_ns")));

    private static final Map<String, List<String>> OF_FILE = Map.of(
            "path", List.of("d.path_key", "f.name_key"),
            "state", List.of("f.state"),
            "size", List.of("f.size_bytes"),
            "size_bytes", List.of("f.size_bytes"),
            "modified", List.of("f.mtime_ns"),
            "mtime_ns", List.of("f.mtime_ns"),
            "frame", List.of("f.frame"),
            "problem", List.of("problem"));

    private final RowPlan plan;
    private final Conditions conditions;
    private final SqlHandle handle;
    private final boolean ofSequences;
    private final List<String> shared = new ArrayList<>();
    private final List<String> joins = new ArrayList<>();
    private final List<Value> values = new ArrayList<>();

    /** Expressions of one file. */
    private record Value(String text, String number) {}

    private RowShape(RowPlan plan, Conditions conditions, SqlHandle handle, boolean ofSequences) {
        this.plan = plan;
        this.conditions = conditions;
        this.handle = handle;
        this.ofSequences = ofSequences;
        plan.extras().forEach(this::add);
    }

    /** @param conditions gets the names that the fields are bound to */
    static RowShape ofSequences(RowPlan plan, Conditions conditions, SqlHandle handle) {
        return new RowShape(plan, conditions, handle, true);
    }

    /** @param conditions gets the names that the fields are bound to */
    static RowShape ofFiles(RowPlan plan, Conditions conditions, SqlHandle handle) {
        return new RowShape(plan, conditions, handle, false);
    }

    private void add(ExtraField field) {
        String table = "x" + values.size();
        switch (field.source()) {
            case TOKEN -> values.add(new Value(conditions.token(field.key()), "NULL"));
            case HEADER -> {
                join(table, ExtraField.OF_HEADER.getOrDefault(field.key(), ""));
                values.add(new Value(table + ".text", table + ".number"));
            }
            case ATTRIBUTE -> {
                String name = conditions.bind(field.key());
                join(table, """
                        SELECT header_id, text, number FROM (
                          SELECT p.header_id, a.text, a.number, min(p.part_index)
                          FROM attribute_name n
                          JOIN set_attribute a ON a.attribute_id = n.attribute_id
                          JOIN part p ON p.attribute_set_id = a.attribute_set_id
                          WHERE n.name = %s AND n.type <> 'chlist'
                          GROUP BY p.header_id)""".formatted(name));
                values.add(
                        FilterClauses.variesByFrame(handle, field.key())
                                ? new Value(varying("text", name, table), varying("number", name, table))
                                : new Value(table + ".text", table + ".number"));
            }
        }
    }

    /** One row a header, made once for the whole statement. */
    private void join(String table, String rows) {
        shared.add(table + "(header_id, text, number) AS MATERIALIZED (" + rows + ")");
        joins.add("LEFT JOIN " + table + " ON " + table + ".header_id = f.header_id");
    }

    private static String varying(String column, String name, String table) {
        return """
                coalesce((SELECT a.%1$s FROM file_attribute a
                          WHERE a.file_id = f.file_id
                            AND a.attribute_id IN (SELECT n.attribute_id FROM attribute_name n WHERE n.name = %2$s)
                          ORDER BY a.part_index LIMIT 1), %3$s.%1$s)""".formatted(column, name, table);
    }

    /** In the WITH, with commas between; empty where there are none. */
    String tables() {
        return String.join(", ", shared);
    }

    /** In the FROM, behind {@code f}. */
    String joins() {
        return String.join("\n", joins);
    }

    /**
     * In the SELECT, behind a comma.
     *
     * @param fitting a clause of the files whose values count
     */
    String columns(String fitting) {
        StringBuilder columns = new StringBuilder();
        for (int i = 0; i < values.size(); i++) {
            Value value = values.get(i);
            columns.append(ofSequences ? ends(i) : "");
            columns.append(
                    ofSequences
                            ? """
                            , json_group_array(DISTINCT %2$s) FILTER (WHERE %2$s IS NOT NULL AND %4$s) AS x%1$d_text,
                            min(%3$s) FILTER (WHERE %4$s) AS x%1$d_least, max(%3$s) FILTER (WHERE %4$s) AS x%1$d_most""".formatted(i, value.text(), value.number(), fitting)
                            : ", %2$s AS x%1$d_text, %3$s AS x%1$d_number".formatted(i, value.text(), value.number()));
        }
        return columns.toString();
    }

    /** In the ORDER BY, before the usual order. */
    String order() {
        StringBuilder order = new StringBuilder();
        for (SortKey key : plan.sort()) {
            order.append(key.clause(expressions(key)));
        }
        return order.toString();
    }

    private List<String> expressions(SortKey key) {
        for (int i = 0; i < values.size(); i++) {
            if (plan.extras().get(i).name().equals(key.field())) {
                return ofExtra(i, key.descending());
            }
        }
        Optional<PathToken> token = PathToken.of(key.field());
        if (token.isPresent()) {
            return TOKEN_ORDER.stream()
                    .map(order -> order.formatted(token.get().column()))
                    .toList();
        }
        List<String> usual = (ofSequences ? OF_SEQUENCE : OF_FILE).get(key.field());
        if (usual == null) {
            throw new IllegalArgumentException("no column to sort by: " + key.field());
        }
        return usual;
    }

    private List<String> ofExtra(int extra, boolean descending) {
        String end = descending ? "last" : "first";
        return ofSequences
                ? List.of("x" + extra + "_" + end + "_number", "x" + extra + "_" + end + "_text")
                : List.of(values.get(extra).number(), values.get(extra).text());
    }

    /** What sequences are sorted by: each stands where its least value does, or its greatest where those come first. */
    private String ends(int extra) {
        Value value = values.get(extra);
        String name = plan.extras().get(extra).name();
        return plan.sort().stream()
                .filter(key -> key.field().equals(name))
                .map(key -> (key.descending()
                                ? ", max(%2$s) AS x%1$d_last_number, max(%3$s) AS x%1$d_last_text"
                                : ", min(%2$s) AS x%1$d_first_number, min(%3$s) AS x%1$d_first_text")
                        .formatted(extra, value.number(), value.text()))
                .distinct()
                .collect(Collectors.joining());
    }

    /** Of the row just read: extra field to what it shows; one without a value is left out. */
    Map<String, ExtraValue> read(ResultSet row) throws SQLException {
        if (values.isEmpty()) {
            return Map.of();
        }
        Map<String, ExtraValue> read = new LinkedHashMap<>();
        for (int i = 0; i < values.size(); i++) {
            String text = row.getString("x" + i + "_text");
            String name = plan.extras().get(i).name();
            if (text == null) {
                continue;
            }
            if (ofSequences) {
                double least = row.getDouble("x" + i + "_least");
                boolean isNumber = !row.wasNull();
                ExtraValue.ofAll(text, isNumber, least, row.getDouble("x" + i + "_most"))
                        .ifPresent(value -> read.put(name, value));
            } else {
                row.getDouble("x" + i + "_number");
                read.put(name, new ExtraValue(text, !row.wasNull()));
            }
        }
        return read;
    }
}
