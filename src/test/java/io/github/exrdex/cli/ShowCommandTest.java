package io.github.exrdex.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exrdex.index.IndexOptions;
import io.github.exrdex.index.IndexRoot;
import io.github.exrdex.index.IndexSetup;
import io.github.exrdex.naming.ChannelNaming;
import io.github.exrdex.parse.HeaderLimits;
import io.github.exrdex.query.QueryException;
import io.github.exrdex.store.PathTokens;
import io.github.exrdex.support.FilledIndex;
import io.github.exrdex.support.ManualClock;
import io.github.exrdex.support.TinyChannel;
import io.github.exrdex.support.TinyExr;
import io.github.exrdex.support.TinyPart;
import io.github.exrdex.support.WrittenExr;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ShowCommandTest {
    private static final ChannelNaming NAMING =
            new ChannelNaming(List.of(new ChannelNaming.Group("cryptomatte", List.of("crypto*"))), Map.of());

    private static final DateTimeFormatter LOCAL_TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneId.systemDefault());

    /** The clock of the indexes in these tests too. */
    private final ManualClock clock = new ManualClock(1_700_000_000_000L);

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private List<IndexRoot> roots = List.of();

    private IndexOptions options = withLimits(HeaderLimits.DEFAULT);

    @TempDir
    Path folder;

    private Path renders;

    @BeforeEach
    void makeFolder() throws IOException {
        renders = Files.createDirectory(folder.resolve("renders"));
    }

    @Test
    void everyKindOfFileReadsTheSameFromTheIndexAsFromItself() throws IOException {
        List<Path> files = List.of(
                write("scan.exr", rich().written()),
                write("deep.exr", TinyExr.deepTiled(40, 30, 16, 16).written()),
                write(
                        "mip.sxr",
                        TinyExr.tiled(100, 50, 32, 32).mipmap().roundUp().written()),
                write(
                        "multi.mxr",
                        TinyExr.multipart(
                                        TinyExr.scanline(8, 8).name("rgba").view("left"),
                                        TinyExr.deepScanline(8, 8).name("deep"))
                                .written()),
                write("writing.exr", rich().written().zeroTable()),
                write("cut.exr", rich().written().cutInLastChunk()),
                write("cut-header.exr", rich().written().cutInHeader()),
                write(
                        "no windows.exr",
                        rich().without("dataWindow").without("pixelAspectRatio").written()),
                write("bad.exr", rich().written().saidSize(0, "compression", 3)),
                Files.write(renders.resolve("text.exr"), "no picture".getBytes(StandardCharsets.UTF_8)),
                Files.createFile(renders.resolve("empty.exr")));
        try (FilledIndex index = index(Set.of("capDate", "owner"))) {
            files.forEach(index::scan);
        }
        for (Path file : files) {
            assertEquals(ExitCode.FOUND, show(file.toString()), err::toString);
            String indexed = takeOut();
            assertEquals(ExitCode.FOUND, show("--read", file.toString()), err::toString);
            assertEquals(indexed, takeOut());
            assertTrue(indexed.contains("\"path\" : \"" + file + "\""), indexed);
        }
        assertEquals(ExitCode.FOUND, show(renders.toString()));
        String indexed = takeOut();
        assertEquals(ExitCode.FOUND, show("--read", renders.toString()));
        assertEquals(indexed, takeOut());
        assertEquals(files.size(), indexed.lines().count());
    }

    @Test
    void aFolderShowsItsFilesInTheOrderOfTheirPathsAndNoOthers() throws IOException {
        for (String name : List.of("b/x.EXR", "a.exr", "b-1/y.Mxr", "b/c/z.sxr")) {
            write(name, rich().written());
        }
        for (String name : List.of("note.txt", ".hidden.exr", "b/.a.exr", "exr", ".snapshot/a.exr", "tmp.1234a.exr")) {
            write(name, rich().written());
        }
        Files.createSymbolicLink(renders.resolve("b/loop"), renders);
        Files.createSymbolicLink(renders.resolve("link.exr"), renders.resolve("a.exr"));
        assertEquals(ExitCode.FOUND, show("--read", renders.toString()), err::toString);
        assertEquals(
                List.of("a.exr", "b-1/y.Mxr", "b/c/z.sxr", "b/x.EXR"),
                takeOut()
                        .lines()
                        .map(line -> line.replaceFirst("^\\{\"path\":\"" + renders + "/([^\"]*)\".*$", "$1"))
                        .toList());
    }

    @Test
    void aPathThatIsNotInTheIndexIsSaidAndTheOthersGoOn() throws IOException {
        Path known = write("known.exr", rich().written());
        Path unknown = write("unknown.exr", rich().written());
        try (FilledIndex index = index(Set.of())) {
            index.scan(known);
        }
        assertEquals(ExitCode.NOT_INDEXED, show(unknown.toString(), known.toString()));
        assertEquals(1, takeOut().lines().count());
        assertEquals(
                "exrdex: " + unknown + " is not in the index; scan it, or read it with --read\n",
                err.toString(StandardCharsets.UTF_8));
    }

    @Test
    void readingAFolderLeavesOutWhatTheConfigExcludes() throws IOException {
        Path kept = write("sh010/a.1001.exr", rich().written());
        Path left = write("sh010/tmp/a.1001.exr", rich().written());
        Path alone = write("sh010/a.scratch.exr", rich().written());
        roots = List.of(new IndexRoot(
                renders,
                IndexRoot.Mode.AUTO,
                path -> path.endsWith("tmp") || path.toString().contains("scratch")));
        assertEquals(ExitCode.FOUND, show("--read", renders.toString(), "--format", "tsv"));
        String shown = takeOut();
        assertTrue(shown.contains(kept.toString()), shown);
        assertFalse(shown.contains(left.toString()), shown);
        assertFalse(shown.contains("scratch"), shown);
        assertEquals(ExitCode.FOUND, show("--read", alone.toString()), "one that is named is meant");

        Path link = Files.createSymbolicLink(folder.resolve("link"), renders);
        roots = List.of(new IndexRoot(link, IndexRoot.Mode.AUTO, path -> path.startsWith(link.resolve("sh010/tmp"))));
        takeOut();
        assertEquals(ExitCode.FOUND, show("--read", link.toString(), "--format", "tsv"));
        assertFalse(takeOut().contains("/tmp/a.1001"));
    }

    @Test
    void aFolderOfTheIndexWithoutFilesIsNothingFound() throws IOException {
        Path empty = Files.createDirectory(renders.resolve("empty"));
        index(Set.of()).close();
        assertEquals(ExitCode.NOTHING_FOUND, show(empty.toString()));
        assertEquals("exrdex: the index has no EXR file below " + empty + "\n", err.toString(StandardCharsets.UTF_8));
        assertEquals(ExitCode.NOT_INDEXED, show(folder.toString() + "/elsewhere"));
    }

    @Test
    void aMissingFileIsSaidAndTheOthersGoOn() throws IOException {
        Path there = write("there.exr", rich().written());
        Path missing = renders.resolve("missing.exr");
        assertEquals(ExitCode.NOTHING_FOUND, show("--read", missing.toString(), there.toString()));
        assertTrue(takeOut().startsWith("{\"path\":\"" + there + "\""));
        assertEquals("exrdex: " + missing + ": no such file or folder\n", err.toString(StandardCharsets.UTF_8));
    }

    @Test
    void aFileThatIsGoneStillShowsWhatItWas() throws IOException {
        Path file = write("gone.exr", rich().written());
        try (FilledIndex index = index(Set.of())) {
            index.scan(file);
            index.remove(file);
        }
        assertEquals(ExitCode.FOUND, show(file.toString()));
        String json = takeOut();
        assertTrue(json.contains("\"state\" : \"gone\""), json);
        assertTrue(json.contains("\"framesPerSecond\""), json);
    }

    @Test
    void aFileIsFoundThroughALinkToItsFolder() throws IOException {
        Path file = write("linked.exr", rich().written());
        Path link = Files.createSymbolicLink(folder.resolve("link"), renders);
        try (FilledIndex index = index(Set.of())) {
            index.scan(file.toRealPath());
        }
        assertEquals(ExitCode.FOUND, show(link.resolve("linked.exr").toString()), err::toString);
        assertTrue(takeOut().contains(file.toString()));
    }

    @Test
    void aLinkThatIsNamedIsRead() throws IOException {
        Path file = write("v001.exr", rich().written());
        Path latest = Files.createSymbolicLink(folder.resolve("latest.exr"), file);
        assertEquals(ExitCode.FOUND, show("--read", latest.toString()), err::toString);
        String json = takeOut();
        assertTrue(json.contains("\"path\" : \"" + latest + "\""), json);
        assertTrue(json.contains("\"state\" : \"complete\""), json);
        Files.delete(file);
        assertEquals(ExitCode.NOTHING_FOUND, show("--read", latest.toString()));
    }

    @Test
    void ageDecidesWhetherAnUnfinishedFileIsBeingWritten() throws IOException {
        Path file = write("young.exr", rich().written().zeroTable());
        Files.setLastModifiedTime(file, FileTime.fromMillis(clock.getAsLong() - 59 * 60_000));
        show("--read", file.toString());
        assertTrue(takeOut().contains("\"state\" : \"writing\""));
        Files.setLastModifiedTime(file, FileTime.fromMillis(clock.getAsLong() - 61 * 60_000));
        show("--read", file.toString());
        assertTrue(takeOut().contains("\"state\" : \"incomplete\""));
    }

    @Test
    void rawTellsWhereEveryAttributeStands() throws IOException {
        WrittenExr written = rich().written();
        Path file = write("raw.exr", written);
        assertEquals(ExitCode.FOUND, show("--raw", "--format", "jsonl", file.toString()), err::toString);
        String json = takeOut();
        assertTrue(
                json.contains("{\"name\":\"framesPerSecond\",\"type\":\"rational\",\"value\":[24000,1001],\"offset\":"
                        + written.places().value(0, "framesPerSecond") + ",\"sizeBytes\":8}"),
                json);
        assertTrue(json.contains("{\"name\":\"channels\",\"type\":\"chlist\",\"value\":[\"B\","), json);
        assertTrue(json.contains("\"offset\":" + written.places().value(0, "channels") + ","), json);
    }

    @Test
    void onATerminalAPageOfTheIndexSaysHowOldItIsAndWhatWasReadDoesNot() throws IOException {
        Path odd = write("shot=a b.exr", rich().written());
        Path other = write("other.exr", rich().written());
        try (FilledIndex index = index(Set.of())) {
            index.scan(odd);
            index.scan(other);
            index.index()
                    .writer()
                    .use(handle -> handle.execute(
                            "UPDATE root SET sweep_as_of = ?, sweep_completed_at = sweep_as_of",
                            clock.getAsLong() - 2 * 3_600_000));
        }
        assertEquals(ExitCode.FOUND, showOnTerminal(100, odd.toString(), renders.toString()));
        assertTrue(err.toString(StandardCharsets.UTF_8).startsWith("3 files, as of "), err::toString);
        assertTrue(err.toString(StandardCharsets.UTF_8).contains("(2 h ago)"), err::toString);
        err.reset();
        showOnTerminal(100, "--read", odd.toString());
        showOnTerminal(100, folder.resolve("nowhere.exr").toString());
        show(odd.toString());
        assertFalse(err.toString(StandardCharsets.UTF_8).contains("as of"), err::toString);
    }

    @Test
    void aPageShowsProblemsFirstThenChannelsByLayerAndThenAttributes() throws IOException {
        Path file = write("page.exr", rich().written().cutInLastChunk());
        Files.setLastModifiedTime(file, FileTime.fromMillis(clock.getAsLong() - 3 * 3_600_000));
        long size = Files.size(file);
        assertEquals(ExitCode.FOUND, showOnTerminal(100, "--read", file.toString()), err::toString);
        String page = takeOut();
        List<String> lines = page.lines().toList();
        assertEquals(file.toString(), lines.get(0));
        assertEquals("  state    truncated", lines.get(1));
        assertEquals("  size     " + size + " bytes", lines.get(2));
        assertEquals(
                "  changed  " + LOCAL_TIME.format(Instant.ofEpochMilli(clock.getAsLong() - 3 * 3_600_000))
                        + ", 3 h ago",
                lines.get(3));
        assertEquals("problems", lines.get(5));
        assertTrue(lines.get(6).startsWith("  fatal  last_chunk_cut_short  byte "), page);
        assertTrue(
                page.replaceAll("\n +", " ").contains("is cut: ")
                        && page.lines().skip(1).allMatch(line -> line.length() <= 100),
                "what is wrong wraps and is never cut: " + page);
        assertTrue(page.contains("\n  data window     64 x 48  (0 0 to 63 47)\n"), page);
        assertTrue(page.contains("""

                          channels (5)
                            LAYER            GROUP        TYPE   CHANNELS
                            -                beauty       half   B G R
                            crypto_object00  cryptomatte  float  R
                            diffuse          diffuse      half   R
                        """), page);
        assertTrue(page.matches("(?s).*\n    framesPerSecond +rational +24000/1001\n.*"), page);
        assertTrue(
                page.indexOf("problems") < page.indexOf("part 0")
                        && page.indexOf("part 0") < page.indexOf("attributes"),
                page);
    }

    @Test
    void samplingAndLinearityAreShownWhereTheyAreOdd() throws IOException {
        Path file = write(
                "chroma.exr",
                TinyExr.scanline(64, 48)
                        .channels(
                                new TinyChannel("BY", 1, 1, 2, 2),
                                new TinyChannel("RY", 1, 1, 2, 2),
                                new TinyChannel("Y", 1, 0, 1, 1))
                        .written());
        showOnTerminal(200, "--read", file.toString());
        String page = takeOut();
        assertTrue(page.contains("half, sampled 2x2, pLinear  BY\n"), page);
    }

    @Test
    void controlCharactersNeverReachATerminal() throws IOException {
        Path file = write(
                "evil\u001b[31m.exr",
                rich().string("comments", "\u001b[2J\nsecond\tline\u202e").written());
        assertEquals(ExitCode.FOUND, showOnTerminal(200, "--read", file.toString()), err::toString);
        String page = takeOut();
        assertFalse(page.contains("\u001b"), page);
        assertTrue(page.contains("evil\\x1b[31m.exr\n"), page);
        assertTrue(page.contains("\\x1b[2J\\nsecond\\tline\\u202e"), page);
    }

    @Test
    void aPageIsCutToTheTerminalAndNotInAPipe() throws IOException {
        Path file = write("long.exr", rich().string("comments", "x".repeat(500)).written());
        showOnTerminal(60, "--read", file.toString());
        String page = takeOut();
        assertTrue(page.lines().skip(1).allMatch(line -> line.length() <= 60), page);
        assertTrue(page.contains("xxx...\n"), page);
        Path many = write(
                "many.exr",
                TinyExr.scanline(8, 8)
                        .channels("l.aaaaaaaaaaaa", "l.bbbbbbbbbbbb", "l.cccccccccccc")
                        .written());
        showOnTerminal(40, "--read", many.toString());
        assertTrue(takeOut().contains("aaaaaaaaaaaa\n                        bbbbbbbbbbbb\n"), "channels wrap");
        show("--read", "--format", "table", file.toString());
        assertTrue(takeOut().contains("x".repeat(500)));
    }

    @Test
    void tsvHasOneFactALine() throws IOException {
        Path file = write("facts.exr", rich().string("comments", "a\tb").written());
        assertEquals(ExitCode.FOUND, show("--read", "--format", "tsv", file.toString()), err::toString);
        List<String> lines = takeOut().lines().toList();
        assertEquals("path\tpart\tfact\tname\ttype\tvalue", lines.get(0));
        assertTrue(lines.contains(file + "\t\tfile\tstate\t\tcomplete"), lines::toString);
        assertTrue(lines.contains(file + "\t0\tpart\tdata_window\t\t0 0 63 47"), lines::toString);
        assertTrue(lines.contains(file + "\t0\tchannel\tcrypto_object00.R\tfloat\tcryptomatte"), lines::toString);
        assertTrue(lines.contains(file + "\t0\tattribute\tframesPerSecond\trational\t24000/1001"), lines::toString);
        assertTrue(lines.contains(file + "\t0\tattribute\tcomments\tstring\ta\\tb"), lines::toString);
        assertTrue(lines.stream()
                .allMatch(line -> line.chars().filter(c -> c == '\t').count() == 5));
    }

    @Test
    void oneFileIsAnObjectForPeopleAndSeveralAreALineEach() throws IOException {
        Path one = write("one.exr", rich().written());
        Path two = write("two.exr", rich().written());
        show("--read", one.toString());
        assertTrue(takeOut().startsWith("{\n  \"path\" : "));
        show("--read", one.toString(), two.toString());
        assertEquals(2, takeOut().lines().count());
        show("--read", "--format", "json", renders.toString());
        assertEquals(2, takeOut().lines().count());
        show("--read", "--format", "jsonl", one.toString());
        assertEquals(1, takeOut().lines().count());
    }

    @Test
    void wrongUsageIsSaidInALine() {
        assertEquals(ExitCode.USAGE, show());
        assertEquals(ExitCode.USAGE, show("--format", "csv", "x.exr"));
        assertTrue(err.toString(StandardCharsets.UTF_8).contains("--format csv is not one of table, tsv, json, jsonl"));
    }

    @Test
    void aFileIsReadByTheLimitsOfTheIndex() throws IOException {
        Path file =
                write("limits.exr", rich().string("comments", "x".repeat(100)).written());
        options = withLimits(HeaderLimits.DEFAULT.withValueBytes(99));
        assertEquals(ExitCode.FOUND, show("--read", "--format", "jsonl", file.toString()), err::toString);
        String json = takeOut();
        assertTrue(json.contains("\"name\":\"comments\",\"type\":\"string\",\"value\":{\"sizeBytes\":100,"), json);
    }

    private static IndexOptions withLimits(HeaderLimits limits) {
        IndexOptions.Pace pace = new IndexOptions.Pace(0, 3_600_000, 0, 0);
        return new IndexOptions(NAMING, PathTokens.NONE, limits, 1, 1, pace, false, 0);
    }

    private static TinyPart rich() {
        return TinyExr.scanline(64, 48)
                .channels("R", "G", "B", "diffuse.R")
                .channel("crypto_object00.R", "float")
                .compression("zip")
                .string("owner", "Größe \"x\"")
                .string("capDate", "2026:11:24 10:00:00")
                .string("cryptomatte/0a1b2c3/name", "crypto_object")
                .string("cryptomatte/0a1b2c3/hash", "MurmurHash3_32")
                .string("cryptomatte/0a1b2c3/conversion", "uint32_to_float32")
                .string("cryptomatte/0a1b2c3/manifest", "{\"bunny\":\"13851a76\"}")
                .attribute("framesPerSecond")
                .rational(24000, 1001)
                .attribute("timeCode")
                .timecode(10, 11, 12, 13, true)
                .attribute("worldToCamera")
                .m44f(1, 0, 0, 0, 0, 0.1f, 0, 0, 0, 0, Float.NaN, 0, 0, 0, -0f, 1)
                .raw("studio", "ourOwnType", (byte) 1, (byte) 2);
    }

    private Path write(String name, WrittenExr exr) throws IOException {
        Path file = exr.writeTo(renders.resolve(name));
        // Older than any file that could still be written to, by the clock of these tests.
        Files.setLastModifiedTime(file, FileTime.fromMillis(clock.getAsLong() - 86_400_000));
        return file;
    }

    private FilledIndex index(Set<String> varying) throws IOException {
        return new FilledIndex(folder, renders.toRealPath(), NAMING, PathTokens.NONE, varying);
    }

    private int show(String... arguments) {
        return run(Terminal.ofPipe(print(out), print(err)), arguments);
    }

    private int showOnTerminal(int widthChars, String... arguments) {
        return run(new Terminal(print(out), print(err), true, widthChars), arguments);
    }

    private int run(Terminal terminal, String... arguments) {
        ShowCommand command = new ShowCommand(
                terminal,
                () -> folder.resolve("index.db"),
                () -> new IndexSetup(folder.resolve("index.db"), roots, options),
                clock);
        return new CommandLine(command)
                .setExecutionExceptionHandler((error, line, parsed) -> {
                    terminal.note(String.valueOf(error.getMessage()));
                    return error instanceof QueryException question
                                    && question.fault() == QueryException.Fault.BAD_QUESTION
                            ? ExitCode.USAGE
                            : ExitCode.DATABASE;
                })
                .setErr(new PrintWriter(err, true, StandardCharsets.UTF_8))
                .execute(arguments);
    }

    private static PrintStream print(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private String takeOut() {
        String text = out.toString(StandardCharsets.UTF_8);
        out.reset();
        return text;
    }
}
