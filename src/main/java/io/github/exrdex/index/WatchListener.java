package io.github.exrdex.index;

/** Told once how the watching began. Called on the thread that watches. */
@FunctionalInterface
public interface WatchListener {
    /**
     * Every root is watched, or known to be polled; the first sweep goes on.
     *
     * @param roots how many
     * @param watchedFolders below them
     * @param unwatchedFolders that could not be watched and are polled
     */
    void ready(int roots, int watchedFolders, int unwatchedFolders);
}
