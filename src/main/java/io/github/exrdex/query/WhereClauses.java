package io.github.exrdex.query;

import io.github.exrdex.file.FileState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * {@link Where} as clauses of {@link Conditions}. Every {@code not} is moved down to the tests, for a test of the header has
 * two sides: a file whose header cannot be read is on neither.
 */
final class WhereClauses {
    private static final String SOME_PART = "SELECT p.header_id FROM part p WHERE ";

    private static final String SOME_CHANNEL =
            "SELECT p.header_id FROM channel c JOIN part p ON p.channel_set_id = c.channel_set_id WHERE ";

    private static final String NAME_OF_FILE = "coalesce(f.name, f.name_key)";

    private final Conditions conditions;
    private final SqlHandle handle;
    private final FilterClauses filters;

    private WhereClauses(Conditions conditions, SqlHandle handle) {
        this.conditions = conditions;
        this.handle = handle;
        this.filters = FilterClauses.of(conditions, handle);
    }

    static void add(Conditions conditions, List<Where> all, SqlHandle handle) {
        WhereClauses clauses = new WhereClauses(conditions, handle);
        all.forEach(clauses::add);
    }

    private void add(Where where) {
        if (where instanceof Where.And and) {
            and.all().forEach(this::add);
        } else if (where instanceof Where.Test test && asksNames(test)) {
            NameVerdicts verdicts = verdicts(test);
            if (verdicts.undecided().isEmpty()) {
                conditions.ofSequence("s.sequence_id IN (" + numbers(verdicts.fitting()) + ")");
            } else {
                conditions.ofFile(name(test, verdicts));
            }
        } else if (isOfSequence(where)) {
            conditions.ofSequence(clause(where, true));
        } else {
            conditions.ofFile(clause(where, true));
        }
    }

    /** All files of a sequence fit, or none. */
    private static boolean isOfSequence(Where where) {
        List<Where> others = new ArrayList<>();
        Where.eachLeaf(where, leaf -> {
            WhereField field = field(leaf);
            boolean ofPath = field instanceof WhereField.Token
                    || field instanceof WhereField.NamedToken
                    || field == WhereField.Known.FOLDER;
            if (!ofPath) {
                others.add(leaf);
            }
        });
        return others.isEmpty();
    }

    /** {@link WhereField.Known#MULTIPART} stands for what has no field: a name. */
    private static WhereField field(Where leaf) {
        if (leaf instanceof Where.Test test) {
            return test.field();
        }
        return leaf instanceof Where.Present present ? present.field() : WhereField.Known.MULTIPART;
    }

    /** @param wanted false where it is under an odd number of nots */
    private String clause(Where where, boolean wanted) {
        if (where instanceof Where.And and) {
            return joined(and.all(), wanted ? " AND " : " OR ", wanted);
        }
        if (where instanceof Where.Or or) {
            return joined(or.any(), wanted ? " OR " : " AND ", wanted);
        }
        if (where instanceof Where.Not not) {
            return clause(not.inside(), !wanted);
        }
        if (where instanceof Where.Has has) {
            return wanted ? filters.has(has.name()) : filters.lacks(has.name());
        }
        if (where instanceof Where.Present present) {
            return presence(present.field(), wanted);
        }
        return test((Where.Test) where, wanted);
    }

    private String joined(List<Where> all, String with, boolean wanted) {
        return all.stream().map(where -> "(" + clause(where, wanted) + ")").collect(Collectors.joining(with));
    }

    private String presence(WhereField field, boolean wanted) {
        if (field instanceof WhereField.Attribute attribute) {
            return ofHeaderOrFile(filters.attribute(AttributeTest.presence(attribute.name())), wanted);
        }
        if (field instanceof WhereField.Known known) {
            return switch (known) {
                case DEEP -> ofHeader(SOME_PART + "p.type IN ('deepscanline', 'deeptile')", wanted);
                case TILED -> ofHeader(SOME_PART + "p.type IN ('tiledimage', 'deeptile')", wanted);
                case MULTIPART -> ofHeader("SELECT h.header_id FROM header h WHERE h.part_count > 1", wanted);
                default -> throw new IllegalArgumentException("no flag: " + known);
            };
        }
        return token(field) + (wanted ? " IS NOT NULL" : " IS NULL");
    }

