package io.github.exrdex.store;

import io.github.exrdex.exr.HeaderProblem;
import io.github.exrdex.file.FileKey;
import io.github.exrdex.file.FileState;
import io.github.exrdex.file.FrameName;
import io.github.exrdex.naming.ChannelNaming;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jdbi.v3.core.Handle;

/**
 * Puts batches of changes into the index, each batch in one transaction: all of it is there afterwards, or nothing.
 *
 * <p>Threads: one, the one that made it. Close before the database.
 */
public final class IndexWriter implements AutoCloseable {
    private static final int REMEMBERED_FOLDERS = 16_384;

    private final Handle handle;
    private final LongSupplier clockMs;
    private final VaryingNames varying;
    private final SequenceBook sequences;
    private final AttributeSetDao attributeSets;
    private final HeaderDao headers;
    private final FileDao files;
    private final FrameValueDao frameValues;
    private final FolderDao folders;
    private final Map<FileKey, Long> folderIds = new Lru<>(REMEMBERED_FOLDERS);
    private final SequenceCounts counts;
    private final FreshFrames freshFrames = new FreshFrames();
    private final HistoryDao history = new HistoryDao();
    private final Moves moves = new Moves();
    private final RecentlyGone recentlyGone;
    private final Checkpoints checkpoints;
    private Set<String> rememberedVarying;
    private Optional<ReachedFiles> reached = Optional.empty();

    /**
     * What a batch did to the index.
     *
     * @param added rows that were not there
     * @param changed rows that were there
     * @param gone rows whose file went away
     */
    public record Written(int added, int changed, int gone) {
        public static final Written NOTHING = new Written(0, 0, 0);

        public Written plus(Written other) {
            return new Written(added + other.added, changed + other.changed, gone + other.gone);
        }
    }

    /** @param clockMs milliseconds since 1970 */
    public IndexWriter(
            IndexDatabase database,
            ChannelNaming naming,
            VaryingNames varying,
            PathTokens tokens,
            LongSupplier clockMs) {
        this(database, naming, varying, tokens, new RecentlyGone(), clockMs);
    }

    /** The same, after another one whose connection cannot be trusted any more. */
    public IndexWriter(
            IndexDatabase database,
            ChannelNaming naming,
            VaryingNames varying,
            PathTokens tokens,
            RecentlyGone recentlyGone,
            LongSupplier clockMs) {
        this.clockMs = clockMs;
        this.varying = varying;
        this.recentlyGone = recentlyGone;
        this.handle = database.writeHandle();
        this.checkpoints = new Checkpoints(database);
        try {
            this.sequences =
                    new SequenceBook(handle.getConnection(), new SequenceTokens(tokens, naming), freshFrames::forget);
            this.attributeSets = new AttributeSetDao(handle.getConnection());
            this.headers = new HeaderDao(handle.getConnection(), new ChannelSetDao(naming), attributeSets);
            this.folders = new FolderDao(handle.getConnection());
            this.files = new FileDao(handle);
            this.frameValues = new FrameValueDao(handle.getConnection());
            this.counts = new SequenceCounts(handle.getConnection(), freshFrames);
            this.rememberedVarying = AttributeSetDao.varying(handle);
            ConfiguredNames names = new ConfiguredNames(naming, tokens);
            handle.useTransaction(names::applyChanged);
        } catch (RuntimeException e) {
            clearUpAfter(e, handle::close);
            throw e;
        }
    }

    /**
     * From now on tells of each file that reaches one of these states, on the writer's thread once it is committed.
     *
     * @param listener of the files, and of how many more there were; must neither wait nor throw
     */
    public void tellOf(Set<FileState> states, BiConsumer<List<ReachedFile>, Long> listener) {
        reached = states.isEmpty() ? Optional.empty() : Optional.of(ReachedFiles.on(handle, states, listener));
    }

    /** Applies the changes in order. On an exception nothing of the batch is in the index, and the writer can go on. */
    public Written apply(List<FileChange> batch) {
        Written written = commit(batch);
        checkpoints.committed(batch.size());
        reached.ifPresent(ReachedFiles::tell);
        return written;
    }

    private Written commit(List<FileChange> batch) {
        try {
            return handle.inTransaction(transaction -> {
                Written written = Written.NOTHING;
                long startedAt = clockMs.getAsLong();
                long firstNewId = files.nextFileId();
                for (FileChange change : batch) {
                    written = written.plus(apply(change));
                }
                if (written.added() > 0) {
                    history.arrived(handle, firstNewId, startedAt);
                    counts.added(firstNewId);
                }
                rememberVarying();
                reached.ifPresent(files -> files.collect(handle));
                return written;
            });
        } catch (RuntimeException e) {
            clearUpAfter(e, this::forget);
            throw e;
        }
    }

    /** On a broken connection the clearing up fails too; the first failure is the one to tell. */
    private static void clearUpAfter(RuntimeException first, Runnable clearUp) {
        try {
            clearUp.run();
        } catch (RuntimeException next) {
            first.addSuppressed(next);
        }
    }

    /** Runs other statements of the writing side in a transaction of their own, on the writer's thread. */
    public void use(Consumer<Handle> work) {
        handle.useTransaction(work::accept);
    }

    /**
     * Removes rows of files that went away before a time, some at a time.
     *
     * @param goneBeforeAt milliseconds since 1970
     * @return how many, at most {@code most}; fewer when there are no more
     */
    public long pruneFiles(long goneBeforeAt, int most) {
        return prune(transaction -> GoneFiles.removeFiles(transaction, goneBeforeAt, most));
    }

