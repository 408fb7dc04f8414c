package io.github.exrdex.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exrdex.file.FileKey;
import io.github.exrdex.file.FileStamp;
import io.github.exrdex.file.FileState;
import io.github.exrdex.store.IndexContents.Due;
import io.github.exrdex.store.IndexContents.Known;
import io.github.exrdex.support.TempIndex;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IndexContentsTest {
    private static final FileStamp STAMP = new FileStamp(10, 20, 30, 40);

    @TempDir
    Path temp;

    private TempIndex index;
    private IndexContents contents;

    @BeforeEach
    void open() {
        index = TempIndex.in(temp);
        contents = IndexContents.open(index.database());
    }

    @AfterEach
    void close() {
        contents.close();
        index.close();
    }

    private void see(String path, FileState state, OptionalLong recheckAt) {
        long root = index.root(new FileKey(path.startsWith("/other") ? "/other" : "/root"));
        index.writer()
                .apply(List.of(new FileChange.Seen(
                        new FileKey(path), root, STAMP, state, Optional.empty(), List.of(), recheckAt, 1)));
    }

    @Test
    void aFolderHasItsOwnFilesAndNoneThatAreGone() {
        see("/root/a/x.exr", FileState.COMPLETE, OptionalLong.empty());
        see("/root/a/young.exr", FileState.WRITING, OptionalLong.of(99));
        see("/root/a/gone.exr", FileState.COMPLETE, OptionalLong.empty());
        see("/root/a/b/y.exr", FileState.COMPLETE, OptionalLong.empty());
        index.writer().apply(List.of(new FileChange.Gone(new FileKey("/root/a/gone.exr"), 2)));

        assertEquals(
                Map.of(
                        "x.exr", new Known(STAMP, OptionalLong.empty()),
                        "young.exr", new Known(STAMP, OptionalLong.of(99))),
                contents.filesIn(new FileKey("/root/a")));
        assertEquals(Map.of(), contents.filesIn(new FileKey("/root/nowhere")));
        assertEquals(
                Set.of(new FileKey("/root/a"), new FileKey("/root/a/b")),
                contents.foldersWithFiles(new FileKey("/root")));
        assertEquals(Map.of(FileState.COMPLETE, 2L, FileState.WRITING, 1L), contents.states(new FileKey("/root/a")));
    }

    @Test
    void aRowVouchesForItsStampUntilItIsDueForAnotherLook() {
        Known young = new Known(STAMP, OptionalLong.of(100));

        assertTrue(young.vouchesFor(new FileStamp(10, 20, 30, 40), 99));
        assertEquals(false, young.vouchesFor(STAMP, 100));
        assertEquals(false, young.vouchesFor(new FileStamp(10, 20, 31, 40), 99));
    }

    @Test
    void filesThatAreDueComeOldestFirstAndOfOneRoot() {
        see("/root/b.exr", FileState.WRITING, OptionalLong.of(20));
        see("/root/a.exr", FileState.WRITING, OptionalLong.of(10));
        see("/root/later.exr", FileState.WRITING, OptionalLong.of(31));
        see("/other/c.exr", FileState.WRITING, OptionalLong.of(10));
        long root = index.root(new FileKey("/root"));

        assertEquals(
                List.of(new Due(new FileKey("/root/a.exr"), STAMP), new Due(new FileKey("/root/b.exr"), STAMP)),
                contents.dueForRecheck(root, 30, 10));
        assertEquals(List.of(new Due(new FileKey("/root/a.exr"), STAMP)), contents.dueForRecheck(root, 30, 1));
    }

    @Test
    void theStatesOfAFolderAreAllThatStandInItAndBelow() {
        see("/root/a/x.1.exr", FileState.COMPLETE, OptionalLong.empty());
        see("/root/a/x.2.exr", FileState.COMPLETE, OptionalLong.empty());
        see("/root/a/b/x.1.exr", FileState.TRUNCATED, OptionalLong.empty());
        see("/root/a/b/none.exr", FileState.EMPTY, OptionalLong.empty());
        see("/root/a/gone.exr", FileState.COMPLETE, OptionalLong.empty());
        see("/root/ab/x.1.exr", FileState.CORRUPT, OptionalLong.empty());
        index.writer().apply(List.of(new FileChange.Gone(new FileKey("/root/a/gone.exr"), 2)));

        assertEquals(
                Map.of(FileState.COMPLETE, 2L, FileState.TRUNCATED, 1L, FileState.EMPTY, 1L),
                contents.states(new FileKey("/root/a")));
        assertEquals(Map.of(FileState.TRUNCATED, 1L, FileState.EMPTY, 1L), contents.states(new FileKey("/root/a/b")));
        assertEquals(Map.of(), contents.states(new FileKey("/root/nowhere")));
    }

    @Test
    void theStatesAreCountedWithoutWalkingTheFiles() {
        String plan = index.rows("EXPLAIN QUERY PLAN "
                        + IndexContents.STATES
                                .replace(":key", "'/a'")
                                .replace(":from", "'/a/'")
                                .replace(":to", "'/a0'"))
                .toString();

        assertTrue(plan.contains("SCAN f USING INDEX file_not_complete"), plan);
        assertTrue(plan.contains("SEARCH f USING COVERING INDEX file_of_sequence"), plan);
    }

    @Test
    void whatIsDueIsFoundWithoutWalkingTheFiles() {
        String plan = index.rows("EXPLAIN QUERY PLAN "
                        + IndexContents.DUE
                                .replace(":now", "1")
                                .replace(":root", "1")
                                .replace(":most", "1"))
                .toString();

        assertTrue(plan.contains("file_to_recheck"), plan);
    }
}
