package io.github.exrdex.query;

import io.github.exrdex.file.FileState;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatements;

/**
 * {@link Filters} as conditions. Attributes are looked up in the shared sets, as {@link NameClauses} does it with names.
 */
final class FilterClauses {
    private final Conditions conditions;
    private final Handle handle;
    private final NameClauses names;

    private FilterClauses(Conditions conditions, Handle handle) {
        this.conditions = conditions;
        this.handle = handle;
        this.names = new NameClauses(conditions, handle);
    }

    static FilterClauses of(Conditions conditions, Handle handle) {
        return new FilterClauses(conditions, handle);
    }

    static void add(Conditions conditions, Filters filters, Handle handle) {
        FilterClauses clauses = of(conditions, handle);
        clauses.addStates(filters);
        filters.has().forEach(word -> conditions.ofFile(clauses.has(word)));
        filters.lacks().forEach(word -> conditions.ofFile(clauses.lacks(word)));
        filters.channels().forEach(clauses::addChannel);
        filters.attributes().forEach(test -> conditions.ofFile(clauses.attribute(test)));
        WhereClauses.add(conditions, filters.where(), handle);
    }

    /** The files that {@code --lacks} leaves out: in the same scope and states, and without a header to tell. */
    static void addHeaderless(Conditions conditions, Filters filters, Handle handle) {
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

    private void addChannel(String glob) {
        conditions.ofFile("""
                f.header_id IN (SELECT p.header_id FROM channel c JOIN part p ON p.channel_set_id = c.channel_set_id
                                WHERE c.name GLOB %s)""".formatted(conditions.bind(Globs.forSqlite(glob))));
    }

    String attribute(AttributeTest test) {
        String name = conditions.bind(test.name());
        String value = valueClause(test);
        String headers = """
                SELECT p.header_id FROM attribute_name n
                JOIN set_attribute a ON a.attribute_id = n.attribute_id
                JOIN part p ON p.attribute_set_id = a.attribute_set_id
                WHERE n.name = %s AND n.type <> 'chlist' AND %s""".formatted(name, value);
        if (!variesByFrame(handle, test.name())) {
            return "f.header_id IN (" + headers + ")";
        }
        String own = "a.attribute_id IN (" + conditions.bindAll(attributeIds(handle, test.name())) + ") AND " + value;
        return isWide(conditions, handle)
                // One list, for SQLite would make each of two once more for every join.
                ? """
                f.file_id IN (SELECT x.file_id FROM file x WHERE x.header_id IN (%s)
                              UNION ALL
                              SELECT a.file_id FROM file_attribute a WHERE %s)""".formatted(headers, own)
                : """
                f.header_id IN (%s)
                OR EXISTS (SELECT 1 FROM file_attribute a WHERE a.file_id = f.file_id AND %s)""".formatted(headers, own);
    }

    /** Usually one: a name has another number for each type that it was seen with. */
    static List<Long> attributeIds(Handle handle, String name) {
        return handle.createQuery("SELECT attribute_id FROM attribute_name WHERE name = :name AND type <> 'chlist'")
                .bind("name", name)
                .mapTo(Long.class)
                .list();
    }

    /** The scope has so many of all sequences that one pass over a table costs less than a look into it for each file. */
    static boolean isWide(Conditions conditions, Handle handle) {
        return conditions
                .query(
                        handle,
                        "SELECT count(*) * 4 >= (SELECT count(*) FROM sequence) FROM sequence s WHERE "
                                + conditions.sequenceClauses())
                .configure(SqlStatements.class, statements -> statements.setUnusedBindingAllowed(true))
                .mapTo(Boolean.class)
                .one();
    }

    static boolean variesByFrame(Handle handle, String attribute) {
        return handle.createQuery("SELECT EXISTS (SELECT 1 FROM varying_attribute WHERE name = :name)")
                .bind("name", attribute)
                .mapTo(Boolean.class)
                .one();
    }

    /** Of {@code a}, a row of attribute values. */
    private String valueClause(AttributeTest test) {
        if (test.operator().isEmpty()) {
            return "TRUE";
        }
        Operator operator = test.operator().get();
        String asText = "a.text " + operator.sql() + " " + conditions.bind(test.value());
        if (operator == Operator.MATCHES || test.number().isEmpty()) {
            return asText;
        }
        String asNumber = NUMBER_OF_A + " " + operator.sql() + " "
                + conditions.bind(test.number().get());
        return switch (operator) {
            // Where it is no number after all, as text: a version "5" is not "5.0".
            case EQUAL, NOT_EQUAL -> "coalesce(" + asNumber + ", " + asText + ")";
            case LESS, AT_MOST, GREATER, AT_LEAST -> asNumber;
            case MATCHES -> asText;
        };
    }

    /** The value as a number, also where some program wrote its numbers as text; null where it is none. */
    private static final String NUMBER_OF_A = """
            coalesce(a.number, CASE WHEN a.text GLOB '*[0-9]*' AND a.text NOT GLOB '*[^-+.0-9eE]*'
                                    THEN CAST(a.text AS REAL) END)""";
}
