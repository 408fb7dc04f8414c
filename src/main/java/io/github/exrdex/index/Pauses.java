package io.github.exrdex.index;

import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Makes a pause of the writer known outside: in the {@link PauseNote} for those who ask, and to the {@link WatchListener} for
 * systemd, which must not take a daemon that waits for one that is dead. Threads: the writer's.
 */
final class Pauses implements PatientWriter.Waits {
    private final PauseNote note;
    private final Supplier<List<RootWatch>> roots;
    private final WatchListener listener;
    private final LongSupplier clockMs;
    private long sinceAt;
    private boolean paused;

    /**
     * @param roots those that are watched now
     * @param clockMs milliseconds since 1970
     */
    Pauses(PauseNote note, Supplier<List<RootWatch>> roots, WatchListener listener, LongSupplier clockMs) {
        this.note = note;
        this.roots = roots;
        this.listener = listener;
        this.clockMs = clockMs;
    }

    @Override
    public void paused(String reason) {
        long nowAt = clockMs.getAsLong();
        if (!paused) {
            sinceAt = nowAt;
            paused = true;
        }
        note.write(new WritePause(ProcessHandle.current().pid(), sinceAt, nowAt, reason));
        List<RootWatch> watched = roots.get();
        if (watched.stream().allMatch(RootWatch::isAlive)) {
            long waiting = watched.stream()
                    .mapToLong(root -> root.report().queue().waiting())
                    .sum();
            listener.paused("writing is paused for " + (nowAt - sinceAt) / 1000 + " s, nothing is lost; files waiting "
                    + waiting + "; " + reason);
        }
    }

    @Override
    public void goesOn() {
        paused = false;
        note.clear();
    }
}
