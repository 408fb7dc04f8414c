package io.github.exrdex.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.exrdex.file.FileKey;
import io.github.exrdex.file.FileStamp;
import io.github.exrdex.file.FileState;
import io.github.exrdex.support.DisklessIndex;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReachedFilesTest {
    private static final long LONG_AGO = 1_700_000_000_000L;

    @TempDir
    Path folder;

    private DisklessIndex index;
    private final List<String> heard = new ArrayList<>();
    private long lost;

    @BeforeEach
    void open() {
        index = new DisklessIndex(folder, "/renders", PathTokens.NONE);
    }

    @AfterEach
    void close() {
        index.close();
    }

    private void listenFor(FileState... states) {
        index.index().writer().tellOf(Set.of(states), (files, more) -> {
            files.forEach(file -> heard.add(file.path() + " "
                    + file.before().map(FileState::text).orElse("-") + ">"
                    + file.state().text() + (file.rewritten() ? " rewritten" : "")));
            lost += more;
        });
    }

    private List<String> takeHeard() {
        List<String> all = List.copyOf(heard);
        heard.clear();
        return all;
    }

    @Test
    void everyWayIntoAStateIsTold() {
        index.put("a/x.1.exr", FileState.WRITING)
                .put("a/y.1.exr", FileState.COMPLETE)
                .swept(LONG_AGO);
        listenFor(FileState.COMPLETE, FileState.TRUNCATED, FileState.GONE);
        index.put("a/x.1.exr", FileState.COMPLETE)
                .put("a/z.1.exr", FileState.TRUNCATED)
                .flush();
        assertEquals(
                List.of("/renders/a/x.1.exr writing>complete rewritten", "/renders/a/z.1.exr ->truncated rewritten"),
                takeHeard());
        index.remove("a/x.1.exr").put("a/y.1.exr", FileState.COMPLETE).flush();
        assertEquals(
                List.of("/renders/a/x.1.exr complete>gone", "/renders/a/y.1.exr complete>complete rewritten"),
                takeHeard());
        index.index().writer().apply(List.of(new FileChange.TreeGone(new FileKey("/renders/a"), 1_000)));
        assertEquals(List.of("/renders/a/y.1.exr complete>gone", "/renders/a/z.1.exr truncated>gone"), takeHeard());
    }

    @Test
    void statesThatNobodyWaitsForAreNotTold() {
        index.swept(LONG_AGO);
        listenFor(FileState.EMPTY);
        index.put("x.exr", FileState.COMPLETE).put("y.exr", FileState.EMPTY).flush();
        index.put("y.exr", FileState.COMPLETE).flush();
        assertEquals(List.of("/renders/y.exr ->empty rewritten"), takeHeard());
    }

    @Test
    void aRootThatIsMetForTheFirstTimeSaysNothing() {
        listenFor(FileState.COMPLETE);
        index.put("x.exr", FileState.COMPLETE).flush();
        index.swept(LONG_AGO);
        assertEquals(List.of(), takeHeard());
        index.put("y.exr", FileState.COMPLETE).flush();
        assertEquals(List.of("/renders/y.exr ->complete rewritten"), takeHeard());
    }

    @Test
    void aLookThatFindsTheFileAsItWasIsNoChange() {
        FileKey key = new FileKey("/renders/x.exr");
        long root = index.index().root(new FileKey("/renders"));
        index.swept(LONG_AGO);
        FileStamp stamp = new FileStamp(10, 20, 30, 40);
        index.index().writer().apply(List.of(seen(key, root, stamp, OptionalLong.of(5), 1)));
        listenFor(FileState.COMPLETE);
        index.index().writer().apply(List.of(seen(key, root, stamp, OptionalLong.empty(), 2)));
        index.index().writer().apply(List.of(seen(key, root, new FileStamp(10, 20, 31, 40), OptionalLong.empty(), 3)));
        HeaderRows header = index.index().encoder().encode("/renders/x", List.of(DisklessIndex.part("R")), List.of());
        index.index()
                .writer()
                .apply(List.of(new FileChange.Seen(
                        key,
                        root,
                        stamp,
                        FileState.COMPLETE,
                        Optional.of(header),
                        List.of(),
                        OptionalLong.empty(),
                        4)));
        assertEquals(List.of(), takeHeard());
        index.index().writer().apply(List.of(seen(key, root, new FileStamp(10, 21, 31, 40), OptionalLong.empty(), 5)));
        assertEquals(List.of("/renders/x.exr complete>complete rewritten"), takeHeard());
    }

    private static FileChange seen(FileKey key, long root, FileStamp stamp, OptionalLong recheckAt, long obs) {
        return new FileChange.Seen(key, root, stamp, FileState.COMPLETE, Optional.empty(), List.of(), recheckAt, obs);
    }

    @Test
    void whatWasRolledBackIsNotTold() {
        index.close();
        index = new DisklessIndex(folder, "/renders", path -> {
            if (path.contains("poison")) {
                throw new IllegalStateException("no tokens for " + path);
            }
            return Map.of();
        });
        index.swept(LONG_AGO);
        listenFor(FileState.COMPLETE);
        IndexWriter writer = index.index().writer();
        long root = index.index().root(new FileKey("/renders"));
        FileStamp stamp = new FileStamp(1, 1, 1, 1);
        FileChange good = seen(new FileKey("/renders/good.exr"), root, stamp, OptionalLong.empty(), 11);
        FileChange poison = seen(new FileKey("/renders/poison.exr"), root, stamp, OptionalLong.empty(), 12);

        assertThrows(IllegalStateException.class, () -> writer.apply(List.of(good, poison)));
        assertEquals(List.of(), takeHeard());

        writer.apply(List.of(good));
        assertEquals(List.of("/renders/good.exr ->complete rewritten"), takeHeard());
    }

    @Test
    void ofAFolderThatVanishesWithAMillionFilesTheLastAreToldAndTheOthersCounted() {
        index.putFrames("a/x.%05d.exr", 1, ReachedFiles.MOST + 7).swept(LONG_AGO);
        listenFor(FileState.GONE);
        index.index().writer().apply(List.of(new FileChange.TreeGone(new FileKey("/renders/a"), 1_000_000)));
        assertEquals(ReachedFiles.MOST, heard.size());
        assertEquals(7, lost);
        assertEquals("/renders/a/x." + (ReachedFiles.MOST + 7) + ".exr complete>gone", heard.get(heard.size() - 1));
    }
}
