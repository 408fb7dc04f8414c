package io.github.exrdex.support;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Real images that are shared beside the project and are no part of it: {@code ../shared/exr}, or {@code exr} in the folder
 * that {@code EXRDEX_SHARED} names.
 */
public final class SharedFiles {
    private SharedFiles() {}

    /** The folder of real images; a test that asks for it is skipped, and says so, where there is none. */
    public static Path images() {
        Optional<Path> images = imagesIfAny();
        assumeTrue(
                images.isPresent(),
                () -> "skipped: no real images in " + folder() + "; set EXRDEX_SHARED to the folder that holds exr/");
        return images.orElseThrow();
    }

    /** For tests that have files of their own too. */
    public static Optional<Path> imagesIfAny() {
        return Optional.of(folder()).filter(images -> Files.isRegularFile(images.resolve("golden.jsonl")));
    }

    private static Path folder() {
        String set = System.getenv("EXRDEX_SHARED");
        Path shared =
                set == null || set.isEmpty() ? Path.of("").toAbsolutePath().resolveSibling("shared") : Path.of(set);
        return shared.resolve("exr");
    }
}
