package io.github.exrdex.query;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exrdex.exr.AttributeValue;
import io.github.exrdex.exr.Part;
import io.github.exrdex.file.FileState;
import io.github.exrdex.store.PathTokens;
import io.github.exrdex.support.DisklessIndex;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What find, check and history ask SQLite for never goes through the whole table of files. */
class FindPlansTest {
    /** {@code /renders/SHOT/...}; what lies in a folder N is that AOV. */
    private static final PathTokens TOKENS = path -> {
        String[] names = path.split("/", -1);
        Map<String, String> tokens = new TreeMap<>(Map.of("show", "abc", "shot", names[2]));
        if (names[3].equals("N")) {
            tokens.put("aov", "N");
        }
        return tokens;
    };

    /** The tables with a row for each file, as statements call them. */
    private static final Pattern WHOLE_TABLE = Pattern.compile("SCAN (f|x|y|file|file_attribute|problem)\\b.*");

    @TempDir
    static Path folder = Path.of("");

    private static Path database = Path.of("");
    private static long lateAt;

    @BeforeAll
    static void fill() {
        Part part = DisklessIndex.with(
                DisklessIndex.part("R", "G", "B", "spec.R"),
                DisklessIndex.attribute("owner", "string", new AttributeValue.Text("somebody")));
        try (DisklessIndex index = new DisklessIndex(folder, "/renders", TOKENS)) {
            database = index.database();
            index.putFrames("sh010/a.%04d.exr", 1, 20, part)
                    .putFrames("sh010/N/n.%04d.exr", 1, 20, DisklessIndex.part("R", "G", "B"))
                    .putFrames("sh020/a.%04d.exr", 1, 20, part)
                    .put("sh020/a.0021.exr", FileState.EMPTY)
                    .swept(0);
            for (String later : List.of("sh020/later.0001.exr", "sh020/last.0001.exr")) {
                index.index().clock().advance(Duration.ofHours(1));
                index.put(later, FileState.COMPLETE, part).flush();
            }
            lateAt = index.index().clock().getAsLong();
        }
    }

    private static void assertNoWholeTable(Consumer<IndexReader> answer) {
        QueryPlans.without(database, answer, WHOLE_TABLE);
    }

    private static Consumer<IndexReader> find(List<String> scope, Filters filters, boolean files) {
        return reader -> {
            AssetFinder finder = new AssetFinder(reader, new Question(Scope.parse(scope, Path.of("")), filters));
            RowPlan plan = RowPlan.of(OptionalLong.empty());
            if (files) {
                finder.eachFile(plan, row -> {});
                finder.eachFrames(OptionalLong.empty(), text -> {});
            } else {
                finder.eachSequence(plan, row -> {});
            }
            finder.countFiles();
            finder.countSequences();
            finder.notes(List.of());
        };
    }

    private static Filters where(String text) {
        return new Filters(List.of(), List.of(), List.of(), List.of(), Set.of(), List.of(WhereParser.parse(text, 0)));
    }

    private static Filters lacks(String name) {
        return new Filters(List.of(), List.of(name), List.of(), List.of(), Set.of());
    }

    private static Filters has(String name) {
        return new Filters(List.of(name), List.of(), List.of(), List.of(), Set.of());
    }

    @ParameterizedTest
    @ValueSource(strings = {"N", "spec", "beauty", "difuse", "spec.*", "N.R"})
    void presenceAndAbsenceGoByHeadersOrSequences(String name) {
        for (boolean files : List.of(true, false)) {
            assertNoWholeTable(find(List.of(), has(name), files));
            assertNoWholeTable(find(List.of(), lacks(name), files));
            assertNoWholeTable(find(List.of("shot=sh0*"), lacks(name), files));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/renders/sh010", "shot=sh010", "/renders/sh010/a.1-5#.exr", "version=latest"})
    void scopesGoBySequences(String scope) {
        assertNoWholeTable(find(List.of(scope), Filters.NONE, true));
        assertNoWholeTable(find(List.of(scope), Filters.NONE, false));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "state == empty",
                "compression == zip",
                "attr.owner == somebody",
                "channels > 3",
                "size > 1G and has(N)"
            })
    void testsOfHeadersGoByHeaders(String text) {
        assertNoWholeTable(find(List.of("shot=sh010"), where(text), true));
        assertNoWholeTable(find(List.of("shot=sh010"), where(text), false));
    }

    @Test
    void whatHappenedLatelyGoesByTime() {
        Set<HistoryRow.Kind> all = Set.of(HistoryRow.Kind.values());
        Scope everything = Scope.EVERYTHING;
        assertNoWholeTable(reader -> History.of(reader, everything, 1_000, all));
        List<String> steps = QueryPlans.without(
                database, reader -> History.of(reader, everything, lateAt - 1_000, all), WHOLE_TABLE);
        assertTrue(
                steps.stream().anyMatch(step -> step.contains("file_change_by_time")), () -> String.join("\n", steps));
        assertTrue(
                steps.stream().anyMatch(step -> step.startsWith("SEARCH f USING INTEGER PRIMARY KEY (rowid>?)")),
                () -> String.join("\n", steps));
    }
}
