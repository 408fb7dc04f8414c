package io.github.exrdex.index;

import io.github.exrdex.file.Reasons;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the roots that somebody named lie without links on the way, asked again and again: a link may be made or turned
 * while the service runs. A place that is not there any more stays the place, until the name leads to another folder.
 *
 * <p>Threads: each root is asked for on one of its own, which may hang with its mount; the public face is for any.
 */
final class RootPlaces implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RootPlaces.class);

    /** Picked, not measured: links are turned by people. */
    private static final long AGAIN_MS = 1_000;

    private final List<Place> places;
    private final CountDownLatch closed = new CountDownLatch(1);

    private final class Place {
        final IndexRoot named;
        final CountDownLatch known = new CountDownLatch(1);
        volatile Path path;

        Place(IndexRoot named) {
            this.named = named;
            this.path = named.path().toAbsolutePath().normalize();
        }

        void follow() {
            path = RealPath.of(named.path());
            known.countDown();
            try {
                while (!closed.await(AGAIN_MS, TimeUnit.MILLISECONDS)) {
                    ask();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private void ask() {
            try {
                Path now = named.path().toRealPath();
                if (!now.equals(path)) {
                    LOG.warn("root leads to another folder root={} was={} is={}", named.path(), path, now);
                    path = now;
                }
            } catch (IOException e) {
                LOG.debug("root is not there root={} reason={}", named.path(), Reasons.of(e));
            }
        }
    }

    RootPlaces(List<IndexRoot> roots) {
        places = roots.stream().map(Place::new).toList();
    }

    /** @param mostMs how long to wait for the answers; a root whose mount hangs goes by its name until it answers */
    void start(long mostMs) throws InterruptedException {
        for (Place place : places) {
            Thread thread = new Thread(place::follow, "exrdex-place");
            thread.setDaemon(true);
            thread.start();
        }
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(mostMs);
        for (Place place : places) {
            if (!place.known.await(until - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                LOG.warn("root does not answer, does its mount hang? root={}", place.named.path());
            }
        }
    }

    /** The roots by their places now, those left out that lie in another. */
    List<IndexRoot> now() {
        return IndexRoot.topmost(
                places.stream().map(place -> place.named.at(place.path)).toList());
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
