package io.github.exrdex.tokens;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommonLayoutsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "/mnt/renders/abc/sq01/sh010/render/bg/v012/sh010_bg_v012.1001.exr | {seq=sq01, shot=sh010, show=abc, version=012}",
                "/mnt/renders/sq01/sh010/lgt/v012/x.1001.exr | {seq=sq01, shot=sh010, version=012}",
                "/mnt/renders/abc/sh010/lgt/v012/x.1001.exr | {shot=sh010, version=012}",
                "/mnt/renders/abc/cave/sh010/x.1001.exr | {seq=cave, shot=sh010, show=abc}",
                "/mnt/projects/abc/sh010/x.exr | {shot=sh010, show=abc}",
                "/mnt/projects/abc/cave/SH_0100A/x.exr | {seq=cave, shot=SH_0100A, show=abc}",
                "/srv/abc/shots/sq010/shot020/x.exr | {seq=sq010, shot=shot020, show=abc}",
                "/srv/abc/sequences/cave/sh010/x.exr | {seq=cave, shot=sh010, show=abc}",
                "/srv/abc/shots/cave_010/lgt_v003/x.exr | {shot=cave_010, show=abc, version=003}",
                "/srv/abc/shots/sq01/0100/x.exr | {seq=sq01, shot=0100, show=abc}",
                "/srv/projects/abc/sq01_sh010/x.exr | {seq=sq01, shot=sq01_sh010, show=abc}",
                "/mnt/2024/cave/sh010/x.exr | {shot=sh010}",
                "/home/ann/test/sh010/x.exr | {shot=sh010}",
                "/home/ann/abc/cave/sh010/x.exr | {seq=cave, shot=sh010, show=abc}",
                "/mnt/abc/renders/sh010_lgt_v012.1088.exr | {shot=sh010, version=012}",
                "/mnt/abc/renders/sq02/sh010_lgt_v012.1088.exr | {seq=sq02, shot=sh010, version=012}",
                "/x/v003/beauty.1001.exr | {version=003}",
                "/x/comp_v003/beauty.1001.exr | {version=003}",
                "/x/v003/beauty_v003.1001.exr | {version=003}",
                "/x/v3/beauty_v003.1001.exr | {version=003}",
                "/x/v003/beauty_v004.1001.exr | {}",
                "/x/a.v012.b/beauty.1001.exr | {}",
                "/x/V012/beauty.1001.exr | {version=012}",
                "/abc_v2/cave/sh010/x.exr | {seq=cave, shot=sh010, show=abc_v2}",
                "/x/rev003/beauty.1001.exr | {}",
                "/x/v003a/beauty.1001.exr | {}",
                "/x/dev/vray/beauty.1001.exr | {}",
                "/x/snapshot01/slash1/beauty.exr | {}",
                "/beauty.exr | {}",
                "/ | {}",
            })
    void saysWhatIsCertainAndNoMore(String path, String expected) {
        assertEquals(expected, new TreeMap<>(CommonLayouts.tokens(path)).toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"v1_", "sh", "shots/", "9", "_v"})
    void aHostilePathIsNoTrouble(String piece) {
        assertTrue(CommonLayouts.tokens("/" + piece.repeat(2000)).size() <= 4);
    }

    @Test
    void aVersionOfMoreDigitsThanANumberHoldsIsNone() {
        assertEquals(
                "{}", CommonLayouts.tokens("/x/v99999999999999999999/b.exr").toString());
    }
}
