package io.github.exrdex.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * Paths as people write them.
 *
 * @param home what {@code ~/} stands for
 */
record UserPaths(Path home) {
    /**
     * @param folder that a relative path starts from
     * @return absolute and normalised
     * @throws PatternException where the text is no path
     */
    Path resolve(String text, Path folder) throws PatternException {
        try {
            if (text.equals("~")) {
                return home.toAbsolutePath().normalize();
            }
            if (text.startsWith("~/")) {
                return home.resolve(text.substring(2)).toAbsolutePath().normalize();
            }
            if (text.startsWith("~")) {
                throw new PatternException("only ~/ is understood, for one's own home: write " + text + " in full");
            }
            return folder.resolve(text).toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            throw new PatternException("not a path: " + text);
        }
    }
}
