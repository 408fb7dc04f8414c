package io.github.exrdex.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exrdex.exr.Attribute;
import io.github.exrdex.exr.AttributeValue;
import io.github.exrdex.exr.Part;
import io.github.exrdex.file.FileKey;
import io.github.exrdex.file.FileStamp;
import io.github.exrdex.file.FileState;
import io.github.exrdex.support.TempIndex;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each distinct thing is stored once, and what varies costs one row a file. */
final class SharedSetsTest {
    @TempDir
    Path folder;

    @Test
    void framesThatShareEverythingAreOneHeader() {
        try (TempIndex index = TempIndex.in(folder)) {
            put(index, "bg", 0, 100, frame -> header().file());
            assertEquals(List.of(1L, 1L, 1L, 0L), sizes(index));
            put(index, "bg", 100, 200, frame -> header().file());
            assertEquals(List.of(1L, 1L, 1L, 0L), sizes(index));
            assertEquals(200, index.number("SELECT count(DISTINCT file_id) FROM v_attribute WHERE name = 'owner'"));
        }
    }

    @Test
    void sequencesWithTheSameHeaderShareItToo() {
        try (TempIndex index = TempIndex.in(folder)) {
            for (String sequence : List.of("bg", "fg", "fx")) {
                put(index, sequence, 0, 10, frame -> header().file());
            }
            assertEquals(List.of(1L, 1L, 1L, 0L), sizes(index));
        }
    }

    @Test
    void partsWithTheSameChannelsShareThem() {
        try (TempIndex index = TempIndex.in(folder)) {
            put(
                    index,
                    "bg",
                    0,
                    1,
                    frame -> List.of(
                            header().text("name", "left").part(0),
                            header().text("name", "right").part(1)));
            assertEquals(List.of(1L, 2L, 1L, 0L), sizes(index));
        }
    }

    @Test
    void anAttributeThatVariesIsLearntAfterTwoChanges() {
        try (TempIndex index = TempIndex.in(folder)) {
            put(
                    index,
                    "bg",
                    0,
                    100,
                    frame -> header().text("capDate", "day " + frame).file());
            assertEquals(List.of("capDate"), varying(index));
            assertEquals(1, sizes(index).get(0), "channel sets");
            assertTrue(sizes(index).get(1) <= 3, "attribute sets " + sizes(index));
            assertTrue(sizes(index).get(3) >= 98, "rows of files " + sizes(index));
            assertEquals(100, index.number("SELECT count(DISTINCT text) FROM v_attribute WHERE name = 'capDate'"));
        }
    }

    @Test
    void whatVariesIsRememberedByTheIndex() {
        try (TempIndex index = TempIndex.in(folder)) {
            put(
                    index,
                    "bg",
                    0,
                    10,
                    frame -> header().text("capDate", "day " + frame).file());
        }
        try (TempIndex index = TempIndex.in(folder)) {
            List<Long> before = sizes(index);
            put(
                    index,
                    "other",
                    0,
                    10,
                    frame -> header().text("capDate", "night " + frame).file());
            assertEquals(before.subList(0, 3), sizes(index).subList(0, 3));
            assertEquals(before.get(3) + 10, sizes(index).get(3));
        }
    }

    @Test
    void anAttributeThatIsNotInEveryFrameDoesNotHideTheOneBehindItThatVaries() {
        try (TempIndex index = TempIndex.in(folder)) {
            put(index, "bg", 0, 100, frame -> {
                Headers header = header();
                if (frame % 2 == 0) {
                    header.text("note", "every other frame");
                }
                return header.text("capDate", "day " + frame).file();
            });
            assertEquals(List.of("capDate"), varying(index));
            assertTrue(sizes(index).get(1) <= 6, "attribute sets " + sizes(index));
        }
    }

    @Test
    void whatChangesOnceInALongWhileStaysShared() {
        try (TempIndex index = TempIndex.in(folder)) {
            put(
                    index,
                    "bg",
                    0,
                    300,
                    frame -> header().text("version", "v" + frame / 100).file());
            assertEquals(List.of(), varying(index));
            assertEquals(List.of(1L, 3L, 3L, 0L), sizes(index));
        }
    }

