package io.github.exrdex.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exrdex.exr.AttributeValue;
import io.github.exrdex.exr.Part;
import io.github.exrdex.file.FileState;
import io.github.exrdex.query.Requirement.CompressionIn;
import io.github.exrdex.query.Requirement.Fits;
import io.github.exrdex.query.Requirement.StateIn;
import io.github.exrdex.store.PathTokens;
import io.github.exrdex.support.DisklessIndex;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No verb goes through the table of files; those that have to see every file see it in an index that has all they want. */
class VerbPlansTest {
    private static final PathTokens TOKENS =
            path -> Map.of("show", "abc", "shot", path.split("/", -1)[2], "version", path.split("/", -1)[3]);

    private static final Pattern WHOLE_TABLE = Pattern.compile("SCAN (f|x|y|file|problem)\\b.*");

    private static final Pattern TABLE_ITSELF =
            Pattern.compile("SCAN (f|x|y|file|problem)\\b(?! USING COVERING INDEX).*");

    /** Each of these fetches the row of a file in the table. */
    private static final Pattern OWN_ROW =
            Pattern.compile("SEARCH (f|x|y) USING (INDEX file_of_sequence|INDEX file_by_header|INTEGER PRIMARY KEY).*");

    @TempDir
    static Path folder = Path.of("");

    /** With an attribute that varies from frame to frame, which the first frames have in their headers still. */
    private static Path database = Path.of("");

    /** Sequences whose frames all share a header, as nearly all do. */
    private static Path uniform = Path.of("");

    @BeforeAll
    static void fill() throws IOException {
        try (DisklessIndex index =
                new DisklessIndex(Files.createDirectory(folder.resolve("uniform")), "/renders", TOKENS)) {
            uniform = index.database();
            index.putFrames("sh010/1/a.%04d.exr", 1, 10, DisklessIndex.part("R", "G", "B", "N.X"))
                    .putFrames("sh020/1/a.%04d.exr", 1, 10, DisklessIndex.part("R", "G", "B"))
                    .swept(0);
        }
        try (DisklessIndex index = new DisklessIndex(folder, "/renders", TOKENS)) {
            database = index.database();
            for (String sequence : List.of("sh010/1/a", "sh010/2/a", "sh020/1/a", "sh030/1/a", "sh040/1/a")) {
                for (int frame = 1; frame <= 10; frame++) {
                    index.put(sequence + ".%04d.exr".formatted(frame), FileState.COMPLETE, part(frame));
                }
            }
            index.count().swept(0);
        }
    }

    private static Part part(int frame) {
        return DisklessIndex.with(
                DisklessIndex.part("R", "G", "B", "N.X"),
                DisklessIndex.attribute("owner", "string", new AttributeValue.Text("somebody")),
                DisklessIndex.attribute("renderTime", "float", new AttributeValue.FloatNumber(frame)));
    }

    private static Question question(String... scope) {
        return new Question(scope(scope), Filters.NONE);
    }

    private static Scope scope(String... words) {
        return Scope.parse(List.of(words), Path.of(""));
    }

    private static void assertNoWholeTable(Consumer<IndexReader> answer) {
        QueryPlans.without(database, answer, WHOLE_TABLE);
    }

    /** Every file is looked at, and none in its own row. */
    private static void assertCovered(Consumer<IndexReader> answer) {
        QueryPlans.without(uniform, answer, TABLE_ITSELF);
        List<String> steps = QueryPlans.without(uniform, answer, OWN_ROW);
        assertTrue(
                steps.stream().anyMatch(step -> step.contains("COVERING INDEX file_of_sequence")),
                () -> String.join("\n", steps));
    }

    @Test
    void countsOverEverythingComeFromIndexesAlone() {
        assertCovered(reader -> Usage.ofFiles(reader, question(), List.of("shot", "compression")));
        assertCovered(reader -> Usage.ofParts(reader, question(), List.of("aov")));
        assertCovered(reader -> ValueCounts.of(reader, "aov", question()));
        assertCovered(reader -> ValueCounts.of(reader, "attr.owner", question()));
        assertCovered(reader ->
                PresenceMatrix.of(reader, question(), List.of("shot"), List.of("N", "B"), SequenceStyle.FILESEQ));
        assertCovered(reader -> new AssetFinder(reader, question()).countSequences());
        assertCovered(reader -> new AssetFinder(reader, question()).countFiles());
        assertCovered(reader ->
                new AssetFinder(reader, question()).eachSequence(RowPlan.of(OptionalLong.empty()), row -> {}));
        assertCovered(reader -> new Drift(reader, scope(), false).each(row -> {}));
        Filters large = new Filters(
                List.of(), List.of(), List.of(), List.of(), Set.of(), List.of(WhereParser.parse("size > 1G", 0)));
        assertCovered(reader -> new AssetFinder(reader, new Question(scope(), large)).countFiles());
    }

    @Test
    void valuesOfEveryFrameAreFetchedByTheirPlace() {
        List<String> steps = QueryPlans.without(
                database, reader -> ValueCounts.of(reader, "attr.renderTime", question()), WHOLE_TABLE);
        assertTrue(
                steps.stream().anyMatch(step -> step.startsWith("SEARCH v USING INTEGER PRIMARY KEY (rowid=?)")),
                () -> String.join("\n", steps));
        assertNoWholeTable(reader -> ValueCounts.of(reader, "attr.renderTime", question("shot=sh010")));
    }

