package io.github.exrdex.query;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exrdex.store.PathTokens;
import io.github.exrdex.support.DisklessIndex;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers about many files reach them through their sequences, and never by going through the whole table. */
class AnswerPlansTest {
    private static final PathTokens TOKENS = path -> Map.of("show", "abc", "shot", path.split("/", -1)[2]);

    /** The tables with a row for each file, as statements call them. */
    private static final Pattern WHOLE_TABLE = Pattern.compile("SCAN (f|x|file|file_attribute|problem)\\b.*");

    @TempDir
    static Path folder = Path.of("");

    private static Path database = Path.of("");

    @BeforeAll
    static void fill() {
        try (DisklessIndex index = new DisklessIndex(folder, "/renders", TOKENS)) {
            database = index.database();
            index.putFrames("sh010/a.%04d.exr", 1, 20, DisklessIndex.part("R", "G", "B", "N.X"))
                    .putFrames("sh020/a.%04d.exr", 1, 20, DisklessIndex.part("R", "G", "B"))
                    .remove("sh020/a.0007.exr")
                    .swept(0);
        }
    }

    private static void assertNoWholeTable(Consumer<IndexReader> answer) {
        List<String> steps = QueryPlans.without(database, answer, WHOLE_TABLE);
        assertTrue(steps.stream().anyMatch(step -> step.contains("file_of_sequence")), () -> String.join("\n", steps));
    }

    private static Question question(String... scope) {
        return new Question(Scope.parse(List.of(scope), Path.of("")), Filters.NONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"shot=sh010", "shot=sh0*", "/renders/sh020", "/renders/sh020/a.1-20#.exr", "/renders"})
    void noAnswerGoesThroughTheTableOfFiles(String scope) {
        Question question = question(scope);
        assertNoWholeTable(
                reader -> FrameAudit.of(reader, question.scope(), ExpectedFrames.OWN, SequenceStyle.FILESEQ));
        assertNoWholeTable(reader -> FrameAudit.of(
                reader,
                question.scope(),
                new ExpectedFrames(Optional.empty(), Optional.of(question.scope())),
                SequenceStyle.FILESEQ));
        assertNoWholeTable(reader ->
                PresenceMatrix.of(reader, question, List.of("shot"), List.of("N", "B"), SequenceStyle.FILESEQ));
        assertNoWholeTable(reader -> ValueCounts.of(reader, "aov", question));
        assertNoWholeTable(reader -> ValueCounts.of(reader, "attr.owner", question));
        assertNoWholeTable(reader -> Usage.ofFiles(reader, question, List.of("state", "day")));
        assertNoWholeTable(reader -> Usage.ofParts(reader, question, List.of("aov")));
    }

    @Test
    void uniformSequencesAreNotAskedForFileByFile() {
        List<String> uniform = QueryPlans.of(
                database,
                reader -> FrameAudit.of(
                        reader, question("shot=sh010").scope(), ExpectedFrames.OWN, SequenceStyle.FILESEQ));
        List<String> ragged = QueryPlans.of(
                database,
                reader -> FrameAudit.of(
                        reader, question("shot=sh020").scope(), ExpectedFrames.OWN, SequenceStyle.FILESEQ));
        assertTrue(uniform.stream().noneMatch(step -> step.contains("SCAN j ")), () -> String.join("\n", uniform));
        assertTrue(ragged.stream().anyMatch(step -> step.contains("SCAN j ")), () -> String.join("\n", ragged));
    }
}
