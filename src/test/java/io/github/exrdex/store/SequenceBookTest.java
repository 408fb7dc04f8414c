package io.github.exrdex.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.exrdex.file.FileKey;
import io.github.exrdex.file.FileStamp;
import io.github.exrdex.file.FileState;
import io.github.exrdex.support.TempIndex;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Frames come in any order, also around a restart; the sequences are the same in the end. */
final class SequenceBookTest {
    @TempDir
    Path folder;

    @Test
    void unpaddedNumbersGrowAcrossTheirWidths() {
        inAnyOrder(Set.of("bg.998-1000@@@.exr"), "bg.998.exr", "bg.999.exr", "bg.1000.exr");
        inAnyOrder(Set.of("bg.8-101@.exr"), "bg.8.exr", "bg.10.exr", "bg.101.exr");
    }

    @Test
    void paddedNumbersGrowBeyondTheirPadding() {
        inAnyOrder(Set.of("bg.998-10000#.exr"), "bg.0998.exr", "bg.9999.exr", "bg.10000.exr");
    }

    @Test
    void aNumberThatFitsTwoPaddingsJoinsTheWidest() {
        inAnyOrder(Set.of("bg.99@@.exr", "bg.99-1000#.exr"), "bg.99.exr", "bg.0099.exr", "bg.1000.exr");
        inAnyOrder(Set.of("bg.1-99@@.exr", "bg.1-100@@@.exr"), "bg.01.exr", "bg.99.exr", "bg.001.exr", "bg.100.exr");
        inAnyOrder(
                Set.of("bg.5@.exr", "bg.1-100@@@.exr", "bg.1-12345@@@@@.exr"),
                "bg.5.exr",
                "bg.001.exr",
                "bg.100.exr",
                "bg.12345.exr",
                "bg.00001.exr");
    }

    @Test
    void aRestartBetweenFramesChangesNothing() {
        FileKey farm = new FileKey("/farm");
        for (String name : List.of("bg.5.exr", "bg.12345.exr", "bg.100.exr", "bg.001.exr", "bg.00001.exr")) {
            try (TempIndex index = TempIndex.in(folder)) {
                write(index, farm, List.of(name));
            }
        }
        try (TempIndex index = TempIndex.in(folder)) {
            assertEquals(Set.of("bg.5@.exr", "bg.1-100@@@.exr", "bg.1-12345@@@@@.exr"), patterns(index, farm));
        }
    }

    @Test
    void zeroIsAFrameOfItsOwnWidth() {
        inAnyOrder(Set.of("bg.0-10@.exr"), "bg.0.exr", "bg.10.exr");
        inAnyOrder(Set.of("bg.0#.exr", "bg.0@.exr"), "bg.0000.exr", "bg.0.exr");
    }

    @Test
    void negativeFramesBelongToTheirSequence() {
        inAnyOrder(Set.of("bg.-12-1001#.exr"), "bg.-0012.exr", "bg.0000.exr", "bg.1001.exr");
        inAnyOrder(Set.of("bg.-5-10@@.exr"), "bg.-5.exr", "bg.-3.exr", "bg.10.exr");
    }

    @Test
    void theMinusMayBeOneOfTheDigits() {
        inAnyOrder(Set.of("bg.-12-1001#.exr"), "bg.-012.exr", "bg.0000.exr", "bg.1001.exr");
        inAnyOrder(Set.of("bg.-12-101@@@.exr"), "bg.-12.exr", "bg.-01.exr", "bg.001.exr", "bg.101.exr");
        inAnyOrder(Set.of("bg.-12-1@@@.exr", "bg.1#.exr"), "bg.001.exr", "bg.-012.exr", "bg.0001.exr");
        inAnyOrder(Set.of("bg.-12@@.exr", "bg.999#.exr"), "bg.-12.exr", "bg.0999.exr");
        inAnyOrder(Set.of("bg.-12--5@@@.exr"), "bg.-012.exr", "bg.-005.exr");
    }

    @Test
    void framesBelowZeroNeverStandInTheWayOfOthers() {
        inAnyOrder(Set.of("bg.-5@@.exr", "bg.10-999#.exr"), "bg.-05.exr", "bg.0010.exr", "bg.0999.exr");
        inAnyOrder(Set.of("bg.-5-12@.exr", "bg.7#.exr"), "bg.-5.exr", "bg.12.exr", "bg.9.exr", "bg.0007.exr");
    }

    @Test
    void aNumberThatWasAddedByACopyIsNoFrame() {
        inAnyOrder(Set.of("bg.1001-1002#.exr", "bg.1001_1.exr"), "bg.1001.exr", "bg.1001_1.exr", "bg.1002.exr");
    }

    @Test
    void aSequenceNeedsNoBaseName() {
        inAnyOrder(Set.of("1001-1002#.exr", "bg.1001#.exr"), "1001.exr", "bg.1001.exr", "1002.exr");
    }

    @Test
    void digitsElsewhereInTheNameAreNoFrames() {
        inAnyOrder(
                Set.of("bg2_0003.1-2#.exr", "bg2_0004.1#.exr"),
                "bg2_0003.0001.exr",
                "bg2_0003.0002.exr",
                "bg2_0004.0001.exr");
    }

    @Test
    void anUnderscoreMayPrecedeTheFrame() {
        inAnyOrder(
                Set.of("A001C009_220324BV_924360-924362@@@@@@.exr"),
                "A001C009_220324BV_924360.exr",
                "A001C009_220324BV_924361.exr",
                "A001C009_220324BV_924362.exr");
    }

