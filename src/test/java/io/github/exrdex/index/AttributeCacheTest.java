package io.github.exrdex.index;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.exrdex.support.HostTool;
import io.github.exrdex.support.TinyExr;
import io.github.exrdex.support.WrittenExr;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A mount that keeps attributes for seconds and tells of nothing that happens behind it: bindfs, which is to this host what
 * NFS is.
 */
class AttributeCacheTest {
    private static final WrittenExr IMAGE = TinyExr.scanline(16, 8).written();
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final int CACHED_SECONDS = 2;

    private static final IndexOptions QUICK = IndexOptions.DEFAULT.withPace(new IndexOptions.Pace(
            200,
            CACHED_SECONDS * 1_000L + 500,
            600_000,
            new IndexOptions.Polling(200, 500, 1_000),
            3_600_000,
            IndexOptions.Pace.HANG_MS));

    @TempDir
    Path temp;

    private boolean mounted;

    @AfterEach
    void unmount() throws InterruptedException {
        if (mounted) {
            String mount = temp.resolve("mount").toString();
            if (!HostTool.works("fusermount", "-u", mount)) {
                HostTool.works("fusermount", "-uz", mount);
            }
        }
    }

    @Test
    void whatOtherHostsDoIsFoundWithinPollAndCacheAndSettling() throws IOException, InterruptedException {
        Path filer = Files.createDirectory(temp.toRealPath().resolve("filer"));
        Path mount = Files.createDirectory(temp.toRealPath().resolve("mount"));
        String cache = "attr_timeout=" + CACHED_SECONDS + ",entry_timeout=" + CACHED_SECONDS;
        mounted = HostTool.works("bindfs", "-o", cache, filer.toString(), mount.toString());
        assumeTrue(mounted, "skipped: no bindfs here, or no /dev/fuse");
        IMAGE.writeTo(filer.resolve("sh010/a.exr"));
        IMAGE.writeTo(filer.resolve("sh010/b.exr"));
        TestIndex index = new TestIndex(temp.resolve("index.db"));
        try (Indexer indexer = Indexer.open(index.file(), QUICK, System::currentTimeMillis)) {
            Thread watch = new Thread(() -> {
                try {
                    indexer.watch(List.of(IndexRoot.of(mount)), (roots, watched, unwatched) -> {});
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            watch.start();
            awaitStates(index, mount, Map.of("sh010/a.exr", "complete", "sh010/b.exr", "complete"));
            assertEquals("poll", index.one("SELECT mode FROM v_root"), "FUSE is polled by itself");

            IMAGE.writeTo(filer.resolve("sh010/c.exr"));
            IMAGE.writeTo(filer.resolve("sh020/deep/d.exr"));
            Files.write(filer.resolve("sh010/a.exr"), IMAGE.cutInLastChunk().bytes());
            Files.delete(filer.resolve("sh010/b.exr"));

            awaitStates(
                    index,
                    mount,
                    Map.of(
                            "sh010/a.exr", "truncated",
                            "sh010/b.exr", "gone",
                            "sh010/c.exr", "complete",
                            "sh020/deep/d.exr", "complete"));
            await().atMost(SOON)
                    .untilAsserted(() ->
                            assertEquals("0", index.one("SELECT count(*) FROM file WHERE recheck_at IS NOT NULL")));
            assertEquals("1", index.one("SELECT count(sweep_completed_at) FROM v_root"));
            indexer.stop();
            watch.join(20_000);
        }
    }

    private static void awaitStates(TestIndex index, Path below, Map<String, String> expected) {
        await().atMost(SOON).untilAsserted(() -> assertEquals(expected, index.states(below)));
    }
}
