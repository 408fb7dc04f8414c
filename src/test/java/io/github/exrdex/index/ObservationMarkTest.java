package io.github.exrdex.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exrdex.store.IndexDatabase;
import io.github.exrdex.store.ObservationMark;
import io.github.exrdex.support.TinyExr;
import java.nio.file.Path;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ObservationMarkTest {
    private static final String MARK = "SELECT value FROM setting WHERE name = 'last_observation'";
    private static final String HIGHEST = "SELECT max(obs) FROM file";

    @TempDir
    private Path temp;

    private TestIndex index = new TestIndex(Path.of(""));

    @BeforeEach
    void anIndexOfOneFile() throws InterruptedException {
        TinyExr.scanline(16, 8).written().writeTo(temp.resolve("renders/a.1.exr"));
        index = new TestIndex(temp.resolve("index.db"));
        index.scan(temp.resolve("renders"));
    }

    private long taken() {
        try (IndexDatabase database = IndexDatabase.open(index.file());
                Handle handle = database.writeHandle()) {
            return ObservationMark.take(handle);
        }
    }

    @Test
    void whoEndsInGoodOrderLeavesTheHighestNumber() throws InterruptedException {
        long mark = Long.parseLong(index.one(MARK));

        assertTrue(mark >= Long.parseLong(index.one(HIGHEST)));
        index.scan(temp.resolve("renders"));
        assertTrue(Long.parseLong(index.one(MARK)) > mark);
    }

    @Test
    void itIsTakenAwayWhileSomebodyWrites() {
        Indexer open = Indexer.open(index.file(), IndexOptions.DEFAULT, System::currentTimeMillis);
        try {
            assertEquals(List.of(), index.rows(MARK));
        } finally {
            open.close();
        }
    }

    @Test
    void afterACrashTheFilesAreAsked() {
        index.update("UPDATE file SET obs = 77");
        long mark = Long.parseLong(index.one(MARK));

        assertEquals(mark, taken());
        assertEquals(77, taken());
    }
}