    @Test
    void filesAreFoundByAValueOfEveryFrameWhereTheseStandOneBehindTheOther() {
        for (String test : List.of("renderTime > 3", "renderTime == 5", "renderTime ~ 1", "renderTime")) {
            Filters filters =
                    new Filters(List.of(), List.of(), List.of(), List.of(AttributeTest.parse(test)), Set.of());
            List<String> steps = QueryPlans.without(
                    database,
                    reader -> new AssetFinder(reader, new Question(Scope.EVERYTHING, filters)).countFiles(),
                    WHOLE_TABLE);
            assertTrue(
                    steps.contains("SEARCH v USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)")
                            && steps.contains("SEARCH y USING COVERING INDEX file_of_sequence (sequence_id=?)")
                            && steps.stream().noneMatch(step -> step.startsWith("SEARCH a USING INDEX file_by")),
                    () -> String.join("\n", steps));
        }
    }

    @Test
    void absenceIsToldByTheIndexOfSequencesAlone() {
        Question lacks =
                new Question(Scope.EVERYTHING, new Filters(List.of(), List.of("Z"), List.of(), List.of(), Set.of()));
        assertCovered(reader -> new AssetFinder(reader, lacks).countSequences());
        assertCovered(
                reader -> new AssetFinder(reader, lacks).eachSequence(RowPlan.of(OptionalLong.empty()), row -> {}));
    }

    @Test
    void anExpressionForNamesIsAskedOfEachSequenceOnce() {
        Filters named = new Filters(
                List.of(), List.of(), List.of(), List.of(), Set.of(), List.of(WhereParser.parse("name ~ a", 0)));
        Consumer<IndexReader> find =
                reader -> new AssetFinder(reader, new Question(Scope.EVERYTHING, named)).countSequences();
        List<String> steps = QueryPlans.without(uniform, find, WHOLE_TABLE);
        assertEquals(
                2, steps.stream().filter(step -> step.startsWith("SEARCH y")).count(), "its first and last frame");
        assertEquals(
                1, steps.stream().filter(step -> step.startsWith("SCAN q")).count(), () -> String.join("\n", steps));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/renders", "shot=sh010", "/renders/sh030", "version=latest"})
    void checkGoesBySequencesWhateverItsRulesAre(String scope) {
        for (Requirement requirement : List.of(
                new RequiredAovs(List.of("N")),
                new CompressionIn(List.of("zip")),
                RequiredNames.parse("[a-z]+[.]0*1[.]exr"),
                new RequiredFrames(Optional.empty()),
                new StateIn(Set.of(FileState.COMPLETE)),
                attribute("owner == me"),
                attribute("renderTime < 5"),
                new Fits("size < 1", WhereParser.parse("size < 1", 0)),
                new Fits("name ~ a.0*1", WhereParser.parse("name ~ a.0*1", 0)))) {
            CheckRule rule = new CheckRule("rule", CheckRule.Severity.ERROR, Scope.EVERYTHING, requirement);
            assertNoWholeTable(reader ->
                    SpecCheck.of(reader, question(scope), Scope.EVERYTHING, List.of(rule), List.of(), LocalDate.EPOCH));
        }
    }

    private static RequiredAttributes attribute(String test) {
        return new RequiredAttributes(List.of(test), List.of(AttributeTest.parse(test)), true);
    }

    @Test
    void filesOfANameThatMayBeMeantAreCountedInIndexesAlone() {
        Filters misspelt = new Filters(List.of("N.Y"), List.of(), List.of(), List.of(), Set.of());
        List<String> steps = QueryPlans.without(
                uniform,
                reader -> QuestionNotes.of(reader.handle(), new Question(Scope.EVERYTHING, misspelt)),
                OWN_ROW);
        assertTrue(
                steps.contains("SEARCH f USING COVERING INDEX file_by_header (header_id=?)")
                        && steps.contains("SEARCH f USING INDEX file_not_complete (state=?)"),
                () -> String.join("\n", steps));
    }

    @Test
    void diffDriftAndHistoryGoByTheirScopes() {
        assertNoWholeTable(
                reader -> new Diff(reader, scope("shot=sh010", "version=1"), scope("shot=sh010", "version=2"), 0)
                        .each(row -> {}));
        assertNoWholeTable(
                reader -> new Diff(reader, scope("/renders/sh010"), scope("/renders/sh020"), 0).each(row -> {}));
        assertNoWholeTable(reader -> new Drift(reader, scope("shot=sh010"), true).each(row -> {}));
        assertNoWholeTable(reader -> History.of(reader, scope("shot=sh010"), 1_000, Set.of(HistoryRow.Kind.values())));
    }

    @Test
    void diffOfWholeVersionsFetchesNoValueWhereItIsProvenThatAllDiffer() {
        Consumer<IndexReader> diff =
                reader -> new Diff(reader, scope("shot=sh020"), scope("shot=sh030"), 0).each(row -> {});
        List<String> steps = QueryPlans.without(database, diff, WHOLE_TABLE);
        assertTrue(
                steps.stream().noneMatch(step -> step.contains("frame_values") || step.startsWith("SEARCH v ")),
                () -> String.join("\n", steps));
        assertCovered(reader -> new Diff(reader, scope("shot=sh010"), scope("shot=sh020"), 0).each(row -> {}));
    }

    @Test
    void unitsGoBySequences() {
        Filters lacks = new Filters(List.of(), List.of("Z"), List.of(), List.of(), Set.of());
        assertNoWholeTable(
                reader -> new UnitFinder(reader, new Question(scope("show=abc"), lacks), List.of("shot")).units());
    }
}
