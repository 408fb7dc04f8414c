package io.github.exrdex.query;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Answers one {@link Question} for whole units, such as shots: a unit has what one of its files has, and lacks what none of
 * them has, whatever file it would be in. All other filters choose the files that are looked at. A sequence whose path does
 * not say what units are told by is a unit of its own.
 *
 * <p>Threads: the reader's.
 */
public final class UnitFinder {
    private final SequenceStyle style;
    private final SqlHandle handle;
    private final Question question;
    private final boolean bySequence;
    private final List<String> asked;
    private final List<String> keys;
    private final List<String> columns;
    private final Conditions conditions = new Conditions();
    private final String alive;
    private final List<String> has;
    private final List<String> lacks;

    private @Nullable Judgement judgement;

    /**
     * @param by {@code sequence}, or tokens that tell units apart
     * @throws QueryException where the scope is not below any root, or {@code by} means nothing
     */
    public UnitFinder(IndexReader reader, Question question, List<String> by) {
        this(reader, question, by, SequenceStyle.FILESEQ);
    }

    /** @param style of the names of sequences that are units of their own */
    public UnitFinder(IndexReader reader, Question question, List<String> by, SequenceStyle style) {
        this.style = style;
        this.handle = reader.handle();
        this.question = question;
        Set<String> possible = TokenKeys.known(handle);
        possible.add(TokenKeys.SEQUENCE);
        TokenKeys.check(by, possible, "--by");
        this.bySequence = by.contains(TokenKeys.SEQUENCE);
        this.asked = by.stream().filter(key -> !key.equals(TokenKeys.SEQUENCE)).toList();
        this.keys = TokenKeys.withOwners(asked);
        this.columns = keys.stream().map(conditions::token).toList();
        Filters filters = question.filters();
        this.alive = FilterClauses.alive(filters);
        ScopeClauses.add(conditions, question.scope(), handle, Roots.of(handle));
        FilterClauses.add(
                conditions,
                new Filters(
                        List.of(),
                        List.of(),
                        filters.channels(),
                        filters.attributes(),
                        filters.states(),
                        filters.where()),
                handle);
        NameClauses names = new NameClauses(conditions, handle);
        this.has = filters.has().stream().map(names::has).toList();
        this.lacks = filters.lacks().stream().map(names::has).toList();
    }

    /** The tokens that tell one unit from another, those that own it first. */
    public List<String> keys() {
        return keys;
    }

    /** A unit as the index has it. */
    private record Found(Map<String, String> tokens, boolean own, List<Long> sequenceIds) {}

    /**
     * What there is to say of all units.
     *
     * @param versionsAreMixed versions that do not agree were looked at as one
     */
    private record Judgement(List<Found> found, boolean versionsAreMixed) {}

    /** What is known of one sequence. */
    private record Tally(Optional<String> version, String path, long files, long sizeBytes) {}

    /** In the order of their tokens. */
    public List<Unit> units() {
        List<Found> found = judgement().found();
        Map<Long, Tally> tallies = tallies(
                found.stream().flatMap(unit -> unit.sequenceIds().stream()).toList());
        return found.stream()
                .map(unit ->
                        unit(unit, unit.sequenceIds().stream().map(tallies::get).toList()))
                .toList();
    }

    private static Unit unit(Found found, List<Tally> tallies) {
        Set<String> versions = tallies.stream()
                .flatMap(tally -> tally.version().stream())
                .collect(Collectors.toCollection(() -> new TreeSet<>(Versions.ORDER)));
        return new Unit(
                found.tokens(),
                found.own() ? Optional.of(tallies.get(0).path()) : Optional.empty(),
                List.copyOf(versions),
                tallies.size(),
                tallies.stream().mapToLong(Tally::files).sum(),
                tallies.stream().mapToLong(Tally::sizeBytes).sum());
    }

    /** Asks once, whoever wants to know first. */
    private Judgement judgement() {
        Judgement known = judgement;
        if (known == null) {
            known = judge();
            judgement = known;
        }
        return known;
    }

    /** A row a unit, or one without where there is none; each says whether versions are mixed. */
    private Judgement judge() {
        record Row(boolean versionsAreMixed, Optional<Found> unit) {}
        String mixed = judges() ? versionsAreMixed() : "FALSE";
        String inOrder = each(i -> keys.get(i).equals(PathToken.VERSION.text()) ? Versions.sqlOrder("k" + i) : "k" + i);
        String sql = """
                SELECT u.*, m.mixed
                FROM (SELECT %1$s AS mixed) m
                LEFT JOIN (SELECT %2$s own, json_group_array(sequence_id) AS ids
                           FROM judged
                           GROUP BY %2$s own
                           HAVING %3$s) u
                ORDER BY %4$s own""".formatted(mixed, each(i -> "k" + i), verdict(), inOrder);
        List<Row> rows = conditions
                .query(handle, judged() + sql)
                .map(row -> new Row(
                        row.getBoolean("mixed"),
                        row.getString("ids") == null ? Optional.empty() : Optional.of(found(row))))
                .list();
        return new Judgement(
                rows.stream().flatMap(row -> row.unit().stream()).toList(),
                rows.stream().anyMatch(Row::versionsAreMixed));
    }

    private Found found(ResultSet row) throws SQLException {
        Map<String, String> tokens = new LinkedHashMap<>();
        for (int i = 0; i < keys.size(); i++) {
            String value = row.getString(i + 1);
            if (value != null) {
                tokens.put(keys.get(i), value);
            }
        }
        return new Found(tokens, row.getLong("own") != 0, ids(row.getString("ids")));
    }

