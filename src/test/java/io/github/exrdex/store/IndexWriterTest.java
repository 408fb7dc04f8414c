package io.github.exrdex.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.exrdex.exr.HeaderProblem;
import io.github.exrdex.exr.Part;
import io.github.exrdex.exr.ProblemKind;
import io.github.exrdex.file.FileKey;
import io.github.exrdex.file.FileStamp;
import io.github.exrdex.file.FileState;
import io.github.exrdex.naming.ChannelNaming;
import io.github.exrdex.store.IndexWriter.Written;
import io.github.exrdex.support.TempIndex;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class IndexWriterTest {
    private static final FileKey ROOT = new FileKey("/farm");
    private static final FileKey FRAME = new FileKey("/farm/a/bg.0001.exr");

    @TempDir
    Path folder;

    private TempIndex index;
    private long rootId;

    @BeforeEach
    void open() {
        index = TempIndex.in(folder);
        rootId = index.root(ROOT);
    }

    @AfterEach
    void close() {
        index.close();
    }

    @Test
    void countsWhatABatchDid() {
        assertEquals(new Written(1, 0, 0), write(seen(FRAME, 1)));
        assertEquals(new Written(1, 1, 0), write(seen(FRAME, 2), seen(new FileKey("/farm/a/bg.0002.exr"), 3)));
        assertEquals(new Written(0, 0, 1), write(new FileChange.Gone(FRAME, 4)));
        assertEquals(new Written(0, 0, 0), write(new FileChange.Gone(FRAME, 5)));
        assertEquals(new Written(0, 0, 0), write(new FileChange.Gone(new FileKey("/farm/never/there.exr"), 6)));
    }

    @Test
    void aLookFromBeforeNeverOverwritesOneFromLater() {
        write(seen(FRAME, 7, FileState.COMPLETE));
        assertEquals(Written.NOTHING, write(seen(FRAME, 6, FileState.TRUNCATED)));
        assertEquals(Written.NOTHING, write(seen(FRAME, 7, FileState.TRUNCATED)));
        assertEquals("complete", state(FRAME));
        assertEquals(Written.NOTHING, write(new FileChange.Gone(FRAME, 6)));
        assertEquals("complete", state(FRAME));
        write(seen(FRAME, 8, FileState.TRUNCATED));
        assertEquals("truncated", state(FRAME));
    }

    @Test
    void aLookFromBeforeDoesNotBringAGoneFileBack() {
        write(seen(FRAME, 1), new FileChange.Gone(FRAME, 4));
        write(new FileChange.Gone(FRAME, 9));
        assertEquals(Written.NOTHING, write(seen(FRAME, 6)));
        assertEquals("gone", state(FRAME));
        write(new FileChange.TreeGone(ROOT, 12));
        assertEquals(Written.NOTHING, write(seen(FRAME, 11)));
        assertEquals("gone", state(FRAME));
    }

    @Test
    void aFileThatIsGoneKeepsItsRowAndWhenItWasMissed() {
        write(seen(FRAME, 1));
        index.clock().advance(Duration.ofMinutes(1));
        write(new FileChange.Gone(FRAME, 2));
        long missedAt = index.clock().getAsLong();
        index.clock().advance(Duration.ofMinutes(1));
        write(new FileChange.Gone(FRAME, 3));
        assertEquals(
                List.of(List.of("gone", missedAt)),
                index.rows("SELECT state, gone_at FROM v_file WHERE path = ?", FRAME.text()));
        assertEquals(0, index.number("SELECT count(*) FROM v_sequence"));
    }

    @Test
    void aFileThatComesBackIsTheSameRow() {
        write(seen(FRAME, 1));
        long id = index.number("SELECT file_id FROM v_file");
        write(new FileChange.Gone(FRAME, 2));
        assertEquals(new Written(0, 1, 0), write(seen(FRAME, 3)));
        assertEquals(
                List.of(List.of(id, "complete", "null")), index.rows("SELECT file_id, state, gone_at FROM v_file"));
    }

    @Test
    void aTreeThatIsGoneTakesAllBelowItAndNothingBeside() {
        FileKey deeper = new FileKey("/farm/a/b/c/bg.0001.exr");
        FileKey beside = new FileKey("/farm/a%20b/bg.0001.exr");
        FileKey longer = new FileKey("/farm/aa/bg.0001.exr");
        FileKey above = new FileKey("/farm/a.exr");
        write(seen(FRAME, 1), seen(deeper, 2), seen(beside, 3), seen(longer, 4), seen(above, 5));
        assertEquals(new Written(0, 0, 2), write(new FileChange.TreeGone(new FileKey("/farm/a"), 6)));
        assertEquals("gone", state(FRAME));
        assertEquals("gone", state(deeper));
        assertEquals("complete", state(beside));
        assertEquals("complete", state(longer));
        assertEquals("complete", state(above));
    }

    @Test
    void aTreeThatIsGoneSparesWhatWasSeenLater() {
        write(seen(FRAME, 9));
        assertEquals(Written.NOTHING, write(new FileChange.TreeGone(new FileKey("/farm/a"), 8)));
        assertEquals("complete", state(FRAME));
    }

    @Test
    void aReplacedFileLeavesNothingOfTheOldOne() {
        HeaderProblem problem = HeaderProblem.warn(ProblemKind.BAD_VALUE, 300, "owner is odd");
        List<Part> old = Headers.of("R", "crypto00.R").text("capDate", "then").file();
        write(change(FRAME, 1, FileState.COMPLETE, old, List.of(problem)));
        write(change(FRAME, 2, FileState.COMPLETE, Headers.of("Y").file(), List.of()));
        assertEquals(List.of(List.of("Y")), index.rows("SELECT channel FROM v_channel"));
        assertEquals(0, index.number("SELECT count(*) FROM v_attribute WHERE name = 'capDate'"));
        assertEquals(0, index.number("SELECT count(*) FROM v_problem"));
        assertEquals(0, index.number("SELECT count(*) FROM file_attribute"));
    }

    @Test
    void aBatchThatFailsLeavesNothingBehindAndTheNextOneIsRight() {
        index.close();
        index = TempIndex.in(folder, TempIndex.PLAIN, path -> {
            if (path.contains("poison")) {
                throw new IllegalStateException("no tokens for " + path);
            }
            return Map.of();
        });
        FileChange good = change(
                FRAME, 1, FileState.COMPLETE, Headers.of("R").text("owner", "x").file(), List.of());
        FileChange poison = seen(new FileKey("/farm/new/poison.0001.exr"), 2);
        assertThrows(IllegalStateException.class, () -> write(good, poison));
        for (String table : List.of("file", "folder", "sequence", "header", "part", "channel_set", "attribute_set")) {
            assertEquals(0, index.number("SELECT count(*) FROM " + table), table);
        }
        assertEquals(new Written(2, 0, 0), write(good, seen(new FileKey("/farm/a/bg.0002.exr"), 3)));
        assertEquals(2, index.number("SELECT count(*) FROM v_channel WHERE channel = 'R'"));
        assertEquals(1, index.number("SELECT count(*) FROM v_attribute WHERE name = 'owner'"));
        assertEquals(List.of(List.of("bg.1-2#.exr", 2L)), index.rows("SELECT pattern, frame_count FROM v_sequence"));
    }

    @Test
    void anotherNamingIsAppliedWithoutReadingAHeaderAgain() {
        List<Part> parts = List.of(Headers.of("R", "crypto_asset00.R", "spec.R")
                .text("name", "spec.left")
                .text("view", "left")
                .part(0));
        write(change(FRAME, 1, FileState.COMPLETE, parts, List.of()));
        assertEquals(
                List.of(
                        List.of("R", "beauty", "spec"),
                        List.of("crypto_asset00.R", "crypto_asset00", "crypto_asset00"),
                        List.of("spec.R", "spec", "spec")),
                named());
        index.close();
        ChannelNaming naming = new ChannelNaming(
                List.of(new ChannelNaming.Group("cryptomatte", List.of("crypto*"))), Map.of("spec", "specular"));
        index = TempIndex.in(folder, naming, PathTokens.NONE);
        assertEquals(
                List.of(
                        List.of("R", "beauty", "specular"),
                        List.of("crypto_asset00.R", "cryptomatte", "crypto_asset00"),
                        List.of("spec.R", "spec", "specular")),
                named());
        index.close();
        index = TempIndex.in(folder);
        assertEquals(List.of("R", "beauty", "spec"), named().get(0));
    }

    private List<List<Object>> named() {
        return index.rows("SELECT channel, channel_group, aov FROM v_channel ORDER BY channel");
    }

    @Test
    void aRootAboveTakesInTheRootsBelowIt() {
        write(seen(FRAME, 1));
        long above = index.root(new FileKey("/"));
        assertEquals(List.of(List.of(above, "/", 1L)), index.rows("SELECT root_id, path, file_count FROM v_root"));
        assertEquals(above, index.root(new FileKey("/farm/a")));
        assertEquals(1, index.number("SELECT count(*) FROM v_root"));
    }

    @Test
    void namesThatDifferInBytesAreDifferentFilesWhateverTheyLookLike() {
        FileKey latin1 = new FileKey("/farm/a%20b/caf%E9.0001.exr");
        FileKey utf8 = new FileKey("/farm/a%20b/caf%C3%A9.0001.exr");
        write(seen(latin1, 1), seen(utf8, 2), seen(latin1, 3));
        assertEquals(
                List.of(List.of("caf%C3%A9.0001.exr", 2L), List.of("caf%E9.0001.exr", 3L)),
                index.rows("SELECT name_key, obs FROM file ORDER BY name_key"));
        assertEquals(2, index.number("SELECT count(*) FROM v_file WHERE directory = '/farm/a b'"));
        write(new FileChange.Gone(latin1, 4));
        assertEquals(
                "caf%C3%A9.0001.exr",
                index.rows("SELECT name_key FROM file WHERE gone_at IS NULL")
                        .get(0)
                        .get(0));
    }

    @Test
    void theRootFolderItselfMayHoldFiles() {
        long top = index.root(new FileKey("/"));
        FileKey file = new FileKey("/top.exr");
        index.writer()
                .apply(List.of(new FileChange.Seen(
                        file,
                        top,
                        new FileStamp(1, 1, 1, 1),
                        FileState.EMPTY,
                        Optional.empty(),
                        List.of(),
                        OptionalLong.empty(),
                        1)));
        assertEquals(
                List.of(List.of("/top.exr", "/", "top.exr")), index.rows("SELECT path, directory, name FROM v_file"));
    }

    private String state(FileKey path) {
        return index.rows("SELECT state FROM v_file WHERE path = ?", path.text())
                .get(0)
                .get(0)
                .toString();
    }

    private Written write(FileChange... changes) {
        return index.writer().apply(List.of(changes));
    }

    private FileChange seen(FileKey path, long obs) {
        return seen(path, obs, FileState.COMPLETE);
    }

    private FileChange seen(FileKey path, long obs, FileState state) {
        return change(path, obs, state, Headers.of("R").file(), List.of());
    }

    private FileChange change(FileKey path, long obs, FileState state, List<Part> parts, List<HeaderProblem> problems) {
        return new FileChange.Seen(
                path,
                rootId,
                new FileStamp(1000, obs, obs, obs),
                state,
                Optional.of(index.encoder().encode(path.folder().encoded(), parts, List.of())),
                problems,
                OptionalLong.empty(),
                obs);
    }
}
