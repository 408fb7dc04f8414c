package io.github.exrdex.index;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exrdex.file.FileKey;
import org.junit.jupiter.api.Test;

class EnteredFoldersTest {
    private final EnteredFolders entered = new EnteredFolders();

    private boolean anyUnder(String path) {
        return entered.anyUnder(new FileKey(path));
    }

    @Test
    void aFolderStandsForItselfAndThoseAboveIt() {
        entered.enter(new FileKey("/root/shot-old"));
        entered.enter(new FileKey("/root/shot/v001"));

        assertTrue(anyUnder("/root/shot/v001"));
        assertTrue(anyUnder("/root/shot"));
        assertTrue(anyUnder("/root"));
        assertFalse(anyUnder("/root/shot/v0"));
        assertFalse(anyUnder("/root/shot/v001/x.exr"));
        assertFalse(anyUnder("/root/sho"));
    }

    @Test
    void aFolderIsForgottenWithTheSecondSweepThatDoesNotEnterIt() {
        entered.enter(new FileKey("/root/shot"));

        entered.startOver();
        assertTrue(anyUnder("/root/shot"));

        entered.startOver();
        assertFalse(anyUnder("/root/shot"));
    }
}
