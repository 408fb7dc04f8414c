package io.github.exrdex.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exrdex.file.FileStamp;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class RecentFilesTest {
    private final RecentFiles files = new RecentFiles();

    private static FileStamp stamp(long inode) {
        return new FileStamp(100, 200, 300, inode);
    }

    @Test
    void aFileIsFoundOnceByWhatARenameLeaves() {
        files.add(stamp(7), 1, 0);

        assertEquals(OptionalLong.empty(), files.take(new FileStamp(101, 200, 300, 7), 0));
        assertEquals(OptionalLong.empty(), files.take(new FileStamp(100, 201, 300, 7), 0));
        assertEquals(OptionalLong.empty(), files.take(stamp(8), 0));
        assertEquals(OptionalLong.of(1), files.take(new FileStamp(100, 200, 301, 7), 0), "a rename changes the ctime");
        assertEquals(OptionalLong.empty(), files.take(stamp(7), 0));
    }

    @Test
    void theLaterOfTwoIsTheOne() {
        files.add(stamp(7), 1, 0);
        files.add(stamp(7), 2, 0);

        assertEquals(OptionalLong.of(2), files.take(stamp(7), 0));
        assertEquals(OptionalLong.empty(), files.take(stamp(7), 0));
    }

    @Test
    void whatWasMetLastIsKeptWhenThereAreTooMany() {
        for (int i = 1; i <= 1_000_000; i++) {
            files.add(stamp(i), i, 0);
        }
        int found = 0;
        for (int i = 950_001; i <= 1_000_000; i++) {
            found += files.take(stamp(i), 0).isPresent() ? 1 : 0;
        }
        assertTrue(found > 49_000, "of 50,000: " + found);
    }

    @Test
    void whatIsOldIsForgotten() {
        files.add(stamp(7), 1, 0);
        files.add(stamp(8), 2, 0);

        assertEquals(OptionalLong.of(1), files.take(stamp(7), RecentFiles.RECENT_MS));
        assertEquals(OptionalLong.empty(), files.take(stamp(8), RecentFiles.RECENT_MS + 1));
    }

    @Test
    void withoutInodesNothingIsProven() {
        files.add(stamp(0), 1, 0);

        assertEquals(OptionalLong.empty(), files.take(stamp(0), 0));
    }
}
