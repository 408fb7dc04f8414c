package io.github.exrdex.store;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Which attributes change from frame to frame: learnt by watching neighbours, then remembered for good.
 *
 * <p>A name that changes costs a new attribute set a time, some sixty rows; a name that is known to vary costs one row a
 * file. So a name is taken for varying once it changed twice within sixty-four compared frames.
 *
 * <p>Threads: any number; the set only grows.
 */
public final class VaryingNames {
    private static final int WINDOW_FRAMES = 64;

    private final Map<String, Long> lastChange = new HashMap<>();
    private long compared;
    private volatile Set<String> names;

    /** @param remembered by the index from earlier runs */
    public VaryingNames(Set<String> remembered) {
        names = Set.copyOf(remembered);
    }

    /** The names as they stand; the set handed out never changes. */
    Set<String> names() {
        return names;
    }

    /** A frame was compared with its neighbour, and these of its attributes differed. */
    synchronized void learn(Set<String> changed) {
        compared++;
        Set<String> grown = new HashSet<>(names);
        for (String name : changed) {
            Long last = lastChange.put(name, compared);
            if (last != null && compared - last <= WINDOW_FRAMES) {
                grown.add(name);
                lastChange.remove(name);
            }
        }
        if (grown.size() > names.size()) {
            names = Set.copyOf(grown);
        }
    }
}
