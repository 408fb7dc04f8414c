package io.github.exrdex.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exrdex.Ran;
import io.github.exrdex.exr.AttributeValue;
import io.github.exrdex.exr.Part;
import io.github.exrdex.file.FileState;
import io.github.exrdex.store.PathTokens;
import io.github.exrdex.support.DisklessIndex;
import io.github.exrdex.support.FilledIndex;
import io.github.exrdex.support.TempIndex;
import io.github.exrdex.support.TinyExr;
import io.github.exrdex.support.TinyPart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiffCommandTest {
    /** {@code .../renders/SHOT/vVERSION/NAME}. */
    private static final PathTokens TOKENS = path -> {
        String[] folders = path.substring(path.indexOf("/renders/")).split("/", -1);
        Map<String, String> tokens = new HashMap<>();
        tokens.put("shot", folders[2]);
        tokens.put("version", folders[3].substring(1));
        return tokens;
    };

    @TempDir
    Path folder;

    private Path renders = Path.of("");

    private interface Frames {
        TinyPart at(int frame);
    }

    @BeforeEach
    void makeRoot() throws IOException {
        renders = Files.createDirectories(folder.resolve("renders"));
    }

    private static TinyPart frame() {
        return TinyExr.scanline(64, 32).channels("R", "G", "B", "A").compression("zip");
    }

    @Test
    void depthIsTheSameInAPartOfItsOwnAndInThePicture() {
        render("sh010/v001/a.%d.exr", 1, 2, frame -> TinyExr.scanline(64, 32).channels("R", "G", "B", "Z"));
        renderParts(
                "sh010/v002/a.%d.exr",
                TinyExr.scanline(64, 32).channels("R", "G", "B").name("rgba"),
                TinyExr.scanline(64, 32).channels("Z").name("Z"));
        assertEquals(
                List.of("changed | parts |  | 1 part | rgba, Z"),
                rows(diff("--size-tolerance", "100", "version=001", "version=002")));
    }

    @Test
    void attributesOfAPartThatCameOrWentAreToldWithThePart() {
        renderParts(
                "sh010/v001/a.%d.exr",
                frame().name("rgba").string("software", "one"),
                frame().name("depth").string("comments", "old"));
        renderParts(
                "sh010/v002/a.%d.exr",
                frame().name("rgba").string("software", "two"),
                frame().name("normals").string("comments", "new"));
        assertEquals(
                List.of(
                        "changed | parts |  | rgba, depth | rgba, normals",
                        "changed | attribute | rgba:software | one | two"),
                rows(diff("version=001", "version=002")).stream()
                        .filter(row -> row.contains("| parts |") || row.contains("| attribute |"))
                        .toList());
    }

    @Test
    void theOnlyPartOfAFileComparesWithTheFirstOfMany() {
        render("sh010/v001/a.%d.exr", 1, 2, frame -> frame().string("software", "one"));
        renderParts(
                "sh010/v002/a.%d.exr",
                frame().name("rgba").string("software", "two"),
                TinyExr.scanline(64, 32).channels("Z").name("Z").string("comments", "new"));
        for (List<String> sides :
                List.of(List.of("version=001", "version=002"), List.of("version=002", "version=001"))) {
            List<String> attributes = rows(diff(sides.get(0), sides.get(1))).stream()
                    .filter(row -> row.contains("| attribute |"))
                    .toList();
            boolean forwards = sides.get(0).equals("version=001");
            assertEquals(
                    List.of("changed | attribute | software | " + (forwards ? "one | two" : "two | one")), attributes);
        }
    }

    private void renderParts(String path, TinyPart... parts) {
        try (FilledIndex index = new FilledIndex(folder, renders, TempIndex.PLAIN, TOKENS, Set.of())) {
            for (int frame = 1; frame <= 2; frame++) {
                Path file = renders.resolve(String.format(path, frame));
                Files.createDirectories(file.getParent());
                TinyExr.multipart(parts).writeTo(file);
                index.scan(file);
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void render(String path, int first, int last, Frames frames) {
        try (FilledIndex index = new FilledIndex(folder, renders, TempIndex.PLAIN, TOKENS, Set.of())) {
            for (int frame = first; frame <= last; frame++) {
                Path file = renders.resolve(String.format(path, frame));
                Files.createDirectories(file.getParent());
                frames.at(frame).writeTo(file);
                index.scan(file);
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private Ran diff(String... words) {
        return Ran.verb(folder.resolve("index.db"), "diff", words);
    }

    /** {@code change what name before after} of every row. */
    private static List<String> rows(Ran ran) {
        return ran.lines().stream()
                .skip(1)
                .map(line -> line.split("\t", -1))
                .map(fields -> String.join(" | ", Arrays.asList(fields).subList(0, 5)))
                .toList();
    }

    @Test
    void equalVersionsAreTheSameHoweverTheirFramesVary() {
        render("sh010/v003/sh010_v003.%d.exr", 1001, 1006, frame -> frame().string("timeCode", "a" + frame));
        render("sh010/v004/sh010_v004.%d.exr", 1001, 1006, frame -> frame().string("timeCode", "b" + frame));
        Ran ran = diff("shot=sh010", "version=003", "version=004");
        assertEquals(List.of(), rows(ran));
        assertEquals(ExitCode.FOUND, ran.code());
        assertEquals("", ran.err());
    }

    @Test
    void tellsWhatANewVersionGainedLostAndChanged() {
        render(
                "sh010/v003/sh010_v003.%d.exr",
                1001,
                1006,
                frame -> frame().channels("R", "G", "B", "A", "N.X", "N.Y", "N.Z", "Z", "diffuse.R", "diffuse.G")
                        .string("software", "Arnold 7.1")
                        .string("farm", "a"));
        render(
                "sh010/v004/sh010_v004.%d.exr",
                1001,
                1004,
                frame -> TinyExr.scanline(128, 64)
                        .channels("R", "G", "B", "A", "sss.R", "sss.G", "diffuse.R")
                        .channel("Z", "float")
                        .compression("dwaa")
                        .string("software", "Arnold 7.2")
                        .string("comments", "x"));
        Ran ran = diff("version=003", "version=004", "--size-tolerance=100");
        assertEquals(ExitCode.NOTHING_FOUND, ran.code());
        assertEquals(
                List.of(
                        "changed | frames |  | 1001-1006 | 1001-1004",
                        "added | channel | sss.* |  | half",
                        "removed | channel | N.* | half | ",
                        "removed | channel | diffuse.G | half | ",
                        "changed | channel | Z | half | float",
                        "changed | resolution |  | 64x32 | 128x64",
                        "changed | compression |  | zip | dwaa",
                        "added | attribute | comments |  | x",
                        "removed | attribute | farm | a | ",
                        "changed | attribute | software | Arnold 7.1 | Arnold 7.2"),
                rows(ran));
    }

    @Test
    void whatOnlySomeFramesHaveIsSaidOfThem() {
        render("sh010/v003/s.%d.exr", 1001, 1006, frame -> frame().string("software", "a"));
        render(
                "sh010/v004/s.%d.exr",
                1001, 1006, frame -> {
                    TinyPart part = frame().string("software", frame == 1002 ? "b" : "a");
                    return frame < 1003 ? part.channels("R", "G", "B", "A", "Z").compression("rle") : part;
                });
        assertEquals(
                List.of(
                        "added | channel | Z |  | half (2 of 6 files)",
                        "changed | compression |  | zip | zip (mostly)",
                        "changed | attribute | software | a | a (mostly)"),
                rows(diff("version=003", "version=004", "--size-tolerance=100")));
    }

    @Test
    void sequencesAreComparedWithTheirCounterpartsAndOthersAreNamed() {
        try (DisklessIndex index = new DisklessIndex(folder, "/renders", TOKENS)) {
            Part plain = DisklessIndex.part("R", "G", "B");
            index.putFrames("sh010/v001/sh010_lgt_v001.%04d.exr", 1, 3, plain)
                    .putFrames("sh010/v001/aov/sh010_fx_v001.%04d.exr", 1, 3, plain)
                    .putFrames("sh010/v001/old_v001.%04d.exr", 1, 3, plain)
                    .putFrames("sh010/v002/sh010_lgt_v002.%04d.exr", 1, 3, DisklessIndex.part("R", "G", "B", "A"))
                    .putFrames("sh010/v002/aov/sh010_fx_v002.%04d.exr", 1, 3, plain)
                    .putFrames("sh010/v002/new.%04d.exr", 1, 3, plain)
                    .swept(Ran.NOW_MS - 60_000);
        }
        List<String> wanted = List.of(
                "added | channel | A |  | half",
                "removed | sequence |  | old_v001.0001-0003#.exr | ",
                "added | sequence |  |  | new.0001-0003#.exr");
        wanted = wanted.stream().map(row -> row.replace("0001-0003", "1-3")).toList();
        assertEquals(wanted, rows(diff("version=001", "version=002")));
        assertEquals(wanted, rows(diff("/renders/sh010/v001", "/renders/sh010/v002")));
        Ran json = diff("version=001", "version=002", "--format", "jsonl", "--limit", "1");
        assertEquals(
                "{\"change\":\"added\",\"what\":\"channel\",\"name\":\"A\",\"before\":null,\"after\":\"half\","
                        + "\"before_pattern\":\"sh010_lgt_v001.1-3#.exr\",\"before_directory\":\"/renders/sh010/v001\","
                        + "\"after_pattern\":\"sh010_lgt_v002.1-3#.exr\",\"after_directory\":\"/renders/sh010/v002\"}\n",
                json.out());
    }

    @Test
    void twoNamedSequencesAreComparedWhateverTheyAreCalled() {
        try (DisklessIndex index = new DisklessIndex(folder, "/renders", TOKENS)) {
            Part plain = DisklessIndex.part("R", "G", "B");
            index.putFrames("sh010/v001/a.%04d.exr", 1, 3, plain)
                    .putFrames("sh020/v009/quite_other.%04d.exr", 1, 3, plain)
                    .put("sh020/v009/quite_other.0004.exr", FileState.EMPTY)
                    .swept(Ran.NOW_MS - 60_000);
        }
        assertEquals(
                List.of("changed | frames |  | 1-3 | 1-4", "changed | states |  | 3 complete | 3 complete, 1 empty"),
                rows(diff(
                        "/renders/sh010/v001/a.####.exr",
                        "/renders/sh020/v009/quite_other.####.exr",
                        "--size-tolerance=100")));
    }

    @Test
    void twoFilesDifferInNothingButTheirNumber() {
        render("sh010/v003/s.%d.exr", 1001, 1002, frame -> frame());
        Ran ran = diff(renders + "/sh010/v003/s.1001.exr", renders + "/sh010/v003/s.1002.exr");
        assertEquals(List.of(), rows(ran));
        assertEquals(ExitCode.FOUND, ran.code());
    }

    @Test
    void aTerminalReadsSizesInWords() {
        render("sh010/v003/s.%d.exr", 1001, 1002, frame -> frame());
        render(
                "sh010/v004/s.%d.exr",
                1001, 1002, frame -> TinyExr.scanline(64, 32).channels("R", "G", "B", "A"));
        Ran ran = Ran.onTerminal(
                100, "diff", "--db", folder.resolve("index.db").toString(), "version=003", "version=004");
        assertTrue(ran.lines().get(0).startsWith("CHANGE   WHAT         NAME  BEFORE"), ran.out());
        assertTrue(
                ran.lines().stream().anyMatch(line -> line.matches("changed  size .* KiB a file \\(\\+\\d+%\\)")),
                ran.out());
        assertTrue(ran.err().startsWith("2 differences, "), ran.err());
    }

    @Test
    void wordsThatCannotBeComparedAreRefused() {
        render("sh010/v003/s.%d.exr", 1001, 1002, frame -> frame());
        Ran nothing = diff("version=003", "version=004");
        assertEquals(ExitCode.NOTHING_FOUND, nothing.code());
        assertEquals("exrdex: nothing to compare: no file fits version=004\n", nothing.err());
        assertEquals(ExitCode.USAGE, diff("version=003").code());
        assertEquals(
                "exrdex: diff compares the last two words, and version=003 is of the same kind as a word before them;"
                        + " leave one of them out\n",
                diff("version=002", "version=003", "version=004").err());
        assertEquals(
                ExitCode.USAGE,
                diff("version=003", "version=004", "--size-tolerance=200").code());
        assertEquals(ExitCode.NOT_INDEXED, diff("/a", "/b").code());
    }

    /**
     * Between the two copies it was learnt that the attribute varies, so the index keeps the second header in another way. That
     * is nothing an answer may show.
     */
    @Test
    void copiesThatAreKeptInTwoWaysDoNotDiffer() {
        try (DisklessIndex index = new DisklessIndex(folder, "/renders", TOKENS)) {
            index.putFrames("sh010/v001/a.%04d.exr", 1, 2, noted("take 1"));
            for (int frame = 1; frame <= 8; frame++) {
                index.putFrames("sh020/v001/b.%04d.exr", frame, frame, noted("take " + frame));
            }
            index.putFrames("sh010/v002/a.%04d.exr", 1, 2, noted("take 1")).swept(0);
        }
        assertEquals("2", sql("SELECT count(DISTINCT header_id) FROM v_file WHERE shot = 'sh010'"), "kept in one way");
        assertEquals("0", sql("""
                SELECT count(*) FROM (
                  SELECT part_index, name, type, text, number, ordinal FROM v_attribute WHERE path LIKE '%/v001/a.%'
                  EXCEPT
                  SELECT part_index, name, type, text, number, ordinal FROM v_attribute WHERE path LIKE '%/v002/a.%')"""));
        Ran ran = diff("shot=sh010", "version=001", "version=002");
        assertEquals(List.of(), rows(ran));
        assertEquals(ExitCode.FOUND, ran.code(), ran.err());
        Ran values = Ran.ask(folder.resolve("index.db"), "values", "attr.note", "shot=sh010");
        assertEquals(List.of("value\tfile_count\tsequence_count", "take 1\t4\t2"), values.lines());
    }

    private static Part noted(String note) {
        return DisklessIndex.with(
                DisklessIndex.part("R", "G", "B"),
                DisklessIndex.attribute("note", "string", new AttributeValue.Text(note)));
    }

    private String sql(String statement) {
        return Ran.ask(folder.resolve("index.db"), "sql", statement).lines().get(1);
    }
}
