package io.github.exrdex.spec;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The specs that come with the program, for those who have none of their own yet. */
final class SampleSpecs {
    private static final Path PLACE = Path.of("sample-config", "specs");

    private SampleSpecs() {}

    /** What to say to somebody whose spec is not there. */
    static String hint() {
        return folder().map(SampleSpecs::files)
                .filter(files -> !files.isEmpty())
                .map(files -> "samples to start from: "
                        + files.stream().map(Path::toString).collect(Collectors.joining(", ")))
                .orElse(PLACE + " of the installation has samples to start from");
    }

    /** Beside {@code lib}, where the program itself lies; empty where it was not installed. */
    private static Optional<Path> folder() {
        try {
            Path program = Path.of(SampleSpecs.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return Optional.ofNullable(program.getParent())
                    .map(lib -> lib.resolveSibling(PLACE))
                    .filter(Files::isDirectory);
        } catch (URISyntaxException | RuntimeException e) {
            return Optional.empty(); // only a hint
        }
    }

    private static List<Path> files(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".toml"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }
}
