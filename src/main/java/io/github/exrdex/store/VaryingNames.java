package io.github.exrdex.store;

import java.util.HashSet;
import java.util.Set;

/**
 * Which attributes change from frame to frame: learnt by watching neighbours, then remembered for good.
 *
 * <p>A name is taken for varying once it changed twice within a window of frames: of one sequence, so that a hundred
 * sequences that are written at once do not hide it, or of all of them, so that sequences of two frames teach it too.
 *
 * <p>Threads: any number; the set only grows.
 */
public final class VaryingNames {
    private final ChangeLog everywhere = new ChangeLog();
    private volatile Set<String> names;

    /** @param remembered by the index from earlier runs */
    public VaryingNames(Set<String> remembered) {
        names = Set.copyOf(remembered);
    }

    /** The names as they stand; the set handed out never changes. */
    Set<String> names() {
        return names;
    }

    /**
     * A frame was compared with its neighbour.
     *
     * @param changed the attributes that differed
     * @param sequence the log of the sequence that both belong to
     */
    void learn(Set<String> changed, ChangeLog sequence) {
        if (changed.isEmpty()) {
            sequence.noteNothing();
            everywhere.noteNothing();
            return;
        }
        Set<String> often = new HashSet<>(sequence.note(changed));
        often.addAll(everywhere.note(changed));
        if (!often.isEmpty()) {
            add(often);
        }
    }

    private synchronized void add(Set<String> often) {
        often.addAll(names);
        if (often.size() > names.size()) {
            names = Set.copyOf(often);
        }
    }
}
