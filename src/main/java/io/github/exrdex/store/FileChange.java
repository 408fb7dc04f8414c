package io.github.exrdex.store;

import io.github.exrdex.exr.HeaderProblem;
import io.github.exrdex.file.FileKey;
import io.github.exrdex.file.FileStamp;
import io.github.exrdex.file.FileState;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the writer is asked to put down. Every change carries {@code obs}, the number its observation took before it
 * looked at the disk: a change with a lower number than the row's is out of date and leaves the row alone.
 */
public sealed interface FileChange {
    long obs();

    /**
     * A file was looked at.
     *
     * @param rootId the root it was found under
     * @param header empty where none could be read
     * @param recheckAt milliseconds since 1970; set while the file is too young to be sure of
     */
    record Seen(
            FileKey path,
            long rootId,
            FileStamp stamp,
            FileState state,
            Optional<HeaderRows> header,
            List<HeaderProblem> problems,
            OptionalLong recheckAt,
            long obs)
            implements FileChange {
        public Seen {
            problems = List.copyOf(problems);
        }
    }

    /** A file is certainly not there any more. */
    record Gone(FileKey path, long obs) implements FileChange {}

    /**
     * Files were seen in a folder that lies in another file system than those before, or than those of its root.
     *
     * @param rootId the root it was found under
     * @param device number of the file system that is mounted below the root; empty where it is the root's own
     */
    record FolderMount(FileKey folder, long rootId, OptionalLong device, long obs) implements FileChange {}

    /** A folder is certainly not there any more, with all that was in it. */
    record TreeGone(FileKey folder, long obs) implements FileChange {}
}
