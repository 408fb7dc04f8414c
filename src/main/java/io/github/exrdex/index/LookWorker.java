package io.github.exrdex.index;

import io.github.exrdex.exr.HeaderProblem;
import io.github.exrdex.exr.ProblemKind;
import io.github.exrdex.exr.Reading;
import io.github.exrdex.file.FileKey;
import io.github.exrdex.file.FileStamp;
import io.github.exrdex.file.FileStat;
import io.github.exrdex.file.FileState;
import io.github.exrdex.file.FrameName;
import io.github.exrdex.file.Reasons;
import io.github.exrdex.file.Sighting;
import io.github.exrdex.index.Crew.AfterLooks;
import io.github.exrdex.parse.FileReader;
import io.github.exrdex.parse.FileReader.Look;
import io.github.exrdex.queue.PendingFile;
import io.github.exrdex.store.FileChange;
import io.github.exrdex.store.HeaderEncoder;
import io.github.exrdex.store.HeaderRows;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/** Looks at files and hands what it saw to the writer. Threads: one at a time, with its own reader; any may ask how long. */
final class LookWorker implements Crew.Worker {
    /** A file that changes under the eye so often is being written; the index says so and looks again later. */
    private static final int TRIES = 3;

    /** Permissions and mounts are mended by people, and that leaves no trace in the file's own stamp. */
    private static final long UNREADABLE_RECHECK_MS = 60_000;

    private static final int OPEN_FILES_TRIES = 10;
    private static final long OPEN_FILES_WAIT_MS = 1_000;
    private static final long IDLE = Long.MIN_VALUE;
    private static final FileStamp NO_STAMP = new FileStamp(0, 0, 0, 0);

    private final ClaimedRoot root;
    private final Indexing indexing;
    private final Surroundings surroundings;
    private final FileReader reader;
    private final HeaderEncoder encoder;
    private final InHand.Slot inHand;
    private volatile long lookingSinceMs = IDLE;

    /** What a worker has to know of the root as a whole. */
    interface Surroundings {
        /** Where lines go of which there may be one for every file. */
        LineLimit fileLines();

        /** A folder is about to be looked into. */
        void enter(FileKey folder);

        /** Is a file that is not found certainly gone? Only where its folder and its root are what they were. */
        boolean vouchesForAbsence(FileKey file);

        /** Something about this folder is not as expected: list it again. */
        void doubt(FileKey folder);

        /** Do other hosts write to the root's file system? */
        boolean isShared();
    }

    LookWorker(ClaimedRoot root, Indexing indexing, Surroundings surroundings) {
        this.root = root;
        this.indexing = indexing;
        this.surroundings = surroundings;
        this.reader = new FileReader(indexing.options().limits());
        this.encoder = indexing.encoder().another();
        this.inHand = indexing.inHand().slot();
    }

    @Override
    public AfterLooks lookAt(List<PendingFile> files) throws InterruptedException {
        List<Long> dueAtMs = new ArrayList<>(files.size());
        for (PendingFile file : files) {
            if (file.dueAtMs().isPresent()) {
                dueAtMs.add(file.dueAtMs().getAsLong());
            }
        }
        List<FileChange> changes = lookAtAll(files);
        return () -> indexing.writes().put(changes, dueAtMs);
    }

