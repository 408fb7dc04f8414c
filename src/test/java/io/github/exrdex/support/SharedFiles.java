package io.github.exrdex.support;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Real images that are shared beside the project and are no part of it: {@code ../shared/exr}, or {@code exr} in the folder
 * that {@code EXRDEX_SHARED} names.
 */
public final class SharedFiles {
    private SharedFiles() {}

    /** The folder of real images; a test that asks for it is skipped, and says so, where there is none. */
    public static Path images() {
        String set = System.getenv("EXRDEX_SHARED");
        Path shared =
                set == null || set.isEmpty() ? Path.of("").toAbsolutePath().resolveSibling("shared") : Path.of(set);
        Path images = shared.resolve("exr");
        assumeTrue(
                Files.isRegularFile(images.resolve("golden.jsonl")),
                () -> "skipped: no real images in " + images + "; set EXRDEX_SHARED to the folder that holds exr/");
        return images;
    }
}
