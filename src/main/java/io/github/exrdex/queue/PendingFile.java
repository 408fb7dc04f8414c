package io.github.exrdex.queue;

import io.github.exrdex.file.FileKey;
import io.github.exrdex.file.FileStamp;
import io.github.exrdex.file.Sighting;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A file to look at.
 *
 * @param path the same as the key, ready to be opened
 * @param sighting what a sweep saw of it already; empty after an event
 * @param dueAtMs when an event made it due for a look, by the queue's clock; empty after a sweep
 * @param before its stamp at the look that this one was promised by; empty where none was
 */
public record PendingFile(
        FileKey key, Path path, Optional<Sighting> sighting, OptionalLong dueAtMs, Optional<FileStamp> before) {
    /**
     * One that a sweep found.
     *
     * @param before its stamp in the index, where it has one
     */
    public static PendingFile found(FileKey key, Path path, Sighting sighting, Optional<FileStamp> before) {
        return new PendingFile(key, path, Optional.of(sighting), OptionalLong.empty(), before);
    }
}
