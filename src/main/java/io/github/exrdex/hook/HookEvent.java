package io.github.exrdex.hook;

import io.github.exrdex.file.FileState;
import java.util.Optional;

/**
 * That a file reached a state, or that a frame of a sequence did.
 *
 * @param id of the file, or of the sequence where the hook is about sequences
 * @param before of the file; empty where the index had none
 * @param atMs milliseconds since 1970
 */
record HookEvent(long id, Optional<FileState> before, FileState state, long atMs) {
    /** Both in one: from what was before the first to what is after the second. */
    HookEvent then(HookEvent later) {
        return new HookEvent(id, before, later.state, later.atMs);
    }
}
