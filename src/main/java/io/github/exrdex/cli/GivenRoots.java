package io.github.exrdex.cli;

import io.github.exrdex.index.IndexRoot;
import io.github.exrdex.index.IndexSetup;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The folders that a command is to work on: those that were typed, else those of the config file. */
final class GivenRoots {
    private GivenRoots() {}

    static List<IndexRoot> of(List<Path> typed, IndexSetup setup) {
        return typed.isEmpty()
                ? setup.roots()
                : typed.stream().map(setup::rootFor).toList();
    }

    /** What is wrong with them, in one line. */
    static Optional<String> fault(List<IndexRoot> roots, String verb) {
        if (roots.isEmpty()) {
            return Optional.of("no folder given: exrdex " + verb + " FOLDER, or set [[root]] in the config file");
        }
        for (IndexRoot root : roots) {
            if (Files.notExists(root.path())) {
                return Optional.of("no such folder: " + root.path() + " (is it mounted?)");
            }
            if (!Files.isDirectory(root.path())) {
                return Optional.of("not a folder: " + root.path() + "; name the folder that holds it");
            }
        }
        return Optional.empty();
    }
}
