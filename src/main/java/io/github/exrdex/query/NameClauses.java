package io.github.exrdex.query;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What is called so, as conditions on files. A plain word is an AOV, whatever way it was written: as a layer, a channel
 * outside of any layer, a group, a part, or a file of its own whose path says so; aliases count. A word with {@code *} or
 * {@code ?} is a glob on full names of channels, and one with a dot may be either. The full name of bare colour in a part or
 * file that is an AOV begins with that AOV: {@code diffuse.R}.
 *
 * <p>Names are looked up in the shared sets, a few thousand rows, and files only by the headers that fit; so presence and
 * absence cost next to nothing however many files there are.
 */
final class NameClauses {
    private static final String BEAUTY = "beauty";

    private static final List<String> BARE_COLOUR = List.of("R", "G", "B", "A");

    private final Conditions conditions;
    private final SqlHandle handle;

    NameClauses(Conditions conditions, SqlHandle handle) {
        this.conditions = conditions;
        this.handle = handle;
    }

    /**
     * A word with the names that it may go by in the index.
     *
     * @param parameters bound to them
     */
    private record Word(Set<String> names, List<String> parameters, boolean glob, boolean dotted) {
        /** Is this column or expression called so? */
        String fits(String text) {
            if (glob) {
                return text + " GLOB " + parameters.get(0);
            }
            return text + " IN (" + String.join(", ", parameters) + ")";
        }

        boolean isChannel() {
            return glob || dotted;
        }

        boolean isAov() {
            return !glob;
        }
    }

    private Word word(String text) {
        boolean glob = Globs.isGlob(text);
        Set<String> names = new LinkedHashSet<>(List.of(text));
        int dot = text.lastIndexOf('.');
        if (!glob) {
            AovAliases.proper(handle, text).ifPresent(names::add);
        }
        if (!glob && dot > 0) {
            AovAliases.proper(handle, text.substring(0, dot))
                    .ifPresent(proper -> names.add(proper + text.substring(dot)));
        }
        List<String> parameters = names.stream()
                .map(name -> conditions.bind(glob ? Globs.forSqlite(name) : name))
                .toList();
        return new Word(names, parameters, glob, dot > 0);
    }

    /** This very file has it. One whose header cannot be read has nothing. */
    String has(String text) {
        return String.join(" OR ", ways(word(text)));
    }

    /**
     * The header of this file can be read, it has it not, and no file beside it is it: none that is this AOV for the same
     * frame of the same work.
     */
    String lacks(String text) {
        Word word = word(text);
        List<String> clauses = new ArrayList<>();
        waysOfPath(word).forEach(way -> clauses.add("NOT (" + way + ")"));
        // Headers that do not fit, rather than not those that fit: so SQLite goes from headers to files.
        String headers =
                "f.header_id IN (SELECT h.header_id FROM header h WHERE h.header_id NOT IN (" + headers(word) + "))";
        if (isAovOfPath(word)) {
            // Nearly every header lacks what is a file of its own, so there it goes from the few sequences without one.
            clauses.add("f.sequence_id IN (SELECT u.sequence_id FROM sequence u WHERE u.sequence_id NOT IN ("
                    + companionOfAllFrames(word) + "))");
            clauses.add("+" + headers);
            clauses.add(hasNoCompanion(word));
        } else {
            clauses.add(headers);
        }
        return String.join(" AND ", clauses);
    }

    /** Whether a file lacks it depends on the files beside, frame by frame. */
    boolean mayBeBeside(String text) {
        return isAovOfPath(word(text));
    }

    /** Is anything in the index called so? Gone files count: the name is not misspelt. */
    static boolean isKnown(SqlHandle handle, String text) {
        Conditions values = new Conditions();
        NameClauses clauses = new NameClauses(values, handle);
        Word word = clauses.word(text);
        if (clauses.isAovOfPath(word)) {
            return true;
        }
        List<String> ways = new ArrayList<>();
        ways.add("EXISTS (" + clauses.headers(word) + ")");
        clauses.waysOfPath(word).forEach(way -> ways.add("EXISTS (SELECT 1 FROM file f WHERE " + way + ")"));
        return values.query(handle, "SELECT " + String.join(" OR ", ways))
                .truths()
                .one();
    }

    private List<String> ways(Word word) {
        List<String> ways = new ArrayList<>();
        ways.add("f.header_id IN (" + headers(word) + ")");
        ways.addAll(waysOfPath(word));
        return ways;
    }

    /** Headers with something of that name, whatever the path of their files says. */
    private String headers(Word word) {
        List<String> selects = new ArrayList<>();
        if (word.isChannel()) {
            selects.add("""
                    SELECT p.header_id FROM channel c JOIN part p ON p.channel_set_id = c.channel_set_id
                    WHERE %s OR (c.layer IS NOT NULL AND %s)""".formatted(word.fits("c.name"), word.fits("(c.aov || '.' || c.component)")));
            selects.add("""
                    SELECT p.header_id FROM part p JOIN channel c ON c.channel_set_id = p.channel_set_id
                    WHERE p.aov IS NOT NULL AND c.layer IS NULL AND (%s OR %s)""".formatted(word.fits("(p.aov || '.' || c.name)"), word.fits("(p.name || '.' || c.name)")));
        }
        if (word.isAov()) {
            selects.add("""
                    SELECT p.header_id FROM channel c JOIN part p ON p.channel_set_id = c.channel_set_id
                    WHERE %s OR %s OR %s""".formatted(word.fits("c.name"), word.fits("c.layer"), word.fits("c.aov")));
            // Bare colour is in the group beauty whatever part it is in, for a channel set does not know its part.
            selects.add("""
                    SELECT p.header_id FROM channel c JOIN part p ON p.channel_set_id = c.channel_set_id
                    WHERE %s AND (c.channel_group <> 'beauty' OR c.aov IS NOT NULL)""".formatted(word.fits("c.channel_group")));
            selects.add("SELECT p.header_id FROM part p WHERE " + word.fits("p.aov") + " OR " + word.fits("p.name"));
        }
        if (word.names().contains(BEAUTY) && !someAovOfPath()) {
            selects.add(bareHeaders());
        }
        return String.join("\nUNION ALL\n", selects);
    }

