package io.github.exrdex.index;

import io.github.exrdex.file.FileKey;
import io.github.exrdex.file.FileStat;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which folders below a root lay in another file system than the root itself when files were seen in them last. What is
 * missing where another file system is now than was then may only be unmounted, or covered by a mount: that is no proof.
 *
 * <p>Threads: any.
 */
final class SubMounts {
    private final ClaimedRoot root;
    private final FolderFacts facts;

    /** Device numbers; folders that lie in the root's own file system are left out. */
    private final Map<FileKey, Long> devices;

    /** @param known as the index has it */
    SubMounts(ClaimedRoot root, FolderFacts facts, Map<FileKey, Long> known) {
        this.root = root;
        this.facts = facts;
        this.devices = new ConcurrentHashMap<>(known);
    }

    /** Of the root; empty where it is not there. Asks the disk. */
    OptionalLong ownDevice() {
        return deviceOf(root.key());
    }

    /** Is the file system that holds the folder now, or would hold it were it there, the one that held it before? Asks the disk. */
    boolean isAsBefore(FileKey folder) {
        OptionalLong own = ownDevice();
        OptionalLong now = deviceOf(folder);
        return own.isPresent() && now.isPresent() && isAsBefore(folder, now.getAsLong(), own.getAsLong());
    }

    private boolean isAsBefore(FileKey folder, long now, long own) {
        return devices.getOrDefault(folder, own) == now;
    }

    /**
     * Files were seen in a folder that certainly were there before, or that are the first.
     *
     * @param device of the folder
     * @param own that of the root
     * @return what the index has to learn: the device, empty for the root's own; empty where it knows
     */
    Optional<OptionalLong> seen(FileKey folder, long device, long own) {
        if (isAsBefore(folder, device, own)) {
            return Optional.empty();
        }
        if (device == own) {
            devices.remove(folder);
            return Optional.of(OptionalLong.empty());
        }
        devices.put(folder, device);
        return Optional.of(OptionalLong.of(device));
    }

    /** Of the last folder that is there on the way down from the root; empty where the system does not say. */
    private OptionalLong deviceOf(FileKey folder) {
        int rootChars = root.key().encoded().length();
        OptionalLong device = OptionalLong.empty();
        try {
            for (int end = rootChars; end >= 0; end = nextEnd(folder.encoded(), end)) {
                FileStat stat = facts.stat(new FileKey(folder.encoded().substring(0, end)).toPath());
                if (stat.kind() != FileStat.Kind.FOLDER) {
                    return device;
                }
                device = OptionalLong.of(stat.device());
            }
            return device;
        } catch (NoSuchFileException | NotDirectoryException e) {
            return device;
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }

    /** Where the next segment of a path ends; -1 behind the last. */
    private static int nextEnd(String path, int end) {
        if (end >= path.length()) {
            return -1;
        }
        int slash = path.indexOf('/', end + 1);
        return slash < 0 ? path.length() : slash;
    }
}
