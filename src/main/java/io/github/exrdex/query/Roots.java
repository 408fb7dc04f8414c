package io.github.exrdex.query;

import io.github.exrdex.file.FileKey;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The folders that the index covers, and which of them a path belongs to. */
final class Roots {
    private final SqlHandle handle;
    private final List<FileKey> keys;

    private Roots(SqlHandle handle, List<FileKey> keys) {
        this.handle = handle;
        this.keys = keys;
    }

    static Roots of(SqlHandle handle) {
        return new Roots(
                handle,
                handle.select("SELECT path_key FROM root ORDER BY path_key")
                        .map(row -> new FileKey(row.getString(1)))
                        .list());
    }

    /**
     * The path as the index spells it: as it stands where the index knows it, else without symbolic links.
     *
     * @throws QueryException where it has nothing to do with any root
     */
    FileKey spelledByIndex(FileKey path) {
        return spelling(path)
                .orElseThrow(() -> new QueryException(
                        QueryException.Fault.NOT_INDEXED, path.text() + " is not indexed; " + listed()));
    }

    /**
     * Where files of a place lie: the place itself, or the folder of what is a pattern.
     *
     * @throws QueryException where it has nothing to do with any root; says how to write the word where it is no path at all
     */
    FileKey spelledByIndex(Scope.Place place) {
        FileKey path = place.frames().isEmpty() ? place.path() : place.path().folder();
        return spelling(path)
                .orElseThrow(() -> new QueryException(
                        QueryException.Fault.NOT_INDEXED,
                        path.text() + " is not indexed; "
                                + BareWord.meant(handle, place.asTyped())
                                        .map(word -> "did you mean " + word + "?")
                                        .orElseGet(this::listed)));
    }

    /** The same; empty where the path has nothing to do with any root. */
    Optional<FileKey> spelling(FileKey path) {
        if (covers(path) && knows(path)) {
            return Optional.of(path);
        }
        Optional<FileKey> real = withoutLinks(path);
        if (real.isPresent() && covers(real.get())) {
            return real;
        }
        return covers(path) || keys.stream().anyMatch(root -> root.isUnder(path))
                ? Optional.of(path)
                : Optional.empty();
    }

    /** Is the path a root, or below one? */
    boolean covers(FileKey path) {
        return keys.stream().anyMatch(path::isUnder);
    }

    /** {@code indexed are: /mnt/a, /mnt/b (`exrdex scan DIR` adds a folder)}. */
    String listed() {
        return listed(keys);
    }

    static String listed(List<FileKey> keys) {
        return keys.isEmpty()
                ? "no folder is: run `exrdex scan DIR` first"
                : "indexed are: " + keys.stream().map(FileKey::text).collect(Collectors.joining(", "))
                        + " (`exrdex scan DIR` adds a folder)";
    }

    private boolean knows(FileKey path) {
        return handle.select("""
                        SELECT EXISTS (SELECT 1 FROM folder WHERE path_key = :key)
                            OR EXISTS (SELECT 1 FROM folder WHERE path_key >= :from AND path_key < :to)
                            OR EXISTS (SELECT 1 FROM file f JOIN folder d ON d.folder_id = f.folder_id
                                       WHERE d.path_key = :parent AND f.name_key = :name)""")
                .bind("key", path.encoded())
                .bind("from", ScopeClauses.below(path, '/'))
                .bind("to", ScopeClauses.below(path, '0'))
                .bind("parent", path.folder().encoded())
                .bind("name", path.name())
                .truths()
                .one();
    }

    /** Also for what is gone: then as far up as there is something. */
    private static Optional<FileKey> withoutLinks(FileKey path) {
        try {
            return Optional.of(FileKey.of(path.toPath().toRealPath()));
        } catch (IOException e) {
            return path.encoded().equals("/")
                    ? Optional.empty()
                    : withoutLinks(path.folder()).map(folder -> folder.child(path.name()));
        }
    }
}
