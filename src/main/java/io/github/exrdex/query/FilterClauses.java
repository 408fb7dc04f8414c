package io.github.exrdex.query;

import io.github.exrdex.file.FileState;
import org.jdbi.v3.core.Handle;

/**
 * {@link Filters} as conditions. Channels and attributes are looked up in the shared sets, a few thousand rows, and files
 * only by the headers that fit; so presence and absence cost next to nothing however many files there are.
 */
final class FilterClauses {
    private final Conditions conditions;
    private final Handle handle;

    private FilterClauses(Conditions conditions, Handle handle) {
        this.conditions = conditions;
        this.handle = handle;
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

    String has(String word) {
        String parameter = conditions.bind(asGlob(word));
        String headers = "f.header_id IN (" + headersCalled(word, parameter) + ")";
        return isAovOfPath(word)
                ? headers + " OR f.sequence_id IN (" + sequencesCalled(word, parameter) + ")"
                : headers;
    }

    /** A file whose header cannot be read neither has nor lacks it. */
    String lacks(String word) {
        String parameter = conditions.bind(asGlob(word));
        String headers = "f.header_id IN (SELECT h.header_id FROM header h WHERE h.header_id NOT IN ("
                + headersCalled(word, parameter) + "))";
        return isAovOfPath(word)
                ? headers + " AND f.sequence_id NOT IN (" + sequencesCalled(word, parameter) + ")"
                : headers;
    }

    private void addChannel(String glob) {
        conditions.ofFile("""
                f.header_id IN (SELECT p.header_id FROM channel c JOIN part p ON p.channel_set_id = c.channel_set_id
                                WHERE c.name GLOB %s)""".formatted(conditions.bind(Globs.forSqlite(glob))));
    }

    private static String asGlob(String word) {
        return Globs.isGlob(word) ? Globs.forSqlite(word) : word;
    }

    /**
     * Headers with something of that name: a channel, a layer, a group, an AOV, or a part. Bare R, G, B, A are in the
     * group {@code beauty} whatever part they are in, for a channel set does not know its part; in a part that names an
     * AOV they are that AOV instead.
     *
     * @param parameter bound to {@link #asGlob}
     */
    static String headersCalled(String word, String parameter) {
        return """
                SELECT p.header_id FROM channel c JOIN part p ON p.channel_set_id = c.channel_set_id
                WHERE c.name %1$s %2$s OR c.layer %1$s %2$s OR c.aov %1$s %2$s
                UNION ALL
                SELECT p.header_id FROM channel c JOIN part p ON p.channel_set_id = c.channel_set_id
                WHERE c.channel_group %1$s %2$s
                  AND (c.channel_group <> 'beauty' OR c.aov IS NOT NULL OR p.aov IS NULL)
                UNION ALL
                SELECT p.header_id FROM part p WHERE p.aov %1$s %2$s OR p.name %1$s %2$s""".formatted(Globs.isGlob(word) ? "GLOB" : "=", parameter);
    }

    /** Sequences whose path says that they are this AOV, and so need not say it in their channels. */
    static String sequencesCalled(String word, String parameter) {
        return "SELECT q.sequence_id FROM sequence q WHERE q.aov %s %s"
                .formatted(Globs.isGlob(word) ? "GLOB" : "=", parameter);
    }

    private boolean isAovOfPath(String word) {
        return handle.createQuery("SELECT EXISTS (" + sequencesCalled(word, ":word") + ")")
                .bind("word", asGlob(word))
                .mapTo(Boolean.class)
                .one();
    }

    /** Is anything in the index called so? Gone files count: the name is not misspelt. */
    static boolean isKnown(Handle handle, String word) {
        return handle.createQuery("SELECT EXISTS (" + headersCalled(word, ":word") + ") OR EXISTS ("
                        + sequencesCalled(word, ":word") + ")")
                .bind("word", asGlob(word))
                .mapTo(Boolean.class)
                .one();
    }

    String attribute(AttributeTest test) {
        String name = conditions.bind(test.name());
        String value = valueClause(test);
        String shared = """
                f.header_id IN (SELECT p.header_id FROM attribute_name n
                                JOIN set_attribute a ON a.attribute_id = n.attribute_id
                                JOIN part p ON p.attribute_set_id = a.attribute_set_id
                                WHERE n.name = %s AND n.type <> 'chlist' AND %s)""".formatted(name, value);
        if (!variesByFrame(handle, test.name())) {
            return shared;
        }
        return shared + """
                 OR EXISTS (SELECT 1 FROM file_attribute a JOIN attribute_name n ON n.attribute_id = a.attribute_id
                            WHERE a.file_id = f.file_id AND n.name = %s AND %s)""".formatted(name, value);
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
