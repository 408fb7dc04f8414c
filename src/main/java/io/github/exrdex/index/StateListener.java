package io.github.exrdex.index;

import io.github.exrdex.file.FileState;
import io.github.exrdex.store.ReachedFile;
import java.util.List;
import java.util.Set;

/** Told of files that reach a state, once the index says so. */
public interface StateListener {
    StateListener NONE = new StateListener() {
        @Override
        public Set<FileState> states() {
            return Set.of();
        }

        @Override
        public void reached(List<ReachedFile> files, long lost) {}

        @Override
        public List<HookCounts> counts() {
            return List.of();
        }
    };

    /** Which states it wants to hear of; asked once. */
    Set<FileState> states();

    /**
     * Called on the thread that writes the index, and must neither wait nor throw.
     *
     * @param files in the order of their changes; a file may stand there twice
     * @param lost how many more there were, before these
     */
    void reached(List<ReachedFile> files, long lost);

    /** What came of it, for {@code exrdex status}. Called from any thread. */
    List<HookCounts> counts();
}
