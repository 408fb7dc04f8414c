package io.github.exrdex.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SharedMountsTest {
    @ParameterizedTest
    @CsvSource({
        "nfs4, true",
        "CIFS, true",
        "fuse.sshfs, true",
        "fuse, true",
        "ext4, false",
        "xfs, false",
        "fuseblk, false"
    })
    void knowsFileSystemsThatOthersWriteTo(String type, boolean isShared) {
        assertEquals(isShared, SharedMounts.isShared(type));
    }
}
