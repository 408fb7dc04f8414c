package io.github.exrdex.watch;

import java.nio.file.Path;

/** A hint that a path deserves a look. Paths are absolute. */
public sealed interface FileEvent {
    /** A file under an EXR name was made, written to or moved in. */
    record Changed(Path path) implements FileEvent {}

    /** Something was deleted or moved away: a file, or a folder with all that was in it. The kernel does not say which. */
    record Vanished(Path path) implements FileEvent {}

    /** A folder was made or moved in; it is watched by now, and may hold files that were there before the watch. */
    record FolderAppeared(Path path) implements FileEvent {}

    /**
     * Events were lost: anything below the folder may have changed.
     *
     * @param reason for the log
     */
    record Lost(Path folder, String reason) implements FileEvent {}
}
