package io.github.exrdex.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Roots whose files the index may not all know. Of what lies there nobody may say that it is complete. Remembers which of
 * them an answer was about.
 *
 * <p>Threads: the reader's.
 */
final class Doubts {
    private final Map<Long, String> byRoot = new TreeMap<>();
    private final Set<Long> met = new TreeSet<>();

    private Doubts() {}

    static Doubts of(SqlHandle handle) {
        Doubts doubts = new Doubts();
        for (RootStatus root : RootStatus.all(handle)) {
            root.whyUnsure()
                    .ifPresent(why -> doubts.byRoot.put(
                            root.rootId(),
                            why + ", so nothing there is called complete; `exrdex scan` it, then ask again"));
        }
        return doubts;
    }

    boolean about(long rootId) {
        if (!byRoot.containsKey(rootId)) {
            return false;
        }
        met.add(rootId);
        return true;
    }

    /** One line for each root that {@link #about} was asked of and that is in doubt. */
    List<String> notes() {
        List<String> notes = new ArrayList<>();
        byRoot.forEach((root, why) -> {
            if (met.contains(root)) {
                notes.add(why);
            }
        });
        return notes;
    }
}
