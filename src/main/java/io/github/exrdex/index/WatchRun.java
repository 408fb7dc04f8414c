package io.github.exrdex.index;

import io.github.exrdex.store.DaemonDao;
import io.github.exrdex.store.IndexContents;
import io.github.exrdex.store.WriteFault;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The daemon's own loop: it follows roots to where they lie, serves the spool, reminds of looks that are due, and says every
 * few seconds how it goes. It asks no file system that may hang. Threads: one.
 */
final class WatchRun {
    private static final Logger LOG = LoggerFactory.getLogger(WatchRun.class);

    private static final long READY_MS = 20;
    private static final long PATIENCE_MS = 30_000;
    private static final long TICK_MS = 1_000;
    private static final long BEAT_MS = 5_000;
    private static final long FORGET_MS = 3_600_000;

    private final Indexing indexing;
    private final GoingOn goingOn;
    private final StateListener states;
    private final WatchListener listener;
    private final long startedAt;
    private final LineLimit readLines = new LineLimit(LOG, "reads");
    private final ClockSteps clockSteps = new ClockSteps(() -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime()));
    private final WriteRate writeRate = new WriteRate();
    private volatile List<RootWatch> beating = List.of();

    WatchRun(Indexing indexing, GoingOn goingOn, StateListener states, WatchListener listener) {
        this.indexing = indexing;
        this.goingOn = goingOn;
        this.states = states;
        this.listener = listener;
        this.startedAt = indexing.clockMs().getAsLong();
    }

    /** Until it may not go on. */
    void run(List<IndexRoot> roots) throws InterruptedException {
        WatchedRoots watched = new WatchedRoots(roots, indexing);
        try (PauseNote note = PauseNote.open(indexing.database().path())) {
            indexing.writes().waitFor(new Pauses(note, () -> beating, listener, indexing.clockMs()));
            follow(watched);
        }
        // Also where the writer has given up: this is where everybody hears of it.
        indexing.writes()
                .use(handle ->
                        new DaemonDao().stopped(handle, indexing.clockMs().getAsLong()));
    }

    private void follow(WatchedRoots watched) throws InterruptedException {
        try (IndexContents contents = IndexContents.open(indexing.database())) {
            watched.start();
            beat(watched.all());
            follow(watched, contents);
        } finally {
            watched.stop();
        }
    }

    private void follow(WatchedRoots watched, IndexContents contents) throws InterruptedException {
        SpoolDuty spool = new SpoolDuty(indexing.tidySpool(), indexing.writes(), indexing.clockMs(), true);
        LogWatch log =
                new LogWatch(indexing.database().path(), LogWatch.LONG_BYTES, indexing.writes(), System::nanoTime);
        CountingDuty counting = new CountingDuty(indexing, System::nanoTime);
        long readyBy = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MS);
        long nextTick = System.nanoTime();
        long nextBeat = nextTick;
        long nextForgetting = nextTick;
        boolean told = false;
        while (goingOn.mayGoOn()) {
            long now = System.nanoTime();
            // A root whose mount hangs keeps nobody waiting.
            if (!told && (watched.all().stream().allMatch(RootWatch::ready) || now - readyBy >= 0)) {
                tellReady(watched.all());
                told = true;
                nextBeat = now;
            }
            if (now - nextTick >= 0) {
                watched.adapt();
                remindOfDue(watched.all(), contents);
                spool.tick(watched.all());
                counting.tick();
                nextTick = now + TimeUnit.MILLISECONDS.toNanos(TICK_MS);
            }
            if (now - nextBeat >= 0) {
                beat(watched.all());
                log.look();
                // Only now: the beat itself has gone through the writer.
                if (told && watched.all().stream().allMatch(RootWatch::isAlive)) {
                    listener.alive(summary(watched.all()));
                }
                nextBeat = now + TimeUnit.MILLISECONDS.toNanos(BEAT_MS);
            }
            if (told && now - nextForgetting >= 0) {
                indexing.forgetOldHistory();
                nextForgetting = now + TimeUnit.MILLISECONDS.toNanos(FORGET_MS);
            }
            goingOn.rest(told ? TICK_MS : READY_MS);
        }
    }

    /** A disk that fails for a moment must not end the daemon; what is due stays due. */
    private void remindOfDue(List<RootWatch> watches, IndexContents contents) {
        ClockSteps.Due until = clockSteps.dueUntil(indexing.clockMs().getAsLong());
        try {
            watches.forEach(watch -> watch.remindOfDue(contents, until));
        } catch (RuntimeException e) {
            readLines.warn(
                    "index cannot be asked what is due, trying again reason={}",
                    WriteFault.of(e, indexing.database().path()).reason());
        }
    }

    private void tellReady(List<RootWatch> watches) {
        List<RootReport> reports = watches.stream().map(RootWatch::report).toList();
        listener.ready(
                watches.size(),
                reports.stream().mapToInt(RootReport::watchedFolders).sum(),
                reports.stream().mapToInt(RootReport::unwatchedFolders).sum());
    }

    private static String summary(List<RootWatch> watches) {
        List<RootReport> reports = watches.stream().map(RootWatch::report).toList();
        long waiting =
                reports.stream().mapToLong(root -> root.queue().waiting()).sum();
        long hanging = reports.stream().filter(RootReport::hangs).count();
        long away = reports.stream().filter(root -> !root.online()).count();
        return "roots " + reports.size() + (away == 0 ? "" : ", not there " + away)
                + (hanging == 0 ? "" : ", hanging " + hanging) + "; folders watched "
                + reports.stream().mapToInt(RootReport::watchedFolders).sum() + "; files waiting " + waiting;
    }

    private void beat(List<RootWatch> watches) throws InterruptedException {
        beating = watches;
        watches.forEach(RootWatch::tellOfHang);
        IndexStats stats = indexing.stats();
        WriteRate.Rate rate =
                writeRate.at(TimeUnit.NANOSECONDS.toMillis(System.nanoTime()), stats.batches.sum(), stats.rows.sum());
        String report = DaemonReport.of(
                watches.stream().map(RootWatch::report).toList(),
                indexing.writes().depth(),
                rate,
                stats.latencies,
                stats.snapshot(),
                states.counts());
        long pid = ProcessHandle.current().pid();
        // What is known by now is in the index or before us in the writer's queue.
        long nowAt = indexing.clockMs().getAsLong();
        Map<RootWatch, OptionalLong> known = new LinkedHashMap<>();
        watches.forEach(watch -> known.put(watch, watch.knownUntil(nowAt)));
        indexing.writes().use(handle -> {
            new DaemonDao().beat(handle, pid, startedAt, nowAt, report);
            known.forEach((watch, until) -> watch.writeMode(handle, until));
        });
    }
}
