package io.github.exrdex.query;

import io.github.exrdex.file.FileState;
import io.github.exrdex.file.NearestWord;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What a file must be like; all of it at once. An empty list was not asked for.
 *
 * @param has each an AOV, layer, group or channel that must be there; a glob where it has {@code *} or {@code ?}
 * @param lacks the same, and must not be there; a file whose header cannot be read is left out, for it cannot tell
 * @param channels globs; each fits some channel's full name
 * @param states any of them; files that are gone fit only where {@code gone} is among them
 * @param where each fits
 */
public record Filters(
        List<String> has,
        List<String> lacks,
        List<String> channels,
        List<AttributeTest> attributes,
        Set<FileState> states,
        List<Where> where) {
    public static final Filters NONE = new Filters(List.of(), List.of(), List.of(), List.of(), Set.of());

    public Filters {
        has = List.copyOf(has);
        lacks = List.copyOf(lacks);
        channels = List.copyOf(channels);
        attributes = List.copyOf(attributes);
        states = Set.copyOf(states);
        where = List.copyOf(where);
    }

    public Filters(
            List<String> has,
            List<String> lacks,
            List<String> channels,
            List<AttributeTest> attributes,
            Set<FileState> states) {
        this(has, lacks, channels, attributes, states, List.of());
    }

    /** These and others at once; the others name no states. */
    Filters and(Filters others) {
        return new Filters(
                joined(has, others.has),
                joined(lacks, others.lacks),
                joined(channels, others.channels),
                joined(attributes, others.attributes),
                states,
                joined(where, others.where));
    }

    private static <T> List<T> joined(List<T> some, List<T> more) {
        List<T> all = new ArrayList<>(some);
        all.addAll(more);
        return all;
    }

    /** @throws QueryException where a word is no state */
    public static Set<FileState> states(Collection<String> words) {
        Set<FileState> states = EnumSet.noneOf(FileState.class);
        for (String word : words) {
            states.add(FileState.of(word).orElseThrow(() -> QueryException.badQuestion(noState(word))));
        }
        return states;
    }

    private static String noState(String word) {
        List<String> known =
                EnumSet.allOf(FileState.class).stream().map(FileState::text).toList();
        return "no state is called \"" + word + "\"; "
                + NearestWord.of(word, known)
                        .map(near -> "did you mean \"" + near + "\"?")
                        .orElseGet(() -> "there are " + String.join(", ", known));
    }

    boolean wantsGone() {
        boolean[] named = {states.contains(FileState.GONE)};
        WhereValue gone = new WhereValue.Text(FileState.GONE.text());
        eachLeaf(leaf -> named[0] |= leaf instanceof Where.Test test
                && test.field() == WhereField.Known.STATE
                && test.values().contains(gone));
        return named[0];
    }

    /** Some name is asked to be absent; files whose header cannot be read are then left out. */
    boolean asksAbsence() {
        return !lacks.isEmpty() || where.stream().anyMatch(Filters::asksAbsence);
    }

    private static boolean asksAbsence(Where where) {
        if (where instanceof Where.And and) {
            return and.all().stream().anyMatch(Filters::asksAbsence);
        }
        if (where instanceof Where.Or or) {
            return or.any().stream().anyMatch(Filters::asksAbsence);
        }
        return where instanceof Where.Not;
    }

    /** Every name that is asked for, to be there or not. */
    List<String> names() {
        List<String> names = new ArrayList<>(has);
        names.addAll(lacks);
        eachLeaf(leaf -> {
            if (leaf instanceof Where.Has asked) {
                names.add(asked.name());
            }
        });
        return names;
    }

    /** Every attribute that is asked for. */
    List<String> attributeNames() {
        List<String> names =
                new ArrayList<>(attributes.stream().map(AttributeTest::name).toList());
        eachLeaf(leaf -> {
            WhereField field = leaf instanceof Where.Test test
                    ? test.field()
                    : leaf instanceof Where.Present present ? present.field() : WhereField.Known.NAME;
            if (field instanceof WhereField.Attribute attribute) {
                names.add(attribute.name());
            }
        });
        return names;
    }

    private void eachLeaf(Consumer<Where> action) {
        where.forEach(each -> Where.eachLeaf(each, action));
    }
}
