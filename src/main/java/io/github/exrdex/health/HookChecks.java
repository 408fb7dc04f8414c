package io.github.exrdex.health;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whether the programs of hooks are there. Threads: any.
 *
 * @param programs by the hook's name: an absolute path, or a name to be looked for
 * @param searchPath folders with colons between them, as in {@code PATH}
 */
public record HookChecks(Map<String, String> programs, String searchPath) {
    List<Check> all() {
        return programs.entrySet().stream()
                .map(hook -> check(hook.getKey(), hook.getValue()))
                .toList();
    }

    private Check check(String hook, String program) {
        String name = "hook " + hook;
        Optional<Path> found = program.contains("/") ? at(Path.of(program)) : onSearchPath(program);
        return found.map(file -> Check.ok(name, file.toString()))
                .orElseGet(() -> Check.fail(
                        name,
                        program + (program.contains("/") ? "" : " on the PATH")
                                + ": no such program, or not executable",
                        "put it there and chmod +x it, or change the command of [[on]] " + hook
                                + " in the config file"));
    }

    private Optional<Path> onSearchPath(String program) {
        for (String folder : searchPath.split(":", -1)) {
            try {
                Optional<Path> found = at(Path.of(folder.isEmpty() ? "." : folder, program));
                if (found.isPresent()) {
                    return found;
                }
            } catch (InvalidPathException e) {
                // What is no path holds no program.
            }
        }
        return Optional.empty();
    }

    private static Optional<Path> at(Path file) {
        return Files.isRegularFile(file) && Files.isExecutable(file) ? Optional.of(file) : Optional.empty();
    }
}
