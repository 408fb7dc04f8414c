package io.github.exrdex.index;

import io.github.exrdex.file.ExrNames;
import io.github.exrdex.file.FileKey;
import io.github.exrdex.file.FileStamp;
import io.github.exrdex.file.FileStat;
import io.github.exrdex.file.Reasons;
import io.github.exrdex.file.Sighting;
import io.github.exrdex.index.FileGlances.Entry;
import io.github.exrdex.index.FileGlances.Glance;
import io.github.exrdex.index.FileGlances.Round;
import io.github.exrdex.index.FoldersAhead.Folder;
import io.github.exrdex.queue.PendingFile;
import io.github.exrdex.queue.PendingFiles;
import io.github.exrdex.store.IndexContents.Known;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Lists a folder and compares what lies in it with its rows; files that are new or changed go to the workers. The first files
 * are asked for while the others are still being listed.
 *
 * <p>Threads: one; made for one sweep.
 */
final class FolderLook {
    /** Enough to spare most lock operations, few enough to keep all workers busy. */
    private static final int HANDOFF = 64;

    /** As many names as are listed in the time that it takes to wake a thread, about. */
    private static final int ASKED_AT_ONCE = 32;

    /** Of a folder with a million files not all names are kept at once. */
    private static final int ROUNDS_AT_ONCE = 16;

    private final ClaimedRoot root;
    private final FileGlances glances;
    private final PendingFiles queue;
    private final IndexStats stats;
    private final BooleanSupplier mustEnd;
    private final List<PendingFile> handoff = new ArrayList<>(HANDOFF);

    /** @param mustEnd asked before everything that is met */
    FolderLook(ClaimedRoot root, FileGlances glances, PendingFiles queue, IndexStats stats, BooleanSupplier mustEnd) {
        this.root = root;
        this.glances = glances;
        this.queue = queue;
        this.stats = stats;
        this.mustEnd = mustEnd;
    }

    /** What was met in one folder. */
    static final class Met {
        private final List<Folder> folders = new ArrayList<>();
        private Optional<String> failure = Optional.empty();
        private long files;
        private long names;
        private boolean news;
        private boolean known;

        List<Folder> folders() {
            return folders;
        }

        /** Why the folder is not known to its end, where that is so. */
        Optional<String> failure() {
            return failure;
        }

        long files() {
            return files;
        }

        /** A sum of all names, in whatever order they came. */
        long names() {
            long sum = names;
            for (Folder folder : folders) {
                sum += summand(folder.key().name());
            }
            return sum;
        }

        /** Something was new or changed. */
        boolean news() {
            return news;
        }

        /** Something was there as the index knows it. */
        boolean known() {
            return known;
        }

        private static long summand(String name) {
            // The golden ratio spreads neighbouring names.
            return name.hashCode() * 0x9E3779B97F4A7C15L;
        }
    }

    /**
     * @param rows of the folder; those whose files are not there are left
     * @return empty where the folder has gone away, or it has to end
     */
    Optional<Met> into(Folder folder, Map<String, Known> rows) throws InterruptedException {
        Met met = new Met();
        List<Round> asked = new ArrayList<>();
        List<Entry> files = new ArrayList<>(ASKED_AT_ONCE);
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder.path())) {
            for (Path entry : entries) {
                if (mustEnd.getAsBoolean()) {
                    return Optional.empty();
                }
                String text = FileKey.lastSegment(entry);
                if (!ExrNames.isExr(text)) {
                    meetOther(folder.key(), entry, text, met);
                    continue;
                }
                if (root.excluded().test(entry)) {
                    continue;
                }
                files.add(new Entry(entry, FileKey.nameOf(entry, text)));
                if (files.size() == ASKED_AT_ONCE) {
                    asked.add(glances.of(files));
                    files = new ArrayList<>(ASKED_AT_ONCE);
                }
                if (asked.size() == ROUNDS_AT_ONCE) {
                    meetFiles(folder.key(), asked, rows, met);
                    asked.clear();
                }
            }
            asked.add(glances.of(files));
            meetFiles(folder.key(), asked, rows, met);
        } catch (NoSuchFileException | NotDirectoryException e) {
            return Optional.empty();
        } catch (DirectoryIteratorException e) {
            met.failure = Optional.of(e.getCause() == null ? Reasons.of(e) : Reasons.of(e.getCause()));
        } catch (IOException e) {
            met.failure = Optional.of(Reasons.of(e));
        }
        return mustEnd.getAsBoolean() ? Optional.empty() : Optional.of(met);
    }

    private void meetOther(FileKey folder, Path entry, String text, Met met) {
        try {
            if (ExrNames.isWalked(text) && isFolder(entry) && !root.excluded().test(entry)) {
                met.folders.add(new Folder(folder.child(FileKey.nameOf(entry, text)), entry));
            }
        } catch (IOException e) {
            if (!hasGoneAway(e)) {
                met.failure = Optional.of(reason(entry, e));
            }
        }
    }

    private static boolean isFolder(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .isDirectory();
    }

    /** What went away between the listing and the look is no failure; the rows say whether it is news. */
    private static boolean hasGoneAway(IOException e) {
        return e instanceof NoSuchFileException || e instanceof NotDirectoryException;
    }

    private static String reason(Path entry, IOException e) {
        return "of " + entry.getFileName() + ": " + Reasons.of(e);
    }

    private void meetFiles(FileKey folder, List<Round> asked, Map<String, Known> rows, Met met)
            throws InterruptedException {
        for (Round round : asked) {
            for (int i = 0; i < round.entries().size(); i++) {
                Glance glance = round.get(i);
                if (glance == null) {
                    // It has to end, or a look broke off: what nobody saw is not known to be away.
                    met.failure = Optional.of("not all of its files were looked at");
                    return;
                }
                Entry file = round.entries().get(i);
                if (glance.sighting() != null) {
                    meet(folder, file, glance.sighting(), rows, met);
                } else if (glance.failure() != null && !hasGoneAway(glance.failure())) {
                    rows.remove(file.name());
                    met.failure = Optional.of(reason(file.path(), glance.failure()));
                }
            }
        }
    }

    private void meet(FileKey folder, Entry file, Sighting sighting, Map<String, Known> rows, Met met)
            throws InterruptedException {
        FileStat stat = sighting.stat();
        if (stat.kind() == FileStat.Kind.FOLDER) {
            met.folders.add(new Folder(folder.child(file.name()), file.path()));
            return;
        }
        if (stat.kind() == FileStat.Kind.LINK) {
            stats.links.increment();
            return;
        }
        met.files++;
        stats.files.increment();
        met.names += Met.summand(file.name());
        Known row = rows.isEmpty() ? null : rows.remove(file.name());
        boolean same = row != null && row.stamp().sameAs(stat.stamp());
        met.known |= same;
        if (row != null && row.vouchesFor(stat.stamp(), sighting.atMs())) {
            stats.unchanged.increment();
            return;
        }
        met.news |= !same;
        Optional<FileStamp> before = row == null ? Optional.empty() : Optional.of(row.stamp());
        handoff.add(PendingFile.found(folder.child(file.name()), file.path(), sighting, before));
        if (handoff.size() == HANDOFF) {
            handOver();
        }
    }

    /** Gives the workers what is left. */
    void handOver() throws InterruptedException {
        if (!handoff.isEmpty()) {
            queue.put(handoff);
            handoff.clear();
        }
    }
}
