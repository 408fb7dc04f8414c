package io.github.exrdex.config;

/**
 * How the indexer works.
 *
 * @param workers threads that read headers; 0 leaves it to the number of cores, and to how long they wait for the disk
 * @param writingMinutes an unfinished file untouched for this long is no longer being written
 * @param settleSeconds a file that may have changed unseen is looked at again after this long
 * @param networkSettleSeconds the same on file systems that other hosts write to
 * @param hotPollSeconds between looks at the stamps of folders that changed minutes ago, where the kernel tells nothing
 * @param pollSeconds the same of all folders
 * @param recentPollMinutes the same of the files of folders that changed in the last two days
 * @param sweepMinutes between sweeps of a root, for what nobody told
 * @param headerLimitMib longest header that is read, all parts together
 * @param valueLimitKib a larger attribute value is kept as its size and digest
 * @param historyDays how long it is remembered what appeared, changed and went
 */
public record Tuning(
        int workers,
        int writingMinutes,
        int settleSeconds,
        int networkSettleSeconds,
        int hotPollSeconds,
        int pollSeconds,
        int recentPollMinutes,
        int sweepMinutes,
        int headerLimitMib,
        int valueLimitKib,
        int historyDays) {
    public static final Tuning DEFAULT = new Tuning(0, 60, 3, 63, 5, 60, 5, 60, 64, 256, 30);

    static final int MOST_WORKERS = 256;
    static final int MOST_WRITING_MINUTES = 7 * 24 * 60;
    static final int MOST_SETTLE_SECONDS = 3600;
    static final int MOST_POLL_SECONDS = 24 * 3600;
    static final int MOST_SWEEP_MINUTES = 7 * 24 * 60;
    static final int MOST_HEADER_MIB = 1024;
    static final int MOST_VALUE_KIB = 64 * 1024;
    static final int MOST_HISTORY_DAYS = 3650;

    public Tuning {
        check("workers", workers, 0, MOST_WORKERS);
        check("writing_minutes", writingMinutes, 1, MOST_WRITING_MINUTES);
        check("settle_seconds", settleSeconds, 1, MOST_SETTLE_SECONDS);
        check("network_settle_seconds", networkSettleSeconds, 1, MOST_SETTLE_SECONDS);
        check("hot_poll_seconds", hotPollSeconds, 1, MOST_POLL_SECONDS);
        check("poll_seconds", pollSeconds, 1, MOST_POLL_SECONDS);
        check("recent_poll_minutes", recentPollMinutes, 1, MOST_SWEEP_MINUTES);
        check("sweep_minutes", sweepMinutes, 1, MOST_SWEEP_MINUTES);
        check("header_limit_mib", headerLimitMib, 1, MOST_HEADER_MIB);
        check("value_limit_kib", valueLimitKib, 1, MOST_VALUE_KIB);
        check("history_days", historyDays, 1, MOST_HISTORY_DAYS);
    }

    public long writingMs() {
        return writingMinutes * 60_000L;
    }

    public long settleMs() {
        return settleSeconds * 1_000L;
    }

    public long networkSettleMs() {
        return networkSettleSeconds * 1_000L;
    }

    public long hotPollMs() {
        return hotPollSeconds * 1_000L;
    }

    public long recentPollMs() {
        return recentPollMinutes * 60_000L;
    }

    public long pollMs() {
        return pollSeconds * 1_000L;
    }

    public long sweepMs() {
        return sweepMinutes * 60_000L;
    }

    public long headerLimitBytes() {
        return (long) headerLimitMib << 20;
    }

    public int valueLimitBytes() {
        return valueLimitKib << 10;
    }

    public long historyMs() {
        return historyDays * 24L * 3_600_000;
    }

    private static void check(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(name + " outside " + least + " to " + most + ": " + value);
        }
    }
}
