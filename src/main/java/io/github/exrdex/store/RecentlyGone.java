package io.github.exrdex.store;

import io.github.exrdex.file.FileKey;
import java.util.Map;

/**
 * What was found gone while the index had no row to say so. A look from before then may come in late, and must not make
 * one: its file is not there any more. Looks come late by seconds, so a bounded memory of the last ones is enough.
 *
 * <p>It outlives a writer whose connection has to be made anew. Threads: the writer's own.
 */
public final class RecentlyGone {
    private static final int FILES = 65_536;
    private static final int FOLDERS = 4_096;

    private final Map<FileKey, Long> files = new Lru<>(FILES);
    private final Map<FileKey, Long> folders = new Lru<>(FOLDERS);

    void addFile(FileKey path, long obs) {
        files.merge(path, obs, Math::max);
    }

    void addFolder(FileKey path, long obs) {
        folders.merge(path, obs, Math::max);
    }

    /** Was the file, or a folder above it, found gone later than this observation? */
    boolean outdates(FileKey path, long obs) {
        if (files.getOrDefault(path, -1L) > obs) {
            return true;
        }
        if (folders.isEmpty()) {
            return false;
        }
        FileKey folder = path.folder();
        while (!folder.encoded().equals("/")) {
            if (folders.getOrDefault(folder, -1L) > obs) {
                return true;
            }
            folder = folder.folder();
        }
        return false;
    }
}
