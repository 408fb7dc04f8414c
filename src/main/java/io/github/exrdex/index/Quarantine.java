package io.github.exrdex.index;

import io.github.exrdex.exr.HeaderProblem;
import io.github.exrdex.exr.ProblemKind;
import io.github.exrdex.file.FileKey;
import io.github.exrdex.file.FileStamp;
import io.github.exrdex.store.StrikeDao;
import io.github.exrdex.store.StrikeDao.Strike;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Files that were being read when the process died. Who was there three times is not read any more until it changes, so
 * that one file cannot keep the index from going on for ever. A read that everybody survives clears a name.
 *
 * <p>Threads: any.
 */
final class Quarantine {
    private static final Logger LOG = LoggerFactory.getLogger(Quarantine.class);

    /** Once is chance: all that is read in that moment is under suspicion. */
    static final int DEATHS = 3;

    /** A suspect may hang in a mount that hangs; those of other roots do not wait for it for ever. */
    private static final long ALONE_MS = 5_000;

    private final WriteLoop writes;
    private final Map<FileKey, Strike> suspects;
    private final Semaphore alone = new Semaphore(1);

    private Quarantine(WriteLoop writes, Map<FileKey, Strike> suspects) {
        this.writes = writes;
        this.suspects = new ConcurrentHashMap<>(suspects);
    }

    /** @param left what was being read when the last process died */
    static Quarantine after(List<InHand.Left> left, WriteLoop writes) throws InterruptedException {
        StrikeDao strikes = new StrikeDao();
        Map<FileKey, Strike> suspects = writes.ask(handle -> {
            left.forEach(file -> strikes.add(handle, file.path(), file.stamp()));
            return strikes.all(handle);
        });
        left.forEach(file -> {
            Strike strike = suspects.get(file.path());
            LOG.warn(
                    "exrdex died while it was reading a file path={} deaths={}{}",
                    file.path().text(),
                    strike == null ? 1 : strike.deaths(),
                    strike != null && strike.deaths() >= DEATHS ? " and reads it no more until it changes" : "");
        });
        return new Quarantine(writes, suspects);
    }

    boolean holds(FileKey path, FileStamp stamp) {
        if (suspects.isEmpty()) {
            return false;
        }
        Strike strike = suspects.get(path);
        return strike != null && strike.deaths() >= DEATHS && strike.stamp().sameAs(stamp);
    }

    /** Was it in somebody's hand when the process died? */
    boolean isSuspect(FileKey path) {
        return !suspects.isEmpty() && suspects.containsKey(path);
    }

    /**
     * Suspects are read one at a time: whoever is in hand beside another one shares in its next death, and would be innocent and
     * quarantined after the third.
     *
     * @return false where another one takes too long; else {@link #endAlone} is owed
     */
    boolean beginAlone() throws InterruptedException {
        return alone.tryAcquire(ALONE_MS, TimeUnit.MILLISECONDS);
    }

    void endAlone() {
        alone.release();
    }

    HeaderProblem problem(FileKey path) {
        Strike strike = suspects.get(path);
        return HeaderProblem.fatal(
                ProblemKind.QUARANTINED,
                -1,
                "exrdex died " + (strike == null ? DEATHS : strike.deaths())
                        + " times while it was reading this file, and leaves it closed until it changes");
    }

    /** The file was read to the end, or is not there any more. */
    void clear(FileKey path) throws InterruptedException {
        if (!suspects.isEmpty() && suspects.remove(path) != null) {
            writes.use(handle -> new StrikeDao().forget(handle, path));
        }
    }
}
