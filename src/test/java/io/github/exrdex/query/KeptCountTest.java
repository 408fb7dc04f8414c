package io.github.exrdex.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exrdex.file.FileState;
import io.github.exrdex.support.DisklessIndex;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No answer depends on whether somebody has counted. */
class KeptCountTest {
    private static final Set<HistoryRow.Kind> ALL_KINDS = Set.of(HistoryRow.Kind.values());

    @TempDir
    static Path folder = Path.of("");

    /** The same files: asked one by one, all sequences counted, and some of them changed again since. */
    private static Path uncounted = Path.of("");

    private static Path counted = Path.of("");
    private static Path partly = Path.of("");

    @BeforeAll
    static void fill() throws Exception {
        uncounted = made("uncounted", index -> change(index));
        counted = made("counted", index -> change(index.count()).count());
        partly = made("partly", index -> change(index.count()));
    }

    private static Path made(String name, Consumer<DisklessIndex> then) throws Exception {
        Path place = Files.createDirectory(folder.resolve(name));
        try (DisklessIndex index = MixedFarm.in(place)) {
            then.accept(index);
            return index.database();
        }
    }

    private static DisklessIndex change(DisklessIndex index) {
        return index.put("sh00/v001/a.1013.exr", FileState.COMPLETE, MixedFarm.part(0, 1, 1013))
                .put("sh01/v002/a.1002.exr", FileState.COMPLETE, MixedFarm.part(2, 2, 1009))
                .put("sh05/v002/a.1003.exr", FileState.COMPLETE, MixedFarm.part(5, 2, 1003))
                .remove("sh02/v001/a.1001.exr")
                .flush();
    }

    private static Scope scope(String... words) {
        return Scope.parse(List.of(words), Path.of("/"));
    }

    private static Filters names(List<String> has, List<String> lacks, List<String> channels) {
        return new Filters(has, lacks, channels, List.of(), Set.of());
    }

    private static Filters attribute(String test) {
        return new Filters(List.of(), List.of(), List.of(), List.of(AttributeTest.parse(test)), Set.of());
    }

    private static Filters where(String text) {
        return new Filters(List.of(), List.of(), List.of(), List.of(), Set.of(), List.of(WhereParser.parse(text, 0)));
    }

    private static List<Filters> filters() {
        return List.of(
                Filters.NONE,
                names(List.of("Z"), List.of(), List.of()),
                names(List.of(), List.of("Z"), List.of()),
                names(List.of("beauty"), List.of("Z"), List.of("R*")),
                names(List.of(), List.of("nothing"), List.of()),
                attribute("renderTime > 502"),
                attribute("renderTime == 501.5"),
                attribute("renderTime != 501.5"),
                attribute("pass == 1"),
                attribute("pass < 2"),
                attribute("pass"),
                attribute("renderHost ~ 3$"),
                attribute("renderHost > farm3"),
                attribute("owner == nobody"),
                new Filters(List.of(), List.of("Z"), List.of(), List.of(), Set.of(FileState.TRUNCATED)),
                new Filters(List.of(), List.of(), List.of(), List.of(), Set.of(FileState.GONE, FileState.COMPLETE)),
                where("has(Z) and frame > 1003"),
                where("not has(Z)"));
    }

    private static List<Scope> scopes() {
        return List.of(
                Scope.EVERYTHING,
                scope("shot=sh0[0-3]"),
                scope("/renders/sh00/v001/a.1005-1020#.exr"),
                scope("version=2"));
    }

