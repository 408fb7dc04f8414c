package io.github.exrdex.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exrdex.file.FileKey;
import io.github.exrdex.file.FileState;
import io.github.exrdex.store.IndexContents;
import io.github.exrdex.store.PathTokens;
import io.github.exrdex.support.DisklessIndex;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowsAheadTest {
    private static final FileKey ROOT = new FileKey("/renders");

    @TempDir
    Path folder;

    /** In order, out of it, one twice, one that it had not been told of; a folder read at a time, several, or all. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 100})
    void aWalkGetsTheRowsOfTheFolderThatItComesToWhateverItsWay(int rowsAtOnce) throws InterruptedException {
        try (DisklessIndex index = new DisklessIndex(folder, ROOT.encoded(), PathTokens.NONE)) {
            for (String name : Set.of("a", "b", "c", "d", "e", "f")) {
                index.put(name + "/" + name + ".0001.exr", FileState.COMPLETE, DisklessIndex.part("R"));
            }
            index.flush();
            try (IndexContents contents = IndexContents.open(index.index().database());
                    RowsAhead rows = new RowsAhead(
                            contents, contents.foldersWithFiles(ROOT), FoldersAhead.IN_ORDER, rowsAtOnce)) {
                for (String name :
                        List.of("a", "b", "d", "c", "a", "b", "b", "nothing", "c", "f", "a", "c", "d", "e", "f", "f")) {
                    Set<String> expected = name.equals("nothing") ? Set.of() : Set.of(name + ".0001.exr");
                    Map<String, IndexContents.Known> found = rows.of(ROOT.child(name));
                    assertEquals(expected, found.keySet(), name);
                    found.clear(); // it is the walk's own
                }
            }
        }
    }

    @Test
    void rowsThatComeLaterAreThoseOfThatTime() throws InterruptedException {
        try (DisklessIndex index = new DisklessIndex(folder, ROOT.encoded(), PathTokens.NONE)) {
            index.put("a/a.0001.exr", FileState.COMPLETE, DisklessIndex.part("R"))
                    .flush();
            try (IndexContents contents = IndexContents.open(index.index().database());
                    RowsAhead rows = new RowsAhead(contents, contents.foldersWithFiles(ROOT), FoldersAhead.IN_ORDER)) {
                index.put("b/b.0001.exr", FileState.COMPLETE, DisklessIndex.part("R"))
                        .flush();
                assertTrue(rows.of(ROOT.child("b")).isEmpty(), "it was not known when the walk began");
                assertEquals(Set.of("a.0001.exr"), rows.of(ROOT.child("a")).keySet());
            }
        }
    }
}
