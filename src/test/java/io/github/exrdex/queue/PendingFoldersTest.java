package io.github.exrdex.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exrdex.file.FileKey;
import io.github.exrdex.support.ManualClock;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PendingFoldersTest {
    private static final FileKey ROOT = new FileKey("/root");

    private final ManualClock clock = new ManualClock(1_000);
    private final PendingFolders folders = new PendingFolders(ROOT, clock);

    private Optional<FileKey> due() throws InterruptedException {
        return folders.take(0);
    }

    @Test
    void aFolderIsHandedOutOnceWhenItIsDue() throws InterruptedException {
        assertTrue(folders.mark(new FileKey("/root/a"), 500));
        assertFalse(folders.mark(new FileKey("/root/a"), 900));
        assertEquals(Optional.empty(), due());

        clock.advance(Duration.ofMillis(500));

        assertEquals(Optional.of(new FileKey("/root/a")), due());
        assertEquals(Optional.empty(), due());
    }

    @Test
    void aFolderCoversThoseBelowIt() throws InterruptedException {
        folders.mark(new FileKey("/root/a/b"), 100);
        folders.mark(new FileKey("/root/a-old"), 100);
        folders.mark(new FileKey("/root/a"), 0);

        assertEquals(Optional.of(new FileKey("/root/a")), due());
        assertEquals(1, folders.size());
        clock.advance(Duration.ofMillis(100));
        assertEquals(Optional.of(new FileKey("/root/a-old")), due());
    }

    @Test
    void tooManyBecomeTheRoot() throws InterruptedException {
        for (int i = 0; i < 10_000; i++) {
            folders.mark(new FileKey("/root/" + i), 0);
        }

        assertTrue(folders.size() <= 512);
        while (folders.size() > 0) {
            FileKey folder = due().orElseThrow();
            if (folder.equals(ROOT)) {
                return;
            }
        }
        throw new AssertionError("the root was not among them");
    }

    @Test
    void whatIsKnownToHaveHappenedCountsUntilItIsListed() throws InterruptedException {
        folders.remind(ROOT);
        clock.advance(Duration.ofMillis(50));
        assertEquals(0, folders.behindMs(), "it is only time again");
        folders.mark(new FileKey("/root/a"), 10);
        clock.advance(Duration.ofMillis(30));
        assertEquals(30, folders.behindMs());

        assertEquals(Optional.of(ROOT), due());
        assertEquals(30, folders.behindMs(), "it is being listed");
        folders.done();
        assertEquals(0, folders.behindMs());
    }
}
