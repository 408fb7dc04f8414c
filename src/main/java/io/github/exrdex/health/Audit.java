package io.github.exrdex.health;

import io.github.exrdex.file.ExrNames;
import io.github.exrdex.file.FileKey;
import io.github.exrdex.file.FileStamp;
import io.github.exrdex.file.FileStat;
import io.github.exrdex.file.FileState;
import io.github.exrdex.file.Reasons;
import io.github.exrdex.health.Finding.Kind;
import io.github.exrdex.index.IndexOptions;
import io.github.exrdex.index.IndexRoot;
import io.github.exrdex.index.Spool;
import io.github.exrdex.index.StateRule;
import io.github.exrdex.index.Wish;
import io.github.exrdex.parse.FileReader;
import io.github.exrdex.query.IndexReader;
import io.github.exrdex.query.KnownFiles;
import io.github.exrdex.query.KnownFiles.Known;
import io.github.exrdex.watch.SharedMounts;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Walks the disk and says where the index does not fit it. It walks by itself and shares no code with the sweeps, so that a
 * fault of theirs shows here.
 *
 * <p>What does not fit at first sight is asked for once more, row before file, as a daemon may just be at it. Symbolic links
 * are not followed. Threads: one.
 */
public final class Audit {
    private final KnownFiles known;
    private final FileReader reader;
    private final StateRule rule;
    private final IndexOptions.Pace pace;
    private final Extent extent;
    private final LongSupplier clockMs;
    private final Set<FileKey> asked;
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
        public static final Extent ALL = new Extent(1, 0, false);

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
        this.reader = new FileReader(options.limits());
        this.rule = options.pace().stateRule(false);
        this.pace = options.pace();
        this.extent = extent;
        this.clockMs = clockMs;
        this.asked = Spool.beside(index.path()).wishes().stream()
                .flatMap(wish -> wish instanceof Wish.Look look ? look.paths().stream() : Stream.of())
                .collect(Collectors.toSet());
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
            this.settleMs = settleMsAt(root.path());
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
                    .forEach(name -> compare(folder.child(name), settleMs).ifPresent(Audit.this::tell));
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

    /** How long after a change the index may be behind. */
    private long settleMsAt(Path folder) {
        try {
            return pace.settleMs(SharedMounts.contain(folder));
        } catch (IOException e) {
            return pace.settleMs(false);
        }
    }

    /** Compares one file; empty where index and disk say the same. */
    Optional<Finding> compare(FileKey key) {
        return compare(key, settleMsAt(key.folder().toPath()));
    }

    private Optional<Finding> compare(FileKey key, long settleMs) {
        // The row first: a daemon that is faster than we are then leads to no finding.
        Optional<Known> row = known.file(key).filter(found -> !found.isGone());
        FileStat stat;
        try {
            stat = FileStat.of(key.toPath());
        } catch (NoSuchFileException | NotDirectoryException e) {
            return row.map(gone -> goneFinding(key, "is not there", settleMs));
        } catch (IOException e) {
            return Optional.of(new Finding(Kind.UNREAD, false, key, "cannot be looked at: " + Reasons.of(e)));
        }
        if (stat.kind() == FileStat.Kind.FOLDER || stat.kind() == FileStat.Kind.LINK) {
            return row.map(gone -> goneFinding(key, "is " + stat.kind().text() + " now", settleMs));
        }
        boolean young = isYoung(stat.stamp(), settleMs) || isAsked(key);
        if (row.isEmpty()) {
            return Optional.of(new Finding(Kind.MISSING, young, key, "is on disk and not in the index"));
        }
        boolean promised = isPromised(row.get().recheckAt());
        if (!row.get().stamp().sameAs(stat.stamp())) {
            String detail = difference(row.get().stamp(), stat.stamp());
            return Optional.of(new Finding(Kind.STAMP, young || promised, key, detail));
        }
        return extent.deep() ? compareState(key, stat, row.get(), young || promised) : Optional.empty();
    }

    private Finding goneFinding(FileKey key, String detail, long settleMs) {
        return new Finding(Kind.GONE, isAsked(key) || wasTouched(key.folder(), settleMs), key, detail);
    }

    /** A deletion leaves its time in the folder, or in the nearest one above that is still there. */
    private boolean wasTouched(FileKey folder, long settleMs) {
        try {
            return isYoung(FileStat.of(folder.toPath()).stamp(), settleMs);
        } catch (NoSuchFileException | NotDirectoryException e) {
            return !folder.encoded().equals("/") && wasTouched(folder.folder(), settleMs);
        } catch (IOException e) {
            return false;
        }
    }

    private boolean isYoung(FileStamp stamp, long settleMs) {
        long changedAt = TimeUnit.NANOSECONDS.toMillis(Math.max(stamp.mtimeNs(), stamp.ctimeNs()));
        long sinceMs = clockMs.getAsLong() - changedAt;
        return sinceMs >= 0 && sinceMs < settleMs;
    }

    /** Did somebody ask for a look that is still to come? */
    private boolean isAsked(FileKey key) {
        if (asked.isEmpty()) {
            return false;
        }
        for (FileKey at = key; ; at = at.folder()) {
            if (asked.contains(at)) {
                return true;
            }
            if (at.encoded().equals("/")) {
                return false;
            }
        }
    }

    /** Does the index itself know that it has to look again, and is not late? */
    private boolean isPromised(OptionalLong recheckAt) {
        return recheckAt.isPresent() && clockMs.getAsLong() < recheckAt.getAsLong() + pace.settleMs(false);
    }

    private static String difference(FileStamp row, FileStamp disk) {
        List<String> facts = new ArrayList<>();
        if (row.sizeBytes() != disk.sizeBytes()) {
            facts.add("size " + row.sizeBytes() + " is " + disk.sizeBytes());
        }
        if (row.mtimeNs() != disk.mtimeNs()) {
            facts.add("mtime " + row.mtimeNs() + " is " + disk.mtimeNs());
        }
        if (row.ctimeNs() != disk.ctimeNs()) {
            facts.add("ctime " + row.ctimeNs() + " is " + disk.ctimeNs());
        }
        if (row.inode() != disk.inode()) {
            facts.add("inode " + row.inode() + " is " + disk.inode());
        }
        return String.join(", ", facts);
    }

    private Optional<Finding> compareState(FileKey key, FileStat stat, Known row, boolean settling) {
        long lookedAt = clockMs.getAsLong();
        FileReader.Look look = reader.look(key.toPath(), stat);
        Optional<FileState> now = Optional.empty();
        if (look instanceof FileReader.Look.Read read) {
            now = Optional.of(
                    rule.judge(read.reading().verdict(), read.stamp(), lookedAt).state());
        } else if (look instanceof FileReader.Look.Unreadable) {
            now = Optional.of(FileState.UNREADABLE);
        } else if (look instanceof FileReader.Look.NotAFile) {
            now = Optional.of(FileState.NOT_EXR);
        }
        // What went away or changed while it was read is the daemon's to find; its stamp told nothing a moment ago.
        return now.filter(state -> state != row.state())
                .map(state -> new Finding(
                        Kind.STATE,
                        settling,
                        key,
                        "is " + state.text() + ", the index says " + row.state().text()));
    }
}
