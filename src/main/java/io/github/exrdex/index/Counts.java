package io.github.exrdex.index;

/**
 * What has been done so far.
 *
 * @param folders listed
 * @param unreadFolders that could not be listed, or not to their end
 * @param files with an EXR name that were met
 * @param unchanged of those, left closed because the index knows them as they are
 * @param links symbolic links under an EXR name, which are not followed
 * @param opens files that were opened
 * @param readCalls made to the system for them
 * @param bytesRead of headers and offset tables
 * @param added rows that are new
 * @param changed rows that were there and were written again
 * @param gone rows whose file went away
 */
public record Counts(
        long folders,
        long unreadFolders,
        long files,
        long unchanged,
        long links,
        long opens,
        long readCalls,
        long bytesRead,
        long added,
        long changed,
        long gone) {}
