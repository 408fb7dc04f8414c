package io.github.exrdex.index;

import io.github.exrdex.file.Reasons;
import io.github.exrdex.watch.FileEvent;
import io.github.exrdex.watch.FolderWatcher;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder that was found at a root's path, and how changes in it are heard of: from the kernel, or by polling.
 *
 * <p>Threads: the root's own opens, closes and asks which folder it is; any may ask the rest.
 */
final class RootConnection {
    private static final Logger LOG = LoggerFactory.getLogger(RootConnection.class);

    private final ClaimedRoot root;
    private final IndexRoot.Mode mode;
    private final FolderFacts folderFacts;
    private final Consumer<FileEvent> events;

    private volatile Optional<FolderWatcher> watcher = Optional.empty();
    private volatile boolean polled;
    private volatile boolean online;

    /** Of the folder that is watched or polled now; empty while there is none. */
    private Optional<String> identity = Optional.empty();

    /** @param events told on the watcher's thread */
    RootConnection(ClaimedRoot root, IndexRoot.Mode mode, FolderFacts folderFacts, Consumer<FileEvent> events) {
        this.root = root;
        this.mode = mode;
        this.folderFacts = folderFacts;
        this.events = events;
    }

    /** The folder is there. */
    boolean online() {
        return online;
    }

    /** @param folder its {@link ClaimedRoot#identityNow identity} */
    boolean isTo(String folder) {
        return identity.equals(Optional.of(folder));
    }

    /** Changes are heard of. */
    boolean isAlive() {
        return polled || (watcher.isPresent() && watcher.get().isAlive());
    }

    boolean isAllWatched() {
        return watcher.isPresent() && watcher.get().unwatchedFolders() == 0;
    }

    /** @param sweptFolders as many as a sweep found */
    RootReport.Folders folders(long sweptFolders) {
        Optional<FolderWatcher> now = watcher;
        return new RootReport.Folders(
                now.map(FolderWatcher::watchedFolders).orElse(0),
                now.map(FolderWatcher::unwatchedFolders).orElse(0),
                now.isPresent() ? 0 : sweptFolders);
    }

    /** To that folder, and to no other any more. */
    void open(String folder) {
        disconnect();
        polled = mode == IndexRoot.Mode.POLL || (mode == IndexRoot.Mode.AUTO && isShared());
        if (!polled) {
            watch();
        }
        identity = Optional.of(folder);
        online = true;
    }

    private boolean isShared() {
        try {
            return folderFacts.isShared(root.path());
        } catch (IOException e) {
            return false;
        }
    }

    private void watch() {
        FolderWatcher fresh = new FolderWatcher(root.path(), root.excluded(), events);
        try {
            fresh.start();
            watcher = Optional.of(fresh);
            if (fresh.unwatchedFolders() > 0) {
                LOG.warn(
                        "some folders cannot be watched and are polled, see fs.inotify.max_user_watches in sysctl(8)"
                                + " root={} watched={} unwatched={} reason={}",
                        root.key().text(),
                        fresh.watchedFolders(),
                        fresh.unwatchedFolders(),
                        fresh.unwatchedReason().orElse(""));
            }
        } catch (IOException | RuntimeException e) {
            LOG.warn(
                    "root cannot be watched and is polled root={} reason={}",
                    root.key().text(),
                    Reasons.of(e));
            fresh.close();
            polled = true;
        }
    }

    /** There is no folder. */
    void lose() {
        online = false;
        disconnect();
    }

    private void disconnect() {
        close();
        watcher = Optional.empty();
        identity = Optional.empty();
        polled = false;
    }

    /** Nothing is heard of any more; what was last known of the folder can still be asked. */
    void close() {
        watcher.ifPresent(FolderWatcher::close);
    }
}
