package io.github.exrdex.index;

import io.github.exrdex.file.FileKey;
import io.github.exrdex.file.FileStamp;
import io.github.exrdex.file.FileStat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was found in folders when they were listed last, and their stamps from just before. While a folder's stamp is the
 * same, no name in it came, went or was replaced, so it need not be listed again. The stamp says nothing of the folders
 * below, which have to be asked for one by one, and nothing of a file that is written to in place.
 *
 * <p>A stamp is believed only once its own tick of the clock was over before the listing: what happens later within one
 * tick leaves the stamp as it is. Nothing of this outlives the process, for nobody knows what happened in between.
 *
 * <p>Threads: any.
 */
final class FolderStamps {
    private static final Logger LOG = LoggerFactory.getLogger(FolderStamps.class);

    /** Renders come for hours, frames for minutes; picked, not measured. */
    private static final long HOT_MS = 600_000;

    /** What is written over in place is mostly a render of today or yesterday. */
    private static final long RECENT_MS = 48 * 3_600_000L;

    /** The coarsest stamps count two seconds (FAT), most others one at worst; {@code updatedb} waits as long. */
    private static final long COARSE_TICK_MS = 3_000;

    /** The clock of a file server may be off by hours. */
    private static final long STRANGE_CLOCK_MS = 24 * 3_600_000L;

    private static final long NS_PER_SECOND = 1_000_000_000;

    private final FolderFacts facts;
    private final IndexOptions.Pace pace;
    private final LongSupplier clockMs;
    private final LongSupplier monotonicMs;
    private final Map<FileKey, Listing> listings = new HashMap<>();
    /** Folders whose names were found to be others under a stamp that was certain, and when. */
    private final Map<FileKey, Long> suspects = new HashMap<>();

    private boolean shared;
    private boolean distrusted;

    /**
     * A stamp, and when it was asked for by both clocks.
     *
     * @param atMs milliseconds since 1970, to be compared with stamps
     */
    record Glance(FileStat stat, long atMs, long monotonicMs) {}

    /**
     * What a folder held.
     *
     * @param certain its stamp was old enough before the listing
     * @param stampSeenMs when this stamp was seen first, by the monotonic clock
     * @param changedMs when something was seen to change last, by the monotonic clock
     * @param held what was in it
     */
    record Listing(FileStat stat, boolean certain, long stampSeenMs, long changedMs, Held held) {
        Listing changedAt(long ms) {
            return new Listing(stat, certain, stampSeenMs, ms, held);
        }
    }

    /**
     * What was in a folder.
     *
     * @param folders that are walked
     * @param files under an EXR name
     * @param names of both, as one number: equal for equal names
     */
    record Held(List<FileKey> folders, long files, long names) {
        Held {
            folders = List.copyOf(folders);
        }
    }

    /**
     * @param clockMs milliseconds since 1970
     * @param monotonicMs milliseconds of a clock that nobody sets
     */
    FolderStamps(FolderFacts facts, IndexOptions.Pace pace, LongSupplier clockMs, LongSupplier monotonicMs) {
        this.facts = facts;
        this.pace = pace;
        this.clockMs = clockMs;
        this.monotonicMs = monotonicMs;
    }

    /** @param now do other hosts write to the file system, so that their clocks stamp and their changes come late? */
    synchronized void shared(boolean now) {
        shared = now;
    }

    /** Asks the disk. */
    Glance glance(Path folder) throws IOException {
        // The clocks first: a stamp must not seem older than it is.
        long atMs = clockMs.getAsLong();
        long ms = monotonicMs.getAsLong();
        return new Glance(facts.stat(folder), atMs, ms);
    }

    /**
     * What the folder holds, where its stamp is proof enough for this pass, or will be asked for proof in a moment; empty
     * where it has to be listed.
     */
    synchronized Optional<Listing> believed(FileKey folder, Glance now, Pass pass) {
        Listing last = listings.get(folder);
        if (distrusted || pass == Pass.SWEEP || last == null || !last.stat().equals(now.stat())) {
            return Optional.empty();
        }
        boolean provable = now.monotonicMs() - last.stampSeenMs() >= tickMs(now.stat());
        boolean due = (!last.certain() && provable) || (pass == Pass.RECENT_FILES && isRecent(last, now));
        return due ? Optional.empty() : Optional.of(last);
    }

