package io.github.exrdex.index;

import io.github.exrdex.file.FileKey;
import io.github.exrdex.store.RootDao;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The roots that the service watches now. Threads: one. */
final class WatchedRoots {
    private static final Logger LOG = LoggerFactory.getLogger(WatchedRoots.class);

    /** A name is answered in microseconds where nothing hangs. */
    private static final long PLACES_MS = 5_000;

    private static final long STOP_MS = 10_000;
    private static final long MOVE_MS = 2_000;

    private final Indexing indexing;
    private final RootPlaces places;

    /** By the place that was asked for, which may lie below the root that answers for it. */
    private final Map<Path, RootWatch> watches = new LinkedHashMap<>();

    WatchedRoots(List<IndexRoot> roots, Indexing indexing) {
        this.indexing = indexing;
        this.places = new RootPlaces(roots);
    }

    void start() throws InterruptedException {
        places.start(PLACES_MS);
        adapt();
    }

    /** Watches the roots where they are now. */
    void adapt() throws InterruptedException {
        List<IndexRoot> wanted = places.now();
        List<Path> paths = wanted.stream().map(IndexRoot::path).toList();
        for (Path left : List.copyOf(watches.keySet())) {
            if (!paths.contains(left)) {
                leave(left);
            }
        }
        for (IndexRoot root : wanted) {
            if (!watches.containsKey(root.path())) {
                enter(root);
            }
        }
    }

    private void enter(IndexRoot root) throws InterruptedException {
        FileKey place = FileKey.of(root.path());
        RootDao.RootRow row = indexing.writes().ask(handle -> new RootDao().claim(handle, place, "watch"));
        for (RootWatch watch : all()) {
            if (watch.rootId() == row.rootId()) {
                watches.put(root.path(), watch);
                return;
            }
        }
        ClaimedRoot claimed =
                new ClaimedRoot(row.rootId(), row.path(), row.path().toPath(), root.excluded());
        RootWatch watch = new RootWatch(claimed, row.identity(), root.mode(), indexing);
        watches.put(root.path(), watch);
        watch.start();
    }

    private void leave(Path path) throws InterruptedException {
        RootWatch watch = watches.remove(path);
        if (watch == null || watches.containsValue(watch)) {
            return;
        }
        watch.stop();
        if (watch.awaitStopped(MOVE_MS)) {
            indexing.writes().use(handle -> new RootDao().leave(handle, watch.rootId()));
        } else {
            LOG.warn("a file system hangs, left alone root={}", path);
        }
    }

    List<RootWatch> all() {
        return watches.values().stream().distinct().toList();
    }

    /** Lets every root finish what it has in hand; one that hangs is left alone. */
    void stop() throws InterruptedException {
        places.close();
        List<RootWatch> stopping = new ArrayList<>(all());
        stopping.forEach(RootWatch::stop);
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(STOP_MS);
        for (RootWatch watch : stopping) {
            if (!watch.awaitStopped(TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime()))) {
                LOG.warn(
                        "a file system hangs, left alone root={}",
                        watch.report().path());
            }
        }
    }
}
