package io.github.exrdex.index;

import io.github.exrdex.naming.ChannelNaming;
import io.github.exrdex.parse.HeaderLimits;
import io.github.exrdex.store.PathTokens;
import java.util.List;
import java.util.Map;

/**
 * How the indexing is done.
 *
 * @param naming what channels are called
 * @param tokens what paths say
 * @param limits what one file may cost
 * @param workers threads that read headers, for each root
 * @param mostWorkers as many may there be while they wait for the file system
 * @param pace when things are looked at again
 * @param acceptGone files that vanish are gone, however many they are at once
 * @param historyMs how long it is remembered what appeared, changed and went
 */
public record IndexOptions(
        ChannelNaming naming,
        PathTokens tokens,
        HeaderLimits limits,
        int workers,
        int mostWorkers,
        Pace pace,
        boolean acceptGone,
        long historyMs) {
    private static final long USUAL_HISTORY_MS = 30L * 24 * 3_600_000;
    private static final int USUAL_WORKERS = Math.max(2, Runtime.getRuntime().availableProcessors());

    /** Enough to keep a disk or a filer busy; none of them costs more than a thread. */
    private static final int WAITING_WORKERS = 16;

    public IndexOptions {
        if (workers < 1) {
            throw new IllegalArgumentException("no workers: " + workers);
        }
        if (mostWorkers < workers) {
            throw new IllegalArgumentException(mostWorkers + " workers at most are fewer than " + workers);
        }
    }

    /**
     * Times, all in milliseconds.
     *
     * @param settleMs shortest time between two looks at one file, and how long a stamp may hide a change
     * @param networkSettleMs the same of stamps on a file system that other hosts write to, which come late as well
     * @param writingMs an unfinished file untouched for this long is no longer being written
     * @param polling between looks at what the kernel tells nothing about
     * @param sweepMs between sweeps of a root, for what neither the kernel nor the stamps of folders told
     * @param hangMs who waits this long for a file system hangs in it
     */
    public record Pace(
            long settleMs, long networkSettleMs, long writingMs, Polling polling, long sweepMs, long hangMs) {
        /** Picked, not measured: a busy filer answers in seconds. */
        public static final long HANG_MS = 30_000;

        public static final Pace DEFAULT =
                new Pace(3_000, 63_000, 600_000, new Polling(5_000, 60_000, 300_000), 3_600_000, HANG_MS);

        /** @param pollMs between looks at the stamps of folders; files are asked for five times more seldom */
        public Pace(long settleMs, long writingMs, long pollMs, long sweepMs, long hangMs) {
            this(settleMs, settleMs, writingMs, new Polling(pollMs, pollMs, 5 * pollMs), sweepMs, hangMs);
        }

        public Pace(long settleMs, long writingMs, long pollMs, long sweepMs) {
            this(settleMs, writingMs, pollMs, sweepMs, HANG_MS);
        }

        /** @param shared other hosts write to the file system */
        public long settleMs(boolean shared) {
            return shared ? Math.max(settleMs, networkSettleMs) : settleMs;
        }

        /** @param shared other hosts write to the file system */
        public StateRule stateRule(boolean shared) {
            return new StateRule(writingMs, settleMs(shared), shared);
        }
    }

    /**
     * How often what the kernel tells nothing about is asked for; all in milliseconds.
     *
     * @param hotFoldersMs stamps of folders that changed minutes ago
     * @param foldersMs stamps of all folders
     * @param recentFilesMs stamps of the files of folders that changed in the last two days
     */
    public record Polling(long hotFoldersMs, long foldersMs, long recentFilesMs) {}

    /** No names of the studio's own, a reading thread for each core and more for a file system that lets them wait. */
    public static final IndexOptions DEFAULT = new IndexOptions(
            new ChannelNaming(List.of(), Map.of()),
            PathTokens.NONE,
            HeaderLimits.DEFAULT,
            USUAL_WORKERS,
            Math.max(USUAL_WORKERS, WAITING_WORKERS),
            Pace.DEFAULT,
            false,
            USUAL_HISTORY_MS);

    public IndexOptions withAcceptGone(boolean accept) {
        return new IndexOptions(naming, tokens, limits, workers, mostWorkers, pace, accept, historyMs);
    }

    public IndexOptions withPace(Pace other) {
        return new IndexOptions(naming, tokens, limits, workers, mostWorkers, other, acceptGone, historyMs);
    }
}
