package io.github.exrdex.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exrdex.exr.AttributeValue;
import io.github.exrdex.exr.Part;
import io.github.exrdex.file.FileState;
import io.github.exrdex.support.DisklessIndex;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SequenceCountsTest {
    /** Sequences whose count is there and says something else than their files do. */
    private static final String WRONG = """
            SELECT s.sequence_id FROM sequence s WHERE s.counted_files IS NOT NULL AND (
                s.counted_files, s.counted_headers, s.first_header_id, s.last_header_id, s.first_frame, s.last_frame,
                s.different_frames, s.counted_bytes, s.first_file_id, s.last_file_id, s.first_indexed_at,
                s.last_indexed_at, s.with_changes) IS NOT (
              SELECT count(*), count(f.header_id), min(f.header_id), max(f.header_id), min(f.frame), max(f.frame),
                     count(DISTINCT f.frame), total(f.size_bytes), min(f.file_id), max(f.file_id), min(f.indexed_at),
                     max(f.indexed_at),
                     EXISTS (SELECT 1 FROM file_change c JOIN file x ON x.file_id IN (c.file_id, c.moved_to)
                             WHERE x.sequence_id = s.sequence_id)
              FROM file f WHERE f.sequence_id = s.sequence_id AND f.gone_at IS NULL)""";

    /** Slots that are said to vary, with a value that half of the files share. */
    private static final String NOT_VARIED = """
            SELECT a.sequence_id FROM (
              SELECT s.sequence_id, s.counted_files, w.slot, count(*) AS alike
              FROM sequence s
              JOIN file f ON f.sequence_id = s.sequence_id AND f.gone_at IS NULL
              JOIN frame_slot w ON w.header_id = f.header_id
              JOIN file_attribute v ON v.file_id = f.file_id AND v.attribute_id = w.attribute_id
              WHERE s.counted_files IS NOT NULL AND s.varied_slots >> w.slot & 1
              GROUP BY s.sequence_id, w.slot, v.text) a
            WHERE 2 * a.alike >= a.counted_files""";

    @TempDir
    private Path folder;

    private DisklessIndex index;

    @BeforeEach
    void open() {
        index = new DisklessIndex(folder, "/renders", path -> Map.of());
    }

    private static Part part(Object host, Object seconds) {
        return DisklessIndex.with(
                DisklessIndex.part("R", "G", "B"),
                DisklessIndex.attribute("host", "string", new AttributeValue.Text(host.toString())),
                DisklessIndex.attribute("seconds", "string", new AttributeValue.Text(seconds.toString())));
    }

    private List<Long> numbers(String sql) {
        return index.index().rows(sql).stream()
                .map(row -> ((Number) row.get(0)).longValue())
                .toList();
    }

    private void execute(String sql) {
        index.index().writer().use(handle -> handle.execute(sql));
    }

    private List<Long> counted() {
        return numbers("SELECT sequence_id FROM sequence WHERE counted_files IS NOT NULL ORDER BY sequence_id");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void aCountThatIsThereIsTrueWhateverHappened(int seed) {
        try (DisklessIndex random = index) {
            Random dice = new Random(seed);
            long countedSequences = 0;
            for (int step = 0; step < 400; step++) {
                random.index().clock().advance(Duration.ofSeconds(1));
                String name = List.of("a.%04d.exr", "a.%d.exr", "a.%02d.exr", "b/c.-%d.exr", "b/c.%d.exr", "still.exr")
                        .get(dice.nextInt(6))
                        .formatted(dice.nextInt(30));
                switch (dice.nextInt(12)) {
                    case 0, 1 -> random.remove(name);
                    case 2 -> random.put(name, FileState.TRUNCATED, part("x", 1));
                    case 3 -> random.put(name, FileState.NOT_EXR);
                    case 4 -> random.count();
                    case 5 -> {
                        if (dice.nextInt(10) == 0) {
                            random.flush().index().writer().pruneFiles(Long.MAX_VALUE, 5);
                            random.index().writer().pruneOrphans();
                        }
                    }
                    default -> random.put(name, FileState.COMPLETE, part(dice.nextInt(4), dice.nextInt(1000)));
                }
                if (dice.nextInt(3) == 0) {
                    random.flush();
                    assertEquals(List.of(), numbers(WRONG), "step " + step);
                    assertEquals(List.of(), numbers(NOT_VARIED), "step " + step);
                    countedSequences += counted().size();
                }
            }
            assertTrue(countedSequences > 50, "something was compared: " + countedSequences);
            random.count();
            assertEquals(numbers("SELECT sequence_id FROM sequence ORDER BY sequence_id"), counted());
            assertEquals(List.of(), numbers(WRONG));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE file SET frame = 77 WHERE file_id = 1",
                "UPDATE file SET header_id = NULL WHERE file_id = 1",
                "UPDATE file SET size_bytes = 5 WHERE file_id = 1",
                "UPDATE file SET indexed_at = indexed_at + 1 WHERE file_id = 1",
                "UPDATE file SET gone_at = 1, state = 'gone' WHERE file_id = 1",
                "UPDATE file SET file_id = 99 WHERE file_id = 1",
                "DELETE FROM file WHERE file_id = 1",
                "UPDATE file_change SET moved_to = 1",
                """
                INSERT INTO file_change (file_id, changed_at, kind, before_at, state, size_bytes)
                VALUES (1, 1, 'changed', 1, 'complete', 1)"""
            })
    void whateverIsDoneToAFileTakesTheCountOfItsSequenceAlone(String change) {
        try (DisklessIndex some = index) {
            some.putFrames("a.%d.exr", 1, 3, part("x", 1))
                    .putFrames("b.%d.exr", 1, 3, part("x", 1))
                    .putFrames("c.%d.exr", 1, 2, part("x", 1))
                    .remove("c.2.exr")
                    .count();
            execute("PRAGMA defer_foreign_keys = ON");
            assertEquals(List.of(1L, 2L, 3L), counted());

            execute(change);

            assertEquals(
                    List.of(2L), counted().stream().filter(id -> id != 3).toList(), "of the others it is still there");
        }
    }

    @Test
    void aFileInAnotherSequenceTakesTheCountOfBoth() {
        try (DisklessIndex some = index) {
            some.putFrames("a.%d.exr", 1, 3, part("x", 1))
                    .putFrames("b.%d.exr", 1, 3, part("x", 1))
                    .putFrames("c.%d.exr", 1, 3, part("x", 1))
                    .count();

            execute("UPDATE file SET sequence_id = 2 WHERE file_id = 1");

            assertEquals(List.of(3L), counted());
        }
    }

    @Test
    void aNewFileTakesTheCountOfItsSequence() {
        try (DisklessIndex some = index) {
            some.putFrames("a.%d.exr", 1, 3, part("x", 1))
                    .putFrames("b.%d.exr", 1, 3, part("x", 1))
                    .count();

            some.put("a.4.exr", FileState.COMPLETE, part("x", 1)).flush();

            assertEquals(List.of(2L), counted());
        }
    }

    private List<Long> variedSlots() {
        return numbers("SELECT varied_slots FROM sequence ORDER BY sequence_id");
    }

    @Test
    void slotsWhoseValuesDifferAreFoundWhereFilesAreNewAndWhereTheyAreNot() {
        try (DisklessIndex some = index) {
            for (int frame = 1; frame <= 30; frame++) {
                // Says which names vary, and is no sequence of its own.
                some.put("a." + frame + ".exr", FileState.COMPLETE, part("h" + frame % 2, frame));
            }
            some.count();
            for (int frame = 1; frame <= 30; frame++) {
                some.put("b." + frame + ".exr", FileState.COMPLETE, part("h" + frame % 2, frame));
            }
            some.count();
            long bySight = variedSlots().get(1);
            some.put("b.30.exr", FileState.COMPLETE, part("h0", 31)).count();

            assertEquals(0b10, bySight, "a host has half of the frames");
            assertEquals(bySight, variedSlots().get(1), "and asked of the tables it is the same");
        }
    }

    @Test
    void whatPassedByOfFilesThatChangedSinceProvesNothing() {
        try (DisklessIndex some = index) {
            for (int frame = 1; frame <= 60; frame++) {
                some.put("a." + frame + ".exr", FileState.COMPLETE, part("h" + frame, frame));
            }
            for (int frame = 1; frame <= 30; frame++) {
                some.put("b." + frame + ".exr", FileState.COMPLETE, part("h" + frame, frame));
            }
            some.flush();
            for (int frame = 1; frame <= 30; frame++) {
                some.put("b." + frame + ".exr", FileState.COMPLETE, part("the same", 1));
            }
            some.count();

            assertEquals(List.of(0L), numbers("SELECT varied_slots FROM sequence WHERE prefix = 'b.'"));
        }
    }

    @Test
    void textsThatWereReadAsTheyAreAndOnesThatWereNotAreComparedByTheText() {
        try (DisklessIndex some = index) {
            for (int frame = 1; frame <= 30; frame++) {
                some.put("a." + frame + ".exr", FileState.COMPLETE, part("x", frame));
            }
            for (int frame = 1; frame <= 30; frame++) {
                Part odd = DisklessIndex.with(
                        DisklessIndex.part("R", "G", "B"),
                        DisklessIndex.attribute(
                                "seconds",
                                "string",
                                frame % 2 == 0
                                        ? new AttributeValue.Text("same")
                                        : new AttributeValue.RawText("same", "ff")));
                some.put("b." + frame + ".exr", FileState.COMPLETE, odd);
            }
            some.count();

            assertEquals(List.of(), numbers(NOT_VARIED));
        }
    }
}
