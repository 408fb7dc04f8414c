package io.github.exrdex.index;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where a folder lies without symbolic links on the way. The index names folders by that, however they were typed. */
final class RealPath {
    /** As the kernel does: more in a row are a loop. */
    private static final int MOST_LINKS = 40;

    private RealPath() {}

    /** Also of what is not there, or not now: then links are followed as far as there are any. */
    static Path of(Path path) {
        return of(path.toAbsolutePath().normalize(), MOST_LINKS);
    }

    private static Path of(Path absolute, int linksLeft) {
        try {
            return absolute.toRealPath();
        } catch (IOException e) {
            Path parent = absolute.getParent();
            if (parent == null || linksLeft == 0) {
                return absolute;
            }
            Path folder = of(parent, linksLeft - 1);
            try {
                // A link to what is not mounted yet says already where that will be.
                Path target = folder.resolve(Files.readSymbolicLink(absolute)).normalize();
                return of(target, linksLeft - 1);
            } catch (IOException | UnsupportedOperationException notALink) {
                return folder.resolve(absolute.getFileName());
            }
        }
    }
}
