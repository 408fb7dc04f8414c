package io.github.exrdex.query;

import io.github.exrdex.file.NearestWord;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a row may show beside its usual columns: an attribute, a token of the studio's own, or a fact of the header.
 *
 * @param name as it was asked for, and as the column is called
 */
public record ExtraField(String name, Source source, String key) {
    /** Where its value comes from. */
    enum Source {
        /** {@code key} is the attribute's name. */
        ATTRIBUTE,
        /** {@code key} is the token's name. */
        TOKEN,
        /** {@code key} is one of {@link #OF_HEADER}. */
        HEADER
    }

    /** SQLite joins at most 64 tables, and each of these is one. */
    private static final int MOST = 40;

    /** Rows of {@code header_id, text, number}, one a header. Where parts differ, their values stand side by side. */
    static final Map<String, String> OF_HEADER = new TreeMap<>(Map.of(
            "res",
            """
            SELECT p.header_id, (p.display_max_x - p.display_min_x + 1) || 'x' || (p.display_max_y - p.display_min_y + 1), NULL
            FROM part p WHERE p.part_index = 0""",
            "width",
            numbers("SELECT p.header_id, p.data_max_x - p.data_min_x + 1 AS number FROM part p WHERE p.part_index = 0"),
            "height",
            numbers("SELECT p.header_id, p.data_max_y - p.data_min_y + 1 AS number FROM part p WHERE p.part_index = 0"),
            "compression",
            "SELECT p.header_id, group_concat(DISTINCT p.compression), NULL FROM part p GROUP BY p.header_id",
            "type",
            """
            SELECT p.header_id, group_concat(DISTINCT c.pixel_type), NULL
            FROM part p JOIN channel c ON c.channel_set_id = p.channel_set_id GROUP BY p.header_id""",
            "part",
            "SELECT p.header_id, group_concat(p.name), NULL FROM part p GROUP BY p.header_id",
            "parts",
            numbers("SELECT h.header_id, h.part_count AS number FROM header h"),
            "channels",
            numbers("""
                    SELECT p.header_id, sum(c.channel_count) AS number
                    FROM part p JOIN channel_set c ON c.channel_set_id = p.channel_set_id GROUP BY p.header_id""")));

    private static String numbers(String rows) {
        return "SELECT header_id, CAST(number AS TEXT), number FROM (" + rows + ")";
    }

    /**
     * The fields of these names.
     *
     * @param usual what such a row has anyway; only for the message
     * @throws QueryException where a name is that of no field
     */
    public static List<ExtraField> of(IndexReader index, List<String> names, Collection<String> usual) {
        if (names.size() > MOST) {
            throw QueryException.badQuestion("more than " + MOST + " columns beside the usual ones");
        }
        if (names.isEmpty()) {
            return List.of();
        }
        Set<String> tokens = TokenKeys.known(index.handle());
        List<ExtraField> fields = new ArrayList<>();
        for (String name : names) {
            fields.add(of(name, tokens).orElseThrow(() -> unknown(name, usual, tokens)));
        }
        return fields;
    }

    private static Optional<ExtraField> of(String name, Set<String> tokens) {
        if (name.startsWith(WhereField.ATTRIBUTE) && name.length() > WhereField.ATTRIBUTE.length()) {
            return Optional.of(new ExtraField(name, Source.ATTRIBUTE, name.substring(WhereField.ATTRIBUTE.length())));
        }
        if (name.startsWith(WhereField.TOKEN) && name.length() > WhereField.TOKEN.length()) {
            return Optional.of(new ExtraField(name, Source.TOKEN, name.substring(WhereField.TOKEN.length())));
        }
        if (OF_HEADER.containsKey(name)) {
            return Optional.of(new ExtraField(name, Source.HEADER, name));
        }
        return tokens.contains(name) ? Optional.of(new ExtraField(name, Source.TOKEN, name)) : Optional.empty();
    }

    private static QueryException unknown(String name, Collection<String> usual, Set<String> tokens) {
        Set<String> all = new LinkedHashSet<>(usual);
        all.addAll(OF_HEADER.keySet());
        all.addAll(tokens);
        return QueryException.badQuestion("no column is called \"" + name + "\"; "
                + NearestWord.of(name, all)
                        .map(near -> "did you mean \"" + near + "\"?")
                        .orElseGet(() -> "there are " + String.join(", ", all) + ", and attr.NAME for an attribute"));
    }
}
