package io.github.exrdex.config;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How the daemon learns of changes below a root. */
public enum RootMode {
    /** Events where the file system is local, polling where it is a network mount. */
    AUTO,
    /** Events of this host's kernel, and a sweep now and then. */
    WATCH,
    /** Sweeps alone, for what other hosts write. */
    POLL;

    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<RootMode> of(String text) {
        return Arrays.stream(values()).filter(mode -> mode.text().equals(text)).findFirst();
    }

    static List<String> words() {
        return Arrays.stream(values()).map(RootMode::text).toList();
    }
}