    private static long monotonicMs() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }

    @Override
    public void spareDisk() {
        reader.spareDisk();
    }

    @Override
    public long lookingForMs() {
        long since = lookingSinceMs;
        return since == IDLE ? 0 : monotonicMs() - since;
    }

    private List<FileChange> lookAtAll(List<PendingFile> files) throws InterruptedException {
        List<FileChange> changes = new ArrayList<>(files.size());
        for (PendingFile file : files) {
            lookingSinceMs = monotonicMs();
            try {
                Optional<FileChange> change = lookAt(file);
                if (change.isPresent()) {
                    changes.add(change.get());
                }
                if (!isQuarantined(change)) {
                    indexing.quarantine().clear(file.key());
                }
            } catch (RuntimeException | StackOverflowError e) {
                surroundings
                        .fileLines()
                        .error(
                                "reader failed, please report path={}",
                                file.key().text(),
                                e);
                changes.add(failed(file, e));
            }
        }
        lookingSinceMs = IDLE;
        inHand.empty();
        return changes;
    }

    private Optional<FileChange> lookAt(PendingFile file) throws InterruptedException {
        Optional<Sighting> sighting = file.sighting();
        if (sighting.isEmpty()) {
            surroundings.enter(file.key().folder());
        }
        int openFilesTries = 0;
        for (int i = 0; ; i++) {
            long obs = sighting.isPresent()
                    ? sighting.get().obs()
                    : indexing.observations().next();
            Sighting seen;
            try {
                seen = sighting.isPresent() ? sighting.get() : see(file.path(), obs);
            } catch (NoSuchFileException | NotDirectoryException e) {
                return absent(file.key(), obs);
            } catch (IOException e) {
                HeaderProblem problem = HeaderProblem.fatal(ProblemKind.CANNOT_READ, -1, Reasons.of(e));
                return Optional.of(unreadable(file.key(), NO_STAMP, problem, obs));
            }
            sighting = Optional.empty();
            FileStat stat = seen.stat();
            if (stat.kind() == FileStat.Kind.FOLDER || stat.kind() == FileStat.Kind.LINK) {
                if (stat.kind() == FileStat.Kind.FOLDER) {
                    surroundings.doubt(file.key());
                }
                return Optional.of(new FileChange.Gone(file.key(), obs));
            }
            if (stat.kind() == FileStat.Kind.FILE) {
                if (indexing.quarantine().holds(file.key(), stat.stamp())) {
                    return Optional.of(quarantined(file.key(), stat.stamp(), obs));
                }
            }
            Look look = look(file, stat);
            if (look instanceof Look.Read read) {
                return Optional.of(read(file, read, seen));
            }
            if (look instanceof Look.Absent) {
                return absent(file.key(), obs);
            }
            if (look instanceof Look.NotAFile other) {
                return Optional.of(seen(
                        file.key(),
                        other.stamp(),
                        FileState.NOT_EXR,
                        Optional.empty(),
                        List.of(other.problem()),
                        OptionalLong.empty(),
                        obs));
            }
            if (look instanceof Look.Unreadable bad) {
                if (isOutOfDescriptors(bad) && openFilesTries++ < OPEN_FILES_TRIES) {
                    surroundings
                            .fileLines()
                            .warn(
                                    "too many open files, raise the limit with ulimit -n path={}",
                                    file.key().text());
                    Thread.sleep(OPEN_FILES_WAIT_MS);
                    continue;
                }
                if (isStale(bad) && i < TRIES) {
                    continue; // Its name leads to the file that is there now.
                }
                return Optional.of(unreadable(file.key(), bad.stamp(), bad.problem(), obs));
            }
            if (i >= TRIES) {
                return Optional.of(stillChanging(file.key(), stat.stamp(), obs));
            }
        }
    }

    private Look look(PendingFile file, FileStat stat) throws InterruptedException {
        if (stat.kind() != FileStat.Kind.FILE) {
            return reader.look(file.path(), stat);
        }
        if (!indexing.quarantine().isSuspect(file.key())) {
            return open(file, stat);
        }
        inHand.empty();
        boolean alone = indexing.quarantine().beginAlone();
        try {
            return open(file, stat);
        } finally {
            inHand.empty();
            if (alone) {
                indexing.quarantine().endAlone();
            }
        }
    }

    private Look open(PendingFile file, FileStat stat) {
        inHand.take(file.key(), stat.stamp());
        indexing.stats().opens.increment();
        return reader.look(file.path(), stat);
    }

    private Sighting see(Path path, long obs) throws IOException {
        FileStat stat = FileStat.of(path);
        return new Sighting(stat, obs, indexing.clockMs().getAsLong());
    }

    private FileChange read(PendingFile file, Look.Read look, Sighting seen) {
        FileKey key = file.key();
        Reading reading = look.reading();
        indexing.stats().readCalls.add(reading.cost().calls());
        indexing.stats().bytesRead.add(reading.cost().bytes());
        StateRule.Judgement judgement = indexing.options()
                .pace()
                .stateRule(surroundings.isShared())
                .judge(reading.verdict(), look.stamp(), seen.atMs(), file.before());
        Optional<HeaderRows> rows = reading.parts().isEmpty()
                ? Optional.empty()
                : Optional.of(encoder.encode(sequence(key), reading.parts(), reading.partBytes()));
        return seen(key, look.stamp(), judgement.state(), rows, reading.problems(), judgement.recheckAt(), seen.obs());
    }

    private static String sequence(FileKey key) {
        FrameName name = FrameName.of(key.name());
        return key.folder().encoded() + '/' + name.prefix() + '#' + name.suffix();
    }

    private Optional<FileChange> absent(FileKey key, long obs) {
        if (surroundings.vouchesForAbsence(key)) {
            return Optional.of(new FileChange.Gone(key, obs));
        }
        surroundings.doubt(key.folder());
        return Optional.empty();
    }

    private FileChange unreadable(FileKey key, FileStamp stamp, HeaderProblem problem, long obs) {
        OptionalLong recheckAt =
                OptionalLong.of(indexing.clockMs().getAsLong() + Math.max(UNREADABLE_RECHECK_MS, settleMs()));
        return seen(key, stamp, FileState.UNREADABLE, Optional.empty(), List.of(problem), recheckAt, obs);
    }

    private long settleMs() {
        return indexing.options().pace().settleMs(surroundings.isShared());
    }

    private FileChange quarantined(FileKey key, FileStamp stamp, long obs) {
        HeaderProblem problem = indexing.quarantine().problem(key);
        return seen(key, stamp, FileState.UNREADABLE, Optional.empty(), List.of(problem), OptionalLong.empty(), obs);
    }

    private FileChange stillChanging(FileKey key, FileStamp stamp, long obs) {
        OptionalLong recheckAt = OptionalLong.of(indexing.clockMs().getAsLong() + settleMs());
        return seen(key, stamp, FileState.WRITING, Optional.empty(), List.of(), recheckAt, obs);
    }

    /** Our own mistake must not hide a file, nor stop the others. */
    private FileChange failed(PendingFile file, Throwable e) {
        HeaderProblem problem = HeaderProblem.fatal(
                ProblemKind.CANNOT_READ,
                -1,
                "the reader failed: " + e.getClass().getSimpleName());
        return unreadable(file.key(), NO_STAMP, problem, indexing.observations().next());
    }

    private FileChange seen(
            FileKey key,
            FileStamp stamp,
            FileState state,
            Optional<HeaderRows> header,
            List<HeaderProblem> problems,
            OptionalLong recheckAt,
            long obs) {
        return new FileChange.Seen(key, root.rootId(), stamp, state, header, problems, recheckAt, obs);
    }

    private static boolean isQuarantined(Optional<FileChange> change) {
        return change.isPresent()
                && change.get() instanceof FileChange.Seen seen
                && !seen.problems().isEmpty()
                && seen.problems().get(0).kind() == ProblemKind.QUARANTINED;
    }

    /** The filer has forgotten what the handle stood for: another client replaced the file, or the server started again. */
    private static boolean isStale(Look.Unreadable look) {
        return look.problem().detail().contains("stale file handle");
    }

    private static boolean isOutOfDescriptors(Look.Unreadable look) {
        return look.problem().detail().contains("too many open files");
    }
}
