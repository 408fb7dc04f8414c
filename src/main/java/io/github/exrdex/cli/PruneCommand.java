package io.github.exrdex.cli;

import io.github.exrdex.file.FileKey;
import io.github.exrdex.file.Reasons;
import io.github.exrdex.index.IndexOptions;
import io.github.exrdex.index.IndexSetup;
import io.github.exrdex.index.Indexer;
import io.github.exrdex.index.PruneSummary;
import io.github.exrdex.index.ScanListener;
import io.github.exrdex.index.ScanSummary;
import io.github.exrdex.index.Spool;
import io.github.exrdex.index.Wish;
import io.github.exrdex.query.CoveredPaths;
import io.github.exrdex.query.Daemon;
import io.github.exrdex.query.GoneRows;
import io.github.exrdex.query.IndexReader;
import io.github.exrdex.query.QueryException;
import io.github.exrdex.query.RootStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code exrdex prune}: the two things that take something out of the index, both on somebody's word alone. */
@Command(
        name = "prune",
        header = "Take out of the index what is not on disk any more.",
        description = {
            "--confirm ROOT: files that vanished all at once are held, for a mount that went away looks just like that."
                    + " This says that they are deleted: the root is swept, and what is not found is gone, rows and all"
                    + " kept with their gone_at. A root whose folder does not exist any more is gone as a whole.",
            "--gone-before AGE: removes the rows of files that went away longer ago, and the sequences, folders and headers"
                    + " that no other file has. The file keeps its size; its room is used again.",
            "A running daemon is asked to do it, and waited for."
        },
        footer = {
            "",
            "Examples:",
            "  exrdex prune --confirm /mnt/renders",
            "  exrdex prune --gone-before 30d --dry-run",
            "  exrdex prune --gone-before 30d",
        })
public final class PruneCommand implements Callable<Integer> {
    private static final long STEP_MS = 100;

    private final Terminal terminal;
    private final Supplier<IndexSetup> setup;
    private final StopSignal stopSignal;
    private final LongSupplier clockMs;

    @Option(
            names = "--confirm",
            paramLabel = "ROOT",
            description = "What is not found below this root is gone. May come twice.")
    private List<Path> confirmed = new ArrayList<>();

    @Option(
            names = "--gone-before",
            paramLabel = "AGE",
            description = "Remove rows of files that are gone for longer: 12h, 30d.")
    private @Nullable Age goneBefore;

    @Option(names = "--dry-run", description = "Only say what there is to do.")
    private boolean dryRun;

    @Option(
            names = "--wait",
            paramLabel = "AGE",
            defaultValue = "60s",
            description = "How long to wait for a running daemon. Default: ${DEFAULT-VALUE}.")
    private Age patience = new Age(60_000);

    /** @param clockMs milliseconds since 1970 */
    public PruneCommand(Terminal terminal, Supplier<IndexSetup> setup, StopSignal stopSignal, LongSupplier clockMs) {
        this.terminal = terminal;
        this.setup = setup;
        this.stopSignal = stopSignal;
        this.clockMs = clockMs;
    }

    @Override
    public Integer call() throws InterruptedException {
        Age before = goneBefore;
        if (confirmed.isEmpty() && before == null) {
            throw new QueryException(
                    QueryException.Fault.BAD_QUESTION,
                    "say what to prune: --confirm ROOT, or --gone-before 30d; exrdex prune --help tells the difference");
        }
        IndexSetup given = setup.get();
        int code = ExitCode.FOUND;
        for (Path root : confirmed) {
            code = Math.max(code, confirm(root, given));
        }
        return before == null ? code : Math.max(code, remove(clockMs.getAsLong() - before.ms(), before, given));
    }

    private int confirm(Path typed, IndexSetup given) throws InterruptedException {
        RootStatus root = root(typed, given.database());
        boolean there = !Files.notExists(root.key().toPath());
        String name = root.path();
        if (root.heldFiles() == 0 && there) {
            terminal.note("nothing is held below " + name);
            return ExitCode.NOTHING_FOUND;
        }
        String what =
                there ? PlainText.count(root.heldFiles(), "file") + " held below " + name : "all files of " + name;
        if (dryRun) {
            print("would take for gone: " + what);
            return ExitCode.FOUND;
        }
        IndexOptions options = given.options().withAcceptGone(true);
        Optional<Indexer> free = Indexer.openIfFree(given.database(), options, clockMs);
        if (free.isEmpty() && root.mode().equals("scan")) {
            throw new QueryException(
                    QueryException.Fault.UNUSABLE_INDEX,
                    "another exrdex has the index and does not watch " + name + "; run this again without it");
        }
        if (free.isEmpty()) {
            return askDaemon(new Wish.ConfirmGone(root.key()), given)
                    ? sayConfirmed(root, given)
                    : ExitCode.INTERRUPTED;
        }
        try (Indexer indexer = free.get()) {
            stopSignal.whenAsked(indexer::stop);
            ScanSummary summary = indexer.scan(List.of(given.rootFor(root.key().toPath())), ScanListener.NONE);
            print(PlainText.count(summary.counts().gone(), "file") + " below " + name + " now gone");
            return summary.finished() ? ExitCode.FOUND : ExitCode.INTERRUPTED;
        }
    }

