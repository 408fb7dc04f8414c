package io.github.exrdex.store;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * When which attribute changed, among frames that were compared with their neighbours. Tells the names that change often
 * enough to be worth a row a file: a change costs a new attribute set, some sixty rows.
 *
 * <p>Threads: any number.
 */
final class ChangeLog {
    private static final int WINDOW_FRAMES = 64;
    private static final int REMEMBERED = 1024;

    private final Map<String, Long> lastChange = new Lru<>(REMEMBERED);
    private long compared;

    /** One more frame was compared, and nothing differed that was not known to. */
    synchronized void noteNothing() {
        compared++;
    }

    /**
     * One more frame was compared, and these of its attributes differed.
     *
     * @return the names that changed twice within {@value #WINDOW_FRAMES} frames
     */
    synchronized Set<String> note(Set<String> changed) {
        compared++;
        Set<String> often = new HashSet<>();
        for (String name : changed) {
            Long last = lastChange.put(name, compared);
            if (last != null && compared - last <= WINDOW_FRAMES) {
                often.add(name);
                lastChange.remove(name);
            }
        }
        return often;
    }
}
