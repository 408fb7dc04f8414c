package io.github.exrdex.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.github.exrdex.file.FileKey;
import io.github.exrdex.file.FileState;
import io.github.exrdex.support.TinyExr;
import io.github.exrdex.support.WrittenExr;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScanTest {
    private static final WrittenExr IMAGE = TinyExr.scanline(16, 8).written();

    @TempDir
    Path temp;

    private Path root = Path.of("");
    private TestIndex index = new TestIndex(Path.of(""));

    @BeforeEach
    void makeRoot() throws IOException {
        root = Files.createDirectory(temp.toRealPath().resolve("renders"));
        index = new TestIndex(temp.resolve("index.db"));
    }

    private Path image(String name) {
        return IMAGE.writeTo(root.resolve(name));
    }

    /** A file whose last change is that near proves nothing by its stamp, and is looked at again. */
    private static void letStampsAge() {
        long from = System.nanoTime();
        Awaitility.await().until(() -> System.nanoTime() - from > 60_000_000);
    }

    @Test
    void aScanLeavesEverySequenceCounted() throws InterruptedException {
        image("sh010/a.1001.exr");
        image("sh010/b.1001.exr");
        index.scan(root);
        image("sh010/a.1002.exr");
        index.scan(root);

        assertEquals(
                List.of(List.of("a.", "2"), List.of("b.", "1")),
                index.rows("SELECT prefix, counted_files FROM sequence ORDER BY prefix"));
    }

    @Test
    void aSecondScanOpensNothing() throws InterruptedException {
        for (int frame = 0; frame < 30; frame++) {
            image("sh010/beauty." + frame + ".exr");
        }
        letStampsAge();

        ScanSummary first = index.scan(root);
        ScanSummary second = index.scan(root);

        assertEquals(30, first.counts().opens());
        assertEquals(30, first.counts().added());
        assertEquals(0, second.counts().opens());
        assertEquals(30, second.counts().unchanged());
        assertEquals(Map.of(FileState.COMPLETE, 30L), second.states());
    }

    @Test
    void eachStateIsToldApart() throws IOException, InterruptedException {
        FileTime old = FileTime.fromMillis(1_000_000_000_000L);
        image("whole.exr");
        Path aborted = IMAGE.zeroTable().writeTo(root.resolve("aborted.exr"));
        Files.setLastModifiedTime(aborted, old);
        IMAGE.zeroTable().writeTo(root.resolve("rendering.exr"));
        IMAGE.cutInLastChunk().writeTo(root.resolve("cut.exr"));
        Files.createFile(root.resolve("empty.exr"));
        Files.writeString(root.resolve("text.exr"), "this is no picture at all");

        index.scan(root);

        assertEquals(
                Map.of(
                        "whole.exr", "complete",
                        "aborted.exr", "incomplete",
                        "rendering.exr", "writing",
                        "cut.exr", "truncated",
                        "empty.exr", "empty",
                        "text.exr", "not_exr"),
                index.states(root));
    }

    @Test
    void changesAreFoundWhateverTheTimesSay() throws IOException, InterruptedException {
        Path same = image("same.exr");
        Path replaced = image("replaced.exr");
        Path rewritten = image("rewritten.exr");
        Path deleted = image("deleted.exr");
        Path moved = image("moved.exr");
        letStampsAge();
        index.scan(root);

        FileTime before = Files.getLastModifiedTime(replaced);
        Path other = IMAGE.cutInLastChunk().writeTo(root.resolve("other.tmp"));
        Files.setLastModifiedTime(other, before);
        Files.move(other, replaced, StandardCopyOption.REPLACE_EXISTING);
        FileTime then = Files.getLastModifiedTime(rewritten);
        Files.write(rewritten, IMAGE.zeroTable().bytes());
        Files.setLastModifiedTime(rewritten, then);
        Files.delete(deleted);
        Files.move(moved, root.resolve("elsewhere.exr"));
        ScanSummary second = index.scan(root);

        Map<String, String> states = index.states(root);
        assertEquals("complete", states.get(root.relativize(same).toString()));
        assertEquals("truncated", states.get("replaced.exr"));
        assertEquals("gone", states.get("deleted.exr"));
        assertEquals("gone", states.get("moved.exr"));
        assertEquals("complete", states.get("elsewhere.exr"));
        assertTrue(List.of("writing", "incomplete").contains(states.get("rewritten.exr")));
        assertEquals(3, second.counts().opens());
        assertEquals(2, second.counts().gone());
    }

    @Test
    void deletedFoldersAreGoneWithAllBelow() throws IOException, InterruptedException {
        image("sh010/a/x.exr");
        image("sh010/b/c/y.exr");
        image("sh010-old/z.exr");
        index.scan(root);

        deleteTree(root.resolve("sh010"));
        ScanSummary second = index.scan(root);

        assertEquals(
                Map.of("sh010/a/x.exr", "gone", "sh010/b/c/y.exr", "gone", "sh010-old/z.exr", "complete"),
                index.states(root));
        assertEquals(2, second.counts().gone());
    }

    @Test
    void aRootThatVanishedDeletesNothing() throws IOException, InterruptedException {
        image("sh010/x.exr");
        index.scan(root);
        Files.move(root, temp.resolve("away"));

        ScanSummary second = index.scan(root);

        assertEquals("complete", index.one("SELECT state FROM v_file"));
        assertTrue(
                second.roots().get(0).note().contains("not there"),
                second.roots().toString());
    }

    @Test
    void anEmptyMountPointDeletesNothingHoweverOftenItIsScanned() throws IOException, InterruptedException {
        image("sh010/x.exr");
        index.scan(root);
        Files.move(root, temp.resolve("away"));
        Files.createDirectory(root);

        index.scan(root);
        ScanSummary third = index.scan(root);

        assertEquals("complete", index.one("SELECT state FROM v_file"));
        assertEquals(1, third.roots().get(0).heldFiles());
        assertEquals("1", index.one("SELECT held_files FROM v_root"));
        assertTrue(index.one("SELECT note FROM v_root").contains("prune --confirm " + root));
    }

    @Test
    void whatCameBackAfterAnEmptyMountPointNeedsNoOpening() throws IOException, InterruptedException {
        image("sh010/x.exr");
        letStampsAge();
        index.scan(root);
        Path away = temp.resolve("away");
        Files.move(root, away);
        Files.createDirectory(root);
        index.scan(root);
        Files.delete(root);
        Files.move(away, root);

        ScanSummary back = index.scan(root);

        assertEquals(0, back.counts().opens());
        assertEquals("null", index.one("SELECT note FROM v_root"));
    }

    @Test
    void massVanishingIsHeldUntilSomebodyAcceptsIt() throws IOException, InterruptedException {
        for (int frame = 0; frame < 1_100; frame++) {
            Files.createFile(Files.createDirectories(root.resolve("sh010")).resolve("x." + frame + ".exr"));
        }
        image("sh020/y.exr");
        index.scan(root);
        try (Stream<Path> files = Files.list(root.resolve("sh010"))) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }

        ScanSummary held = index.scan(root);
        assertEquals(1_100, held.roots().get(0).heldFiles());
        assertEquals("0", index.one("SELECT count(*) FROM file WHERE gone_at IS NOT NULL"));

        ScanSummary accepted = index.scan(IndexOptions.DEFAULT.withAcceptGone(true), root);
        assertEquals(1_100, accepted.counts().gone());
        assertEquals("null", index.one("SELECT note FROM v_root"));
    }

    @Test
    void aNamedPipeIsARowAndIsNeverOpened() throws IOException, InterruptedException {
        assertEquals(
                0,
                new ProcessBuilder("mkfifo", root.resolve("x.exr").toString())
                        .start()
                        .waitFor());

        ScanSummary first = index.scan(root);
        ScanSummary second = index.scan(root);

        assertEquals(Map.of("x.exr", "not_exr"), index.states(root));
        assertEquals("not_a_regular_file", index.one("SELECT kind FROM v_problem"));
        assertEquals(0, first.counts().opens());
        assertEquals(1, second.counts().unchanged());
    }

    @Test
    void linksAreCountedAndNotFollowed() throws IOException, InterruptedException {
        Path real = image("sh010/x.exr");
        Files.createSymbolicLink(root.resolve("sh010/latest.exr"), real);
        Files.createSymbolicLink(root.resolve("sh010/loop"), root);
        Files.createSymbolicLink(root.resolve("sh010/nowhere.exr"), Path.of("/nonexistent"));

        ScanSummary summary = index.scan(root);

        assertEquals(Map.of("sh010/x.exr", "complete"), index.states(root));
        assertEquals(2, summary.counts().links());
    }

    @Test
    void aFolderThatBecameALinkIsGone() throws IOException, InterruptedException {
        image("v001/x.exr");
        index.scan(root);
        Path elsewhere = temp.resolve("elsewhere");
        Files.move(root.resolve("v001"), elsewhere);
        Files.createSymbolicLink(root.resolve("v001"), elsewhere);

        index.scan(root);

        assertEquals(Map.of("v001/x.exr", "gone"), index.states(root));
    }

    @Test
    void aFolderUnderAnExrNameIsWalked() throws InterruptedException {
        image("shot.exr/x.exr");

        index.scan(root);

        assertEquals(Map.of("shot.exr/x.exr", "complete"), index.states(root));
    }

    @Test
    void whatIsNoRenderOutputIsLeftOut() throws InterruptedException {
        image(".x.exr");
        image("x.exr.part");
        image("tmp.4711x.exr");
        image(".snapshot/x.exr");
        image("X.EXR");
        image("stereo.sxr");

        index.scan(root);

        assertEquals(Map.of("X.EXR", "complete", "stereo.sxr", "complete"), index.states(root));
    }

    @Test
    void whatIsExcludedLeavesTheIndex() throws InterruptedException {
        image("keep/x.exr");
        image("tmp/deep/x.exr");
        index.scan(root);

        index.scan(
                IndexOptions.DEFAULT, List.of(new IndexRoot(root, IndexRoot.Mode.AUTO, path -> path.endsWith("tmp"))));

        assertEquals(Map.of("keep/x.exr", "complete", "tmp/deep/x.exr", "gone"), index.states(root));
    }

    @Test
    void anUnreadableFolderKeepsItsRows() throws IOException, InterruptedException {
        image("locked/deep/x.exr");
        Path locked = root.resolve("locked");
        image("open/y.exr");
        index.scan(root);
        Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("---------"));
        assumeFalse(Files.isReadable(locked), "skipped: this user reads everything");
        List<UnreadFolder> unread = new ArrayList<>();

        ScanSummary summary;
        try (Indexer indexer = Indexer.open(index.file(), IndexOptions.DEFAULT, System::currentTimeMillis)) {
            summary = indexer.scan(List.of(IndexRoot.of(root)), new ScanListener() {
                @Override
                public void unread(UnreadFolder folder) {
                    unread.add(folder);
                }
            });
        } finally {
            Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("rwxr-xr-x"));
        }

        assertEquals(1, summary.counts().unreadFolders());
        assertEquals(List.of(new UnreadFolder(locked.toString(), "permission denied")), unread);
        assertEquals("complete", index.states(root).get("locked/deep/x.exr"));
    }

    @Test
    void aNestedRootIsPartOfTheOneAbove() throws InterruptedException {
        image("show/x.exr");
        image("other/y.exr");

        index.scan(root.resolve("show"));
        index.scan(root, root.resolve("show"));
        ScanSummary part = index.scan(root.resolve("show"));

        assertEquals(List.of(List.of(root.toString())), index.rows("SELECT path FROM v_root"));
        assertEquals(1, part.counts().files());
        assertEquals(Map.of(FileState.COMPLETE, 1L), part.states());
    }

    @Test
    void aLinkToARootIsThatRoot() throws IOException, InterruptedException {
        image("x.exr");
        Path link = Files.createSymbolicLink(temp.resolve("link"), root);

        ScanSummary summary = index.scan(link);

        assertEquals(1, summary.counts().added());
        assertEquals(root.resolve("x.exr").toString(), index.one("SELECT path FROM v_file"));
        assertEquals(Map.of(FileState.COMPLETE, 1L), summary.states());
    }

    @Test
    void oddNamesSurvive() throws InterruptedException {
        List<String> names = List.of("-rf.exr", "a b.exr", "new\nline.exr", "grün.exr", "100%.exr", "~x+y@z.exr");
        names.forEach(this::image);
        letStampsAge();

        index.scan(root);
        ScanSummary second = index.scan(root);

        assertEquals(
                names.stream().sorted().toList(), List.copyOf(index.states(root).keySet()));
        assertEquals(0, second.counts().opens());
        assertEquals(6, second.counts().unchanged());
    }

    @Test
    void aCompleteScanSaysSinceWhenTheIndexIsTrue() throws InterruptedException {
        image("x.exr");
        long before = System.currentTimeMillis();

        index.scan(root);

        long asOf = Long.parseLong(index.one("SELECT sweep_as_of FROM v_root"));
        assertTrue(asOf >= before && asOf <= System.currentTimeMillis());
    }

    @Test
    void aStoppedScanSaysSoAndDeletesNothing() throws IOException, InterruptedException {
        Path gone = image("a/x.exr");
        image("b/y.exr");
        index.scan(root);
        Files.delete(gone);

        ScanSummary stopped;
        try (Indexer indexer = Indexer.open(index.file(), IndexOptions.DEFAULT, System::currentTimeMillis)) {
            indexer.stop();
            stopped = indexer.scan(List.of(IndexRoot.of(root)), ScanListener.NONE);
        }

        assertFalse(stopped.finished());
        assertEquals("complete", index.states(root).get("a/x.exr"));
    }

    @Test
    void aFileTooYoungToBeSureOfIsLookedAtAgain() throws InterruptedException {
        image("x.exr");
        IndexOptions hasty = IndexOptions.DEFAULT.withPace(new IndexOptions.Pace(1, 600_000, 60_000, 3_600_000));
        // The file is younger than the clock's tick only for an indexer that was there at once, so say that one was.
        index.scan(hasty, root);
        index.update("UPDATE file SET recheck_at = 1");

        ScanSummary second = index.scan(hasty, root);

        assertEquals(1, second.counts().opens());
        assertEquals(FileKey.of(root).encoded(), index.one("SELECT path_key FROM root"));
    }

    private static void deleteTree(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(path);
            }
        }
    }
}