    /** Forgets which files appeared, changed and went before a time, milliseconds since 1970. */
    public void pruneHistory(long beforeAt) {
        handle.useTransaction(transaction -> HistoryDao.prune(transaction, beforeAt));
    }

    /**
     * Counts some of the sequences that changed since they were counted last, so that questions about everything take a row a
     * sequence. Takes some ten milliseconds.
     *
     * @return whether there may be more
     */
    public boolean countSequences() {
        return handle.inTransaction(transaction -> counts.countSome());
    }

    /**
     * Merges the write-ahead log into the database and cuts it to nothing. Waits for nobody.
     *
     * @return false where a reader still needs it
     */
    public boolean emptyLog() {
        checkpoints.settle();
        handle.execute("PRAGMA busy_timeout = 0");
        try {
            return handle.createQuery("PRAGMA wal_checkpoint(TRUNCATE)")
                    .map((row, context) -> row.getInt("busy") == 0)
                    .one();
        } finally {
            handle.execute("PRAGMA busy_timeout = " + IndexDatabase.WRITER_BUSY_MS);
        }
    }

    /** Removes sequences, folders and headers that no file needs any more. */
    public Pruned pruneOrphans() {
        return prune(GoneFiles::removeOrphans);
    }

    private <T> T prune(Function<Handle, T> removal) {
        try {
            return handle.inTransaction(removal::apply);
        } finally {
            forget();
        }
    }

    private Written apply(FileChange change) {
        long nowAt = clockMs.getAsLong();
        if (change instanceof FileChange.Seen seen) {
            return put(seen, nowAt);
        }
        if (change instanceof FileChange.Gone gone) {
            recentlyGone.addFile(gone.path(), gone.obs());
            return gone(FileDao.markGone(handle, gone.path(), gone.obs(), nowAt), nowAt);
        }
        if (change instanceof FileChange.FolderMount mount) {
            folders.setMount(handle, folderId(mount.folder(), mount.rootId()), mount.device());
            return Written.NOTHING;
        }
        FileChange.TreeGone tree = (FileChange.TreeGone) change;
        recentlyGone.addFolder(tree.folder(), tree.obs());
        Written written = Written.NOTHING;
        for (FileKey folder : folders.under(handle, tree.folder())) {
            written = written.plus(gone(FileDao.markFolderGone(handle, folder, tree.obs(), nowAt), nowAt));
        }
        return written;
    }

    private Written gone(List<FileDao.GoneRow> rows, long nowAt) {
        if (!rows.isEmpty()) {
            freshFrames.forget();
        }
        rows.forEach(row -> moves.went(handle, row.fileId(), row.stamp(), nowAt));
        return new Written(0, 0, rows.size());
    }

    private Written put(FileChange.Seen seen, long nowAt) {
        if (recentlyGone.outdates(seen.path(), seen.obs())) {
            return Written.NOTHING;
        }
        String path = seen.path().text();
        FrameName frame = FrameName.of(path.substring(path.lastIndexOf('/') + 1));
        long folderId = folderId(seen.path().folder(), seen.rootId());
        long sequenceId = sequences.sequenceOf(handle, folderId, frame, path);
        Optional<Long> headerId = seen.header().isEmpty()
                ? Optional.empty()
                : Optional.of(headers.ensure(handle, seen.header().get().shared()));
        FileDao.Upserted row = files.upsert(seen, folderId, sequenceId, frame, headerId, nowAt);
        if (row.fate() == FileDao.Fate.OUTDATED) {
            return Written.NOTHING;
        }
        if (row.fate() == FileDao.Fate.UPDATED) {
            freshFrames.forget();
            frameValues.delete(row.fileId());
            files.deleteProblems(row.fileId());
        }
        if (seen.header().isPresent()) {
            frameValues.insert(row.fileId(), seen.header().get().frameValues());
        }
        List<HeaderProblem> problems = seen.problems();
        for (int i = 0; i < problems.size(); i++) {
            files.insertProblem(row.fileId(), i, problems.get(i));
        }
        if (row.fate() == FileDao.Fate.UPDATED) {
            return new Written(0, 1, 0);
        }
        if (headerId.isPresent()) {
            freshFrames.added(
                    sequenceId, headerId.get(), seen.header().orElseThrow().frameValues());
        }
        moves.appeared(handle, row.fileId(), seen.stamp(), nowAt);
        return new Written(1, 0, 0);
    }

    private long folderId(FileKey path, long rootId) {
        Long known = folderIds.get(path);
        if (known != null) {
            return known;
        }
        long id = folders.ensure(path, rootId);
        folderIds.put(path, id);
        return id;
    }

    private void rememberVarying() {
        Set<String> now = varying.names();
        if (now.size() == rememberedVarying.size()) {
            return;
        }
        Set<String> fresh = new HashSet<>(now);
        fresh.removeAll(rememberedVarying);
        fresh.forEach(name -> attributeSets.rememberVarying(handle, name));
        rememberedVarying = now;
    }

    /** Ids of rows that were removed, or that a rolled-back transaction had made, must not be used. */
    private void forget() {
        history.forget();
        moves.forget();
        headers.forget();
        sequences.forget();
        freshFrames.forget();
        folderIds.clear();
        files.refreshIds(handle);
        rememberedVarying = AttributeSetDao.varying(handle);
    }

    @Override
    public void close() {
        try {
            checkpoints.close();
            sequences.close();
            folders.close();
            files.close();
            frameValues.close();
            counts.close();
            headers.close();
            attributeSets.close();
        } finally {
            handle.close();
        }
    }
}
