package io.github.exrdex.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exrdex.exr.Attribute;
import io.github.exrdex.exr.AttributeValue;
import io.github.exrdex.file.FileState;
import io.github.exrdex.store.PathTokens;
import io.github.exrdex.support.DisklessIndex;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Answers that fetch values by their slot say what the views say, in whatever slot a header has them. */
class SlotAnswersTest {
    private static final PathTokens TOKENS = path -> Map.of("shot", path.split("/", -1)[2]);

    @TempDir
    static Path folder = Path.of("");

    private static Path database = Path.of("");

    /** How many others that vary stand before it; from 12 on it shares a column. */
    @BeforeAll
    static void fill() {
        try (DisklessIndex index = new DisklessIndex(folder, "/renders", TOKENS)) {
            database = index.database();
            for (int before : new int[] {0, 1, 3, 12, 14}) {
                for (int frame = 1; frame <= 30; frame++) {
                    put(index, "before" + before, frame, before, frame % 7 == 0 ? Float.NaN : frame * 0.5f - 2);
                }
            }
            index.putFrames("none/a.%04d.exr", 1, 5, DisklessIndex.part("R"))
                    .put("empty/a.0001.exr", FileState.EMPTY)
                    .remove("before1/a.0003.exr")
                    .swept(0);
        }
    }

    private static void put(DisklessIndex index, String shot, int frame, int before, float value) {
        List<Attribute> attributes = new ArrayList<>();
        for (int i = 0; i < before; i++) {
            attributes.add(DisklessIndex.attribute(
                    "other%02d".formatted(i), "string", new AttributeValue.Text("text" + frame + "," + i)));
        }
        attributes.add(DisklessIndex.attribute("renderTime", "float", new AttributeValue.FloatNumber(value)));
        index.put(
                shot + "/a.%04d.exr".formatted(frame),
                FileState.COMPLETE,
                DisklessIndex.with(DisklessIndex.part("R", "G"), attributes.toArray(new Attribute[0])));
    }

    @Test
    void theAttributeStandsInSeveralSlots() {
        try (IndexReader reader = IndexReader.open(database)) {
            List<Long> slots = reader.handle().select("""
                            SELECT DISTINCT w.slot FROM frame_slot w
                            JOIN attribute_name n ON n.attribute_id = w.attribute_id
                            WHERE n.name = 'renderTime' ORDER BY w.slot""").longs().list();
            assertTrue(slots.size() > 3 && slots.get(slots.size() - 1) > 12, slots::toString);
        }
    }

    @Test
    void valuesAreThoseOfTheView() {
        try (IndexReader reader = IndexReader.open(database)) {
            List<String> wanted = reader.handle().select("""
                            SELECT a.text || ' ' || count(*) || ' ' || count(DISTINCT f.sequence_id)
                            FROM v_attribute a JOIN v_file f ON f.file_id = a.file_id
                            WHERE a.name = 'renderTime' AND f.gone_at IS NULL
                            GROUP BY a.text
                            ORDER BY count(*) DESC, count(DISTINCT f.sequence_id) DESC,
                                     min(a.number) IS NULL, min(a.number), a.text""").texts().list();
            assertTrue(wanted.size() > 20, wanted::toString);
            wanted.add("none 6 2");
            ValueCounts counts =
                    ValueCounts.of(reader, "attr.renderTime", new Question(Scope.EVERYTHING, Filters.NONE));
            assertEquals(
                    wanted,
                    counts.rows().stream()
                            .map(row -> row.value().orElse("none") + " " + row.fileCount() + " " + row.sequenceCount())
                            .toList());
        }
    }

    @Test
    void filesAreFoundAsByTheView() {
        for (String test : List.of("> 3.5", "<= -1", "== 4", "!= 4", "== nan", "~ [.]5$")) {
            String clause = switch (test) {
                case "!= 4" -> "coalesce(a.number <> 4, a.text <> '4')";
                case "== 4" -> "a.number = 4";
                case "== nan" -> "a.text = 'nan'";
                case "~ [.]5$" -> "a.text LIKE '%.5'";
                default -> "a.number " + test;
            };
            try (IndexReader reader = IndexReader.open(database)) {
                long wanted = reader.handle()
                        .select("SELECT count(DISTINCT a.file_id) FROM v_attribute a"
                                + " JOIN v_file f ON f.file_id = a.file_id"
                                + " WHERE a.name = 'renderTime' AND f.gone_at IS NULL AND " + clause)
                        .longs()
                        .one();
                Filters filters = new Filters(
                        List.of(), List.of(), List.of(), List.of(AttributeTest.parse("renderTime " + test)), Set.of());
                long found = new AssetFinder(reader, new Question(Scope.EVERYTHING, filters)).countFiles();
                assertTrue(wanted > 4, test);
                assertEquals(wanted, found, test);
            }
        }
    }
}
