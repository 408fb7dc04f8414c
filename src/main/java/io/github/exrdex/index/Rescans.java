package io.github.exrdex.index;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Why folders were listed again, and how often. Threads: any. */
final class Rescans {
    static final String FIRST = "the first sweep";
    static final String ON_TIME = "it was time";
    static final String APPEARED = "a folder appeared";
    static final String VANISHED = "a folder went away";
    static final String DOUBT = "a worker met what it did not expect";
    static final String ASKED = "somebody asked for it";
    static final String BACK = "the root was away";
    static final String FAILED = "a sweep failed";

    /** Reasons of the system come in any number; more kinds than this are one. */
    private static final int MOST_REASONS = 32;

    private static final String OTHER = "something else";

    private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();

    void count(String reason) {
        String known = counts.containsKey(reason) || counts.size() < MOST_REASONS ? reason : OTHER;
        counts.computeIfAbsent(known, any -> new LongAdder()).increment();
    }

    Map<String, Long> snapshot() {
        Map<String, Long> snapshot = new TreeMap<>();
        counts.forEach((reason, count) -> snapshot.put(reason, count.sum()));
        return snapshot;
    }
}
