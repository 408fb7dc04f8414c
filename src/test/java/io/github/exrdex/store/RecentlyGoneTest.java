package io.github.exrdex.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.exrdex.file.FileKey;
import io.github.exrdex.file.FileStamp;
import io.github.exrdex.file.FileState;
import io.github.exrdex.support.TempIndex;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A look that comes late, at a file that the index never had. */
class RecentlyGoneTest {
    private static final FileKey FILE = new FileKey("/root/shot/v001/x.exr");

    @TempDir
    Path temp;

    private TempIndex index;

    @BeforeEach
    void open() {
        index = TempIndex.in(temp);
    }

    @AfterEach
    void close() {
        index.close();
    }

    private void see(long obs) {
        index.writer()
                .apply(List.of(new FileChange.Seen(
                        FILE,
                        index.root(new FileKey("/root")),
                        new FileStamp(1, 2, 3, 4),
                        FileState.COMPLETE,
                        Optional.empty(),
                        List.of(),
                        OptionalLong.empty(),
                        obs)));
    }

    private long rows() {
        return index.number("SELECT count(*) FROM file");
    }

    @Test
    void doesNotBringAFileBack() {
        index.writer().apply(List.of(new FileChange.Gone(FILE, 7)));

        see(6);
        assertEquals(0, rows());

        see(8);
        assertEquals(1, rows());
    }

    @Test
    void doesNotBringAFileOfAFolderBack() {
        index.writer().apply(List.of(new FileChange.TreeGone(new FileKey("/root/shot"), 7)));

        see(6);
        assertEquals(0, rows());

        see(8);
        assertEquals(1, rows());
    }

    @Test
    void countsWhereOnlyANeighbourWentAway() {
        index.writer().apply(List.of(new FileChange.TreeGone(new FileKey("/root/shot/v00"), 7)));

        see(6);

        assertEquals(1, rows());
    }
}
