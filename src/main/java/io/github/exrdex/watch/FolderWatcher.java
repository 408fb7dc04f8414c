package io.github.exrdex.watch;

import io.github.exrdex.file.ExrNames;
import io.github.exrdex.file.Reasons;
import io.methvin.watcher.DirectoryChangeEvent;
import io.methvin.watcher.DirectoryChangeListener;
import io.methvin.watcher.DirectoryWatcher;
import io.methvin.watcher.visitor.FileTreeVisitor;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches one folder tree and tells what the kernel says of it. It decides nothing: every event is a hint to look at the
 * disk, and whatever goes wrong is a {@link FileEvent.Lost} of the whole root.
 *
 * <p>The only class that knows the watcher library, and built around what that does wrong at version 0.19.1: an overflow
 * never reaches its listener (it throws inside, which we are told), hashing would read whole files, a folder that cannot be
 * watched would end the whole registration, a root that goes away ends in silence.
 *
 * <p>Threads: {@link #start} and {@link #close} by the owner; events come on a thread of the watcher's own, one at a time.
 */
public final class FolderWatcher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FolderWatcher.class);

    private final Path root;
    private final Predicate<Path> excluded;
    private final Consumer<FileEvent> sink;
    private final ConcurrentSkipListSet<Path> watched = new ConcurrentSkipListSet<>();
    private final ConcurrentSkipListSet<Path> unwatched = new ConcurrentSkipListSet<>();
    private Optional<DirectoryWatcher> watcher = Optional.empty();
    private CompletableFuture<Void> ended = CompletableFuture.completedFuture(null);
    private volatile Optional<String> unwatchedReason = Optional.empty();

    /** A walk that tells of folders does not register them. Set and asked on one thread. */
    private boolean folderTold;

    /**
     * @param root a folder, without links on the way: a link would be watched and tell nothing
     * @param excluded folders that are not watched, files that are not told of
     * @param sink must not block for long, for the kernel drops what is not fetched
     */
    public FolderWatcher(Path root, Predicate<Path> excluded, Consumer<FileEvent> sink) {
        this.root = root;
        this.excluded = excluded;
        this.sink = sink;
    }

    /**
     * Returns when all folders that could be are watched; from then on nothing goes untold.
     *
     * @throws IOException where nothing can be watched at all
     */
    public void start() throws IOException {
        DirectoryWatcher built = DirectoryWatcher.builder()
                .path(root)
                .fileHashing(false)
                .fileTreeVisitor(new Visitor())
                .listener(new Listener())
                .build();
        watcher = Optional.of(built);
        ended = built.watchAsync(task -> {
            Thread thread = new Thread(task, "exrdex-watch");
            thread.setDaemon(true);
            thread.start();
        });
        if (ended.isCompletedExceptionally()) {
            close();
            throw new IOException("cannot watch " + root);
        }
    }

    /** False once the root went away, or after {@link #close}. */
    public boolean isAlive() {
        return !ended.isDone();
    }

    public int watchedFolders() {
        return watched.size();
    }

    /** Folders that should be watched and are not, those below them not counted. */
    public int unwatchedFolders() {
        return unwatched.size();
    }

    /** Why the last of them could not be watched; empty where all are. */
    public Optional<String> unwatchedReason() {
        return unwatchedReason;
    }

    @Override
    public void close() {
        watcher.ifPresent(open -> {
            try {
                open.close();
            } catch (IOException e) {
                LOG.warn("cannot close the watch of a root root={} reason={}", root, Reasons.of(e));
            }
        });
    }

    /**
     * Walks a tree for the library, which asks for it three times: at first to note what there is, which without hashing
     * nobody needs; then to register folders; and for a folder that appears later to tell of what is in it.
     */
    private final class Visitor implements FileTreeVisitor {
        private boolean noted;

        @Override
        public void recursiveVisitFiles(Path start, Callback onFolder, Callback onFile) {
            if (!noted) {
                noted = true;
                return;
            }
            ArrayDeque<Path> ahead = new ArrayDeque<>();
            ahead.push(start);
            boolean limitReached = false;
            while (!ahead.isEmpty()) {
                Path folder = ahead.pop();
                if (!folder.equals(root) && isLeftOut(folder)) {
                    continue;
                }
                if (limitReached) {
                    unwatched.add(folder);
                    continue;
                }
                limitReached = !call(onFolder, folder);
                if (!unwatched.contains(folder)) {
                    visitEntries(folder, ahead, onFile);
                }
            }
        }

        /** @return false where the kernel gives no more watches */
        private boolean call(Callback onFolder, Path folder) {
            folderTold = false;
            try {
                onFolder.call(folder);
                if (!folderTold) {
                    watched.add(folder);
                    unwatched.remove(folder);
                }
                return true;
            } catch (NoSuchFileException | NotDirectoryException e) {
                return true; // it went away again
            } catch (IOException e) {
                watched.remove(folder);
                unwatched.add(folder);
                unwatchedReason = Optional.of(Reasons.of(e));
                return !isLimit(e);
            }
        }

        private void visitEntries(Path folder, ArrayDeque<Path> ahead, Callback onFile) {
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
                for (Path entry : entries) {
                    if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
                        ahead.push(entry);
                    } else if (ExrNames.isExr(entry.getFileName().toString())) {
                        onFile.call(entry);
                    }
                }
            } catch (NoSuchFileException | NotDirectoryException e) {
                // It went away again, and an event will say so.
            } catch (DirectoryIteratorException | IOException e) {
                sink.accept(new FileEvent.Lost(folder, "cannot list it: " + Reasons.of(e)));
            }
        }
    }

    private boolean isLeftOut(Path folder) {
        return !ExrNames.isWalked(folder.getFileName().toString()) || excluded.test(folder);
    }

    private static boolean isLimit(IOException e) {
        return Reasons.of(e).toLowerCase(Locale.ROOT).contains("inotify");
    }

    private final class Listener implements DirectoryChangeListener {
        @Override
        public void onEvent(DirectoryChangeEvent event) {
            Path path = event.path();
            if (event.eventType() == DirectoryChangeEvent.EventType.OVERFLOW || path == null) {
                sink.accept(new FileEvent.Lost(root, "the kernel dropped events"));
            } else if (event.eventType() == DirectoryChangeEvent.EventType.DELETE) {
                deleted(path);
            } else if (event.eventType() == DirectoryChangeEvent.EventType.CREATE && event.isDirectory()) {
                folderTold = true;
                if (!path.equals(root) && !isLeftOut(path)) {
                    sink.accept(new FileEvent.FolderAppeared(path));
                }
            } else if (ExrNames.isExr(path.getFileName().toString()) && !excluded.test(path)) {
                sink.accept(new FileEvent.Changed(path));
            }
        }

        private void deleted(Path path) {
            watchedUnder(path).forEach(watched::remove);
            String name = path.getFileName().toString();
            if (ExrNames.isWalked(name) && !excluded.test(path)) {
                sink.accept(new FileEvent.Vanished(path));
            }
        }

        /** An overflow arrives here too, as the library trips over it. */
        @Override
        public void onException(Exception e) {
            String reason = e instanceof NullPointerException ? "the kernel dropped events" : Reasons.of(e);
            sink.accept(new FileEvent.Lost(root, reason));
        }
    }

    private List<Path> watchedUnder(Path path) {
        List<Path> found = new ArrayList<>();
        for (Path folder : watched.tailSet(path)) {
            if (folder.startsWith(path)) {
                found.add(folder);
            } else if (!folder.toString().startsWith(path.toString())) {
                break; // what sorts behind a path and does not begin with its text has nothing of it behind
            }
        }
        return found;
    }
}
