package io.github.exrdex.index;

/** Told how the watching goes. Called on the thread that watches, and must not wait for anything. */
@FunctionalInterface
public interface WatchListener {
    /**
     * Told once: every root is watched, or known to be polled, but for those whose mount hangs; the first sweep goes on.
     *
     * @param roots how many
     * @param watchedFolders below them
     * @param unwatchedFolders that could not be watched and are polled
     */
    void ready(int roots, int watchedFolders, int unwatchedFolders);

    /**
     * Told every few seconds, as long as it is true: the writer has just written, and every thread of every root lives.
     *
     * @param summary one line for people
     */
    default void alive(String summary) {}

    /**
     * Told every second, also before it is ready, as long as the index takes nothing and every thread of every root lives.
     * Called on the thread that writes.
     *
     * @param summary one line for people
     */
    default void paused(String summary) {}
}