    /** Headers with bare colour in a part that is no AOV of its own; of these the path says what they are. */
    private static String bareHeaders() {
        return """
                SELECT p.header_id FROM part p JOIN channel c ON c.channel_set_id = p.channel_set_id
                WHERE c.aov IS NULL AND p.aov IS NULL""";
    }

    /** What of a file's names depends on its path. */
    private List<String> waysOfPath(Word word) {
        if (!someAovOfPath()) {
            return List.of();
        }
        List<String> ways = new ArrayList<>();
        if (isAovOfPath(word)) {
            ways.add("f.header_id IS NOT NULL AND f.sequence_id IN (SELECT q.sequence_id FROM sequence q WHERE "
                    + word.fits("q.aov") + ")");
        }
        if (word.names().contains(BEAUTY)) {
            ways.add("f.header_id IN (" + bareHeaders() + ") AND f.sequence_id NOT IN ("
                    + "SELECT q.sequence_id FROM sequence q WHERE q.aov <> 'beauty')");
        }
        if (word.isChannel()) {
            for (String colour : BARE_COLOUR) {
                String sequences = "SELECT q.sequence_id FROM sequence q WHERE q.aov IS NOT NULL AND "
                        + word.fits("(q.aov || '." + colour + "')");
                if (exists(sequences)) {
                    ways.add("f.sequence_id IN (" + sequences + ") AND f.header_id IN (" + bareHeaders()
                            + " AND c.name = '" + colour + "')");
                }
            }
        }
        return ways;
    }

    private boolean someAovOfPath() {
        return exists("SELECT 1 FROM sequence q WHERE q.aov IS NOT NULL");
    }

    private boolean isAovOfPath(Word word) {
        return word.isAov() && exists("SELECT 1 FROM sequence q WHERE " + word.fits("q.aov"));
    }

    private boolean exists(String select) {
        return conditions
                .query(handle, "SELECT EXISTS (" + select + ")")
                // The values of all other clauses are bound as well.
                .truths()
                .one();
    }

    /**
     * Sequences beside which there is a whole one that is the AOV, from their first frame to their last or beyond. Frame 0 can
     * be there twice, as -0, so where it may be nothing is said.
     */
    private static String companionOfAllFrames(Word word) {
        return """
                WITH whole(sequence_id, first, last) AS MATERIALIZED (
                  SELECT x.sequence_id, min(x.frame), max(x.frame)
                  FROM sequence a CROSS JOIN file x ON x.sequence_id = a.sequence_id
                  WHERE %s AND x.gone_at IS NULL AND x.header_id IS NOT NULL
                  GROUP BY x.sequence_id
                  HAVING min(x.frame) > 0 AND count(*) = max(x.frame) - min(x.frame) + 1)
                SELECT q.sequence_id FROM whole w
                CROSS JOIN sequence a ON a.sequence_id = w.sequence_id
                JOIN sequence q ON %s
                WHERE (SELECT min(y.frame) FROM file y WHERE y.sequence_id = q.sequence_id) >= w.first
                  AND (SELECT max(y.frame) FROM file y WHERE y.sequence_id = q.sequence_id) <= w.last\
                """.formatted(word.fits("a.aov"), isBeside(word, "q"));
    }

    private static String hasNoCompanion(Word word) {
        // The first test is a set that is made once, and spares most files the second.
        return """
                (f.sequence_id NOT IN (SELECT q.sequence_id FROM sequence a JOIN sequence q ON %s)
                 OR NOT EXISTS (
                  SELECT 1 FROM sequence a JOIN file x ON x.sequence_id = a.sequence_id AND x.frame IS f.frame
                  WHERE %s AND x.gone_at IS NULL AND x.header_id IS NOT NULL))""".formatted(isBeside(word, "q"), isBeside(word, "s"));
    }

    /**
     * Sequence {@code a} is the AOV, and of the same work as another. A token that the AOV's own path does not say does not
     * tell it from others.
     *
     * @param other alias of that one
     */
    private static String isBeside(Word word, String other) {
        return """
                %2$s AND a.shot IS %1$s.shot AND a.version IS %1$s.version AND a.seq IS %1$s.seq AND a.show IS %1$s.show
                AND coalesce(a.layer, %1$s.layer) IS %1$s.layer AND coalesce(a.task, %1$s.task) IS %1$s.task
                AND coalesce(a.view, %1$s.view) IS %1$s.view
                AND coalesce(%1$s.shot, %1$s.seq, %1$s.layer) IS NOT NULL""".formatted(other, word.fits("a.aov"));
    }
}
