package io.github.exrdex.store;

import io.github.exrdex.file.FileKey;
import io.github.exrdex.file.FileState;
import java.util.Optional;

/**
 * A file that reached a state, below a root that was swept to its end before.
 *
 * @param sequenceId as the index has it after the batch
 * @param root that it lies below
 * @param before empty where the file had no row
 * @param rewritten its size or mtime is another than that of the row before, or there was none
 */
public record ReachedFile(
        long fileId,
        long sequenceId,
        FileKey path,
        FileKey root,
        Optional<FileState> before,
        FileState state,
        boolean rewritten) {}
