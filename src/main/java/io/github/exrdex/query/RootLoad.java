package io.github.exrdex.query;

import java.util.Map;

/**
 * What a running daemon has to do for a root, by its last word.
 *
 * @param online its folder is there
 * @param hangs its file system does not answer
 * @param watchedFolders the kernel tells of them
 * @param unwatchedFolders that the kernel gave no watch for; they are polled
 * @param polledFolders of a root that is not watched at all
 * @param queueDepth files that wait for a look
 * @param queueOldestMs how long the first of them has waited
 * @param losses how often events were lost
 * @param overflows how many of those were for a full queue of the kernel
 * @param rescans how often folders were listed again, by reason
 * @param stuckThreads that wait for the file system for longer than it may take
 */
public record RootLoad(
        boolean online,
        boolean hangs,
        long watchedFolders,
        long unwatchedFolders,
        long polledFolders,
        long queueDepth,
        long queueOldestMs,
        long losses,
        long overflows,
        Map<String, Long> rescans,
        long stuckThreads) {
    private static final String OVERFLOW = "the kernel dropped events";

    public RootLoad {
        rescans = Map.copyOf(rescans);
    }

    static RootLoad of(JsonWord root) {
        Map<String, Long> rescans = root.child("rescans").numbers();
        return new RootLoad(
                root.flag("online"),
                root.flag("hangs"),
                root.number("watchedFolders").orElse(0),
                root.number("unwatchedFolders").orElse(0),
                root.number("polledFolders").orElse(0),
                root.number("queueDepth").orElse(0),
                root.number("queueOldestMs").orElse(0),
                root.number("losses").orElse(0),
                rescans.getOrDefault(OVERFLOW, 0L),
                rescans,
                root.number("stuckThreads").orElse(0));
    }
}