    /** What the path says, of {@code s}. */
    private String token(WhereField field) {
        return field instanceof WhereField.NamedToken named
                ? conditions.tokenInPath(named.name())
                : ((WhereField.Token) field).token().column();
    }

    private String test(Where.Test test, boolean wanted) {
        if (test.field() instanceof WhereField.Attribute attribute) {
            return ofHeaderOrFile(
                    test.values().stream()
                            .map(value -> filters.attribute(AttributeTest.of(
                                    attribute.name(), test.operator(), ((WhereValue.Text) value).text())))
                            .collect(Collectors.joining(" OR ")),
                    wanted);
        }
        if (test.field() instanceof WhereField.Known known) {
            return known(known, test, wanted);
        }
        String column = token(test.field());
        return ofFile(
                test.values().stream()
                        .map(value -> valueOfToken(column, test.operator(), (WhereValue.Text) value))
                        .collect(Collectors.joining(" OR ")),
                wanted);
    }

    /** A token that is a number compares as one where the other is a number too: version 12 is 012. */
    private String valueOfToken(String column, Operator operator, WhereValue.Text value) {
        String asText = text(column, operator, value);
        if (operator == Operator.MATCHES || Quantities.number(value.text()).isEmpty()) {
            return asText;
        }
        String number = "CASE WHEN %1$s GLOB '*[0-9]*' AND %1$s NOT GLOB '*[^0-9]*' THEN CAST(%1$s AS INTEGER) END"
                .formatted(column);
        String asNumber = number + " " + operator.sql() + " "
                + conditions.bind(Quantities.number(value.text()).get());
        return operator.isOrder() ? asNumber : "coalesce(" + asNumber + ", " + asText + ")";
    }

    private String known(WhereField.Known field, Where.Test test, boolean wanted) {
        return switch (field) {
            case STATE -> ofFile(state(test), wanted);
            case SIZE -> ofFile(each("f.size_bytes", test), wanted);
            case MTIME -> ofFile(each("f.mtime_ns", test), wanted);
            case FRAME -> ofFile(each("f.frame", test), wanted);
            case NAME -> ofFile(name(test), wanted);
            case FOLDER ->
                ofFile("s.folder_id IN (SELECT x.folder_id FROM folder x WHERE " + each("x.path", test) + ")", wanted);
            case WIDTH -> ofHeader(SOME_PART + each("p.data_max_x - p.data_min_x + 1", test), wanted);
            case HEIGHT -> ofHeader(SOME_PART + each("p.data_max_y - p.data_min_y + 1", test), wanted);
            case RES -> ofHeader(SOME_PART + each("", test), wanted);
            case COMPRESSION -> ofHeader(SOME_PART + each("p.compression", test), wanted);
            case PART -> ofHeader(SOME_PART + each("p.name", test), wanted);
            case TYPE -> ofHeader(SOME_CHANNEL + each("c.pixel_type", test), wanted);
            case PARTS -> ofHeader("SELECT h.header_id FROM header h WHERE " + each("h.part_count", test), wanted);
            case CHANNELS ->
                ofHeader(
                        "SELECT p.header_id FROM part p JOIN channel_set c ON c.channel_set_id = p.channel_set_id"
                                + " GROUP BY p.header_id HAVING " + each("sum(c.channel_count)", test),
                        wanted);
            case VIEW -> view(test, wanted);
            case AGE, DEEP, TILED, MULTIPART -> throw new IllegalArgumentException("compares with nothing: " + field);
        };
    }

    /** A regular expression for the names of files. */
    private static boolean asksNames(Where.Test test) {
        return test.field() == WhereField.Known.NAME
                && test.operator() == Operator.MATCHES
                && test.values().size() == 1;
    }

    private String name(Where.Test test) {
        return asksNames(test) ? name(test, verdicts(test)) : each(NAME_OF_FILE, test);
    }

    private String name(Where.Test test, NameVerdicts verdicts) {
        return "f.sequence_id IN (" + numbers(verdicts.fitting()) + ") OR (f.sequence_id IN ("
                + numbers(verdicts.undecided()) + ") AND " + each(NAME_OF_FILE, test) + ")";
    }

    private String numbers(List<Long> numbers) {
        return "SELECT value FROM json_each(" + conditions.bind(numbers.toString()) + ")";
    }

    /**
     * Sequences by their names.
     *
     * @param fitting all names of these fit
     * @param undecided of these it depends on the digits of the frame
     */
    private record NameVerdicts(List<Long> fitting, List<Long> undecided) {}

