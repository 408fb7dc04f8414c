package io.github.exrdex.store;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exrdex.file.FileKey;
import io.github.exrdex.file.FileStamp;
import io.github.exrdex.file.FileState;
import io.github.exrdex.support.TempIndex;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointsTest {
    /** Where the writer would have a checkpoint of its own. */
    private static final long LONG_LOG_BYTES = 64L << 20;

    @TempDir
    private Path temp;

    private static List<FileChange> frames(long rootId, long from, long to) {
        return LongStream.range(from, to)
                .mapToObj(frame -> (FileChange) new FileChange.Seen(
                        new FileKey("/root/" + frame / 100 + "/beauty." + frame + ".exr"),
                        rootId,
                        new FileStamp(1, 2, 3, frame),
                        FileState.COMPLETE,
                        Optional.empty(),
                        List.of(),
                        OptionalLong.empty(),
                        frame))
                .toList();
    }

    @Test
    void theLogIsCopiedLongBeforeTheWriterHasTo() throws IOException {
        Path file = temp.resolve("index.db");
        try (TempIndex index = TempIndex.in(temp)) {
            long root = index.root(new FileKey("/root"));
            long before = Files.size(file);
            for (long from = 1; from <= 20_000; from += 2_000) {
                index.writer().apply(frames(root, from, from + 2_000));
            }

            await().atMost(Duration.ofSeconds(30)).until(() -> Files.size(file) > before + 1_000_000);

            assertTrue(Files.size(temp.resolve("index.db-wal")) < LONG_LOG_BYTES);
            assertTrue(index.writer().emptyLog());
            assertEquals(0, Files.size(temp.resolve("index.db-wal")));
        }
        try (TempIndex index = TempIndex.in(temp)) {
            assertEquals(List.of(List.of(20_000L)), index.rows("SELECT count(*) FROM file"));
        }
    }

    @Test
    void aFewRowsAreLeftToTheWriter() throws IOException {
        Path file = temp.resolve("index.db");
        try (TempIndex index = TempIndex.in(temp)) {
            long root = index.root(new FileKey("/root"));
            long before = Files.size(file);

            index.writer().apply(frames(root, 1, 1_000));

            assertEquals(before, Files.size(file));
        }
    }
}
