package io.github.exrdex.file;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExrNamesTest {
    @ParameterizedTest
    @CsvSource({
        "beauty.1001.exr, true",
        "BEAUTY.EXR, true",
        "a.sxr, true",
        "a.Mxr, true",
        "a.exr, true",
        ".exr, false",
        ".hidden.exr, false",
        "a.exr.part, false",
        "tmp.4711beauty.exr, false",
        "tmp.beauty.exr, true",
        "exr, false",
        "beauty.exr.0001, true",
        "beauty.exr.-12, true",
        "beauty.exr., false",
        "beauty.exr.-, false",
        ".exr.0001, false",
        "exr.0001, false",
        "beauty.exr.1.2, false",
        "beauty.jpg.0001, false",
        "a.jpg, false"
    })
    void tellsRenderOutputFromTheRest(String name, boolean isExr) {
        assertEquals(isExr, ExrNames.isExr(name));
    }

    @ParameterizedTest
    @CsvSource({"v001, true", ".snapshot, false", "lost+found, false", "@eaDir, false", "shot.exr, true"})
    void leavesOutTheFoldersOfStorageSystems(String name, boolean isWalked) {
        assertEquals(isWalked, ExrNames.isWalked(name));
    }
}
