package io.github.exrdex.cli;

import io.github.exrdex.file.ExrNames;
import io.github.exrdex.file.FileKey;
import io.github.exrdex.file.FileState;
import io.github.exrdex.file.Reasons;
import io.github.exrdex.index.IndexOptions;
import io.github.exrdex.index.IndexSetup;
import io.github.exrdex.index.StateRule;
import io.github.exrdex.naming.ChannelNaming;
import io.github.exrdex.parse.FileReader;
import io.github.exrdex.query.FileFacts;
import io.github.exrdex.query.Freshness;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Facts that the files tell themselves, no index needed. Threads: one. */
final class DiskSource implements ShowSource {
    /** A file that changes under us three times running is being written right now. */
    private static final int LOOKS = 3;

    private final IndexSetup setup;
    private final ChannelNaming naming;
    private final LongSupplier clockMs;
    private final StateRule rule;
    private final FileReader reader;

    /**
     * @param setup of the index, so that a file reads here as it does there
     * @param clockMs milliseconds since 1970
     */
    DiskSource(IndexSetup setup, LongSupplier clockMs) {
        IndexOptions options = setup.options();
        this.setup = setup;
        this.naming = options.naming();
        this.rule = options.pace().stateRule(false);
        this.reader = new FileReader(options.limits());
        this.clockMs = clockMs;
    }

    @Override
    public Answer find(Path path) {
        Path absolute = path.toAbsolutePath().normalize();
        if (Files.isDirectory(absolute)) {
            return below(absolute);
        }
        return Files.isSymbolicLink(absolute) ? throughLink(absolute) : look(absolute, absolute);
    }

    /** It is read as it is shown. */
    @Override
    public Optional<Freshness> freshness(long nowAt) {
        return Optional.empty();
    }

    /** Links below a folder are not followed; one that was named is meant. */
    private Answer throughLink(Path link) {
        try {
            return look(link, link.toRealPath());
        } catch (IOException e) {
            return new Answer.None(ExitCode.NOTHING_FOUND, link + " is a link that leads nowhere");
        }
    }

    private Answer look(Path shown, Path file) {
        String path = FileKey.of(shown).text();
        for (int i = 0; i < LOOKS; i++) {
            long lookedAt = clockMs.getAsLong();
            FileReader.Look look = reader.look(file);
            if (look instanceof FileReader.Look.Read read) {
                FileState state = rule.judge(read.reading().verdict(), read.stamp(), lookedAt)
                        .state();
                return new Answer.One(FileFacts.of(path, read.stamp(), state, read.reading(), naming));
            }
            if (look instanceof FileReader.Look.Unreadable fault) {
                return new Answer.One(FileFacts.of(path, fault.stamp(), FileState.UNREADABLE, fault.problem()));
            }
            if (look instanceof FileReader.Look.NotAFile other) {
                return new Answer.One(FileFacts.of(path, other.stamp(), FileState.NOT_EXR, other.problem()));
            }
            if (look instanceof FileReader.Look.Absent) {
                return new Answer.None(ExitCode.NOTHING_FOUND, path + ": no such file or folder");
            }
        }
        return new Answer.None(
                ExitCode.NOTHING_FOUND, path + " changes while it is read; ask again when its writer is done");
    }

    private Answer below(Path folder) {
        List<Path> found = new ArrayList<>();
        List<Answer> faults = new ArrayList<>();
        Predicate<Path> excluded = setup.rootFor(folder).excluded();
        try {
            Path top = folder.toRealPath();
            // Globs are about the path that the config names, which may lead through a link.
            Predicate<Path> leftOut =
                    path -> excluded.test(path) || excluded.test(folder.resolve(top.relativize(path)));
            Files.walkFileTree(top, new Finder(top, leftOut, found, faults));
        } catch (IOException e) {
            faults.add(unlisted(folder, e));
        }
        if (found.isEmpty() && faults.isEmpty()) {
            return new Answer.None(ExitCode.NOTHING_FOUND, "no EXR file below " + folder);
        }
        Stream<Answer> files =
                found.stream().map(FileKey::of).sorted().map(FileKey::toPath).map(path -> look(path, path));
        return new Answer.Many(Stream.concat(faults.stream(), files).iterator());
    }

    private static Answer unlisted(Path folder, IOException e) {
        return new Answer.None(
                ExitCode.NOTHING_FOUND, folder + " cannot be listed (" + Reasons.of(e) + "); its files are left out");
    }

    /** Finds what a scan would index. */
    private static final class Finder extends SimpleFileVisitor<Path> {
        private final Path top;
        private final Predicate<Path> excluded;
        private final List<Path> found;
        private final List<Answer> faults;

        Finder(Path top, Predicate<Path> excluded, List<Path> found, List<Answer> faults) {
            this.top = top;
            this.excluded = excluded;
            this.found = found;
            this.faults = faults;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            return folder.equals(top) || (ExrNames.isWalked(folder.getFileName().toString()) && !excluded.test(folder))
                    ? FileVisitResult.CONTINUE
                    : FileVisitResult.SKIP_SUBTREE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (!attributes.isSymbolicLink()
                    && ExrNames.isExr(file.getFileName().toString())
                    && !excluded.test(file)) {
                found.add(file);
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path path, IOException e) {
            faults.add(unlisted(path, e));
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e) {
            if (e != null) {
                faults.add(unlisted(folder, e));
            }
            return FileVisitResult.CONTINUE;
        }
    }

    @Override
    public void close() {
        // Files are open only while they are looked at.
    }
}
