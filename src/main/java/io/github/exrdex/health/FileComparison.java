package io.github.exrdex.health;

import io.github.exrdex.file.FileKey;
import io.github.exrdex.file.FileStamp;
import io.github.exrdex.file.FileStat;
import io.github.exrdex.file.FileState;
import io.github.exrdex.file.Reasons;
import io.github.exrdex.health.Finding.Kind;
import io.github.exrdex.index.IndexOptions;
import io.github.exrdex.index.Spool;
import io.github.exrdex.index.StateRule;
import io.github.exrdex.index.Wish;
import io.github.exrdex.parse.FileReader;
import io.github.exrdex.query.IndexReader;
import io.github.exrdex.query.KnownFiles;
import io.github.exrdex.query.KnownFiles.Known;
import io.github.exrdex.watch.SharedMounts;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Compares one file with its row, row before file, as a daemon may just be at it. What differs for good reason, since it is
 * young or somebody asked for a look that is still to come, is settling. Threads: one.
 */
final class FileComparison {
    private final KnownFiles known;
    private final FileReader reader;
    private final StateRule rule;
    private final IndexOptions.Pace pace;
    private final boolean deep;
    private final LongSupplier clockMs;
    private final Set<FileKey> asked;

    /**
     * @param options those of the daemon, so that a file reads here as it does there
     * @param deep reads headers again, too
     * @param clockMs milliseconds since 1970
     */
    FileComparison(IndexReader index, KnownFiles known, IndexOptions options, boolean deep, LongSupplier clockMs) {
        this.known = known;
        this.reader = new FileReader(options.limits());
        this.rule = options.pace().stateRule(false);
        this.pace = options.pace();
        this.deep = deep;
        this.clockMs = clockMs;
        this.asked = Spool.beside(index.path()).wishes().stream()
                .flatMap(wish -> wish instanceof Wish.Look look ? look.paths().stream() : Stream.of())
                .collect(Collectors.toSet());
    }

    /** How long after a change the index may be behind. */
    long settleMsAt(Path folder) {
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

    /** @param settleMs {@link #settleMsAt} its folder */
    Optional<Finding> compare(FileKey key, long settleMs) {
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
        return deep ? compareState(key, stat, row.get(), young || promised) : Optional.empty();
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
