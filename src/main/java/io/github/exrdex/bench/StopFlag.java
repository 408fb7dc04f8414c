package io.github.exrdex.bench;

import java.util.Optional;

/** That somebody wants the run to end, and whoever has to be told of it meanwhile. Threads: any. */
final class StopFlag {
    private boolean asked;
    private Optional<Runnable> told = Optional.empty();

    synchronized boolean asked() {
        return asked;
    }

    synchronized void ask() {
        asked = true;
        told.ifPresent(Runnable::run);
    }

    /**
     * One at a time, until {@link #forget}.
     *
     * @param action returns at once; is run now where the stop was asked for before
     */
    synchronized void whenAsked(Runnable action) {
        told = Optional.of(action);
        if (asked) {
            action.run();
        }
    }

    synchronized void forget() {
        told = Optional.empty();
    }
}
