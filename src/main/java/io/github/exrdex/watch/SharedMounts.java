package io.github.exrdex.watch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;

/** File systems that other hosts write to: the kernel here is told nothing of what they do. */
public final class SharedMounts {
    private static final Set<String> TYPES = Set.of(
            "nfs",
            "nfs4",
            "cifs",
            "smb2",
            "smb3",
            "smbfs",
            "9p",
            "afs",
            "lustre",
            "beegfs",
            "gpfs",
            "ceph",
            "fuse", // one whose program did not give its name
            "glusterfs",
            "panfs",
            "pvfs2",
            "virtiofs");

    private SharedMounts() {}

    public static boolean contain(Path folder) throws IOException {
        return isShared(Files.getFileStore(folder).type());
    }

    /** @param type as the mount table has it */
    static boolean isShared(String type) {
        String plain = type.toLowerCase(Locale.ROOT);
        return TYPES.contains(plain) || plain.startsWith("fuse.");
    }
}