    @Test
    void aHundredSequencesWrittenAtOnceDoNotHideTheOneThatVaries() {
        try (TempIndex index = TempIndex.in(folder)) {
            for (int frame = 0; frame < 5; frame++) {
                for (int sequence = 0; sequence < 100; sequence++) {
                    int day = sequence == 50 ? frame : 0;
                    put(
                            index,
                            "s" + sequence,
                            frame,
                            frame + 1,
                            f -> header().text("capDate", "day " + day).file());
                }
            }
            assertEquals(List.of("capDate"), varying(index));
        }
    }

    @Test
    void sequencesOfTwoFramesTeachWhatVariesTogether() {
        try (TempIndex index = TempIndex.in(folder)) {
            for (int sequence = 0; sequence < 10; sequence++) {
                String name = "s" + sequence;
                put(
                        index,
                        name,
                        0,
                        2,
                        frame -> header().text("capDate", name + frame).file());
            }
            assertEquals(List.of("capDate"), varying(index));
        }
    }

    @Test
    void whereAValueStandsInTheFileDoesNotMakeItAnotherOne() {
        try (TempIndex index = TempIndex.in(folder)) {
            put(index, "bg", 0, 1, frame -> header().file());
            List<Part> shifted = header().file().stream()
                    .map(part -> new Part(
                            part.index(),
                            part.typeName(),
                            part.channels(),
                            part.attributes().stream()
                                    .map(a -> new Attribute(
                                            a.name(), a.typeName(), a.value(), a.offset() + 1, a.sizeBytes()))
                                    .toList(),
                            part.chunkCount()))
                    .toList();
            put(index, "fg", 0, 1, frame -> shifted);
            assertEquals(List.of(1L, 1L, 1L, 0L), sizes(index));
        }
    }

    @Test
    void theDataWindowOfEachFrameIsItsOwnWhileTheRestIsShared() {
        try (TempIndex index = TempIndex.in(folder)) {
            put(
                    index,
                    "bg",
                    0,
                    50,
                    frame -> header().with("dataWindow", "box2i", Headers.ints(frame, 0, 1919, 1079))
                            .file());
            assertEquals(1, sizes(index).get(0));
            assertTrue(sizes(index).get(1) <= 3, "attribute sets " + sizes(index));
            assertEquals(50, index.number("SELECT count(DISTINCT data_min_x) FROM v_part"));
        }
    }

    private static Headers header() {
        return Headers.of("A", "B", "G", "R")
                .text("owner", "render")
                .with("framesPerSecond", "rational", new AttributeValue.Rational(24, 1));
    }

    private long obs;

    private void put(TempIndex index, String sequence, int from, int to, IntFunction<List<Part>> header) {
        FileKey root = new FileKey("/farm");
        long rootId = index.root(root);
        List<FileChange> batch = new ArrayList<>();
        for (int frame = from; frame < to; frame++) {
            HeaderRows rows = index.encoder().encode("/farm/" + sequence, header.apply(frame), List.of());
            batch.add(new FileChange.Seen(
                    root.child(sequence + "." + String.format("%04d", frame) + ".exr"),
                    rootId,
                    new FileStamp(1000, 1, 1, frame),
                    FileState.COMPLETE,
                    Optional.of(rows),
                    List.of(),
                    OptionalLong.empty(),
                    ++obs));
        }
        index.writer().apply(batch);
    }

    /** Channel sets, attribute sets, headers, rows of single files. */
    private static List<Long> sizes(TempIndex index) {
        return List.of(
                index.number("SELECT count(*) FROM channel_set"),
                index.number("SELECT count(*) FROM attribute_set"),
                index.number("SELECT count(*) FROM header"),
                index.number("SELECT count(*) FROM file_attribute"));
    }

    private static List<String> varying(TempIndex index) {
        return index.rows("SELECT name FROM varying_attribute ORDER BY name").stream()
                .map(row -> row.get(0).toString())
                .toList();
    }
}
