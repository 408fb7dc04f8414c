package io.github.exrdex.index;

import io.github.exrdex.file.FileState;
import java.util.List;
import java.util.Map;

/**
 * What a scan did.
 *
 * @param states how many files of each state the index now has below the folders that were scanned
 * @param millis how long it took
 * @param roots one for each folder that was scanned
 * @param finished false where it was stopped before the end
 */
public record ScanSummary(
        Counts counts, Map<FileState, Long> states, long millis, List<ScannedRoot> roots, boolean finished) {
    public ScanSummary {
        states = Map.copyOf(states);
        roots = List.copyOf(roots);
    }

    /**
     * How it went below one folder.
     *
     * @param path for people
     * @param heldFiles that were not found and are kept all the same
     * @param note what somebody should know, else empty
     */
    public record ScannedRoot(String path, long unreadFolders, long heldFiles, String note) {}
}
