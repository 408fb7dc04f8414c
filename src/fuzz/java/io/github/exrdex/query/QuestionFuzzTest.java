package io.github.exrdex.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import io.github.exrdex.exr.AttributeValue;
import io.github.exrdex.file.FileState;
import io.github.exrdex.store.PathTokens;
import io.github.exrdex.support.DisklessIndex;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Any words make a question that SQLite answers, or are refused with a reason. */
class QuestionFuzzTest {
    private static final Path WORKING_FOLDER = Path.of("/r/abc");
    private static final IndexReader INDEX = index();

    /** A few files of every kind of name, for the whole run. */
    private static IndexReader index() {
        try {
            Path folder = Files.createTempDirectory("question");
            try (DisklessIndex files = new DisklessIndex(folder, "/r", PathTokens.NONE)) {
                for (String name : List.of("a/shot.1001.exr", "a/shot.1002.exr", "a/b/x_v001.exr", "a/%.exr")) {
                    files.put(
                            name,
                            FileState.COMPLETE,
                            DisklessIndex.with(
                                    DisklessIndex.part("R", "diffuse.R"),
                                    DisklessIndex.attribute(
                                            "renderTime", "float", new AttributeValue.FloatNumber(1.5f)),
                                    DisklessIndex.attribute("owner", "string", new AttributeValue.Text("ann"))));
                }
                files.flush();
            }
            return IndexReader.open(folder.resolve("index.db"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Arguments> questions() {
        return List.of(
                Arguments.of("/r/a/shot.1001-1100x2#.exr", "renderTime >= 1.5e0", "diffuse"),
                Arguments.of("/r/a/shot.%04d.exr", "owner ~ a*n", "diff*"),
                Arguments.of("shot=sh0*", "owner == \"ann\"", "*"),
                Arguments.of("../a", "renderTime", "R"),
                Arguments.of("/r/a/shot.-10--1,5@@@.exr", "owner != x", "[a-z]?"));
    }

    @MethodSource("questions")
    @FuzzTest(maxDuration = "60s")
    void everyQuestionIsAnsweredOrRefused(@NotNull String scope, @NotNull String attribute, @NotNull String has) {
        AtomicLong files = new AtomicLong();
        AtomicLong ofSequences = new AtomicLong();
        try {
            Filters filters =
                    new Filters(List.of(has), List.of(), List.of(), List.of(AttributeTest.parse(attribute)), Set.of());
            Question question = new Question(Scope.parse(List.of(scope), WORKING_FOLDER), filters);
            new AssetFinder(INDEX, question)
                    .eachFile(RowPlan.of(OptionalLong.empty()), file -> files.incrementAndGet());
            new AssetFinder(INDEX, question)
                    .eachSequence(
                            RowPlan.of(OptionalLong.empty()),
                            sequence -> ofSequences.addAndGet(sequence.matchingCount()));
        } catch (QueryException e) {
            assertFalse(String.valueOf(e.getMessage()).isBlank());
            return;
        }
        assertEquals(files.get(), ofSequences.get());
    }
}
