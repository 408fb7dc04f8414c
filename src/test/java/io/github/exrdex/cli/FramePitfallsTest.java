package io.github.exrdex.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exrdex.Ran;
import io.github.exrdex.exr.Part;
import io.github.exrdex.file.FileState;
import io.github.exrdex.store.PathTokens;
import io.github.exrdex.support.DisklessIndex;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Names of frames that other programs stumble over, one folder each: found, checked, and asked for in every notation. */
class FramePitfallsTest {
    /** What lies in each folder, and what it is called. */
    private static final Map<String, Map<String, List<String>>> FOLDERS = new LinkedHashMap<>();

    static {
        folder("after", sequence("beauty.exr.1-4#", "beauty.exr.0001", "beauty.exr.0002", "beauty.exr.0004"));
        folder("underscore", sequence("plate_924360-924361@@@@@@.exr", "plate_924360.exr", "plate_924361.exr"));
        folder("hash", sequence("foo_#.1-2#.exr", "foo_#.0001.exr", "foo_#.0002.exr"));
        folder(
                "copies",
                sequence("shot.1001-1002#.exr", "shot.1001.exr", "shot.1002.exr"),
                sequence("shot.1001_1.exr", "shot.1001_1.exr"));
        folder("nobase", sequence("1001-1002#.exr", "1001.exr", "1002.exr"));
        folder("grown", sequence("a.998-1001@@@.exr", "a.998.exr", "a.999.exr", "a.1000.exr", "a.1001.exr"));
        folder("outgrown", sequence("a.9998-10000#.exr", "a.9998.exr", "a.9999.exr", "a.10000.exr"));
        folder(
                "lost",
                sequence("a.11-12@@.exr", "a.11.exr", "a.12.exr"),
                sequence("a.9-10#.exr", "a.0009.exr", "a.0010.exr"));
        folder(
                "paddings",
                sequence("a.1-2@@@.exr", "a.001.exr", "a.002.exr"),
                sequence("a.1-3#.exr", "a.0001.exr", "a.0002.exr", "a.0003.exr"));
        folder("slate", sequence("s_v001.1000-1002#.exr", "s_v001.1000.exr", "s_v001.1001.exr", "s_v001.1002.exr"));
        folder(
                "udim",
                sequence("disp.1001.1001-1002#.exr", "disp.1001.1001.exr", "disp.1001.1002.exr"),
                sequence("disp.1002.1001-1002#.exr", "disp.1002.1001.exr", "disp.1002.1002.exr"));
        folder("negative", sequence("a.-2-1#.exr", "a.-0002.exr", "a.-0001.exr", "a.0000.exr", "a.0001.exr"));
        folder("below", sequence("a.-5--4@.exr", "a.-5.exr", "a.-4.exr"));
        folder(
                "subframes",
                sequence("a.10.25-26@@.exr", "a.10.25.exr", "a.10.26.exr"),
                sequence("a.11.25@@.exr", "a.11.25.exr"));
        folder(
                "stereo",
                sequence("sh_left.1001-1002#.exr", "sh_left.1001.exr", "sh_left.1002.exr"),
                sequence("sh_right.1001-1002#.exr", "sh_right.1001.exr", "sh_right.1002.exr"));
        folder(
                "digits",
                sequence("sh010_2k_v003_l1.1-2#.exr", "sh010_2k_v003_l1.0001.exr", "sh010_2k_v003_l1.0002.exr"),
                sequence("2024-01-14-15@@.exr", "2024-01-14.exr", "2024-01-15.exr"),
                sequence("render-1001-1002#.exr", "render-1001.exr", "render-1002.exr"),
                sequence("sh010_v012.exr", "sh010_v012.exr"));
    }

    @TempDir
    static Path shared = Path.of("");

    private static Path database = Path.of("");

    private record Sequence(String pattern, List<String> files) {}

    private static Sequence sequence(String pattern, String... files) {
        return new Sequence(pattern, List.of(files));
    }

    private static void folder(String name, Sequence... sequences) {
        FOLDERS.put(name, Arrays.stream(sequences).collect(Collectors.toMap(Sequence::pattern, Sequence::files)));
    }

    @BeforeAll
    static void fill() {
        Part part = DisklessIndex.part("R", "G", "B");
        try (DisklessIndex index = new DisklessIndex(shared, "/renders", PathTokens.NONE)) {
            database = index.database();
            FOLDERS.forEach((folder, sequences) -> sequences
                    .values()
                    .forEach(files -> files.forEach(file -> index.put(folder + "/" + file, FileState.COMPLETE, part))));
            index.swept(Ran.NOW_MS - 120_000);
        }
    }

