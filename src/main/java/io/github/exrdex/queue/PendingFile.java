package io.github.exrdex.queue;

import io.github.exrdex.file.FileKey;
import io.github.exrdex.file.Sighting;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A file to look at.
 *
 * @param path the same as the key, ready to be opened
 * @param sighting what a sweep saw of it already; empty after an event
 */
public record PendingFile(FileKey key, Path path, Optional<Sighting> sighting) {}
