package io.github.exrdex.query;

import io.github.exrdex.file.FileState;
import java.util.ArrayList;
import java.util.List;

/**
 * {@link Filters} as conditions. Attributes are looked up in the shared sets, as {@link NameClauses} does it with names.
 */
final class FilterClauses {
    private final Conditions conditions;
    private final SqlHandle handle;
    private final NameClauses names;

    private FilterClauses(Conditions conditions, SqlHandle handle) {
        this.conditions = conditions;
        this.handle = handle;
        this.names = new NameClauses(conditions, handle);
    }

    static FilterClauses of(Conditions conditions, SqlHandle handle) {
        return new FilterClauses(conditions, handle);
    }

    static void add(Conditions conditions, Filters filters, SqlHandle handle) {
        FilterClauses clauses = of(conditions, handle);
        clauses.addStates(filters);
        filters.has().forEach(word -> conditions.ofHeader(clauses.has(word)));
        filters.lacks().forEach(clauses::addLacks);
        filters.channels().forEach(clauses::addChannel);
        filters.attributes().forEach(clauses::addAttribute);
        WhereClauses.add(conditions, filters.where(), handle);
    }

    /** The files that {@code --lacks} leaves out: in the same scope and states, and without a header to tell. */
    static void addHeaderless(Conditions conditions, Filters filters, SqlHandle handle) {
        new FilterClauses(conditions, handle).addStates(filters);
        // No complete file is without a header; saying so opens the index on the few that are not complete.
        conditions.ofFile("f.header_id IS NULL AND f.state <> 'complete'");
    }

    /** Rows of files that are gone are no part of any answer that did not ask for them. */
    static String alive(Filters filters) {
        return filters.wantsGone() ? "TRUE" : "f.gone_at IS NULL";
    }

    private void addStates(Filters filters) {
        if (filters.states().isEmpty()) {
            return;
        }
        String states = conditions.bindAll(
                filters.states().stream().sorted().map(FileState::text).toList());
        boolean wantsComplete = filters.states().contains(FileState.COMPLETE);
        conditions.ofFile("f.state IN (" + states + ")" + (wantsComplete ? "" : " AND f.state <> 'complete'"));
    }

    /** See {@link NameClauses#has}. */
    String has(String word) {
        return names.has(word);
    }

    /** See {@link NameClauses#lacks}. */
    String lacks(String word) {
        return names.lacks(word);
    }

    private void addLacks(String word) {
        if (names.mayBeBeside(word)) {
            conditions.ofFile(lacks(word));
        } else {
            conditions.ofHeader(lacks(word));
        }
    }

    private void addAttribute(AttributeTest test) {
        if (variesByFrame(handle, test.name())) {
            conditions.ofFile(attribute(test));
        } else {
            conditions.ofHeader(attribute(test));
        }
    }

    private void addChannel(String glob) {
        conditions.ofHeader("""
                f.header_id IN (SELECT p.header_id FROM channel c JOIN part p ON p.channel_set_id = c.channel_set_id
                                WHERE c.name GLOB %s)""".formatted(conditions.bind(Globs.forSqlite(glob))));
    }

    String attribute(AttributeTest test) {
        String name = conditions.bind(test.name());
        String headers = """
                SELECT p.header_id FROM attribute_name n
                JOIN set_attribute a ON a.attribute_id = n.attribute_id
                JOIN part p ON p.attribute_set_id = a.attribute_set_id
                WHERE n.name = %s AND n.type <> 'chlist' AND %s""".formatted(name, valueClause(test, "a.text", "a.number"));
        if (!variesByFrame(handle, test.name())) {
            return "f.header_id IN (" + headers + ")";
        }
        List<Long> ids = attributeIds(handle, test.name());
        if (isWide(conditions, handle)) {
            // One list, for SQLite would make each of two once more for every join.
            List<String> files = new ArrayList<>();
            files.add("SELECT x.file_id FROM file x WHERE x.header_id IN (" + headers + ")");
            slots(ids).forEach(slot -> files.add(filesOfSlot(ids, slot, test)));
            return "f.file_id IN (" + String.join("\nUNION ALL\n", files) + ")";
        }
        return """
                f.header_id IN (%s)
                OR EXISTS (SELECT 1 FROM file_attribute a WHERE a.file_id = f.file_id AND a.attribute_id IN (%s) AND %s)\
                """.formatted(headers, conditions.bindAll(ids), valueClause(test, "a.text", "a.number"));
    }

    /** Where values of these attributes stand; nearly always it is the same in all headers. */
    private List<Integer> slots(List<Long> attributeIds) {
        Conditions values = new Conditions();
        return values.query(
                        handle,
                        "SELECT DISTINCT w.slot FROM frame_slot w WHERE w.attribute_id IN ("
                                + values.bindAll(attributeIds) + ")")
                .map(row -> row.getInt(1))
                .list();
    }