    static Stream<String> folders() {
        return FOLDERS.keySet().stream();
    }

    private static Map<String, List<String>> of(String folder) {
        return FOLDERS.getOrDefault(folder, Map.of());
    }

    private static List<String> answer(String... words) {
        return Ran.ask(database, words).lines();
    }

    @ParameterizedTest
    @MethodSource("folders")
    void eachIsFoundUnderItsName(String folder) {
        List<String> found = answer("find", "/renders/" + folder, "--columns", "pattern", "--format", "csv");
        assertEquals(
                of(folder).keySet().stream().sorted().toList(),
                found.stream().skip(1).sorted().toList());
    }

    @ParameterizedTest
    @MethodSource("folders")
    void itsNameInEveryNotationMeansItsOwnFrames(String folder) {
        for (String style : List.of("fileseq", "nuke", "houdini", "rv", "glob")) {
            List<String> names = answer(
                            "find",
                            "/renders/" + folder,
                            "--columns",
                            "pattern",
                            "--seq-style",
                            style,
                            "--format",
                            "csv")
                    .stream()
                    .skip(1)
                    .map(line -> line.replaceFirst("^\"(.*)\"$", "$1"))
                    .toList();
            assertEquals(of(folder).size(), names.size(), style);
            for (String name : names) {
                List<String> files = answer("find", "/renders/" + folder + "/" + name, "--format", "paths");
                List<String> expected = files.stream()
                        .map(file -> file.substring(file.lastIndexOf('/') + 1))
                        .sorted()
                        .toList();
                assertTrue(
                        of(folder).values().stream()
                                .anyMatch(all -> all.stream().sorted().toList().equals(expected)),
                        () -> style + " " + name + " means " + files);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("folders")
    void framesAreCheckedUnderTheSameNames(String folder) {
        for (Map.Entry<String, List<String>> sequence : of(folder).entrySet()) {
            Ran ran = Ran.ask(database, "frames", "/renders/" + folder + "/" + sequence.getKey(), "--format", "csv");
            boolean whole = !folder.equals("after");
            assertEquals(whole ? ExitCode.FOUND : ExitCode.NOTHING_FOUND, ran.code(), ran.out());
            assertEquals(2, ran.lines().size(), ran.out());
            assertTrue(ran.lines().get(1).startsWith(sequence.getKey() + ","), ran.out());
        }
    }

    @Test
    void hashesMeanTheDigitsThatAreThere() {
        assertEquals(List.of("1000-1001"), answer("find", "/renders/grown/a.####.exr", "--format", "frames"));
        assertEquals(List.of("998-1001"), answer("find", "/renders/grown/a.$F3.exr", "--format", "frames"));
        assertEquals(List.of("998-1001"), answer("find", "/renders/grown/a.@@@.exr", "--format", "frames"));
        assertEquals(List.of("998-1001"), answer("find", "/renders/grown/a.%d.exr", "--format", "frames"));
        assertEquals(List.of("1-2"), answer("find", "/renders/paddings/a.@@@.exr", "--format", "frames"));
        assertEquals(List.of("1-3"), answer("find", "/renders/paddings/a.%04d.exr", "--format", "frames"));
        assertEquals(List.of("1-2,4"), answer("find", "/renders/after/beauty.exr.####", "--format", "frames"));
        assertEquals(
                List.of("924360"),
                answer("find", "/renders/underscore/plate_%06d.exr", "924360-924360", "--format", "frames"));
    }

    @Test
    void framesBelowZeroAreAskedForAndMissedLikeOthers() {
        assertEquals(
                List.of("-3,2"),
                answer("frames", "/renders/negative/a.%04d.exr", "--range", "-3-2", "--format", "frames"));
        assertEquals(List.of("-1-0"), answer("find", "/renders/negative/a.-1-0#.exr", "--files", "--format", "frames"));
        assertEquals(List.of("-6,-3-0"), answer("frames", "/renders/below", "--range", "-6-0", "--format", "frames"));
    }

    @Test
    void aPathForEachEyeMeansBoth() {
        assertEquals(
                "4",
                answer("find", "/renders/stereo/sh_%V.%04d.exr", "--files", "--format", "count")
                        .get(0));
        Ran ran = Ran.ask(database, "find", "/renders/stereo/sh_%v.%04d.exr", "--format", "count");
        assertEquals("0\n", ran.out());
        assertEquals("exrdex: the index has nothing of /renders/stereo/sh_%v.%04d.exr\n", ran.err());
    }
}