    /**
     * A folder was listed to the end without an error, and all that was found is on its way into the index.
     *
     * @param before from before the listing
     * @param news something in it was new or changed
     */
    synchronized void remember(FileKey folder, Glance before, Held held, boolean news) {
        Optional<Listing> last = Optional.ofNullable(listings.get(folder));
        boolean same = last.isPresent() && last.get().stat().equals(before.stat());
        boolean contradicted = same && last.get().certain() && last.get().held().names() != held.names();
        suspect(folder, before, same, contradicted);
        long seenMs = same && !contradicted ? last.get().stampSeenMs() : before.monotonicMs();
        boolean old = ageMs(before) >= (shared ? STRANGE_CLOCK_MS : tickMs(before.stat()))
                || before.monotonicMs() - seenMs >= tickMs(before.stat());
        boolean certain = old && !contradicted;
        long changedMs = before.monotonicMs();
        if (last.isEmpty()) {
            changedMs -= Math.max(0, ageMs(before));
        } else if (same && !news) {
            changedMs = last.get().changedMs();
        }
        listings.put(folder, new Listing(before.stat(), certain, seenMs, changedMs, held));
    }

    /**
     * A name came or went, and the stamp stayed as it was. Attributes may come late; where they are still the same when
     * they had to come, nobody stamps folders here, as in some file systems that are made of objects.
     */
    private void suspect(FileKey folder, Glance before, boolean same, boolean contradicted) {
        if (contradicted) {
            suspects.putIfAbsent(folder, before.monotonicMs());
        } else if (!same) {
            suspects.remove(folder);
        }
        Long sinceMs = suspects.get(folder);
        if (sinceMs != null && !distrusted && before.monotonicMs() - sinceMs >= tickMs(before.stat())) {
            distrusted = true;
            LOG.warn("the stamps of folders do not tell of changes here, listing all of them folder={}", folder.text());
        }
    }

    /** For how long may things happen that leave this stamp as it is? */
    private long tickMs(FileStat stat) {
        FileStamp stamp = stat.stamp();
        boolean coarse = stamp.mtimeNs() % NS_PER_SECOND == 0 && stamp.ctimeNs() % NS_PER_SECOND == 0;
        return Math.max(pace.settleMs(shared), coarse ? COARSE_TICK_MS : 0);
    }

    private static long ageMs(Glance glance) {
        FileStamp stamp = glance.stat().stamp();
        return glance.atMs() - TimeUnit.NANOSECONDS.toMillis(Math.max(stamp.mtimeNs(), stamp.ctimeNs()));
    }

    private static boolean isRecent(Listing last, Glance now) {
        return ageMs(now) < RECENT_MS || now.monotonicMs() - last.changedMs() < RECENT_MS;
    }

    /** Something is going on in a folder, whatever its stamp says. */
    synchronized void heat(FileKey folder) {
        listings.computeIfPresent(folder, (key, last) -> last.changedAt(monotonicMs.getAsLong()));
    }

    /** Folders that changed minutes ago, or whose stamps do not prove anything yet. */
    synchronized List<FileKey> hot() {
        long now = monotonicMs.getAsLong();
        List<FileKey> hot = new ArrayList<>();
        if (distrusted) {
            return hot; // Every poll lists everything, which is too much every few seconds.
        }
        listings.forEach((folder, last) -> {
            if (!last.certain() || now - last.changedMs() < HOT_MS) {
                hot.add(folder);
            }
        });
        return hot;
    }

    synchronized void forget(FileKey folder) {
        listings.remove(folder);
    }

    /** Nothing else is there any more. */
    synchronized void keepOnly(Set<FileKey> folders) {
        listings.keySet().retainAll(folders);
    }

    synchronized void clear() {
        listings.clear();
    }
}
