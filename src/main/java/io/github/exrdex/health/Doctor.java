package io.github.exrdex.health;

import io.github.exrdex.file.FileKey;
import io.github.exrdex.index.IndexOptions;
import io.github.exrdex.query.Daemon;
import io.github.exrdex.query.IndexIntegrity;
import io.github.exrdex.query.IndexReader;
import io.github.exrdex.query.KnownFiles;
import io.github.exrdex.query.QueryException;
import io.github.exrdex.query.RootStatus;
import io.github.exrdex.watch.SharedMounts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.LongSupplier;

/** Looks at everything that keeps an index from being true, and says what to do. Only reads. Threads: one. */
public final class Doctor {
    private final HostChecks host;
    private final Path database;
    private final IndexOptions options;
    private final HookChecks hooks;
    private final Depth depth;
    private final LongSupplier clockMs;
    private final List<Check> checks = new ArrayList<>();

    /**
     * How much is looked at.
     *
     * @param sampledFiles compared with the disk, by lot
     * @param full every index of the database is compared with its table
     */
    public record Depth(int sampledFiles, boolean full) {}

    /** @param usable false where the database cannot be asked at all */
    public record Report(List<Check> checks, boolean usable) {
        public Report {
            checks = List.copyOf(checks);
        }

        public boolean isWell() {
            return checks.stream().allMatch(check -> check.result() == Check.Result.OK);
        }
    }

    /**
     * @param options those of the daemon
     * @param clockMs milliseconds since 1970
     */
    public Doctor(Path database, IndexOptions options, HookChecks hooks, Depth depth, LongSupplier clockMs) {
        this.host = HostChecks.ofProcess();
        this.database = database;
        this.options = options;
        this.hooks = hooks;
        this.depth = depth;
        this.clockMs = clockMs;
    }

    /** Takes as long as reading the database once; a mount that hangs costs ten seconds more. */
    public Report examine() throws InterruptedException {
        DatabaseChecks place = new DatabaseChecks(database);
        checks.add(host.locale());
        checks.add(host.openFiles());
        checks.add(host.temporaryFolder());
        checks.add(place.place());
        checks.add(place.space());
        checks.add(place.log());
        checks.add(DatabaseChecks.sqlite());
        checks.addAll(hooks.all());
        try (IndexReader index = IndexReader.open(database)) {
            checks.add(Check.ok("index", "schema " + new IndexIntegrity(index).schemaVersion()));
            Check integrity = DatabaseChecks.integrity(index, depth.full());
            checks.add(integrity);
            // Of a damaged one no other answer can be trusted.
            boolean sound = integrity.result() == Check.Result.OK;
            if (sound) {
                examine(index, place);
            }
            return new Report(checks, sound);
        } catch (QueryException e) {
            String advice = e.fault() == QueryException.Fault.NOT_INDEXED
                    ? "make one with exrdex scan DIR, or name another with --db"
                    : "put a backup there (exrdex backup makes them), or scan into another file with --db";
            checks.add(Check.fail("index", String.valueOf(e.getMessage()), advice));
            return new Report(checks, false);
        }
    }

    private void examine(IndexReader index, DatabaseChecks place) throws InterruptedException {
        long nowAt = clockMs.getAsLong();
        Optional<Daemon> daemon = Daemon.of(index);
        boolean running = daemon.filter(known -> known.health(nowAt) == Daemon.Health.RUNNING)
                .isPresent();
        checks.add(place.daemon(daemon, nowAt));
        checks.add(place.spool(running, nowAt));
        List<RootStatus> roots = RootStatus.all(index);
        Set<FileKey> lost = new HashSet<>();
        for (RootStatus root : roots) {
            Check check = RootChecks.of(root);
            checks.add(check);
            if (check.result() == Check.Result.FAIL) {
                lost.add(root.key());
            }
        }
        KnownFiles known = new KnownFiles(index);
        watches(roots, lost, known, running ? daemon : Optional.empty());
        sample(index, known, lost, nowAt);
    }

    private void watches(List<RootStatus> roots, Set<FileKey> lost, KnownFiles known, Optional<Daemon> daemon) {
        long watchedRoots = 0;
        long folders = 0;
        for (RootStatus root : roots) {
            if (!lost.contains(root.key()) && !isShared(root)) {
                watchedRoots++;
                folders += foldersOnTheWay(root.key(), known.foldersUnder(root.key()));
            }
        }
        long watched = daemon.map(d -> d.number("watchedFolders")).orElse(0L);
        long unwatched = daemon.map(d -> d.number("unwatchedFolders")).orElse(0L);
        checks.add(host.watches(Math.max(folders, watched + unwatched), unwatched));
        checks.add(host.instances(watchedRoots));
    }

    private static boolean isShared(RootStatus root) {
        try {
            return SharedMounts.contain(root.key().toPath());
        } catch (IOException e) {
            return false;
        }
    }

    /** The folders with files, and those that lead to them: as many as have to be watched, or a little less. */
    private static long foldersOnTheWay(FileKey root, List<FileKey> withFiles) {
        Set<FileKey> all = new HashSet<>();
        all.add(root);
        for (FileKey folder : withFiles) {
            for (FileKey at = folder; at.isUnder(root) && all.add(at); at = at.folder()) {
                // Up to one that is counted already.
            }
        }
        return all.size();
    }

    private void sample(IndexReader index, KnownFiles known, Set<FileKey> lost, long nowAt)
            throws InterruptedException {
        List<FileKey> files = known.sample(depth.sampledFiles(), new Random(nowAt)).stream()
                .distinct()
                .filter(file -> lost.stream().noneMatch(file::isUnder))
                .toList();
        FileComparison comparison = new FileComparison(index, known, options, false, clockMs);
        checks.add(RootChecks.sample(
                () -> files.stream()
                        .map(comparison::compare)
                        .flatMap(Optional::stream)
                        .toList(),
                files.size()));
    }
}
