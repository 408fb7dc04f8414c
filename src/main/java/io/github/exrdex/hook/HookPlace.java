package io.github.exrdex.hook;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/**
 * What all hooks share.
 *
 * @param database that they are told from, and can ask
 * @param config file that they can ask with; empty where there is none
 * @param mostWaiting files or sequences that wait for one hook
 * @param graceMs commands that run when the daemon is told to stop may go on for so long
 * @param clockMs milliseconds since 1970
 */
public record HookPlace(
        Path database,
        Optional<Path> config,
        int mostWaiting,
        long graceMs,
        LongSupplier clockMs,
        LongSupplier nanoTime) {
    private static final long GRACE_MS = 5_000;

    public static HookPlace of(Path database, Optional<Path> config, LongSupplier clockMs) {
        return new HookPlace(database, config, Hook.MOST_WAITING, GRACE_MS, clockMs, System::nanoTime);
    }

    /** So that a command can ask {@code exrdex} about what it is told. */
    Map<String, String> environment() {
        Map<String, String> environment = new TreeMap<>();
        environment.put("EXRDEX_DB", database.toAbsolutePath().toString());
        config.ifPresent(
                file -> environment.put("EXRDEX_CONFIG", file.toAbsolutePath().toString()));
        return environment;
    }
}
