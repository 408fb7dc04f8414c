package io.github.exrdex.index;

import io.github.exrdex.file.FileKey;
import io.github.exrdex.file.Reasons;
import io.github.exrdex.store.Pruned;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves the {@link Spool}: hands what it asks for to the roots, and removes a wish when all of it is in the index.
 *
 * <p>Threads: one.
 */
final class SpoolDuty {
    private static final Logger LOG = LoggerFactory.getLogger(SpoolDuty.class);

    /** Paths that are handed out at a time, so that memory is bounded however much waits. */
    private static final int MOST_OPEN_PATHS = 50_000;

    /** Picked, not measured: who types it waits for it. */
    private static final long CONFIRMATION_COUNTS_MS = 600_000;

    /** In each second, so that the daemon's other duties go on. */
    private static final long PRUNING_STEP_MS = 500;

    /** The same wishes are looked at every second. */
    private final LineLimit lines = new LineLimit(LOG, "spool");

    private final Spool spool;
    private final WriteLoop writes;
    private final LongSupplier clockMs;
    private final boolean prunes;
    private final Map<Path, Open> open = new LinkedHashMap<>();

    /** Files that concern no root of this process; whoever has theirs will serve them. */
    private final Set<Path> foreign = new HashSet<>();

    private final Map<Path, Pruning> prunings = new LinkedHashMap<>();
    private int openPaths;

    /** A root as the spool sees it. */
    interface Taker {
        /** The folder tree that it answers for. */
        FileKey scope();

        /** False while its folder is not there: then nothing can be said of what is below it. */
        boolean online();

        /**
         * Look at this file or folder, which lies below the scope.
         *
         * @return false where there is no room now
         */
        boolean notice(FileKey path);

        /**
         * What the next sweep of the scope does not find is gone, however much it is; open until then under the scope.
         *
         * @return false where this is none of its business
         */
        boolean confirmGone();

        /** Is it still to be looked at, or being looked at? */
        boolean isOpen(FileKey path);
    }

    /** A wish in work. */
    private static final class Open {
        final Taker taker;
        final int size;
        final ArrayDeque<FileKey> ahead;
        final List<FileKey> noticed;

        Open(Taker taker, List<FileKey> ahead, List<FileKey> noticed) {
            this.taker = taker;
            this.size = ahead.size() + noticed.size();
            this.ahead = new ArrayDeque<>(ahead);
            this.noticed = new ArrayList<>(noticed);
        }

        /** @return true when all has been looked at */
        boolean goOn() {
            while (!ahead.isEmpty() && taker.notice(ahead.element())) {
                noticed.add(ahead.remove());
            }
            noticed.removeIf(path -> !taker.isOpen(path));
            return ahead.isEmpty() && noticed.isEmpty();
        }
    }

    /**
     * @param clockMs milliseconds since 1970
     * @param prunes removes rows where somebody wishes it
     */
    SpoolDuty(Spool spool, WriteLoop writes, LongSupplier clockMs, boolean prunes) {
        this.spool = spool;
        this.writes = writes;
        this.clockMs = clockMs;
        this.prunes = prunes;
    }

    /** Takes what has come, and finishes what has been dealt with. */
    void tick(List<? extends Taker> takers) throws InterruptedException {
        lines.tick();
        takeUp(takers);
        finish();
    }

    /** Are there wishes in work? */
    boolean isBusy() {
        return !open.isEmpty();
    }

    void takeUp(List<? extends Taker> takers) {
        List<Path> waiting = spool.waiting();
        foreign.retainAll(waiting);
        for (Path file : waiting) {
            if (openPaths >= MOST_OPEN_PATHS) {
                return;
            }
            if (!open.containsKey(file) && !prunings.containsKey(file) && !foreign.contains(file)) {
                takeUp(file, takers);
            }
        }
    }

    private void takeUp(Path file, List<? extends Taker> takers) {
        Optional<Wish> wish;
        try {
            wish = spool.read(file);
        } catch (NoSuchFileException e) {
            return;
        } catch (IOException e) {
            lines.warn("wish cannot be read, trying again file={} reason={}", file, Reasons.of(e));
            return;
        }
        if (wish.isEmpty()) {
            lines.warn("not a wish, removed file={}", file);
            spool.remove(file);
        } else if (wish.get() instanceof Wish.Look look) {
            takeUp(file, look, takers);
        } else if (wish.get() instanceof Wish.ConfirmGone confirm) {
            takeUp(file, confirm, takers);
        } else if (wish.get() instanceof Wish.Prune prune && prunes) {
            prunings.put(file, new Pruning(writes, prune.goneBeforeAt()));
        } else {
            foreign.add(file);
        }
    }

    private void takeUp(Path file, Wish.Look look, List<? extends Taker> takers) {
        for (Taker taker : takers) {
            List<FileKey> own = look.paths().stream()
                    .filter(path -> path.isUnder(taker.scope()))
                    .toList();
            if (own.isEmpty()) {
                continue;
            }
            if (taker.online()) {
                if (own.size() < look.paths().size()) {
                    lines.warn(
                            "paths of other roots left out file={} root={}",
                            file,
                            taker.scope().text());
                }
                open.put(file, new Open(taker, own, List.of()));
                openPaths += own.size();
            }
            return;
        }
        foreign.add(file);
    }

    /** Somebody looked at the disk and then said so: that counts for a while, and not for a disk of tomorrow. */
    private void takeUp(Path file, Wish.ConfirmGone confirm, List<? extends Taker> takers) {
        boolean fresh;
        try {
            fresh = clockMs.getAsLong() - spool.leftAt(file) < CONFIRMATION_COUNTS_MS;
        } catch (IOException e) {
            return; // withdrawn
        }
        if (!fresh) {
            lines.warn(
                    "confirmation is too old and dropped root={}",
                    confirm.root().text());
            spool.remove(file);
            return;
        }
        for (Taker taker : takers) {
            if (taker.scope().equals(confirm.root()) && taker.confirmGone()) {
                LOG.info(
                        "what is not found is gone, as somebody confirmed root={}",
                        confirm.root().text());
                open.put(file, new Open(taker, List.of(), List.of(confirm.root())));
                openPaths++;
                return;
            }
        }
        foreign.add(file);
    }

    void finish() throws InterruptedException {
        List<Path> served = new ArrayList<>();
        for (Iterator<Map.Entry<Path, Open>> all = open.entrySet().iterator(); all.hasNext(); ) {
            Map.Entry<Path, Open> next = all.next();
            if (next.getValue().goOn()) {
                served.add(next.getKey());
                openPaths -= next.getValue().size;
                all.remove();
            }
        }
        if (!served.isEmpty()) {
            writes.flush();
            served.forEach(spool::remove);
        }
        if (!prunings.isEmpty()) {
            goOnPruning();
        }
    }

    private void goOnPruning() throws InterruptedException {
        Path file = prunings.keySet().iterator().next();
        Pruning pruning = prunings.get(file);
        if (pruning != null && pruning.goOn(PRUNING_STEP_MS)) {
            Pruned removed = pruning.removed();
            LOG.info(
                    "pruned files={} sequences={} folders={} headers={}",
                    removed.files(),
                    removed.sequences(),
                    removed.folders(),
                    removed.headers());
            prunings.remove(file);
            spool.remove(file);
        }
    }
}
