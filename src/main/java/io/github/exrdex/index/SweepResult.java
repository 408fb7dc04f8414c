package io.github.exrdex.index;

/**
 * How a sweep ended.
 *
 * @param startedAt milliseconds since 1970
 * @param stopped it was told to stop before the end
 * @param reached false where the root was not there to be listed
 * @param unreadFolders that could not be listed, or not to their end
 * @param found files with an EXR name
 * @param heldFiles that were not found and are kept all the same
 * @param identity of the root folder, empty where it was not there
 * @param note what somebody should know, else empty
 */
record SweepResult(
        long startedAt,
        boolean stopped,
        boolean reached,
        long unreadFolders,
        long found,
        long heldFiles,
        String identity,
        String note) {
    /** Nothing is known of how far it got. */
    static final SweepResult STOPPED = new SweepResult(0, true, true, 0, 0, 0, "", "");

    /** Nothing had to be looked at. */
    static final SweepResult NOTHING = new SweepResult(0, false, true, 0, 0, 0, "", "");

    SweepResult asStopped() {
        return new SweepResult(startedAt, true, reached, unreadFolders, found, heldFiles, identity, note);
    }

    boolean complete() {
        return reached && !stopped && unreadFolders == 0;
    }
}
