package io.github.exrdex.health;

import io.github.exrdex.file.ExrNames;
import io.github.exrdex.file.FileKey;
import io.github.exrdex.file.FileStat;
import io.github.exrdex.file.Reasons;
import io.github.exrdex.health.Finding.Kind;
import io.github.exrdex.index.IndexOptions;
import io.github.exrdex.index.IndexRoot;
import io.github.exrdex.query.IndexReader;
import io.github.exrdex.query.KnownFiles;
import io.github.exrdex.query.KnownFiles.Known;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Walks the disk and says where the index does not fit it. It walks by itself and shares no code with the sweeps, so that a
 * fault of theirs shows here.
 *
 * <p>What does not fit at first sight is asked for once more by {@link FileComparison}. Symbolic links are not followed.
 * Threads: one.
 */
public final class Audit {
    private final KnownFiles known;
    private final FileComparison comparison;
    private final Extent extent;
    private final Consumer<Finding> sink;

    private long folders;
    private long files;
    private long differences;
    private long settling;

    /**
     * How much is compared.
     *
     * @param share of the folders, above 0 and at most 1
     * @param lot decides which
     * @param deep reads headers again, too
     */
    public record Extent(double share, long lot, boolean deep) {
        public Extent {
            if (!(share > 0 && share <= 1)) {
                throw new IllegalArgumentException("no share: " + share);
            }
        }

        /** The same answer each time for one folder. */
        boolean includes(FileKey folder) {
            // The golden ratio spreads neighbouring hashes over the whole range.
            long spread = (folder.hashCode() + lot) * 0x9E3779B97F4A7C15L;
            return (spread >>> 11) * 0x1.0p-53 < share;
        }
    }

    /**
     * What was compared, and how it ended.
     *
     * @param differences what is settling left out
     */
    public record Summary(long folders, long files, long differences, long settling) {}

    /**
     * @param options those of the daemon, so that a file reads here as it does there
     * @param clockMs milliseconds since 1970
     * @param sink gets each finding as it is made
     */
    public Audit(IndexReader index, IndexOptions options, Extent extent, LongSupplier clockMs, Consumer<Finding> sink) {
        this.known = new KnownFiles(index);
        this.comparison = new FileComparison(index, known, options, extent.deep(), clockMs);
        this.extent = extent;
        this.sink = sink;
    }

    /** @param roots folders at or below roots of the index, none below another */
    public Summary run(List<IndexRoot> roots) {
        for (IndexRoot root : roots) {
            new Walk(root).run();
        }
        return new Summary(folders, files, differences, settling);
    }

    /** One folder tree. */
    private final class Walk {
        private final IndexRoot root;
        private final FileKey top;
        private final long settleMs;
        private final Set<FileKey> listed = new HashSet<>();
        private final Set<FileKey> unread = new HashSet<>();
        private final ArrayDeque<FileKey> ahead = new ArrayDeque<>();

        Walk(IndexRoot root) {
            this.root = root;
            this.top = FileKey.of(root.path());
            this.settleMs = comparison.settleMsAt(root.path());
        }

        void run() {
            ahead.push(top);
            while (!ahead.isEmpty()) {
                list(ahead.pop());
            }
            for (FileKey folder : known.foldersUnder(top)) {
                if (!listed.contains(folder) && extent.includes(folder) && !isUnderUnread(folder)) {
                    compareAll(folder, known.in(folder).keySet());
                }
            }
        }

        private boolean isUnderUnread(FileKey folder) {
            return unread.stream().anyMatch(folder::isUnder);
        }

        private void list(FileKey folder) {
            boolean included = extent.includes(folder);
            Map<String, Known> rows = included ? known.in(folder) : new HashMap<>();
            Set<String> doubtful = new HashSet<>();
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder.toPath())) {
                for (Path entry : entries) {
                    FileKey key = folder.childOf(entry);
                    if (root.excluded().test(entry)) {
                        rows.remove(key.name());
                    } else if (!ExrNames.isExr(entry.getFileName().toString())) {
                        enter(key, entry);
                    } else if (included) {
                        meet(key, entry, Optional.ofNullable(rows.remove(key.name())), doubtful);
                    } else {
                        enter(key, entry);
                    }
                }
            } catch (NoSuchFileException | NotDirectoryException e) {
                if (!folder.equals(top)) {
                    return; // it went away in mid-walk; its rows are compared one by one
                }
                cannotRead(folder, "the folder is not there; what the index knows of it is kept");
                return;
            } catch (DirectoryIteratorException e) {
                cannotRead(folder, "cannot be listed: " + Reasons.of(e.getCause() == null ? e : e.getCause()));
                return;
            } catch (IOException e) {
                cannotRead(folder, "cannot be listed: " + Reasons.of(e));
                return;
            }
            listed.add(folder);
            if (included) {
                folders++;
                rows.forEach((name, row) -> {
                    if (!row.isGone()) {
                        doubtful.add(name);
                    }
                });
                compareAll(folder, doubtful);
            }
        }

        private void cannotRead(FileKey folder, String reason) {
            unread.add(folder);
            tell(new Finding(Kind.UNREAD, false, folder, reason));
        }

        private void enter(FileKey key, Path entry) {
            String name = entry.getFileName().toString();
            if (!ExrNames.isExr(name) && !ExrNames.isWalked(name)) {
                return;
            }
            try {
                if (FileStat.of(entry).kind() == FileStat.Kind.FOLDER) {
                    ahead.push(key);
                }
            } catch (NoSuchFileException | NotDirectoryException e) {
                // It went away again.
            } catch (IOException e) {
                cannotRead(key, "cannot be looked at: " + Reasons.of(e));
            }
        }

        private void meet(FileKey key, Path entry, Optional<Known> row, Set<String> doubtful) {
            try {
                FileStat stat = FileStat.of(entry);
                if (stat.kind() == FileStat.Kind.FOLDER) {
                    ahead.push(key);
                    return;
                }
                if (stat.kind() == FileStat.Kind.LINK) {
                    return;
                }
                files++;
                boolean fits = row.isPresent()
                        && !row.get().isGone()
                        && row.get().stamp().sameAs(stat.stamp());
                if (!fits || extent.deep()) {
                    doubtful.add(key.name());
                }
            } catch (IOException e) {
                doubtful.add(key.name());
            }
        }

        private void compareAll(FileKey folder, Set<String> names) {
            names.stream()
                    .sorted()
                    .forEach(name ->
                            comparison.compare(folder.child(name), settleMs).ifPresent(Audit.this::tell));
        }
    }

    private void tell(Finding finding) {
        if (finding.settling()) {
            settling++;
        } else {
            differences++;
        }
        sink.accept(finding);
    }
}