    /** An expression is judged by the sequence, once for a question, and file by file only where digits of the frame matter. */
    private NameVerdicts verdicts(Where.Test test) {
        NameVerdicts verdicts = new NameVerdicts(new ArrayList<>(), new ArrayList<>());
        handle.select("""
                        WITH judged AS MATERIALIZED (
                          SELECT q.sequence_id, names_match(:pattern, q.prefix, q.padding, q.suffix,
                            CASE WHEN q.numbered THEN (SELECT min(y.frame) FROM file y WHERE y.sequence_id = q.sequence_id) END,
                            CASE WHEN q.numbered THEN (SELECT max(y.frame) FROM file y WHERE y.sequence_id = q.sequence_id) END)
                            AS verdict
                          FROM sequence q)
                        SELECT sequence_id, verdict FROM judged WHERE verdict IS NOT 0""")
                .bind("pattern", ((WhereValue.Text) test.values().get(0)).text())
                .map(row -> Map.entry(row.getLong("sequence_id"), row.getInt("verdict") == 1))
                .forEach(sequence ->
                        (sequence.getValue() ? verdicts.fitting() : verdicts.undecided()).add(sequence.getKey()));
        return verdicts;
    }

    /** The index on states has no complete files; only a clause that says so can use it. */
    private String state(Where.Test test) {
        boolean complete = test.values().contains(new WhereValue.Text(FileState.COMPLETE.text()))
                || test.operator() != Operator.EQUAL
                || test.values().stream().anyMatch(value -> value instanceof WhereValue.Text text && text.isGlob());
        return complete ? each("f.state", test) : "(" + each("f.state", test) + ") AND f.state <> 'complete'";
    }

    /** A view is a part's own, one of those in a part that has several, or said by the path. */
    private String view(Where.Test test, boolean wanted) {
        String inHeader = SOME_PART + each("p.view", test) + """
                 UNION ALL
                SELECT p.header_id FROM attribute_name n
                JOIN set_attribute a ON a.attribute_id = n.attribute_id
                JOIN part p ON p.attribute_set_id = a.attribute_set_id
                WHERE n.name = 'multiView' AND json_valid(a.json)
                  AND EXISTS (SELECT 1 FROM json_each(a.json) v WHERE %s)""".formatted(each("v.value", test));
        return ofHeaderOrFile("f.header_id IN (" + inHeader + ") OR (" + each("s.view", test) + ")", wanted);
    }

    /** @param expression of one row; for a resolution {@code p} itself */
    private String each(String expression, Where.Test test) {
        return "("
                + test.values().stream()
                        .map(value -> value(expression, test.operator(), value))
                        .collect(Collectors.joining(" OR "))
                + ")";
    }

    private String value(String expression, Operator operator, WhereValue value) {
        if (value instanceof WhereValue.Text text) {
            return text(expression, operator, text);
        }
        if (value instanceof WhereValue.Size size) {
            String is = "(p.display_max_x - p.display_min_x + 1 = " + conditions.bind(size.width())
                    + " AND p.display_max_y - p.display_min_y + 1 = " + conditions.bind(size.height()) + ")";
            return operator == Operator.EQUAL ? is : "NOT " + is;
        }
        return expression + " " + operator.sql() + " " + conditions.bind(((WhereValue.Amount) value).number());
    }

    private String text(String expression, Operator operator, WhereValue.Text value) {
        if (operator == Operator.MATCHES || operator.isOrder() || !value.isGlob()) {
            return expression + " " + operator.sql() + " " + conditions.bind(value.text());
        }
        return expression
                + (operator == Operator.EQUAL ? " GLOB " : " NOT GLOB ")
                + conditions.bind(Globs.forSqlite(value.text()));
    }

    /** A clause that every file can tell; one that comes out as null does not fit. */
    private static String ofFile(String clause, boolean wanted) {
        return wanted ? clause : "(" + clause + ") IS NOT TRUE";
    }

    private static String ofHeader(String headers, boolean wanted) {
        return wanted
                ? "f.header_id IN (" + headers + ")"
                : "f.header_id IN (SELECT h.header_id FROM header h WHERE h.header_id NOT IN (" + headers + "))";
    }

    private static String ofHeaderOrFile(String clause, boolean wanted) {
        return wanted ? clause : "f.header_id IS NOT NULL AND (" + clause + ") IS NOT TRUE";
    }
}
