package io.github.exrdex.query;

import io.github.exrdex.file.NearestWord;
import io.github.exrdex.naming.Glob;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What the asker should know beside the answer. */
final class QuestionNotes {
    private final SqlHandle handle;
    private final List<String> notes = new ArrayList<>();

    private QuestionNotes(SqlHandle handle) {
        this.handle = handle;
    }

    static List<String> of(SqlHandle handle, Question question) {
        return of(handle, question, List.of(), List.of());
    }

    /**
     * @param names that the answer is about beside those of the filters
     * @param attributes the same
     */
    static List<String> of(SqlHandle handle, Question question, List<String> names, List<String> attributes) {
        QuestionNotes notes = new QuestionNotes(handle);
        names.forEach(notes::checkName);
        attributes.forEach(notes::checkAttribute);
        question.filters().names().stream().distinct().forEach(notes::checkName);
        question.filters().attributeNames().stream().distinct().forEach(notes::checkAttribute);
        for (String token : ScopeClauses.unknownTokens(question.scope(), handle)) {
            notes.notes.add(
                    "no path in the index says its " + token + "; a [[template]] of the config tells where paths do");
        }
        for (String place : ScopeClauses.unknownPlaces(question.scope(), handle, Roots.of(handle))) {
            notes.notes.add("the index has nothing of " + place
                    + BareWord.meant(handle, place)
                            .map(word -> "; did you mean " + word + "?")
                            .orElse(""));
        }
        if (question.filters().asksAbsence()) {
            notes.countLeftOut(question);
        }
        return List.copyOf(notes.notes);
    }

    private void checkName(String word) {
        if (NameClauses.isKnown(handle, word)) {
            return;
        }
        if (Globs.isGlob(word)) {
            notes.add(names(false).stream()
                    .filter(name -> Glob.matches(word, name))
                    .min(Comparator.naturalOrder())
                    .map(aov -> "no channel is called like \"" + word + "\"; did you mean the AOV \"" + aov + "\" ("
                            + files(filesCalled(aov)) + ")?")
                    .orElse("nothing is called like \"" + word + "\""));
            return;
        }
        Optional<String> near = NearestWord.of(word, names(word.contains(".")));
        notes.add("nothing is called \"" + word + "\""
                + near.map(name -> "; did you mean \"" + name + "\" (" + files(filesCalled(name)) + ")?")
                        .orElse(""));
    }

    /** @param channels full channel names too */
    private List<String> names(boolean channels) {
        return handle.select("""
                        SELECT aov FROM channel UNION SELECT layer FROM channel UNION SELECT channel_group FROM channel
                        UNION SELECT aov FROM part UNION SELECT name FROM part UNION SELECT aov FROM sequence
                        UNION SELECT name FROM channel WHERE :channels""").bind("channels", channels).texts().list();
    }

    /** All, less those that are gone: to ask each whether it is would fetch its row, and the few that are have an index. */
    private long filesCalled(String name) {
        Conditions called = new Conditions();
        called.ofFile("(" + FilterClauses.of(called, handle).has(name) + ")");
        return called.query(handle, """
                        SELECT (SELECT count(*) FROM file f WHERE %1$s)
                             - (SELECT count(*) FROM file f WHERE f.state <> 'complete' AND f.state = 'gone' AND %1$s)\
                        """.formatted(called.fileClauses())).longs().one();
    }

    private void checkAttribute(String name) {
        boolean known = handle.select("SELECT EXISTS (SELECT 1 FROM attribute_name WHERE name = :name)")
                .bind("name", name)
                .truths()
                .one();
        if (!known) {
            Optional<String> near = NearestWord.of(
                    name,
                    handle.select("SELECT DISTINCT name FROM attribute_name")
                            .texts()
                            .list());
            notes.add("no attribute is called \"" + name + "\""
                    + near.map(other -> "; did you mean \"" + other + "\"?").orElse(""));
        }
    }

    private void countLeftOut(Question question) {
        Conditions conditions = new Conditions();
        ScopeClauses.add(conditions, question.scope(), handle, Roots.of(handle));
        FilterClauses.addHeaderless(conditions, question.filters(), handle);
        long leftOut = count(conditions, FilterClauses.alive(question.filters()));
        if (leftOut > 0) {
            notes.add(files(leftOut) + " without a readable header "
                    + (leftOut == 1
                            ? "is left out, for what it lacks cannot be told"
                            : "are left out, for what they lack cannot be told"));
        }
    }

    private long count(Conditions conditions, String alive) {
        return conditions
                .query(handle, """
                        SELECT count(*) FROM file f JOIN sequence s ON s.sequence_id = f.sequence_id
                        WHERE %s AND %s""".formatted(alive, conditions.allClauses()))
                .longs()
                .one();
    }

    private static String files(long count) {
        return String.format(Locale.ROOT, "%,d file%s", count, count == 1 ? "" : "s");
    }
}
