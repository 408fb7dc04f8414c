package io.github.exrdex;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * The program as {@code mvn package} leaves it, with an environment of its own: nothing of the one that runs the tests.
 *
 * @param launcher the script that is started
 * @param folder where it is started, and where the user's own files would be
 */
record Installed(Path launcher, Path folder, Map<String, String> environment) {
    private static final Path PACKAGED = Path.of("target", "exrdex");

    /** What one command line did. */
    record Ran(int code, String out, String err) {}

    Installed {
        environment = Map.copyOf(environment);
    }

    static Installed here(Path folder) {
        return new Installed(
                PACKAGED.resolve("bin/exrdex").toAbsolutePath(),
                folder,
                Map.of(
                        "PATH", System.getenv().getOrDefault("PATH", "/usr/bin:/bin"),
                        "JAVA_HOME", System.getProperty("java.home", ""),
                        "HOME", folder.toString(),
                        // What is prepared in the background would still be written when the folder is removed.
                        "EXRDEX_QUICK_START", "off",
                        "LC_ALL", "C.UTF-8"));
    }

    /** The program's own. */
    Path jar() {
        return launcher.resolveSibling("../lib/exrdex.jar").normalize();
    }

    Installed with(String name, String value) {
        Map<String, String> more = new TreeMap<>(environment);
        more.put(name, value);
        return new Installed(launcher, folder, more);
    }

    Installed without(String name) {
        Map<String, String> less = new TreeMap<>(environment);
        less.remove(name);
        return new Installed(launcher, folder, less);
    }

    Installed in(Path other) {
        return new Installed(launcher, other, environment);
    }

    Installed startedAs(Path other) {
        return new Installed(other, folder, environment);
    }

    /** The whole program once more. */
    Installed copiedTo(Path home) throws IOException {
        try (Stream<Path> files = Files.walk(PACKAGED)) {
            for (Path file : files.toList()) {
                Path copy = home.resolve(PACKAGED.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        }
        return startedAs(home.resolve("bin/exrdex"));
    }

    /** What {@code --version} says. */
    String version() {
        return run("--version").out().strip();
    }

    Ran run(String... words) {
        List<String> line = new ArrayList<>();
        line.add(launcher.toString());
        line.addAll(Arrays.asList(words));
        return start(line);
    }

    /** @param script for sh, which has the launcher as {@code $0} */
    Ran shell(String script, String... words) {
        List<String> line = new ArrayList<>(List.of("/bin/sh", "-c", script, launcher.toString()));
        line.addAll(Arrays.asList(words));
        return start(line);
    }

    private Ran start(List<String> line) {
        ProcessBuilder builder = new ProcessBuilder(line).directory(folder.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        builder.redirectInput(new File("/dev/null"));
        try {
            Process process = builder.start();
            CompletableFuture<String> err = CompletableFuture.supplyAsync(() -> text(process.getErrorStream()));
            String out = text(process.getInputStream());
            return new Ran(process.waitFor(), out, err.join());
        } catch (IOException e) {
            throw new UncheckedIOException("is " + PACKAGED + " there? mvn package makes it", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static String text(InputStream stream) {
        try {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where a tool of the system is. */
    static Path onPath(String tool) {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .map(folder -> Path.of(folder, tool))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow();
    }
}
