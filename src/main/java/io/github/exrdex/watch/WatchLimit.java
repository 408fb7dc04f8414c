package io.github.exrdex.watch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** How many folders the kernel lets one user watch, all programs together. */
public final class WatchLimit {
    private static final Path FILE = Path.of("/proc/sys/fs/inotify/max_user_watches");

    private WatchLimit() {}

    /** Empty where the kernel has no such limit, or does not say. */
    public static OptionalLong now() {
        try {
            return OptionalLong.of(Long.parseLong(Files.readString(FILE).strip()));
        } catch (IOException | NumberFormatException e) {
            return OptionalLong.empty();
        }
    }
}