    /** Of each file the one column; where a sequence stands in one piece without a look at its files. */
    private String filesOfSlot(List<Long> attributeIds, int slot, AttributeTest test) {
        return """
                SELECT v.file_id FROM sequence s
                CROSS JOIN frame_slot w ON w.header_id = s.first_header_id
                CROSS JOIN frame_values v ON v.file_id BETWEEN s.first_file_id AND s.last_file_id
                WHERE %1$s AND %2$s
                UNION ALL
                SELECT v.file_id FROM sequence s
                CROSS JOIN file y ON y.sequence_id = s.sequence_id
                CROSS JOIN frame_slot w ON w.header_id = y.header_id
                CROSS JOIN frame_values v ON v.file_id = y.file_id
                WHERE %1$s IS NOT TRUE AND %2$s""".formatted(KeptCount.IN_ONE_PIECE, """
                        w.attribute_id IN (%s) AND w.slot = %s AND %s AND %s""".formatted(
                        conditions.bindAll(attributeIds),
                        conditions.bind(slot),
                        mayFit(test, SlotColumns.value("v", slot)),
                        valueClause(test, SlotColumns.text("v", slot), SlotColumns.number("v", "w", slot))));
    }

    /** Usually one: a name has another number for each type that it was seen with. */
    static List<Long> attributeIds(SqlHandle handle, String name) {
        return handle.select("SELECT attribute_id FROM attribute_name WHERE name = :name AND type <> 'chlist'")
                .bind("name", name)
                .longs()
                .list();
    }

    /** No file by itself decides whether it is asked for, and {@link #isWide}. */
    static boolean takesNearlyAll(SqlHandle handle, Question question) {
        Conditions conditions = new Conditions();
        ScopeClauses.add(conditions, question.scope(), handle, Roots.of(handle));
        add(conditions, question.filters(), handle);
        return !conditions.dependsOnFile() && isWide(conditions, handle);
    }

    /** The scope has so many of all sequences that one pass over a table costs less than a look into it for each file. */
    static boolean isWide(Conditions conditions, SqlHandle handle) {
        return conditions
                .query(
                        handle,
                        "SELECT count(*) * 4 >= (SELECT count(*) FROM sequence) FROM sequence s WHERE "
                                + conditions.sequenceClauses())
                .truths()
                .one();
    }

    static boolean variesByFrame(SqlHandle handle, String attribute) {
        return handle.select("SELECT EXISTS (SELECT 1 FROM varying_attribute WHERE name = :name)")
                .bind("name", attribute)
                .truths()
                .one();
    }

    /**
     * Whatever passes {@link #valueClause} passes this, which costs half as much and sorts most files out.
     *
     * @param value as it is stored; every blob is greater than any text
     */
    private String mayFit(AttributeTest test, String value) {
        if (test.operator().isEmpty()
                || test.operator().get() == Operator.MATCHES
                || test.operator().get() == Operator.NOT_EQUAL) {
            return "TRUE";
        }
        Operator operator = test.operator().get();
        String asText = value + " " + operator.sql() + " " + conditions.bind(test.value());
        String asNumber = test.number()
                .map(number -> "CAST(" + value + " AS REAL) " + operator.sql() + " " + conditions.bind(number))
                .orElse("FALSE");
        boolean numberAlone = test.number().isPresent() && operator.isOrder();
        return "(" + value + " >= x'' OR " + asNumber + (numberAlone ? "" : " OR " + asText) + ")";
    }

    /**
     * Of one value.
     *
     * @param text expression for it
     * @param number the same as a number, null where it is none
     */
    private String valueClause(AttributeTest test, String text, String number) {
        if (test.operator().isEmpty()) {
            return "TRUE";
        }
        Operator operator = test.operator().get();
        String asText = "(" + text + ") " + operator.sql() + " " + conditions.bind(test.value());
        if (operator == Operator.MATCHES || test.number().isEmpty()) {
            return asText;
        }
        // Also where some program wrote its numbers as text.
        String asNumber = """
                coalesce(%1$s, CASE WHEN (%2$s) GLOB '*[0-9]*' AND (%2$s) NOT GLOB '*[^-+.0-9eE]*'
                                    THEN CAST(%2$s AS REAL) END) %3$s %4$s\
                """.formatted(
                number, text, operator.sql(), conditions.bind(test.number().get()));
        return switch (operator) {
            // Where it is no number after all, as text: a version "5" is not "5.0".
            case EQUAL, NOT_EQUAL -> "coalesce(" + asNumber + ", " + asText + ")";
            case LESS, AT_MOST, GREATER, AT_LEAST -> asNumber;
            case MATCHES -> asText;
        };
    }
}
