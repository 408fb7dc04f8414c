package io.github.exrdex.bench;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.exrdex.exr.Attribute;
import io.github.exrdex.exr.Part;
import io.github.exrdex.exr.Reading;
import io.github.exrdex.index.Counts;
import io.github.exrdex.index.IndexOptions;
import io.github.exrdex.index.IndexRoot;
import io.github.exrdex.index.Indexer;
import io.github.exrdex.index.ScanListener;
import io.github.exrdex.parse.ByteSource;
import io.github.exrdex.parse.HeaderLimits;
import io.github.exrdex.parse.HeaderReader;
import io.github.exrdex.support.Answers;
import io.github.exrdex.support.CountingDriver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a small farm costs, counted: four sequences of 25 frames, one of each sort of {@link Renders}. A figure that rises
 * is a step backwards, however fast the machine is; one that falls belongs here.
 */
class IndexingCostTest {
    private static final int FRAMES = 25;
    private static final int FILES = FRAMES * Renders.all().size();

    @TempDir
    Path temp;

    private Path farm = Path.of("");
    private Path index = Path.of("");

    @BeforeEach
    void writeFarm() throws IOException {
        farm = temp.resolve("farm");
        index = temp.resolve("index.db");
        ExrFiles writer = new ExrFiles(() -> false);
        for (Renders sort : Renders.all()) {
            for (int frame = 1; frame <= FRAMES; frame++) {
                writer.writeSparse(file(sort, frame), sort, "sh010", frame);
            }
        }
        long from = System.nanoTime();
        Awaitility.await().until(() -> System.nanoTime() - from > 60_000_000);
    }

    private Path file(Renders sort, int frame) {
        return farm.resolve("%s/sh010_%s.%04d.exr".formatted(sort.layer(), sort.layer(), frame));
    }

    private Counts scan() throws InterruptedException {
        IndexOptions usual = IndexOptions.DEFAULT;
        // One worker, so that what it learns it learns in the same order each time.
        IndexOptions alone = new IndexOptions(
                usual.naming(),
                usual.tokens(),
                usual.limits(),
                1,
                1,
                usual.pace(),
                usual.acceptGone(),
                usual.historyMs());
        try (Indexer indexer = Indexer.open(index, alone, System::currentTimeMillis)) {
            return indexer.scan(List.of(IndexRoot.of(farm)), ScanListener.NONE).counts();
        }
    }

    private long rows(String table) {
        return Long.parseLong(Answers.one(index, "SELECT count(*) FROM " + table));
    }

    /** The first two frames are compared before it is known what varies, and share nothing yet. */
    @Test
    void aFirstScanOpensEachFileOnceAndWritesEachDistinctThingOnce() throws Exception {
        try (CountingDriver driver = CountingDriver.install()) {
            Counts counts = scan();
            assertAll(
                    () -> assertEquals(FILES, counts.opens(), "opens"),
                    () -> assertEquals(202, counts.readCalls(), "read calls"),
                    () -> assertEquals(1_624_042, counts.bytesRead(), "bytes read"),
                    () -> assertEquals(FILES, driver.executions("INSERT INTO file "), "inserts of files"),
                    () -> assertEquals(
                            FILES - 2, driver.executions("INSERT INTO frame_values"), "inserts of own values"),
                    () -> assertEquals(0, driver.executions("UPDATE file "), "updates of files"),
                    () -> assertEquals(611, driver.executions("INSERT INTO"), "inserts"),
                    () -> assertEquals(117, driver.executions("SELECT"), "selects"),
                    () -> assertEquals(
                            8, driver.executions("UPDATE sequence "), "updates of sequences: what they hold"),
                    () -> assertEquals(4, driver.executions("DELETE"), "deletes"),
                    () -> assertEquals(6, rows("header"), "headers"),
                    () -> assertEquals(4, rows("channel_set"), "channel sets"),
                    () -> assertEquals(17, rows("attribute_set"), "attribute sets"),
                    () -> assertEquals(259, rows("set_attribute"), "shared attributes"),
                    () -> assertEquals(FILES - 2, rows("frame_values"), "rows of own values"));
        }
    }

    @Test
    void aSecondScanOpensNothingAndWritesNoFile() throws Exception {
        scan();
        try (CountingDriver driver = CountingDriver.install()) {
            Counts counts = scan();
            assertAll(
                    () -> assertEquals(FILES, counts.unchanged(), "unchanged"),
                    () -> assertEquals(0, counts.opens(), "opens"),
                    () -> assertEquals(0, counts.bytesRead(), "bytes read"),
                    () -> assertEquals(2, driver.executions("INSERT INTO"), "inserts: settings"),
                    () -> assertEquals(0, driver.executions("UPDATE file "), "updates of files"),
                    () -> assertEquals(18, driver.executions("SELECT"), "selects"),
                    () -> assertEquals(0, driver.executions("UPDATE sequence "), "updates of sequences"));
        }
    }

    @Test
    void theNextFrameOfASequenceBringsNewObjectsForItsPartAndItsSixOwnValuesOnly() {
        assertEquals(
                List.of(7, 7, 7, 7),
                Renders.all().stream().map(this::newObjects).toList());
    }

    /** Attributes and parts of frame 3 that are not the very objects of frame 2. */
    private int newObjects(Renders sort) {
        try {
            HeaderReader reader = new HeaderReader(HeaderLimits.DEFAULT);
            Set<Object> known = Collections.newSetFromMap(new IdentityHashMap<>());
            int fresh = 0;
            for (int frame = 1; frame <= 3; frame++) {
                Reading reading = reader.read(ByteSource.of(Files.readAllBytes(file(sort, frame))));
                fresh = 0;
                for (Part part : reading.parts()) {
                    fresh += known.add(part) ? 1 : 0;
                    fresh += known.add(part.channels()) ? 1 : 0;
                    for (Attribute attribute : part.attributes()) {
                        fresh += known.add(attribute) ? 1 : 0;
                    }
                }
            }
            return fresh;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
