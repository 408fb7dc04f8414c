package io.github.exrdex.query;

import io.github.exrdex.file.FileKey;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Sorts paths by the root that they lie below, links on the way resolved as the index has them. Threads: one.
 */
public final class CoveredPaths {
    private final List<FileKey> roots;
    private final Map<FileKey, FileKey> realFolders = new HashMap<>();

    /** @param root key of a root; {@code path} is the root itself or below it */
    public record Covered(FileKey root, FileKey path) {}

    public CoveredPaths(IndexReader reader) {
        roots = RootStatus.all(reader).stream().map(RootStatus::key).toList();
    }

    /** Empty where the path lies below no root; it need not be there. */
    public Optional<Covered> of(FileKey path) {
        Optional<Covered> asItStands = below(path);
        return asItStands.isPresent()
                ? asItStands
                : below(realFolder(path.folder()).child(path.name()));
    }

    private Optional<Covered> below(FileKey path) {
        return roots.stream().filter(path::isUnder).findFirst().map(root -> new Covered(root, path));
    }

    /** The folder without links; of one that is not there as much as is. */
    private FileKey realFolder(FileKey folder) {
        FileKey known = realFolders.get(folder);
        if (known != null) {
            return known;
        }
        FileKey real;
        try {
            real = FileKey.of(folder.toPath().toRealPath());
        } catch (IOException e) {
            real = folder.encoded().equals("/")
                    ? folder
                    : realFolder(folder.folder()).child(folder.name());
        }
        realFolders.put(folder, real);
        return real;
    }

    /** {@code indexed are: /mnt/a, /mnt/b (...)}, to end a refusal with. */
    public String listed() {
        return Roots.listed(roots);
    }
}
