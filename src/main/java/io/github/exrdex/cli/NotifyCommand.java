package io.github.exrdex.cli;

import io.github.exrdex.file.ExrNames;
import io.github.exrdex.file.FileKey;
import io.github.exrdex.file.Reasons;
import io.github.exrdex.index.Spool;
import io.github.exrdex.index.Wish;
import io.github.exrdex.query.CoveredPaths;
import io.github.exrdex.query.IndexReader;
import io.github.exrdex.query.QueryException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code exrdex notify}. */
@Command(
        name = "notify",
        header = "Say that files were written or deleted, where the storage tells nobody.",
        description = {
            "The daemon looks at these paths within a second or two. A folder stands for all below it. The word is kept in"
                    + " a folder beside the index (index.db.spool), so that it survives a crash; where no daemon runs, the"
                    + " next one or the next scan of that root serves it.",
            "Paths below no root are told of, the others are taken, and the exit code is 3. Files that are no EXR are left"
                    + " out in silence, so that a hook may hand on all that a task wrote."
        },
        footer = {
            "",
            "Examples:",
            "  exrdex notify /mnt/renders/sh010/beauty.1001.exr",
            "  exrdex notify /mnt/renders/sh010/v012",
            "  exrdex notify -0 < written-by-the-last-task.list",
        })
public final class NotifyCommand implements Callable<Integer> {
    /** More are told of by their number. */
    private static final int TOLD_ONE_BY_ONE = 5;

    private final Terminal terminal;
    private final Supplier<Path> database;
    private final InputStream in;

    @Parameters(
            paramLabel = "PATH",
            arity = "0..*",
            description = "Files and folders; they need not be there any more.")
    private List<String> typed = new ArrayList<>();

    @Option(
            names = {"-0", "--null"},
            description = "Also read paths from stdin, each ended by a zero byte.")
    private boolean fromStdin;

    /**
     * @param database the index beside which the spool is
     * @param in where {@code -0} reads from
     */
    public NotifyCommand(Terminal terminal, Supplier<Path> database, InputStream in) {
        this.terminal = terminal;
        this.database = database;
        this.in = in;
    }

    @Override
    public Integer call() {
        Set<FileKey> paths = given();
        if (paths.isEmpty() && !fromStdin) {
            throw new QueryException(
                    QueryException.Fault.BAD_QUESTION, "no path given: exrdex notify PATH..., or -0 to read them");
        }
        Map<FileKey, List<FileKey>> byRoot = new TreeMap<>();
        List<FileKey> refused = new ArrayList<>();
        String roots;
        Path index;
        try (IndexReader reader = IndexReader.open(database.get())) {
            CoveredPaths covered = new CoveredPaths(reader);
            for (FileKey path : paths) {
                sort(path, covered.of(path), byRoot, refused);
            }
            roots = covered.listed();
            index = reader.path();
        }
        leave(index, byRoot);
        if (refused.isEmpty()) {
            return ExitCode.FOUND;
        }
        tell(refused, roots);
        return ExitCode.NOT_INDEXED;
    }

    private static void sort(
            FileKey path,
            Optional<CoveredPaths.Covered> covered,
            Map<FileKey, List<FileKey>> byRoot,
            List<FileKey> refused) {
        if (covered.isEmpty()) {
            refused.add(path);
        } else if (concernsIndex(covered.get().path().toPath())) {
            byRoot.computeIfAbsent(covered.get().root(), root -> new ArrayList<>())
                    .add(covered.get().path());
        }
    }

    /** EXR files and folders, there or not; not the logs, scene files and pictures that lie beside them. */
    private static boolean concernsIndex(Path path) {
        Path name = path.getFileName();
        return name == null || ExrNames.isExr(name.toString()) || !Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS);
    }

    private void leave(Path index, Map<FileKey, List<FileKey>> byRoot) {
        Spool spool = Spool.beside(index);
        try {
            for (List<FileKey> paths : byRoot.values()) {
                for (int from = 0; from < paths.size(); from += Spool.MOST_PATHS) {
                    spool.put(new Wish.Look(paths.subList(from, Math.min(paths.size(), from + Spool.MOST_PATHS))));
                }
            }
        } catch (IOException e) {
            throw new QueryException(
                    QueryException.Fault.UNUSABLE_INDEX,
                    "cannot leave word in " + spool.folder() + " (" + Reasons.of(e)
                            + "); whoever notifies must be able to write there: make the folder once, for the group of"
                            + " the render user",
                    e);
        }
    }

    private void tell(List<FileKey> refused, String roots) {
        for (FileKey path : refused.subList(0, Math.min(refused.size(), TOLD_ONE_BY_ONE))) {
            terminal.note(path.text() + " is not indexed; " + roots);
        }
        if (refused.size() > TOLD_ONE_BY_ONE) {
            terminal.note("and " + PlainText.count(refused.size() - TOLD_ONE_BY_ONE, "more path"));
        }
    }

    private Set<FileKey> given() {
        Set<FileKey> paths = new LinkedHashSet<>();
        typed.forEach(path -> paths.add(key(path)));
        if (fromStdin) {
            byte[] bytes = read();
            int start = 0;
            for (int i = 0; i <= bytes.length; i++) {
                if (i == bytes.length || bytes[i] == 0) {
                    if (i > start) {
                        paths.add(key(bytes, start, i));
                    }
                    start = i + 1;
                }
            }
        }
        return paths;
    }

    private byte[] read() {
        try {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new QueryException(QueryException.Fault.BAD_QUESTION, "cannot read paths from stdin", e);
        }
    }

    private static FileKey key(String typed) {
        try {
            return FileKey.of(Path.of(typed));
        } catch (InvalidPathException e) {
            throw new QueryException(QueryException.Fault.BAD_QUESTION, "not a path: " + typed, e);
        }
    }

    /** Absolute paths are taken byte for byte, whatever the locale; a relative one has to be text in it. */
    private static FileKey key(byte[] bytes, int start, int end) {
        if (bytes[start] != '/') {
            return key(new String(bytes, start, end - start, StandardCharsets.UTF_8));
        }
        return FileKey.ofRaw(Arrays.copyOfRange(bytes, start, end));
    }
}
