package io.github.exrdex.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.exrdex.file.FileStat;
import io.github.exrdex.support.TinyExr;
import io.github.exrdex.support.WrittenExr;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** File systems that are mounted below a root: what is unmounted is not gone. Most of it with a fake mount table. */
class SubMountTest {
    private static final WrittenExr IMAGE = TinyExr.scanline(16, 8).written();
    private static final long OTHER_DEVICE = 4711;

    @TempDir
    Path temp;

    private Path root = Path.of("");
    private Path mount = Path.of("");
    private TestIndex index = new TestIndex(Path.of(""));
    private boolean reallyMounted;

    /** Where another file system seems to be mounted: its folder and what is below lie on another device. */
    private final class Disk implements FolderFacts {
        volatile boolean mounted = true;

        @Override
        public FileStat stat(Path folder) throws IOException {
            FileStat stat = SYSTEM.stat(folder);
            return mounted && folder.startsWith(mount) ? new FileStat(stat.kind(), OTHER_DEVICE, stat.stamp()) : stat;
        }

        @Override
        public boolean isShared(Path folder) {
            return false;
        }

        /** The folder is empty then, as what was in it lies elsewhere. */
        void unmount() throws IOException {
            Files.move(mount, temp.resolve("elsewhere"));
            Files.createDirectory(mount);
            mounted = false;
        }

        void mountAgain() throws IOException {
            Files.delete(mount);
            Files.move(temp.resolve("elsewhere"), mount);
            mounted = true;
        }
    }

    private final Disk disk = new Disk();

    @BeforeEach
    void makeRoot() throws IOException {
        root = Files.createDirectory(temp.toRealPath().resolve("renders"));
        mount = Files.createDirectory(root.resolve("scratch"));
        index = new TestIndex(temp.resolve("index.db"));
    }

    @AfterEach
    void unmount() throws IOException, InterruptedException {
        if (reallyMounted) {
            ran("umount", mount.toString());
        }
    }

    private static boolean ran(String... words) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
    }

    private Path image(String name) {
        return IMAGE.writeTo(root.resolve(name));
    }

    private void scan(FolderFacts facts, Pass... passes) throws InterruptedException {
        scan(IndexOptions.DEFAULT, facts, passes);
    }

    private void scan(IndexOptions options, FolderFacts facts, Pass... passes) throws InterruptedException {
        try (Indexer indexer = Indexer.open(index.file(), options, facts, System::currentTimeMillis)) {
            for (Pass pass : passes) {
                assertTrue(indexer.look(List.of(IndexRoot.of(root)), pass, ScanListener.NONE)
                        .finished());
            }
        }
    }

    private void makeFarm() throws InterruptedException {
        image("sq01/x.exr");
        image("scratch/y.exr");
        image("scratch/deep/z.exr");
        scan(disk, Pass.SWEEP);
        assertEquals(ALL, index.states(root), "what is mounted below a root is a part of it");
    }

    private static final Map<String, String> ALL =
            Map.of("sq01/x.exr", "complete", "scratch/y.exr", "complete", "scratch/deep/z.exr", "complete");

    @Test
    void whatIsUnmountedIsKeptHoweverLittleItIs() throws IOException, InterruptedException {
        makeFarm();
        disk.unmount();
        for (int i = 0; i < 2; i++) {
            scan(disk, Pass.SWEEP, Pass.FOLDERS);
            assertEquals(ALL, index.states(root));
            assertEquals("2", index.one("SELECT held_files FROM v_root"));
            assertTrue(index.one("SELECT note FROM v_root")
                    .contains("2 of them where another file system is mounted now than was then"));
        }

        disk.mountAgain();
        Files.delete(root.resolve("scratch/deep/z.exr"));
        scan(disk, Pass.SWEEP);
        assertEquals("gone", index.states(root).get("scratch/deep/z.exr"), "deleted in the file system itself");
        assertEquals("complete", index.states(root).get("scratch/y.exr"));
        assertEquals("0", index.one("SELECT held_files FROM v_root"));
    }

    @Test
    void whatIsCoveredByAMountIsKept() throws IOException, InterruptedException {
        disk.mounted = false;
        makeFarm();
        disk.unmount();
        disk.mounted = true;
        image("scratch/covers.exr");
        scan(disk, Pass.SWEEP);

        assertEquals("complete", index.states(root).get("scratch/y.exr"));
        assertEquals("complete", index.states(root).get("scratch/deep/z.exr"));
        assertEquals("complete", index.states(root).get("scratch/covers.exr"));
        assertEquals("2", index.one("SELECT held_files FROM v_root"));
    }

    @Test
    void somebodyMaySayThatItIsGoneAllTheSame() throws IOException, InterruptedException {
        makeFarm();
        disk.unmount();
        scan(IndexOptions.DEFAULT.withAcceptGone(true), disk, Pass.SWEEP);

        assertEquals(
                Map.of("sq01/x.exr", "complete", "scratch/y.exr", "gone", "scratch/deep/z.exr", "gone"),
                index.states(root));
    }

    @Test
    void aDeviceMayGetAnotherNumberWhereItsFilesAreTheSame() throws IOException, InterruptedException {
        makeFarm();
        disk.mounted = false;
        scan(disk, Pass.SWEEP);
        Files.delete(root.resolve("scratch/y.exr"));
        scan(disk, Pass.SWEEP);

        assertEquals("gone", index.states(root).get("scratch/y.exr"));
        assertEquals("0", index.one("SELECT count(*) FROM folder WHERE mount IS NOT NULL"));
    }

    @Test
    void aFolderThatIsDeletedTakesNoUnmountedFilesWithIt() throws IOException, InterruptedException {
        image("scratch/y.exr");
        mount = Files.createDirectory(root.resolve("scratch/inner"));
        image("scratch/inner/z.exr");
        scan(disk, Pass.SWEEP);
        disk.mounted = false;
        try (Stream<Path> paths = Files.walk(root.resolve("scratch"))) {
            for (Path path : paths.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(path);
            }
        }
        scan(disk, Pass.SWEEP);

        assertEquals("gone", index.states(root).get("scratch/y.exr"));
        assertEquals("complete", index.states(root).get("scratch/inner/z.exr"));
    }

    @Test
    void aRealMountThatGoesAwayKeepsItsRows() throws IOException, InterruptedException {
        reallyMounted = ran("mount", "-t", "tmpfs", "-o", "size=1m", "exrdex-test", mount.toString());
        assumeTrue(reallyMounted, "skipped: mounting needs root; the tests above do the same with a fake mount table");
        makeFarm(FolderFacts.SYSTEM);
        assertTrue(ran("umount", mount.toString()));
        reallyMounted = false;
        scan(FolderFacts.SYSTEM, Pass.SWEEP);

        assertEquals(ALL, index.states(root));
        assertEquals("2", index.one("SELECT held_files FROM v_root"));
    }

    private void makeFarm(FolderFacts facts) throws InterruptedException {
        image("sq01/x.exr");
        image("scratch/y.exr");
        image("scratch/deep/z.exr");
        scan(facts, Pass.SWEEP);
        assertEquals(ALL, index.states(root));
    }
}