    @Test
    void everyTileOfAnAnimatedTextureIsASequence() {
        inAnyOrder(
                Set.of("tex.1001.1-2#.exr", "tex.1002.1#.exr", "tex.1001#.exr"),
                "tex.1001.0001.exr",
                "tex.1001.0002.exr",
                "tex.1002.0001.exr",
                "tex.1001.exr");
    }

    /** Between two frames there are as many as somebody likes, so they are counted below their frame. */
    @Test
    void subframesAreASequenceForEachFrame() {
        inAnyOrder(
                Set.of("blur.10.0-5@@.exr", "blur.11.0@@.exr", "blur.10-11@@.exr"),
                "blur.10.00.exr",
                "blur.10.05.exr",
                "blur.11.00.exr",
                "blur.10.exr",
                "blur.11.exr");
    }

    @Test
    void eachEyeOfAStereoPairIsASequence() {
        inAnyOrder(
                Set.of("bg_left.1001-1002#.exr", "bg_r.1001#.exr", "bg.1001_left.exr"),
                "bg_left.1001.exr",
                "bg_left.1002.exr",
                "bg_r.1001.exr",
                "bg.1001_left.exr");
    }

    @Test
    void framesThatLostTheirPaddingAreASequenceOfTheirOwn() {
        inAnyOrder(
                Set.of("bg.1-1000#.exr", "bg.2-12@.exr"),
                "bg.0001.exr",
                "bg.0002.exr",
                "bg.2.exr",
                "bg.12.exr",
                "bg.1000.exr");
    }

    @Test
    void theFrameMayFollowTheExtension() {
        inAnyOrder(
                Set.of("beauty.exr.1-2#", "beauty.exr", "beauty.1#.exr"),
                "beauty.exr.0001",
                "beauty.exr.0002",
                "beauty.exr",
                "beauty.0001.exr");
    }

    @Test
    void otherPrefixesAndExtensionsAreOtherSequences() {
        inAnyOrder(
                Set.of("bg.1#.exr", "fg.1#.exr", "bg.1#.EXR", "bg1#.exr"),
                "bg.0001.exr",
                "fg.0001.exr",
                "bg.0001.EXR",
                "bg0001.exr");
    }

    @Test
    void aVersionIsNoFrame() {
        inAnyOrder(Set.of("bg_v001.exr", "bg_v002.exr", "bg.exr"), "bg_v001.exr", "bg_v002.exr", "bg.exr");
    }

    @Test
    void missingFramesAreCounted() {
        try (TempIndex index = TempIndex.in(folder)) {
            write(index, new FileKey("/farm"), List.of("bg.0001.exr", "bg.0002.exr", "bg.0005.exr", "still.exr"));
            assertEquals(
                    List.of(List.of("bg.1-5#.exr", 3L, 2L), List.of("still.exr", 1L, 0L)),
                    index.rows("SELECT pattern, frame_count, missing_count FROM v_sequence ORDER BY pattern"));
        }
    }

    @Test
    void tokensOfASequenceAreTakenFromItsPath() {
        PathTokens tokens = path -> path.contains("/bg") ? Map.of("shot", "sh010", "mine", "x") : Map.of();
        try (TempIndex index = TempIndex.in(folder, TempIndex.PLAIN, tokens)) {
            write(index, new FileKey("/farm"), List.of("bg.0001.exr", "fg.0001.exr"));
            assertEquals(
                    List.of(List.of("bg.1#.exr", "sh010"), List.of("fg.1#.exr", "null")),
                    index.rows("SELECT pattern, shot FROM v_sequence ORDER BY pattern"));
            assertEquals(
                    List.of(List.of("{\"mine\":\"x\",\"shot\":\"sh010\"}"), List.of("null")),
                    index.rows("SELECT tokens FROM sequence ORDER BY prefix"));
        }
    }

    /** Every order of the names gives these patterns. */
    private void inAnyOrder(Set<String> patterns, String... names) {
        List<List<String>> orders = new ArrayList<>();
        permute(List.of(names), List.of(), orders);
        Path place = folder.resolve(names[0] + names.length);
        try (TempIndex index = TempIndex.in(place)) {
            for (int i = 0; i < orders.size(); i++) {
                FileKey farm = new FileKey("/farm/" + i);
                write(index, farm, orders.get(i));
                assertEquals(patterns, patterns(index, farm), "in the order " + orders.get(i));
            }
        }
    }

    private static void permute(List<String> rest, List<String> taken, List<List<String>> orders) {
        if (rest.isEmpty()) {
            orders.add(taken);
        }
        for (String name : rest) {
            List<String> fewer = new ArrayList<>(rest);
            fewer.remove(name);
            List<String> more = new ArrayList<>(taken);
            more.add(name);
            permute(fewer, more, orders);
        }
    }

    private static Set<String> patterns(TempIndex index, FileKey folder) {
        return index.rows("SELECT pattern FROM v_sequence WHERE directory = ?", folder.text()).stream()
                .map(row -> row.get(0).toString())
                .collect(Collectors.toSet());
    }

    private static void write(TempIndex index, FileKey folder, List<String> names) {
        long rootId = index.root(new FileKey("/farm"));
        List<FileChange> batch = new ArrayList<>();
        for (String name : names) {
            batch.add(new FileChange.Seen(
                    folder.child(name),
                    rootId,
                    new FileStamp(1, 1, 1, 1),
                    FileState.EMPTY,
                    Optional.empty(),
                    List.of(),
                    OptionalLong.empty(),
                    1));
        }
        index.writer().apply(batch);
    }
}