    /** The daemon has dealt with it; the index says how. */
    private int sayConfirmed(RootStatus before, IndexSetup given) {
        try (IndexReader reader = IndexReader.open(given.database())) {
            RootStatus now = status(reader, before.key());
            if (now.heldFiles() > 0) {
                terminal.note(
                        "still held below " + now.path() + ": " + now.note().orElse(""));
                return ExitCode.NOTHING_FOUND;
            }
            print(PlainText.count(before.heldFiles(), "file") + " below " + now.path() + " now gone");
            return ExitCode.FOUND;
        }
    }

    private RootStatus root(Path typed, Path database) {
        FileKey path = FileKey.of(typed);
        try (IndexReader reader = IndexReader.open(database)) {
            CoveredPaths covered = new CoveredPaths(reader);
            CoveredPaths.Covered found = covered.of(path)
                    .orElseThrow(() -> new QueryException(
                            QueryException.Fault.NOT_INDEXED, path.text() + " is not indexed; " + covered.listed()));
            if (!found.path().equals(found.root())) {
                throw new QueryException(
                        QueryException.Fault.NOT_INDEXED,
                        path.text() + " is not a root itself; its root is "
                                + found.root().text());
            }
            return status(reader, found.root());
        }
    }

    private static RootStatus status(IndexReader reader, FileKey key) {
        return RootStatus.all(reader).stream()
                .filter(root -> root.key().equals(key))
                .findFirst()
                .orElseThrow(() ->
                        new QueryException(QueryException.Fault.NOT_INDEXED, key.text() + " is not indexed any more"));
    }

    private int remove(long goneBeforeAt, Age age, IndexSetup given) throws InterruptedException {
        GoneRows.Amount amount;
        try (IndexReader reader = IndexReader.open(given.database())) {
            amount = new GoneRows(reader).goneBefore(goneBeforeAt);
        }
        String since = " gone for more than " + PlainText.age(age.ms());
        if (dryRun) {
            print("would remove "
                    + text(amount.files(), since, amount.sequences(), amount.folders(), amount.headers()));
            return ExitCode.FOUND;
        }
        Optional<Indexer> free = Indexer.openIfFree(given.database(), given.options(), clockMs);
        if (free.isEmpty()) {
            if (!askDaemon(new Wish.Prune(goneBeforeAt), given)) {
                return ExitCode.INTERRUPTED;
            }
            print("removed " + text(amount.files(), since, amount.sequences(), amount.folders(), amount.headers()));
            return ExitCode.FOUND;
        }
        try (Indexer indexer = free.get()) {
            stopSignal.whenAsked(indexer::stop);
            PruneSummary done = indexer.prune(goneBeforeAt);
            print((done.finished() ? "removed " : "stopped after removing ")
                    + text(done.files(), since, done.sequences(), done.folders(), done.headers()));
            return done.finished() ? ExitCode.FOUND : ExitCode.INTERRUPTED;
        }
    }

    private static String text(long files, String since, long sequences, long folders, long headers) {
        return PlainText.count(files, "file") + since + ", " + PlainText.count(sequences, "sequence") + ", "
                + PlainText.count(folders, "folder") + ", " + PlainText.count(headers, "header");
    }

    private void print(String line) {
        terminal.out().println(PlainText.oneLine(line));
        terminal.out().flush();
    }

    /**
     * Leaves the wish where the daemon finds it, and waits.
     *
     * @return false where it is not served yet; it will be
     */
    private boolean askDaemon(Wish wish, IndexSetup given) throws InterruptedException {
        try (IndexReader reader = IndexReader.open(given.database())) {
            boolean runs = Daemon.of(reader)
                    .filter(daemon -> daemon.health(clockMs.getAsLong()) == Daemon.Health.RUNNING)
                    .isPresent();
            if (!runs) {
                throw new QueryException(
                        QueryException.Fault.UNUSABLE_INDEX,
                        "another exrdex is writing " + reader.path() + "; wait for it and run this again");
            }
        }
        Spool spool = Spool.beside(given.database());
        Path file;
        try {
            file = spool.put(wish);
        } catch (IOException e) {
            throw new QueryException(
                    QueryException.Fault.UNUSABLE_INDEX,
                    "cannot leave word for the daemon in " + spool.folder() + " (" + Reasons.of(e)
                            + "); run this as a user who may write there",
                    e);
        }
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(patience.ms());
        while (Files.exists(file)) {
            if (System.nanoTime() - until > 0) {
                terminal.note("the daemon is asked and has not done it yet; exrdex status shows when");
                return false;
            }
            Thread.sleep(STEP_MS);
        }
        return true;
    }
}