    private static List<Long> ids(String json) {
        return Arrays.stream(json.substring(1, json.length() - 1).split(",", -1))
                .map(Long::valueOf)
                .toList();
    }

    /** Something for each key, with a comma behind it. */
    private String each(IntFunction<String> text) {
        return IntStream.range(0, keys.size())
                .mapToObj(i -> text.apply(i) + ", ")
                .collect(Collectors.joining());
    }

    /** Of {@code s}: its own number where it is a unit of its own, else 0. */
    private String own() {
        if (bySequence) {
            return "s.sequence_id";
        }
        String missing = asked.stream()
                .map(key -> columns.get(keys.indexOf(key)) + " IS NULL")
                .collect(Collectors.joining(" OR "));
        return "CASE WHEN " + missing + " THEN s.sequence_id ELSE 0 END";
    }

    /**
     * Each sequence of the scope with what one of its files has. Asked once, as both who is found and whether versions are mixed
     * come from it, and it goes through all files.
     */
    private String judged() {
        StringBuilder judged = new StringBuilder();
        for (int i = 0; i < has.size(); i++) {
            judged.append(someFile(has.get(i))).append(" AS has").append(i).append(", ");
        }
        for (int i = 0; i < lacks.size(); i++) {
            judged.append(someFile(lacks.get(i))).append(" AS lacks").append(i).append(", ");
        }
        return """
                WITH judged AS MATERIALIZED (
                  SELECT s.sequence_id, s.task, s.layer, s.version, %s %s AS own, %s %s AS readable
                  FROM sequence s
                  WHERE %s AND %s)
                """.formatted(
                        each(i -> columns.get(i) + " AS k" + i),
                        own(),
                        judged,
                        someFile("f.header_id IS NOT NULL"),
                        conditions.sequenceClauses(),
                        someFile("TRUE"));
    }

    /** Something for each name that {@link #judged} has a column for. */
    private String eachName(UnaryOperator<String> text) {
        return Stream.concat(
                        IntStream.range(0, has.size()).mapToObj(i -> "has" + i),
                        IntStream.range(0, lacks.size()).mapToObj(i -> "lacks" + i))
                .map(text)
                .collect(Collectors.joining());
    }

    /** A unit without a readable header cannot tell what it lacks. */
    private String verdict() {
        List<String> clauses = new ArrayList<>(List.of(lacks.isEmpty() ? "TRUE" : "max(readable) = 1"));
        IntStream.range(0, has.size()).forEach(i -> clauses.add("max(has" + i + ") = 1"));
        IntStream.range(0, lacks.size()).forEach(i -> clauses.add("max(lacks" + i + ") = 0"));
        return String.join(" AND ", clauses);
    }

    /** Of {@code s}: one of the files that are looked at is like this. */
    private String someFile(String clause) {
        return "EXISTS (SELECT 1 FROM file f WHERE f.sequence_id = s.sequence_id AND " + alive + " AND "
                + conditions.fileClauses() + " AND (" + clause + "))";
    }

    private Map<Long, Tally> tallies(Collection<Long> sequenceIds) {
        Map<Long, Tally> tallies = new HashMap<>();
        conditions
                .query(handle, """
                        SELECT s.sequence_id, s.version, count(*) AS files, sum(f.size_bytes) AS size_bytes,
                               s.prefix, s.suffix, s.numbered, s.padding,
                               min(f.frame) AS first_frame, max(f.frame) AS last_frame,
                               CASE WHEN d.path = '/' THEN '/' ELSE d.path || '/' END AS place
                        FROM json_each(:ids) j
                        CROSS JOIN sequence s ON s.sequence_id = j.value
                        JOIN folder d ON d.folder_id = s.folder_id
                        JOIN file f ON f.sequence_id = s.sequence_id
                        WHERE %s AND %s
                        GROUP BY s.sequence_id""".formatted(alive, conditions.fileClauses()))
                .bind("ids", sequenceIds.toString())
                .map(row -> Map.entry(
                        row.getLong("sequence_id"),
                        new Tally(
                                Optional.ofNullable(row.getString("version")),
                                row.getString("place") + AssetFinder.name(row).text(style),
                                row.getLong("files"),
                                row.getLong("size_bytes"))))
                .forEach(entry -> tallies.put(entry.getKey(), entry.getValue()));
        return tallies;
    }

    /** What the asker should know beside the answer: misspelt names, files left out, versions mixed. One line each. */
    public List<String> notes() {
        List<String> notes = new ArrayList<>(QuestionNotes.of(handle, question));
        if (judgement().versionsAreMixed()) {
            notes.add("several versions were looked at as one, and what any of them has counts; version=latest asks"
                    + " the newest alone, --by " + String.join(",", asked) + ",version each of them");
        }
        return notes;
    }

    /** Is there a verdict on units that several versions may belong to? */
    private boolean judges() {
        return (!has.isEmpty() || !lacks.isEmpty())
                && !bySequence
                && !keys.contains(PathToken.VERSION.text())
                && !question.scope().tokens().containsKey(PathToken.VERSION);
    }

    /** What only an old version has counts as there, which is seldom meant. Versions that agree need no word. */
    private String versionsAreMixed() {
        return """
                EXISTS (
                  SELECT 1 FROM (
                    SELECT %1$s %2$s task, layer, own
                    FROM judged
                    WHERE version IS NOT NULL
                    GROUP BY %1$s task, layer, own, version)
                  GROUP BY %1$s task, layer, own
                  HAVING count(*) > 1 AND (%3$s FALSE))""".formatted(
                        each(i -> "k" + i),
                        eachName(name -> "max(" + name + ") AS " + name + ", "),
                        eachName(name -> "min(" + name + ") < max(" + name + ") OR "));
    }
}