    /** Every verb that counts, by what it is asked. */
    private static Map<String, Function<IndexReader, Object>> questions() {
        Map<String, Function<IndexReader, Object>> questions = new LinkedHashMap<>();
        for (Filters filters : filters()) {
            for (Scope scope : scopes()) {
                Question question = new Question(scope, filters);
                String name = " of " + scope + " " + filters;
                questions.put("sequences" + name, reader -> sequences(reader, question));
                questions.put(
                        "number of sequences" + name, reader -> new AssetFinder(reader, question).countSequences());
                questions.put("number of files" + name, reader -> new AssetFinder(reader, question).countFiles());
                questions.put("units" + name, reader -> new UnitFinder(reader, question, List.of("shot")).units());
                for (String field :
                        List.of("compression", "channel", "state", "attr.renderTime", "attr.pass", "shot")) {
                    questions.put("values " + field + name, reader -> ValueCounts.of(reader, field, question));
                }
                questions.put("stats" + name, reader -> Usage.ofFiles(reader, question, List.of("shot", "state")));
                questions.put("stats by day" + name, reader -> Usage.ofFiles(reader, question, List.of("day")));
                questions.put("du" + name, reader -> Usage.ofParts(reader, question, List.of("aov")));
                questions.put(
                        "channels" + name,
                        reader -> PresenceMatrix.of(
                                reader, question, List.of("shot"), List.of("Z"), SequenceStyle.FILESEQ));
            }
        }
        for (Scope scope : scopes()) {
            questions.put(
                    "frames of " + scope,
                    reader -> FrameAudit.of(reader, scope, ExpectedFrames.OWN, SequenceStyle.FILESEQ));
            questions.put("history of " + scope, reader -> History.of(reader, scope, 0, ALL_KINDS));
            questions.put("history of files of " + scope, reader -> History.ofFiles(reader, scope, 0, ALL_KINDS));
            questions.put("drift of " + scope, reader -> rows(row -> new Drift(reader, scope, true).each(row::accept)));
            questions.put(
                    "check of " + scope,
                    reader -> SpecCheck.of(
                            reader,
                            new Question(scope, Filters.NONE),
                            Scope.EVERYTHING,
                            rules(),
                            List.of(),
                            LocalDate.EPOCH));
        }
        questions.put("diff of versions", reader -> diff(reader, scope("version=1"), scope("version=2")));
        questions.put("diff of shots", reader -> diff(reader, scope("shot=sh03"), scope("shot=sh07")));
        return questions;
    }

    private static List<CheckRule> rules() {
        return List.of(
                rule(new RequiredAovs(List.of("Z"))),
                rule(new RequiredFrames(Optional.empty())),
                rule(new Requirement.StateIn(Set.of(FileState.COMPLETE))),
                rule(new Requirement.Fits("size > 2000", WhereParser.parse("size > 2000", 0))));
    }

    private static CheckRule rule(Requirement requirement) {
        return new CheckRule("rule", CheckRule.Severity.ERROR, Scope.EVERYTHING, requirement);
    }

    private static List<Object> rows(Consumer<Consumer<Object>> answer) {
        List<Object> rows = new ArrayList<>();
        answer.accept(rows::add);
        return rows;
    }

    private static List<Object> sequences(IndexReader reader, Question question) {
        return rows(
                row -> new AssetFinder(reader, question).eachSequence(RowPlan.of(OptionalLong.empty()), row::accept));
    }

    private static List<Object> diff(IndexReader reader, Scope first, Scope second) {
        return rows(row -> new Diff(reader, first, second, 0.1).each(row::accept));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, Long.MAX_VALUE})
    void countedOrNotTheAnswersAreTheSame(long twoConnectionsFrom) {
        try (IndexReader one = IndexReader.open(uncounted, twoConnectionsFrom);
                IndexReader all = IndexReader.open(counted, twoConnectionsFrom);
                IndexReader some = IndexReader.open(partly, twoConnectionsFrom)) {
            questions().forEach((name, question) -> {
                String expected = question.apply(one).toString();
                assertEquals(expected, question.apply(all).toString(), name);
                assertEquals(expected, question.apply(some).toString(), name);
            });
        }
    }

    /** The count is made to lie, to see whom they believe. */
    @Test
    void whatIsCountedIsNotCountedAgain(@TempDir Path other) throws Exception {
        Path lying = Files.copy(counted, other.resolve("index.db"));
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + lying);
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("""
                    UPDATE sequence SET counted_bytes = 77000000
                    WHERE prefix = 'a.' AND shot = 'sh08' AND version = '001'""");
        }
        Question question = new Question(scope("shot=sh08", "version=1"), names(List.of(), List.of("Z"), List.of()));
        try (IndexReader reader = IndexReader.open(lying)) {
            for (Object answer : List.of(
                    sequences(reader, question),
                    Usage.ofFiles(reader, question, List.of("shot")),
                    History.of(reader, Scope.EVERYTHING, 0, ALL_KINDS))) {
                assertTrue(answer.toString().contains("=77000000"), answer.toString());
            }
        }
    }
}
